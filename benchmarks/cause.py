"""How long the way to gaps and transits takes, beside a bare read of the same Parquet columns.

Run it from the repository root: python -m benchmarks.cause [FIXES...]
Everything here is generated: craft fly to and fro on straight ways, one fix every ten seconds, one
silence of a quarter of an hour each hour. Sides are timed in turn in one run, CPU seconds of this
process; the read and the grouping count with their best of three rounds.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from skygap.analysis import located_fixes
from skygap.clean import mask_fixes
from skygap.gaps import find_gaps
from skygap.legs import split_legs
from skygap.places import index_places
from skygap.readers.shipped.reference import shipped_airports
from skygap.settings import Settings
from skygap.tables.fixes import FIXES
from skygap.tables.schema import conform, ordered
from skygap.transits import find_transits
from skygap.witnesses import find_witnesses

SIZES = (1_000_000, 10_000_000)
EACH = 2_000
"""Fixes of one craft: five and a half hours."""

STEP_S, WAYS = 10.0, 400
GAPS = 10_000
BUDGET_S = 60.0
COLUMNS = ["craft_id", "timestamp", "lat", "lon", "altitude_ft", "on_ground", "ground_speed_kt"]
ROUNDS = 3

Result = TypeVar("Result")


def generated_fixes(count: int, *, seed: int = 7) -> pd.DataFrame:
    """Make so many fixes of craft on parallel ways of 1,000 km, at six levels."""
    rng = np.random.default_rng(seed)
    crafts = count // EACH
    craft = np.repeat(np.arange(crafts), EACH)
    seconds = np.tile(np.arange(EACH) * STEP_S, crafts) + rng.uniform(0, 8 * 86_400, crafts)[craft]
    flown = np.tile(np.arange(EACH) * STEP_S, crafts) * 450.0 / 3600.0 / 60.0
    there = (flown % 18.0) < 9.0
    lat = 45.0 + np.where(there, flown % 9.0, 9.0 - flown % 9.0)
    table = pd.DataFrame({
        "craft_id": pd.Series([f"{0xA00000 + n:06x}" for n in range(crafts)]).iloc[craft].array,
        "timestamp": pd.Timestamp("2024-03-20T00:00Z") + pd.to_timedelta(seconds, unit="s"),
        "lat": lat, "lon": -50.0 + 0.25 * (craft % WAYS),
        "altitude_ft": 31_000.0 + 1_000 * (craft % 6),
        "ground_speed_kt": 450.0, "track_deg": np.where(there, 0.0, 180.0), "on_ground": False,
        "vertical_rate_fpm": 0.0, "provider": "generated", "evidence_id": "generated",
    })  # fmt: skip
    silent = np.tile(np.arange(EACH) * STEP_S % 3_600.0 < 900.0, crafts)
    keep = ~silent | (np.tile(np.arange(EACH), crafts) < 100)
    return ordered(FIXES, conform(FIXES, table[keep]))


def cpu(work: Callable[[], Result], *, rounds: int = 1) -> tuple[float, Result]:
    """Time some work: its best round, and what it gave."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    return best, found


def time_size(count: int, folder: Path) -> dict[str, float]:
    """Time each part of the way for so many fixes, and what it stands beside."""
    settings, fixes = Settings(), generated_fixes(count)
    path = folder / f"{count}.parquet"
    fixes.to_parquet(path)
    airports = index_places(shipped_airports())
    reading, _ = cpu(lambda: pd.read_parquet(path, columns=COLUMNS), rounds=ROUNDS)
    grouping, _ = cpu(lambda: fixes.groupby("craft_id")["timestamp"].diff().max(), rounds=ROUNDS)
    cleaning, masked = cpu(lambda: mask_fixes(fixes, settings=settings))
    locating, located = cpu(lambda: located_fixes(masked, settings=settings))
    splitting, (_, leg) = cpu(lambda: split_legs(located, airports, settings=settings))
    finding, gaps = cpu(lambda: find_gaps(located.assign(leg_id=leg), settings=settings))
    crossing, transits = cpu(lambda: find_transits(located, settings=settings))
    some = gaps[~gaps["is_open"]].head(GAPS)
    witnessing, _ = cpu(lambda: find_witnesses(some, transits, settings=settings))
    print(f"{len(fixes):,} fixes, {len(gaps):,} gaps, {len(transits):,} transits")
    return {
        "read the Parquet columns": reading,
        "pandas groupby, longest wait": grouping,
        "clean": cleaning + locating,
        "legs": splitting,
        "gaps": finding,
        "transits": crossing,
        f"witnesses of {len(some):,} gaps (budget {BUDGET_S:.0f} s)": witnessing,
    }


def main(sizes: list[int]) -> None:
    """Print a table for each size."""
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes or SIZES:
            timed = time_size(count, Path(folder))
            bare = timed["read the Parquet columns"]
            for what, took in timed.items():
                print(f"{what:<45} {took:8.2f} s  {took / bare:7.1f} times the read")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
