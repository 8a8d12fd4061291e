"""A generated world, so that the exam runs on every machine: nothing in it was observed.

Airliners fly to and fro between real airports of a region, each sends a fix every ten seconds, and
a receiver hears it down to its horizon. Most of the ways lie within somebody's reach, some do not:
there they are lost, and many land unseen.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import (
    KM_PER_NAUTICAL_MILE,
    Floats,
    bearing_deg,
    distance_km,
    great_circle,
    haversine_km,
)
from skygap.tables.fixes import FIXES, merge_fixes
from skygap.tables.schema import empty
from skygap.timing import from_unix_seconds

PROVIDER = "generated"
NOON = 1_700_000_000.0
REGION = (44.0, 54.0, 0.0, 18.0)
"""South, north, west, east: where large airports lie close enough for busy ways."""

WAYS, RECEIVERS = 6, 3
DAYS, STEP_S, MISSED = 1.0, 10.0, 0.03
SHORTEST_KM, LONGEST_KM = 700.0, 1_500.0

CRUISE_KT, SLOW_KT, FULL_SPEED_FT = 450.0, 140.0, 24_000.0
CLIMB_FT_PER_KM, GLIDE_FT_PER_KM = 150.0, 171.7
ANTENNA_FT = 30.0
HORIZON_NM = 1.23
"""Nautical miles for each root of a foot of height, over an Earth of 4/3 radius (METHOD 1.2)."""


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a craft goes: latitude, longitude and elevation of both ends."""

    origin: Floats
    destination: Floats


def generated_world(airports: pd.DataFrame, *, crafts: int, seed: int) -> pd.DataFrame:
    """Generate FIXES of so many airliners; empty when too few of AIRPORTS lie in REGION."""
    rng = np.random.default_rng(seed)
    ways, receivers = _ways(airports, rng)
    if not ways:
        return empty(FIXES)
    stories = [_there_and_back(ways[n % len(ways)], n, rng) for n in range(crafts)]
    sent = pd.concat(stories, ignore_index=True)
    heard = _is_heard(sent, receivers) & (rng.random(len(sent)) >= MISSED)
    return merge_fixes([sent[heard]])


def _ways(airports: pd.DataFrame, rng: np.random.Generator) -> tuple[list[_Way], Floats]:
    south, north, west, east = REGION
    there = airports["lat"].between(south, north) & airports["lon"].between(west, east)
    large = airports[there & (airports["size"] == "large")]
    fields = large[["lat", "lon", "elevation_ft"]].fillna(0.0).to_numpy(float)
    first, last = np.triu_indices(len(fields), k=1)
    km = haversine_km(fields[first, 0], fields[first, 1], fields[last, 0], fields[last, 1])
    pairs = np.flatnonzero((km >= SHORTEST_KM) & (km <= LONGEST_KM))
    chosen = rng.permutation(pairs)[:WAYS]
    ways = [_Way(fields[first[pair]], fields[last[pair]]) for pair in chosen]
    return ways, fields[rng.permutation(first[chosen])[:RECEIVERS]]


def _there_and_back(way: _Way, number: int, rng: np.random.Generator) -> pd.DataFrame:
    """Let one craft fly the way, stand for an hour or more, and fly back."""
    level_ft = 31_000.0 + 2_000.0 * rng.integers(5)
    begin = NOON + rng.uniform(0, DAYS * 86_400.0)
    out = _flown(way, level_ft, begin)
    again = float(out["seconds"].iloc[-1]) + rng.uniform(3_600.0, 7_200.0)
    back = _flown(_Way(way.destination, way.origin), level_ft + 1_000.0, again)
    both = pd.concat([out, back], ignore_index=True)
    name = f"{0xF0E000 + number:06x}"
    return both.assign(
        craft_id=name,
        icao24=name,
        callsign=f"GEN{number}",
        timestamp=from_unix_seconds(both["seconds"]).array,
        provider=PROVIDER,
        evidence_id=PROVIDER,
    )


def _flown(way: _Way, level_ft: float, begin_s: float) -> pd.DataFrame:
    """Fly the great circle: climb, cruise, three degrees down, and taxi for five minutes."""
    ends = (*way.origin[:2], *way.destination[:2])
    whole_km = float(distance_km(*ends))
    gone_km = np.linspace(0.0, whole_km, max(int(whole_km), 2))
    climb = way.origin[2] + CLIMB_FT_PER_KM * gone_km
    glide = way.destination[2] + GLIDE_FT_PER_KM * (whole_km - gone_km)
    height = np.minimum(np.minimum(climb, glide), level_ft)
    share = np.clip(height / FULL_SPEED_FT, 0.0, 1.0)
    speed_kt = SLOW_KT + (CRUISE_KT - SLOW_KT) * share
    hours = np.diff(gone_km) / KM_PER_NAUTICAL_MILE / speed_kt[:-1]
    clock = np.r_[0.0, np.cumsum(hours * 3600.0)]
    seconds = np.arange(-300.0, clock[-1] + 300.0, STEP_S)
    then = np.interp(seconds, clock, gone_km)
    return _sent(ends, then / whole_km, seconds, clock).assign(
        seconds=begin_s + seconds,
        altitude_ft=np.interp(seconds, clock, height),
        ground_speed_kt=np.interp(seconds, clock, speed_kt),
        vertical_rate_fpm=np.gradient(np.interp(seconds, clock, height), STEP_S / 60.0),
    )


def _sent(ends: tuple[float, ...], share: Floats, seconds: Floats, clock: Floats) -> pd.DataFrame:
    """Tell where it was; before and after the way it stands on the ground."""
    lat, lon = _on_way(ends, share)
    lat_now, lon_now = _on_way(ends, np.minimum(share, 0.999))
    track = bearing_deg(lat_now, lon_now, ends[2], ends[3])
    on_ground = (seconds < 0.0) | (seconds > clock[-1])
    return pd.DataFrame(
        {"lat": lat, "lon": lon, "track_deg": track % 360.0, "on_ground": on_ground}
    )


def _on_way(ends: tuple[float, ...], share: Floats) -> tuple[Floats, Floats]:
    lat1, lon1, lat2, lon2 = (np.full(len(share), end) for end in ends)
    return great_circle(lat1, lon1, lat2, lon2, share)


def _is_heard(sent: pd.DataFrame, receivers: Floats) -> npt.NDArray[np.bool_]:
    """Tell what any receiver has above its horizon."""
    feet = sent["altitude_ft"].clip(lower=0.0).to_numpy()
    reach_km = HORIZON_NM * (np.sqrt(feet) + np.sqrt(ANTENNA_FT)) * KM_PER_NAUTICAL_MILE
    heard = np.zeros(len(sent), dtype=bool)
    for lat, lon, _ in receivers:
        heard |= np.asarray(haversine_km(sent["lat"], sent["lon"], lat, lon)) <= reach_km
    return heard
