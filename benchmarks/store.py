"""Time the store: add a trace of 100,000 fixes, ask 10,000 legs. Everything here is generated.

python benchmarks/store.py
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from skygap.intake import add
from skygap.readers import read
from skygap.readers.shipped.reference import shipped_reference
from skygap.settings import Settings
from skygap.store import (
    INPUTS,
    Change,
    Store,
    Where,
    commit,
    find,
    newest,
    open_store,
    read_fixes,
    read_legs,
)
from skygap.tables.legs import LEGS
from skygap.tables.schema import conform

FIXES = 100_000
LEGS_COUNT = 10_000
CRAFTS = 400
STEP_S = 5.0
FLIGHT_S = 4 * 3600.0
NOON = pd.Timestamp("2024-03-20T12:00Z").as_unit("ms")


def write_trace(path: Path) -> None:
    """Write one craft that flies to and fro for four hours at a time and stands two hours."""
    t = np.arange(FIXES) * STEP_S
    phase = t % (1.5 * FLIGHT_S)
    flown = np.clip(phase / FLIGHT_S, 0, 1)
    leg = np.floor(t / (1.5 * FLIGHT_S)).astype(int)
    lon = 10 + 40 * np.where(leg % 2, 1 - flown, flown)
    height = 36000 * np.clip(np.minimum(flown, 1 - flown) * 8, 0, 1)
    climb = np.where(flown < 0.125, 1200, np.where(flown > 0.875, -1200, 0))
    rows = [
        [s, 50.0, round(x, 6), "ground" if phase >= 1 else int(h), 0.0 if phase >= 1 else 420.0,
         90.0, 0, int(c), None, "adsb_icao", None, None, None, None]
        for s, x, h, c, phase in zip(t, lon, height, climb, flown, strict=True)
    ]  # fmt: skip
    content = {"icao": "154e37", "r": "BENCH", "timestamp": NOON.timestamp(), "trace": rows}
    path.write_text(json.dumps(content))


def write_legs(store: Store) -> None:
    """Commit generated legs of 200 points each, three in a hundred across the antimeridian."""
    rng = np.random.default_rng(7)
    start_lon = np.where(rng.random(LEGS_COUNT) < 0.03, 179.0, rng.uniform(-175, 165, LEGS_COUNT))
    start_lat = rng.uniform(-60, 65, LEGS_COUNT)
    craft = pd.Series([f"{n % CRAFTS:06x}" for n in range(LEGS_COUNT)])
    start = NOON + pd.to_timedelta(rng.uniform(0, 30 * 86400, LEGS_COUNT), unit="s")
    legs = pd.DataFrame({
        "leg_id": [f"leg-{n}" for n in range(LEGS_COUNT)], "craft_id": craft, "icao24": craft,
        "leg_kind": "flight", "start_time": start, "end_time": start + pd.Timedelta(hours=2),
        "start_evidence": "ground", "end_evidence": "ground", "start_lat": start_lat,
        "start_lon": start_lon, "provider": "generated", "evidence_id": "generated",
    })  # fmt: skip
    lines = [_line(lon, lat) for lon, lat in zip(start_lon, start_lat, strict=True)]
    derived = gpd.GeoDataFrame(conform(LEGS, legs), geometry=lines, crs="EPSG:4326")
    ledger = {"sha256": "x", "path": "generated", "format": "none", "added_at": NOON}
    change = Change(
        inputs=conform(INPUTS, pd.DataFrame([ledger])),
        craft_ids=frozenset(craft),
        derived={"legs": derived},
    )
    commit(store, change, base=newest(store))


def _line(lon: float, lat: float) -> shapely.MultiLineString:
    lons, lats = lon + np.linspace(0, 10, 200), np.linspace(lat, lat + 5, 200)
    west, east = lons <= 180, lons >= 180
    pieces = [np.column_stack([lons[west], lats[west]])]
    if east.sum() > 1:
        pieces.append(np.column_stack([lons[east] - 360, lats[east]]))
    return shapely.MultiLineString(pieces)


def seconds(work: Callable[[], object], *, times: int = 5) -> float:
    """Time some work: the median of several runs."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def time_intake(folder: Path) -> dict[str, float]:
    """Time the whole way of a trace into the store, and its parts that are not analysis."""
    trace, settings = folder / "trace.json", Settings()
    write_trace(trace)
    reference = shipped_reference()
    reading = read(trace)
    names = iter(range(1000))
    ledger = {"sha256": "x", "path": "x", "format": "x", "added_at": NOON}
    change = Change(conform(INPUTS, pd.DataFrame([ledger])), fixes=reading.fixes)

    def fresh() -> Store:
        return open_store(folder / f"store{next(names)}")

    def commit_fixes() -> None:
        store = fresh()
        commit(store, change, base=newest(store))

    store = fresh()
    add([trace], store, reference=reference, settings=settings)
    return {
        "add a trace of 100,000 fixes, all of it": seconds(
            lambda: add([trace], fresh(), reference=reference, settings=settings)
        ),
        "  of this: read the file": seconds(lambda: read(trace)),
        "  of this: commit the fixes": seconds(commit_fixes),
        "add it again (nothing changes)": seconds(
            lambda: add([trace], store, reference=reference, settings=settings)
        ),
        "read all 100,000 fixes back": seconds(lambda: read_fixes(store)),
        "read one hour of them": seconds(
            lambda: read_fixes(
                store, craft_ids=["154e37"], start=NOON, end=NOON + pd.Timedelta(hours=1)
            )
        ),
    }


def time_questions(folder: Path) -> dict[str, float]:
    """Time questions to 10,000 legs: a box with a window, a narrow box, a list of aircraft."""
    store = open_store(folder / "legs")
    write_legs(store)
    hexes = tuple(f"{n:06x}" for n in range(10))
    week = {"start": NOON, "end": NOON + pd.Timedelta(days=7)}
    questions = {
        "A: box and week": Where(box=(0.0, 30.0, 40.0, 60.0), **week),
        "B: narrow box": Where(box=(10.0, 50.0, 12.0, 52.0)),
        "B: narrow box across 180": Where(box=(179.5, -60.0, -179.0, 60.0)),
        "C: ten aircraft": Where(craft_ids=hexes),
    }
    timed = {
        f"{name} ({len(find(store, 'legs', where))} legs)": seconds(
            lambda where=where: find(store, "legs", where)
        )
        for name, where in questions.items()
    }
    return {"read all 10,000 legs": seconds(lambda: read_legs(store)), **timed}


def main() -> None:
    """Print one table."""
    with tempfile.TemporaryDirectory() as name:
        timed = time_intake(Path(name)) | time_questions(Path(name))
    for what, took in timed.items():
        print(f"{what:<45} {1000 * took:8.0f} ms")


if __name__ == "__main__":
    main()
