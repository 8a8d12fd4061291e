"""Time reach: 100,000 gaps beside all open airports, and one gap as a slider asks it.

    python -m benchmarks.reach [GAPS]

The gaps lie where airports lie, half of them round trips, of 15 to 60 and of 15 to 240 minutes.
"""

import sys
import time

import numpy as np
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, WGS84, distance_km
from skygap.history import NO_HISTORY
from skygap.reach import find_reachable
from skygap.readers.shipped.reference import shipped_reference
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.tables.gaps import CAUSES, GAPS
from skygap.tables.schema import conform

GAPS_N = 100_000
BUDGET_S, ONE_BUDGET_MS = 30.0, 300.0


def main(count: int) -> None:
    """Print a line for each mix of gaps, and one for a single gap."""
    reference, settings = shipped_reference(), Settings()
    for longest_min in (60.0, 240.0):
        gaps = made_gaps(reference, count, longest_min)
        start = time.perf_counter()
        told, _ = find_reachable(gaps, reference, NO_HISTORY, settings=settings)
        seconds = time.perf_counter() - start
        pairs = told["reachable_count"].sum()
        print(
            f"{count:,} gaps of 15 to {longest_min:.0f} min, {pairs / 1e6:.1f} M pairs: "
            f"{seconds:.1f} s (budget for 100,000: {BUDGET_S:.0f} s)"
        )
    one = made_gaps(reference, 50, 240.0).nlargest(1, "duration_min")
    start = time.perf_counter()
    for _ in range(10):
        find_reachable(one, reference, NO_HISTORY, settings=settings)
    each_ms = (time.perf_counter() - start) * 100.0
    minutes = one["duration_min"].iloc[0]
    print(f"one gap of {minutes:.0f} min: {each_ms:.0f} ms (budget {ONE_BUDGET_MS:.0f})")


def made_gaps(reference: Reference, count: int, longest_min: float) -> pd.DataFrame:
    """Make judged GAPS in cruise that begin over airports; none of them was flown."""
    rng = np.random.default_rng(1)
    table = reference.airports.table
    at = table.iloc[rng.integers(len(table), size=count)]
    lat, lon = (at[c].to_numpy(float).clip(-85, 85) for c in ("lat", "lon"))
    minutes = rng.uniform(15.0, longest_min, count)
    way = rng.uniform(0.0, 0.8, count) * (rng.random(count) < 0.5)
    km = way * minutes / 60.0 * 450.0 * KM_PER_NAUTICAL_MILE
    track = rng.uniform(0.0, 360.0, count)
    end_lon, end_lat, _ = WGS84.fwd(lon, lat, track, km * 1000.0)
    start = pd.Timestamp("2024-03-20T16:30Z")
    rows = pd.DataFrame(
        {
            "gap_id": [f"g{n}" for n in range(count)], "craft_id": "aaaaaa", "start_time": start,
            "end_time": start + pd.to_timedelta(minutes, unit="min"), "is_open": False,
            "duration_min": minutes, "distance_km": distance_km(lat, lon, end_lat, end_lon),
            "start_lat": lat, "start_lon": lon, "end_lat": end_lat, "end_lon": end_lon,
            "start_altitude_ft": 33_000.0, "end_altitude_ft": 33_000.0, "start_track_deg": track,
            "start_ground_speed_kt": 450.0, "start_on_ground": False, "end_on_ground": False,
            "cause": "cannot_tell", "provider": "made", "evidence_id": "made",
            **{f"probability_{cause}": 0.0 for cause in CAUSES},
        }
    )  # fmt: skip
    return conform(GAPS, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else GAPS_N)
