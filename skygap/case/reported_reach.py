"""Reach between reported ends: a band, because neither moment nor place is known exactly.

The careful bound takes the longest silence that the words allow and the nearest edge of each
place; an airport outside it is out of reach whatever is meant. The sure bound takes the shortest
silence and the furthest edge. Nothing here has a probability: words do not carry one.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from skygap.case.silences import ReportedEnd, Silence, is_single
from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, bearing_deg, distance_km
from skygap.in_reach import ways_within
from skygap.limits import USUAL_WIDTH_M, limits_of
from skygap.prism import HALF_ROUND_KM, WORLD, prism_area
from skygap.reach import NOT_EXCLUDED
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.tables.case import REPORTED
from skygap.tables.reported import REPORTED_REACH
from skygap.tables.schema import conform, empty, ordered

PLAUSIBLE = "plausible"

Moments = tuple[pd.Timestamp, pd.Timestamp]
"""Earliest and latest, UTC; NaT where nothing bounds it."""


class Band(NamedTuple):
    """Minutes that a silence lasted at the least and at the most; infinite without a bound."""

    shortest_min: float
    longest_min: float


class Speeds(NamedTuple):
    """What a type can do, km and minutes; `wind` is the tail wind allowed on a one-way trip."""

    most_kmh: float
    wind_kmh: float
    usual_kmh: float
    leg_min: float
    stand_min: float
    stop_min: float
    runway_m: float
    detour: float


def speeds_of(typecode: str, reference: Reference, *, settings: Settings) -> Speeds:
    """Give what a type can do; a type that is not known gets the generic limits."""
    unknown = {
        f"{side}_{name}": float("nan")
        for side in ("start", "end")
        for name in ("ground_speed_kt", "altitude_ft")
    }
    asked = pd.DataFrame([{**unknown, "typecode": typecode}])
    asked = asked.assign(start_on_ground=True, end_on_ground=True)
    own = limits_of(asked, reference.types, settings=settings).iloc[0]
    return Speeds(
        most_kmh=own["max_speed_kt"] * KM_PER_NAUTICAL_MILE,
        wind_kmh=settings.wind_kt * KM_PER_NAUTICAL_MILE,
        usual_kmh=own["typical_speed_kt"] * KM_PER_NAUTICAL_MILE,
        leg_min=own["climb_min"] + own["descent_min"],
        stand_min=own["turnround_min"],
        stop_min=settings.shortest_stop_min,
        runway_m=own["runway_need_m"],
        detour=settings.detour_share,
    )


def band_of(silence: Silence, return_time: Moments) -> Band:
    """Say how long a silence lasted, given when its other end was.

    `return_time` is when the craft came to the end; beside a single start the moment until which,
    beside a single end the moment from which on it is asked where the craft was.
    """
    if silence.start is not None:
        first, last = _span(silence.start), return_time
    else:
        first, last = return_time, _span(_foci(silence)[1])
    return Band(
        max(_minutes(last[0] - first[1], unknown=0.0), 0.0),
        max(_minutes(last[1] - first[0], unknown=float("inf")), 0.0),
    )


def reported_reach(
    silence: Silence,
    reference: Reference,
    *,
    typecode: str,
    return_time: Moments,
    settings: Settings,
) -> pd.DataFrame:
    """List the airports in reach at the careful bound, first those that enter first.

    REPORTED_REACH. `return_time` is that of `band_of`; every airport outside the list is out of
    reach only if it is right. A silence with both ends needs time for a stop; beside a single end
    it is asked how far the craft can have come.
    """
    band, speeds = band_of(silence, return_time), speeds_of(typecode, reference, settings=settings)
    start, end = _foci(silence)
    ways = ways_within(
        reference.atlas, _place(start), _place(end), _careful_km(silence, band, speeds)
    )
    near = reference.airports.table.iloc[ways.rows]
    if near.empty or band.longest_min <= 0.0:
        return empty(REPORTED_REACH)
    rows = near.assign(silence_id=silence.silence_id, kind=REPORTED, **_ways(silence, near))
    rows = rows.assign(**_entries(silence, rows, speeds))
    rows = rows[rows["enters_min"] <= band.longest_min]
    rows = rows.assign(**_stands(silence, rows, band, speeds), status=_status(rows, band, speeds))
    return ordered(REPORTED_REACH, conform(REPORTED_REACH, rows))


def reported_areas(silence: Silence, band: Band, speeds: Speeds) -> tuple[shapely.Geometry, ...]:
    """Draw where the craft can have been at the hard limit, and where by usual ways; (lon, lat).

    Both for the longest silence, with the size of the places; empty where no time is left.
    """
    lengths = (_careful_km(silence, band, speeds), _usual_km(silence, band, speeds))
    ends = [_place(end) for end in _foci(silence)]
    return tuple(
        WORLD if length >= 2.0 * HALF_ROUND_KM else prism_area(ends[0], ends[1], max(length, 0.0))
        for length in lengths
    )


def _span(end: ReportedEnd) -> Moments:
    return end.earliest, end.latest


def _minutes(duration: pd.Timedelta, *, unknown: float) -> float:
    return unknown if pd.isna(duration) else duration.total_seconds() / 60.0


def _foci(silence: Silence) -> tuple[ReportedEnd, ReportedEnd]:
    """Give both ends; one alone stands for both, with half of the way to each."""
    start, end = silence.start or silence.end, silence.end or silence.start
    if start is None or end is None:
        msg = f"silence {silence.silence_id} has no end at all"
        raise ValueError(msg)
    return start, end


def _place(end: ReportedEnd) -> tuple[float, float]:
    return end.lat, end.lon


def _careful_km(silence: Silence, band: Band, speeds: Speeds) -> float:
    """Longest way over a place between the middles of the ends; over a circle twice its radius.

    Wind helps only as far as the way leads elsewhere, as in `limits.reach_km`.
    """
    sizes = _sizes_km(silence)
    if is_single(silence):
        radius = (speeds.most_kmh + speeds.wind_kmh) * band.longest_min / 60.0
        return 2.0 * radius + sizes
    hours = max(band.longest_min - speeds.stop_min, 0.0) / 60.0
    onward = min(_apart_km(silence) / speeds.most_kmh, hours)
    return speeds.most_kmh * hours + speeds.wind_kmh * onward + sizes


def _usual_km(silence: Silence, band: Band, speeds: Speeds) -> float:
    legs = 1 if is_single(silence) else 2
    stand = 0.0 if is_single(silence) else speeds.stand_min
    minutes = band.longest_min - legs * speeds.leg_min - stand
    way = max(minutes, 0.0) / 60.0 * speeds.usual_kmh / speeds.detour
    return (way * (2.0 if is_single(silence) else 1.0)) + _sizes_km(silence) if way else 0.0


def _sizes_km(silence: Silence) -> float:
    return sum(end.size_km for end in _foci(silence))


def _apart_km(silence: Silence) -> float:
    """Longest distance between the ends: the further apart, the more the wind can help."""
    start, end = _foci(silence)
    return float(distance_km(*_place(start), *_place(end))) + _sizes_km(silence)


def _ways(silence: Silence, near: pd.DataFrame) -> dict[str, Floats | float]:
    """Measure the ways; what does not exist beside a single end is unknown."""
    unknown = float("nan")
    lat, lon = near["lat"].to_numpy(float), near["lon"].to_numpy(float)
    start, end = silence.start, silence.end
    return {
        "distance_out_km": distance_km(*_place(start), lat, lon) if start else unknown,
        "distance_back_km": distance_km(lat, lon, *_place(end)) if end else unknown,
        "bearing_out_deg": bearing_deg(*_place(start), lat, lon) if start else unknown,
    }


def _entries(silence: Silence, rows: pd.DataFrame, speeds: Speeds) -> dict[str, Floats]:
    """Say from how long a silence on each airport is in reach: hard, usual, and at the worst."""
    nearest, furthest = (_way_km(silence, rows, sign) for sign in (-1.0, 1.0))
    legs, stand = (1, 0.0) if is_single(silence) else (2, speeds.stand_min)
    usual = nearest * speeds.detour / speeds.usual_kmh * 60.0 + legs * speeds.leg_min + stand
    return {
        "enters_min": _hard_min(silence, nearest, speeds, helped=True),
        "likely_enters_min": usual,
        "_surely_min": _hard_min(silence, furthest, speeds, helped=False),
        "_usual_furthest_min": furthest * speeds.detour / speeds.usual_kmh * 60.0
        + legs * speeds.leg_min,
    }


def _way_km(silence: Silence, rows: pd.DataFrame, sign: float) -> Floats:
    """Length of way over each airport with the sizes of both places added or taken away."""
    sides = [(silence.start, "distance_out_km"), (silence.end, "distance_back_km")]
    ways = [
        np.clip(rows[column].to_numpy(float) + sign * end.size_km, 0.0, None)
        for end, column in sides
        if end is not None
    ]
    return np.asarray(np.sum(ways, axis=0), float)


def _hard_min(silence: Silence, way_km: Floats, speeds: Speeds, *, helped: bool) -> Floats:
    """Shortest time for a way and a stop; `helped` by the wind as far as it can.

    The inverse of `_careful_km`: way <= min(V h + w apart / V, (V + w) h).
    """
    wind = speeds.wind_kmh if helped else 0.0
    full = way_km / (speeds.most_kmh + wind)
    if is_single(silence):
        return full * 60.0
    onward = wind * _apart_km(silence) / speeds.most_kmh
    hours = np.maximum((way_km - onward) / speeds.most_kmh, full)
    return np.asarray(hours * 60.0 + speeds.stop_min, float)


def _stands(
    silence: Silence, rows: pd.DataFrame, band: Band, speeds: Speeds
) -> dict[str, pd.Series | float]:
    sure = rows["_surely_min"] <= band.shortest_min
    if is_single(silence):
        return {"is_sure": sure}
    longest = band.longest_min - (rows["enters_min"] - speeds.stop_min)
    shortest = (band.shortest_min - rows["_usual_furthest_min"]).clip(lower=0.0)
    bounded = np.isfinite(longest)
    return {"is_sure": sure, "max_ground_min": longest.where(bounded), "min_ground_min": shortest}


def _status(rows: pd.DataFrame, band: Band, speeds: Speeds) -> Floats:
    """Call plausible what usual ways reach and where the type usually lands."""
    lands = (rows["runway_m"] >= speeds.runway_m) & ~(rows["runway_width_m"] < USUAL_WIDTH_M)
    usual = rows["likely_enters_min"] <= band.longest_min
    return np.asarray(np.where(lands & usual, PLAUSIBLE, NOT_EXCLUDED))
