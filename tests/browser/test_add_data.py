"""Drop a file, see what would be added, add it, find its days and its way to the map."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import ARTIFACTS, serving
from tests.traces import write_trace

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=document.title=1>.json"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("adding") / "store") as address:
        yield address


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    """Open the page, at a size at which all of it can be seen."""
    context = browser.new_context(viewport={"width": 1400, "height": 1400})
    opened = context.new_page()
    opened.goto(f"{url}/add_data")
    opened.locator("input[type=file]").wait_for(state="attached", timeout=60_000)
    yield opened
    context.close()


def drop(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/json", "buffer": content}]
    )


def test_a_dropped_file_is_drawn_counted_added_and_its_day_known(
    page: Page, tmp_path: Path
) -> None:
    trace = write_trace(tmp_path / "a.json", "154e37", [600, 601, 640, 641])
    drop(page, HOSTILE, trace.read_bytes())
    expect(page.get_by_text("4 rows read, 4 positions kept, 0 set aside")).to_be_visible(
        timeout=30_000
    )
    frame = page.locator("iframe[title*=st_folium]").element_handle().content_frame()
    assert frame is not None
    frame.wait_for_function("() => window.skygap && skygap.ready && skygap.visible.lines === 1")
    assert "view=" not in page.url  # this map is no view that could be sent as a link
    page.get_by_role("button", name="Add 1 file").click()
    expect(page.get_by_text("1 added.")).to_be_visible(timeout=30_000)
    expect(page.get_by_label("Craft")).to_be_visible()
    expect(page.get_by_text("partial: something is loaded")).to_be_visible()
    assert page.title() != "1"
    page.wait_for_timeout(1000)
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / "add-data.png")
    page.get_by_role("link", name="See them on the map").click()
    expect(page).to_have_url(re.compile("aircraft=TEST-1"))


def test_many_files_are_told_in_one_table(page: Page, tmp_path: Path) -> None:
    trace = json.loads(write_trace(tmp_path / "a.json", "154e37", [600, 601]).read_text())
    files = [
        {
            "name": f"{number:06x}.json",
            "mimeType": "application/json",
            "buffer": json.dumps(trace | {"icao": f"{number:06x}"}).encode(),
        }
        for number in range(30)
    ]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text("30 files, 0 of them not read")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Add 30 files")).to_be_visible()


def test_no_provider_is_asked_before_the_button_is_pressed(page: Page) -> None:
    page.get_by_role("tab", name="From a provider").click()
    page.get_by_role("button", name="Fetch").click()
    expect(page.get_by_text("no aircraft is named")).to_be_visible(timeout=20_000)
