"""Generated tracks and planted faults for the cleaning exam; nothing in them was observed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from skygap.geo import WGS84, Floats
from skygap.tables.fixes import merge_fixes
from skygap.timing import from_unix_seconds

NOON = 1_700_000_000.0
KM_PER_S_PER_KT = 1.852 / 3600.0


def cruise(every_s: float, *, seed: int, minutes: float = 200.0) -> pd.DataFrame:
    """Generate a flight at 300 to 480 kt with turns, positions scattered by 30 m."""
    rng = np.random.default_rng(seed)
    seconds = np.arange(0.0, minutes * 60.0, 1.0)
    speed_kt = rng.uniform(300, 480) + 20 * np.sin(seconds / 900)
    course = rng.uniform(0, 360) + np.cumsum(_turn_rate(rng, len(seconds)))
    lat, lon = _flown(speed_kt * KM_PER_S_PER_KT, course, start=(rng.uniform(-30, 30), 179.0))
    fixes = pd.DataFrame({
        "craft_id": f"{0xF0E000 + seed:06x}", "timestamp": from_unix_seconds(NOON + seconds),
        "lat": lat + rng.normal(0, 3e-4, len(lat)), "lon": lon, "altitude_ft": 33_000.0,
        "ground_speed_kt": speed_kt.round(), "track_deg": (course % 360).round(1),
        "provider": "test", "evidence_id": "e" * 64,
    })  # fmt: skip
    return merge_fixes([fixes.iloc[:: int(every_s)]])


def _turn_rate(rng: np.random.Generator, count: int) -> Floats:
    """Turn now and then, up to a degree a second for half a minute."""
    rate = np.zeros(count)
    for start in rng.integers(60, count - 60, 6):
        rate[start : start + 30] = rng.uniform(-1, 1)
    return rate


def _flown(
    km_per_s: Floats, course: Floats, *, start: tuple[float, float]
) -> tuple[Floats, Floats]:
    north = np.cumsum(km_per_s * np.cos(np.radians(course))) / 111.2
    lat = start[0] + north
    east = km_per_s * np.sin(np.radians(course)) / (111.2 * np.cos(np.radians(lat)))
    return lat, (start[1] + np.cumsum(east) + 180.0) % 360.0 - 180.0


@dataclass(frozen=True)
class Planted:
    """Fixes with faults planted in them, and which rows they are."""

    fixes: pd.DataFrame
    rows: Floats


def with_jumps(fixes: pd.DataFrame, km: float, *, seed: int, share: float = 0.01) -> Planted:
    """Move single fixes and branches of two and three to a random side, well apart."""
    rng = np.random.default_rng(seed)
    where = np.arange(10, len(fixes) - 12, max(int(2 / share), 12))
    where = where + rng.integers(-2, 3, len(where))
    rows, moved = [], fixes.copy()
    for first in where[_dense(fixes, where)]:
        branch = np.arange(first, first + rng.integers(1, 4))
        bearing = np.full(len(branch), rng.uniform(0, 360))
        place = fixes.iloc[branch]
        lon, lat, _ = WGS84.fwd(place["lon"], place["lat"], bearing, np.full(len(branch), km * 1e3))
        moved.loc[branch, ["lat", "lon"]] = np.column_stack([lat, lon])
        rows.append(branch)
    return Planted(moved, np.concatenate(rows) if rows else np.empty(0, int))


def _dense(fixes: pd.DataFrame, where: Floats) -> Floats:
    """Tell where steps are at most a minute long, all aloft: what came before a silence is moot."""
    seconds = fixes["timestamp"].astype("int64").to_numpy() / 1000.0
    aloft = ~fixes["on_ground"].to_numpy() & (fixes["ground_speed_kt"].to_numpy() > 100)
    steps = np.array([np.diff(seconds[i - 1 : i + 5]).max(initial=0.0) for i in where])
    flying = np.array([aloft[i - 1 : i + 5].all() for i in where], dtype=bool)
    return (steps <= 60.0) & flying


def side_by_side(
    every_s: tuple[float, float], *, seeds: tuple[int, int], apart: tuple[float, float]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Generate two craft with one address, so many degrees apart in the middle of their flights.

    `evidence_id` tells the two apart.
    """
    one, other = (
        cruise(every, seed=seed, minutes=90.0).assign(craft_id="f0e0a9", icao24="f0e0a9")
        for every, seed in zip(every_s, seeds, strict=True)
    )
    at, there = one.iloc[len(one) // 2], other.iloc[len(other) // 2]
    lat = other["lat"] + at["lat"] - there["lat"] + apart[0]
    lon = (other["lon"] + at["lon"] - there["lon"] + apart[1] + 180.0) % 360.0 - 180.0
    moved = other.assign(lat=lat, lon=lon, timestamp=other["timestamp"] + pd.Timedelta("400ms"))
    return merge_fixes([one.assign(evidence_id="a" * 64)]), merge_fixes(
        [moved.assign(evidence_id="b" * 64)]
    )
