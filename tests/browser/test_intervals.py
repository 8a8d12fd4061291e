"""Choose an interval, see it in full, reload, move a slider, follow it from and to the map."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from skygap.cli import main
from skygap.store import open_store, read_gaps
from tests.browser.conftest import HOSTILE
from tests.browser.driving import ARTIFACTS, serving
from tests.ui.silences import SILENT, write_silence

pytestmark = pytest.mark.browser

FIRST_ROW = {"x": 18, "y": 52}
OTHERS = 12


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store of one silent craft and others that pass, one under a name that is a script."""
    folder = tmp_path_factory.mktemp("intervals")
    files = write_silence(folder, others=OTHERS)
    hostile = json.loads(files[-1].read_text()) | {"r": HOSTILE}
    files[-1].write_text(json.dumps(hostile))
    assert main(["add", *map(str, files), "--store", str(folder / "store")]) == 0
    return folder / "store"


@pytest.fixture(scope="module")
def url(store: Path) -> Iterator[str]:
    with serving(store) as address:
        yield address


@pytest.fixture
def gap_id(store: Path) -> str:
    gaps = read_gaps(open_store(store))
    return str(gaps.loc[(gaps["craft_id"] == SILENT) & ~gaps["is_open"], "gap_id"].iloc[0])


def opened(browser: Browser, address: str, *, width: int = 1400, scheme: str = "light") -> Page:
    """Open an address at a height that shows all of an interval."""
    context = browser.new_context(
        viewport={"width": width, "height": 1000}, color_scheme=scheme, timezone_id="Asia/Seoul"
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_test_id("stSidebarUserContent").wait_for(timeout=60_000)
    return page


def small_map(page: Page) -> Frame:
    maps = page.locator("iframe[title*=st_folium]")
    maps.nth(2).wait_for(state="attached", timeout=60_000)  # until all are there, the first moves
    handle = maps.first.element_handle(timeout=60_000)
    frame = handle.content_frame() if handle else None
    assert frame is not None
    frame.wait_for_function("() => window.skygap && skygap.ready", timeout=60_000)
    return frame


def heading(page: Page, words: str) -> Locator:
    return page.get_by_role("heading", name=words)


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the ignored folder of artefacts."""
    ARTIFACTS.mkdir(exist_ok=True)
    page.set_viewport_size({"width": page.viewport_size["width"], "height": 2300})  # type: ignore[index]
    page.wait_for_timeout(2500)
    page.screenshot(path=ARTIFACTS / f"{name}.png")


def test_a_chosen_row_opens_the_interval_and_a_reload_brings_it_back(
    browser: Browser, url: str, gap_id: str
) -> None:
    page = opened(browser, f"{url}/dark_intervals")
    expect(heading(page, "What was received")).to_have_count(0)
    page.get_by_test_id("stDataFrame").first.click(position=FIRST_ROW)
    expect(page).to_have_url(re.compile(f"gap={gap_id}"))
    expect(heading(page, "What was received")).to_be_visible(timeout=30_000)
    page.reload()
    expect(heading(page, "What was received")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Close").click()
    expect(heading(page, "What was received")).to_have_count(0)
    assert "gap=" not in page.url
    page.context.close()


def test_filters_travel_in_the_address(browser: Browser, url: str, gap_id: str) -> None:
    page = opened(browser, f"{url}/dark_intervals?minutes=100000&dark=false&gap={gap_id}")
    shortest = page.get_by_role("spinbutton", name="Shortest length, minutes")
    expect(shortest).to_have_value("100000", timeout=30_000)
    expect(page.get_by_text(f"{OTHERS + 2} gaps in the signal")).to_be_visible()
    expect(heading(page, "What was received")).to_be_visible(timeout=30_000)
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (1920, "dark")])
def test_an_interval_in_full_draws_its_bar_its_charts_and_its_witnesses(
    browser: Browser, url: str, gap_id: str, width: int, scheme: str
) -> None:
    page = opened(browser, f"{url}/dark_intervals?gap={gap_id}", width=width, scheme=scheme)
    frame = small_map(page)
    frame.wait_for_function(f"() => skygap.visible.points === {OTHERS + 2}")
    piece = page.locator(".cause-bar span").first
    expect(piece).to_be_visible()
    assert "gradient" in page.locator(".cause-bar").inner_html()
    expect(page.locator(".cause-lines li")).to_have_count(2)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(3)  # two measures and the strip
    expect(page.get_by_text("12 of 12 transits of other aircraft")).to_be_visible()
    picture(page, f"interval-{scheme}")
    assert page.title() != "1"
    page.context.close()


def test_a_chosen_witness_stands_out_on_the_small_map(
    browser: Browser, url: str, gap_id: str
) -> None:
    page = opened(browser, f"{url}/dark_intervals?gap={gap_id}")
    frame = small_map(page)
    assert frame.evaluate("skygap.scene.selected") is None
    page.get_by_test_id("stDataFrame").nth(1).click(position=FIRST_ROW)
    frame.wait_for_function("() => skygap.scene.selected === 'witness-0'", timeout=30_000)
    page.context.close()


def test_a_witness_leads_to_its_hour_on_the_map(browser: Browser, url: str, gap_id: str) -> None:
    page = opened(browser, f"{url}/dark_intervals?gap={gap_id}", width=1920)
    witnesses = page.get_by_test_id("stDataFrame").nth(1)
    small_map(page)  # until it is there, the list moves
    witnesses.scroll_into_view_if_needed(timeout=60_000)
    page.wait_for_timeout(1000)
    box = witnesses.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 92, box["y"] + 52)
    with page.context.expect_page() as leaving:
        page.mouse.click(box["x"] + box["width"] - 92, box["y"] + 52)
    there = leaving.value
    expect(there).to_have_url(re.compile(r"/\?.*aircraft=TEST-1"))
    expect(there).to_have_url(re.compile("from=2024-03-19T10"))
    assert "dark_intervals" not in there.url
    page.context.close()


def test_a_slider_judges_the_gap_again(browser: Browser, url: str, gap_id: str) -> None:
    page = opened(browser, f"{url}/dark_intervals?gap={gap_id}")
    lever = page.get_by_test_id("stSlider").filter(has_text="Taken for switched off at first")
    slider = lever.locator("input[type=range]")
    slider.focus()
    slider.press("Home")
    expect(page.get_by_text("The verdict changes: likely switched off")).to_be_visible(
        timeout=30_000
    )
    picture(page, "interval-sliders")
    page.context.close()


def test_the_map_leads_to_the_interval(browser: Browser, url: str, gap_id: str) -> None:
    page = opened(browser, f"{url}/?selected={gap_id}")
    page.get_by_role("link", name="Open this interval").click()
    expect(page).to_have_url(re.compile(f"dark_intervals.*gap={gap_id}"))
    expect(heading(page, "What was received")).to_be_visible(timeout=30_000)
    page.context.close()
