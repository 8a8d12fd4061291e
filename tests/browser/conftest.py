"""One browser and one served app for all browser tests."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from skygap.cli import main
from tests.browser.driving import BROWSER_ARGS, chromium_path, serving
from tests.scenes import DATA

HOSTILE = '<img src=x onerror=1>${alert(1)}`"</script>'


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path(), args=BROWSER_ARGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the first start, with one more trace whose every text is hostile."""
    folder = tmp_path_factory.mktemp("app")
    hostile = folder / "trace_full_154e37.json"
    hostile.write_text(json.dumps(_hostile_trace()))
    files = [*sorted((DATA / "worked_example").glob("*.json")), hostile]
    assert main(["add", *map(str, files), "--store", str(folder / "store")]) == 0
    with serving(folder / "store") as url:
        yield url


def _hostile_trace() -> dict[str, object]:
    """Fly a level hour over Poland under a name that wants to be a script."""
    rows = [
        [60 * i, 52.0, 17.0 + 0.05 * i, 30_000, 440, 90, 0, 0, {"flight": HOSTILE}, "adsb_icao"]
        for i in range(60)
    ]
    return {"icao": "154e37", "r": HOSTILE, "t": "B738", "timestamp": 1_709_300_000, "trace": rows}


@pytest.fixture(scope="session")
def bare_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bare")
