"""Time judging ships in a crowded strait, and the memory it takes. Everything here is generated.

python -m benchmarks.ships [SHIPS...]
"""

import resource
import sys
import time

import numpy as np
import pandas as pd

from skygap.analysis import derive, judge
from skygap.readers.shipped.reference import shipped_reference
from skygap.settings import Settings
from skygap.tables.fixes import FIXES
from skygap.tables.schema import conform, ordered

SIZES = (1_500, 8_000)
EACH, STEP_S = 200, 420.0
SILENT_SHARE = 0.2


def generated_fixes(ships: int, *, seed: int = 1) -> pd.DataFrame:
    """Make a day of ships within a degree of each other; one in five is silent for eight hours."""
    rng = np.random.default_rng(seed)
    ship = np.repeat(np.arange(ships), EACH)
    seconds = np.tile(np.arange(EACH) * STEP_S, ships) + rng.uniform(0, 300, ships)[ship]
    knots, track = (
        rng.choice([0.0, 8.0, 12.0], ships)[ship],
        rng.choice([90, 135, 180], ships)[ship],
    )
    sailed = knots * seconds / 3_600.0 / 60.0
    silent = (rng.random(ships) < SILENT_SHARE)[ship] & (seconds > 20_000) & (seconds < 50_000)
    mmsi = pd.Series([str(367_000_000 + n) for n in range(ships)]).iloc[ship].array
    table = pd.DataFrame({
        "craft_id": "mmsi:" + pd.Series(mmsi), "mmsi": mmsi,
        "timestamp": pd.Timestamp("2024-03-20T00:00Z") + pd.to_timedelta(seconds, unit="s"),
        "lat": 40.0 + rng.uniform(0, 1, ships)[ship] + sailed * np.cos(np.radians(track)),
        "lon": -74.0 + rng.uniform(0, 1, ships)[ship] + sailed * np.sin(np.radians(track)) / 0.77,
        "ground_speed_kt": knots, "track_deg": track, "provider": "generated",
        "evidence_id": "generated",
    })  # fmt: skip
    return ordered(FIXES, conform(FIXES, table[~silent]))


def main(sizes: list[int]) -> None:
    """Print a line for each size."""
    reference, settings = shipped_reference(), Settings()
    for ships in sizes or SIZES:
        fixes = generated_fixes(ships)
        start = time.process_time()
        found = derive(fixes, reference, settings=settings)
        derived = time.process_time()
        judge(found.gaps, found.transits, reference, settings=settings)
        judged = time.process_time()
        most_gb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{ships:,} ships, {len(fixes):,} positions, {len(found.gaps):,} gaps")
        print(f"derived {derived - start:.1f} s, judged {judged - derived:.1f} s, {most_gb:.1f} GB")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
