"""Filter, brush, click, reload, back: the same view every time, and the map keeps its place."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driving import Opened, open_map, wait_for_map
from tests.scenes import ANCHOR, DATA

pytestmark = pytest.mark.browser

MARK = "window.__mark = 1"
COUNT_RUNS = """
window.__runs = 0;
const seen = (m) => m.target.dataset.testScriptState === "running" && window.__runs++;
new MutationObserver((all) => all.forEach(seen))
  .observe(document.querySelector(".stApp"), { attributes: true });
"""


def brush(opened: Opened, start: float, end: float) -> None:
    """Drag a window over the timeline, from one share of its width to another."""
    canvas = opened.page.locator(".tl canvas").last
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] - 12
    opened.page.mouse.move(box["x"] + start * box["width"], y)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + end * box["width"], y, steps=8)


def test_a_filter_changes_the_map_without_making_it_anew(browser: Browser, app_url: str) -> None:
    opened = open_map(browser, app_url)
    opened.map.evaluate(MARK)
    opened.page.get_by_role("combobox", name=re.compile("Aircraft")).click()
    opened.page.get_by_role("option", name="RA-82030").click()
    opened.wait_for_metric("Reported", "2")
    assert opened.map.evaluate("window.__mark") == 1
    expect(opened.page).to_have_url(re.compile("aircraft=RA-82030"))


def test_a_filter_keeps_the_place_of_the_map(browser: Browser, app_url: str) -> None:
    opened = open_map(browser, f"{app_url}/?view=41.000,129.000,6")
    opened.page.get_by_role("button", name="Reported", exact=True).first.click()
    opened.wait_for_metric("Reported", "0")
    assert "view=41.000,129.000,6" in opened.page.url.replace("%2C", ",")


def test_brushing_filters_the_map_live_and_the_counters_on_release(
    browser: Browser, app_url: str
) -> None:
    opened = open_map(browser, app_url)
    before = opened.visible()
    brush(opened, 0.45, 0.55)
    opened.map.wait_for_function(f"() => skygap.visible.lines + skygap.visible.points < {before}")
    assert opened.metric("Reported") == "8"
    opened.page.mouse.up()
    expect(opened.page).to_have_url(re.compile("from="))


def test_a_reload_brings_the_same_view(browser: Browser, app_url: str) -> None:
    query = "aircraft=RA-82030&from=2024-03-20T00:00Z&to=2024-03-22T00:00Z&view=41.000,129.000,6"
    opened = open_map(browser, f"{app_url}/?{query}&selected={ANCHOR}")
    opened.page.reload()
    wait_for_map(opened.page)
    opened.wait_for_metric("Reported", "2")
    expect(opened.page.get_by_text("Reported movement").first).to_be_visible()
    assert "view=41.000,129.000,6" in opened.page.url.replace("%2C", ",")


def test_a_window_of_another_size_keeps_the_place_in_the_address(
    browser: Browser, app_url: str
) -> None:
    opened = open_map(browser, f"{app_url}/?view=41.000,129.000,6")
    for width, height in ((1401, 903), (1207, 801), (1400, 1000)):
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.wait_for_timeout(800)
    assert "view=41.000,129.000,6" in opened.page.url.replace("%2C", ",")


def test_the_back_button_brings_the_view_before(browser: Browser, app_url: str) -> None:
    opened = open_map(browser, app_url)
    opened.page.get_by_role("combobox", name=re.compile("Aircraft")).click()
    opened.page.get_by_role("option", name="RA-82030").click()
    opened.wait_for_metric("Reported", "2")
    opened.page.wait_for_timeout(1200)
    opened.page.go_back()
    opened.wait_for_metric("Reported", "8")
    assert "aircraft" not in opened.page.url


def test_a_click_on_the_map_opens_the_facts_and_closing_them_tidies_the_url(
    browser: Browser, app_url: str
) -> None:
    opened = open_map(browser, f"{app_url}/?aircraft=EXAMPLE&view=64.210,4.750,9")
    opened.map.locator("canvas").first.wait_for()
    box = opened.page.locator("iframe[title*=st_folium]").bounding_box()
    assert box is not None
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(opened.page).to_have_url(re.compile("selected=gap-"), timeout=15_000)
    expect(opened.page.get_by_text("Gap in the signal").first).to_be_visible()
    opened.page.get_by_role("button", name="Close").click()
    expect(opened.page).not_to_have_url(re.compile("selected="), timeout=15_000)


def test_a_selected_gap_shows_its_reach_and_no_line_between_its_ends(
    browser: Browser, app_url: str
) -> None:
    opened = open_map(browser, f"{app_url}/?aircraft=EXAMPLE")
    gap = opened.map.evaluate("skygap.scene.points.find((p) => p.i.startsWith('gap-')).i")
    opened = open_map(browser, f"{app_url}/?aircraft=EXAMPLE&selected={gap}")
    kinds = opened.map.evaluate("skygap.scene.areas.map((area) => area.k)")
    assert kinds == ["reach_limit", "reach"]
    assert opened.map.evaluate(f"skygap.scene.lines.filter((l) => l.i === '{gap}').length") == 0
    opened.page.wait_for_timeout(800)
    opened.picture("gap-selected")


def test_panning_the_map_runs_nothing_on_the_server(browser: Browser, app_url: str) -> None:
    opened = open_map(browser, app_url)
    opened.page.evaluate(COUNT_RUNS)
    box = opened.page.locator("iframe[title*=st_folium]").bounding_box()
    assert box is not None
    opened.page.mouse.move(box["x"] + 300, box["y"] + 300)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + 420, box["y"] + 340, steps=6)
    opened.page.mouse.up()
    expect(opened.page).to_have_url(re.compile("view="))
    opened.page.wait_for_timeout(700)
    assert opened.page.evaluate("window.__runs") == 0


def test_a_region_drawn_on_the_map_filters_and_travels_in_the_url(
    browser: Browser, app_url: str
) -> None:
    opened = open_map(browser, f"{app_url}/?view=41.000,129.000,6")
    opened.map.get_by_role("button", name="Draw a region").click()
    opened.page.keyboard.press("Enter")
    expect(opened.page).to_have_url(re.compile("region="), timeout=15_000)
    opened.wait_for_metric("Legs", "0")
    assert int(opened.metric("Reported")) > 0
    opened.map.get_by_role("button", name="Clear the region").click()
    expect(opened.page).not_to_have_url(re.compile("region="), timeout=15_000)


def test_show_everything_looks_at_all_there_is(browser: Browser, app_url: str) -> None:
    opened = open_map(browser, f"{app_url}/?view=41.000,129.000,8")
    opened.map.get_by_role("button", name="Show everything").click()
    expect(opened.page).not_to_have_url(re.compile(r"129\.000"))


def test_the_window_moves_by_keyboard_too_and_by_little(browser: Browser, app_url: str) -> None:
    """A key moves an end by a thousandth of what is in view: minutes here, not days."""
    opened = open_map(browser, app_url)
    opened.page.get_by_label("Window start").focus()
    for _ in range(5):
        opened.page.keyboard.press("ArrowRight")
    expect(opened.page).to_have_url(re.compile(r"from=2024-03-17"), timeout=15_000)


def test_a_bad_file_is_one_sentence_and_a_good_one_lands_on_the_map(
    browser: Browser, app_url: str
) -> None:
    """The newcomer's way: drop a file, add it, follow the link, see its legs alone."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.goto(f"{app_url}/add_data")
    drop = page.locator("input[type=file]")
    drop.set_input_files({"name": "cut.json", "mimeType": "x", "buffer": b"\x1f\x8b\x08\x00abc"})
    expect(page.get_by_text("cut.json").last).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Not read")).to_be_visible()
    good = (DATA / "worked_example" / "trace_full_f0e0a1.json").read_bytes()
    drop.set_input_files({"name": "mine.json", "mimeType": "x", "buffer": good})
    page.get_by_role("button", name="Add 1 file").click()
    page.get_by_role("link", name="See them on the map").click()
    wait_for_map(page)
    expect(page).to_have_url(re.compile("aircraft=EXAMPLE"))
    expect(page.get_by_text("legs 3, gaps 1")).to_be_visible(timeout=20_000)
