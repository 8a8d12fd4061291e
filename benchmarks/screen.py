"""Time the screen in a real browser without network, at 1,000 generated legs, against its budgets.

python -m benchmarks.screen
"""

import json
import statistics
import tempfile
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, sync_playwright

from skygap.cli import main as skygap
from tests.browser.driving import BROWSER_ARGS, Opened, chromium_path, open_map, serving

CRAFTS, LEGS_EACH, FIXES_EACH = 50, 20, 200
NOON = 1_709_294_400
NOW = "performance.timeOrigin + performance.now()"
BUDGETS = {"first paint, s": 60.0, "drag step, ms": 120.0, "filter to paint, ms": 500.0}


def write_traces(folder: Path) -> list[str]:
    """Write crafts that fly there and back twenty times, standing half an hour between."""
    rng = np.random.default_rng(11)
    paths = []
    for craft in range(CRAFTS):
        place = (rng.uniform(-40, 60), rng.uniform(-120, 140))
        rows = [row for leg in range(LEGS_EACH) for row in _leg_rows(leg, place, craft)]
        path = folder / f"trace_full_{0x4B0000 + craft:06x}.json"
        trace = {"icao": path.stem[-6:], "r": f"BENCH-{craft}", "timestamp": NOON, "trace": rows}
        path.write_text(json.dumps(trace))
        paths.append(str(path))
    return paths


def _leg_rows(leg: int, place: tuple[float, float], craft: int) -> list[list[object]]:
    seconds = leg * 7800.0 + np.linspace(0, 6000, FIXES_EACH) + craft * 60
    share = np.linspace(0, 1, FIXES_EACH)
    along = share if leg % 2 == 0 else 1 - share
    height = 34_000 * np.clip(np.minimum(share, 1 - share) * 6, 0, 1)
    return [
        [s, round(place[0] + 6 * a, 5), round(place[1] + 10 * a, 5),
         "ground" if h < 1 else int(h), 0 if h < 1 else 430, 60, 0, 0, None, "adsb_icao"]
        for s, a, h in zip(seconds, along, height, strict=True)
    ]  # fmt: skip


def first_paint_s(browser: Browser, store: Path) -> float:
    """Seconds from the start of the server to a painted map."""
    started = time.perf_counter()
    with serving(store) as url:
        open_map(browser, url).page.context.close()
        return time.perf_counter() - started


def drag_steps_ms(opened: Opened, steps: int = 25) -> list[float]:
    """Milliseconds from each move of the mouse over the timeline to the painted map."""
    box = opened.page.locator(".tl canvas").last.bounding_box() or {}
    x, y, width = box["x"], box["y"] + 70, box["width"]
    opened.page.mouse.move(x + 0.3 * width, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x + 0.35 * width, y)
    opened.page.wait_for_timeout(300)
    opened.page.evaluate(
        "document.addEventListener('pointermove', (e) => { window.__moved ="
        " performance.timeOrigin + e.timeStamp; }, { capture: true })"
    )
    taken = [_one_step(opened, x + (0.36 + 0.012 * step) * width, y) for step in range(steps)]
    opened.page.mouse.up()
    return taken


def _one_step(opened: Opened, x: float, y: float) -> float:
    before = opened.map.evaluate("skygap.paints")
    opened.page.mouse.move(x, y)
    opened.map.wait_for_function(f"() => skygap.paints > {before}", polling=5)
    moved = opened.page.evaluate("window.__moved")
    return float(opened.map.evaluate("skygap.painted") - moved)


def filter_ms(opened: Opened, times: int = 9) -> list[float]:
    """Milliseconds from the click on a filter to the painted map."""
    taken = []
    for _ in range(times):
        before = opened.map.evaluate("skygap.paints")
        clicked = opened.page.evaluate(NOW)
        opened.page.get_by_role("button", name="Reported", exact=True).first.click()
        opened.map.wait_for_function(f"() => skygap.paints > {before}", polling=5)
        taken.append(float(opened.map.evaluate("skygap.painted") - clicked))
        opened.page.wait_for_timeout(900)
    return taken


def main() -> None:
    """Print each figure beside its budget."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        store = Path(scratch) / "store"
        with redirect_stdout(StringIO()):
            skygap(["add", *write_traces(Path(scratch)), "--store", str(store)])
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=BROWSER_ARGS)
        figures = {"first paint, s": [first_paint_s(browser, store)]}
        with serving(store) as url:
            opened = open_map(browser, url)
            print(f"lines and points painted: {opened.visible()}")
            figures["drag step, ms"] = drag_steps_ms(opened)
            opened = open_map(browser, url)
            figures["filter to paint, ms"] = filter_ms(opened)
        browser.close()
    for name, values in figures.items():
        middle, worst = statistics.median(values), max(values)
        print(f"{name}: median {middle:.1f}, most {worst:.1f} (budget {BUDGETS[name]:.0f})")


if __name__ == "__main__":
    main()
