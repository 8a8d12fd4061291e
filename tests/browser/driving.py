"""Drive the real app in a real browser that knows no other host: each run is an offline proof."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, expect

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "artifacts"
START_S = 90

BROWSER_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


@dataclass
class Opened:
    """A page of the app with its map, and what went wrong on it or left this machine."""

    page: Page
    map: Frame
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def metric(self, label: str) -> str:
        """Read a counter beside the map."""
        box = self.page.get_by_test_id("stMetric").filter(has_text=label)
        return box.get_by_test_id("stMetricValue").inner_text()

    def wait_for_metric(self, label: str, value: str) -> None:
        """Wait until a counter shows a value."""
        box = self.page.get_by_test_id("stMetric").filter(has_text=label)
        expect(box.get_by_test_id("stMetricValue")).to_have_text(value, timeout=20_000)

    def visible(self) -> int:
        """Count the lines and points that the map painted last."""
        return int(self.map.evaluate("skygap.visible.lines + skygap.visible.points"))

    def picture(self, name: str) -> None:
        """Keep a picture of the page in the ignored folder of artefacts."""
        ARTIFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")


def chromium_path() -> str:
    """Find the browser; without one the tests fail, they never skip."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not named:
        msg = "no Chromium found: install it, or name one in the variable CHROMIUM"
        raise RuntimeError(msg)
    return named


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Serve the app on a store, hardened as users get it; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "skygap.ui.server", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "SKYGAP_STORE": str(store)},
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(START_S * 10):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    msg = f"the app did not answer within {START_S} s"
    raise TimeoutError(msg)


def open_map(
    browser: Browser, url: str, *, width: int = 1400, height: int = 900, scheme: str = "light"
) -> Opened:
    """Open the map page and wait until map and timeline are painted."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, timezone_id="Asia/Seoul"
    )
    page = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "request", lambda request: outside.append(request.url) if _foreign(request.url) else None
    )
    page.goto(url)
    return Opened(page, wait_for_map(page), outside, errors)


def wait_for_map(page: Page) -> Frame:
    """Wait until the map is painted with its base and the timeline is drawn; give the map."""
    page.locator(".tl[data-drawn]").wait_for(timeout=60_000)  # the small maps of other pages go
    handle = page.locator(".st-key-map_frame iframe").element_handle(timeout=60_000)
    frame = handle.content_frame() if handle else None
    if frame is None:
        msg = "the map's frame is not there"
        raise RuntimeError(msg)
    frame.wait_for_function("() => window.skygap && window.skygap.ready", timeout=60_000)
    return frame


def _foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "data:", "blob:"))
