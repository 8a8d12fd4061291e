"""The prism: where a craft can have been between two fixes, given how fast it can fly.

All places p with d(last, p) + d(p, next) <= L, a geodesic ellipse with the two ends as foci
(Hägerstrand 1970, Miller 1991). L is the length of way that fits into the time.
"""

import numpy as np
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, WGS84, Floats, distance_km
from skygap.settings import Settings

BISECTIONS = 40


def reach_km(gaps: pd.DataFrame, *, settings: Settings, stop_min: float = 0.0) -> pd.Series:
    """Longest way that fits into each gap, in km, with a stop of that many minutes; NaN if open.

    Wind helps only as far as the way leads elsewhere: a round trip cannot be shortened by steady
    wind, a one-way trip gains the full tail wind.
    """
    hours = (gaps["duration_min"] - stop_min).clip(lower=0.0) / 60.0
    still = settings.reach_speed_kt * KM_PER_NAUTICAL_MILE * hours
    gain = settings.wind_kt * KM_PER_NAUTICAL_MILE * hours
    onward = (gaps["distance_km"] / still.where(still > 0)).clip(upper=1.0).fillna(0.0)
    return still + gain * onward


def prism_ring(
    start: tuple[float, float], end: tuple[float, float], length_km: float, *, points: int = 180
) -> Floats:
    """Draw the edge of the prism: (lon, lat) of `points` places, the first repeated at the end.

    Takes (lat, lon) of both ends. Empty when the ends are further apart than the way allows. The
    ring runs on past 180 degrees so that it stays one ring.
    """
    apart = float(distance_km(*start, *end))
    if not length_km > apart:
        return np.empty((0, 2))
    bearings = np.linspace(0.0, 360.0, points)
    near, far = np.zeros(points), np.full(points, (length_km + apart) / 2)
    for _ in range(BISECTIONS):
        middle = (near + far) / 2
        inside = middle + _to_end(start, bearings, middle, end) <= length_km
        near, far = np.where(inside, middle, near), np.where(inside, far, middle)
    lon, lat = _along(start, bearings, near)
    return np.column_stack([np.degrees(np.unwrap(np.radians(lon))), lat])


def _along(start: tuple[float, float], bearings: Floats, km: Floats) -> tuple[Floats, Floats]:
    lat, lon = (np.full(len(bearings), x) for x in start)
    to_lon, to_lat, _ = WGS84.fwd(lon, lat, bearings, km * 1000.0)
    return np.asarray(to_lon), np.asarray(to_lat)


def _to_end(
    start: tuple[float, float], bearings: Floats, km: Floats, end: tuple[float, float]
) -> Floats:
    lon, lat = _along(start, bearings, km)
    return distance_km(lat, lon, *end)
