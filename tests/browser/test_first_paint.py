"""The first look, with the network cable pulled: map, case, example, at both sizes and themes."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driving import open_map

pytestmark = pytest.mark.browser


def test_the_address_of_a_page_opens_it_in_its_frame(browser: Browser, app_url: str) -> None:
    """The first test of all: a fresh server must know the frame before it has drawn it once."""
    page = browser.new_page()
    page.goto(f"{app_url}/method")
    expect(page.get_by_role("link", name="Add data")).to_be_visible(timeout=30_000)


def test_the_first_paint_asks_nothing_of_any_other_host(browser: Browser, app_url: str) -> None:
    opened = open_map(browser, app_url)
    assert opened.outside == []
    assert opened.errors == []
    assert opened.visible() > 0


def test_the_case_and_the_example_are_counted_beside_the_map(
    browser: Browser, app_url: str
) -> None:
    opened = open_map(browser, app_url)
    assert opened.metric("Reported") == "8"
    assert opened.metric("Legs") == "1"
    expect(opened.page.get_by_text("worked example, generated")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (1920, 1080)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_the_hero_of_the_page(
    browser: Browser, app_url: str, width: int, height: int, scheme: str
) -> None:
    """At least 60 % of the height of the window, in both themes; a picture is kept."""
    opened = open_map(browser, app_url, width=width, height=height, scheme=scheme)
    box = opened.page.locator("iframe[title*=st_folium]").bounding_box()
    assert box is not None
    assert box["height"] >= 0.6 * height
    opened.page.wait_for_timeout(800)
    opened.picture(f"map-{width}-{scheme}")


def test_the_theme_follows_the_reader(browser: Browser, app_url: str) -> None:
    grounds = [
        open_map(browser, app_url, scheme=scheme).map.evaluate("skygap.scene.theme.sea")
        for scheme in ("light", "dark")
    ]
    assert grounds[0] != grounds[1]


def test_hostile_text_stays_text(browser: Browser, app_url: str) -> None:
    """A registration that wants to be a script is shown letter by letter and runs nowhere."""
    opened = open_map(browser, f"{app_url}/?minutes=0")
    shown = opened.map.evaluate("skygap.scene.lines.map((line) => line.t[0]).join()")
    assert "<img src=x onerror=1>" in shown
    assert opened.page.locator("img[src='x']").count() == 0
    assert opened.map.locator("img[src='x']").count() == 0
    assert opened.errors == []


def test_the_page_keeps_to_its_content_policy(browser: Browser, app_url: str) -> None:
    opened = open_map(browser, app_url)
    blocked = opened.page.evaluate(
        "fetch('https://example.org/').then(() => 'went out', () => 'blocked')"
    )
    assert blocked == "blocked"
