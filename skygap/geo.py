"""Geodesy on WGS84. Haversine prunes, Geod prints: haversine is off by up to 0.56 %."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod

WGS84 = Geod(ellps="WGS84")
EARTH_RADIUS_KM = 6371.0088
KM_PER_NAUTICAL_MILE = 1.852

Floats = npt.NDArray[np.float64]
Place = tuple[float, float]
"""Latitude and longitude, degrees."""


def distance_km(
    lat1: npt.ArrayLike, lon1: npt.ArrayLike, lat2: npt.ArrayLike, lon2: npt.ArrayLike
) -> Floats:
    """Length of the geodesic between places, kilometres on WGS84; arrays broadcast."""
    a, b, c, d = np.broadcast_arrays(*(np.asarray(x, float) for x in (lon1, lat1, lon2, lat2)))
    _, _, metres = WGS84.inv(a.copy(), b.copy(), c.copy(), d.copy())
    return np.asarray(metres, float) / 1000.0


def bearing_deg(
    lat1: npt.ArrayLike, lon1: npt.ArrayLike, lat2: npt.ArrayLike, lon2: npt.ArrayLike
) -> Floats:
    """Give the initial bearing from the first place to the second, degrees 0 to 360."""
    a, b, c, d = np.broadcast_arrays(*(np.asarray(x, float) for x in (lon1, lat1, lon2, lat2)))
    forward, _, _ = WGS84.inv(a.copy(), b.copy(), c.copy(), d.copy())
    return np.asarray(forward, float) % 360.0


def sphere_bearing_deg(lat1: float, lon1: float, lat2: Floats, lon2: Floats) -> Floats:
    """Give about the same on a sphere, within some tenths of a degree, for weighing only."""
    p, q, dl = np.radians(lat1), np.radians(lat2), np.radians(lon2 - lon1)
    east = np.sin(dl) * np.cos(q)
    north = np.cos(p) * np.sin(q) - np.sin(p) * np.cos(q) * np.cos(dl)
    return np.asarray(np.degrees(np.arctan2(east, north)), float)


def turn_deg(a: npt.ArrayLike, b: npt.ArrayLike) -> Floats:
    """Give the angle between two directions, 0 to 180 degrees; NaN where one is not known."""
    difference = np.asarray(a, float) - np.asarray(b, float)
    return np.asarray(np.abs((difference + 180.0) % 360.0 - 180.0), float)


def arc_km(cosine: Floats) -> Floats:
    """Length on a sphere of the arc between two unit vectors, by their product, for pruning."""
    return np.asarray(EARTH_RADIUS_KM * np.arccos(np.clip(cosine, -1.0, 1.0)), float)


def haversine_km(
    lat1: npt.ArrayLike, lon1: npt.ArrayLike, lat2: npt.ArrayLike, lon2: npt.ArrayLike
) -> Floats:
    """Distance on a sphere, for pruning only."""
    p1, l1, p2, l2 = (np.radians(np.asarray(x, float)) for x in (lat1, lon1, lat2, lon2))
    h = np.sin((p2 - p1) / 2) ** 2 + np.cos(p1) * np.cos(p2) * np.sin((l2 - l1) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1))), float)


def unit_vectors(lat: npt.ArrayLike, lon: npt.ArrayLike) -> Floats:
    """Places as points on the unit sphere, shape (n, 3), for nearest searches without a seam."""
    p, q = np.radians(np.asarray(lat, float)), np.radians(np.asarray(lon, float))
    return np.column_stack([np.cos(p) * np.cos(q), np.cos(p) * np.sin(q), np.sin(p)])


def great_circle(
    lat1: npt.ArrayLike,
    lon1: npt.ArrayLike,
    lat2: npt.ArrayLike,
    lon2: npt.ArrayLike,
    share: npt.ArrayLike,
) -> tuple[Floats, Floats]:
    """Give places (lat, lon) a share of the way between others, on a sphere; arrays broadcast.

    Even steps of the chord, not of the arc: for ways of up to a thousand kilometres the same.
    """
    part = np.asarray(share, float)[:, None]
    way = (1.0 - part) * unit_vectors(lat1, lon1) + part * unit_vectors(lat2, lon2)
    x, y, z = way.T
    return np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))


def geodesic(
    lat1: float, lon1: float, lat2: float, lon2: float, *, step_km: float = 25.0
) -> Floats:
    """Points (lon, lat) along the geodesic, both ends included, at most `step_km` apart."""
    count = max(int(np.ceil(float(distance_km(lat1, lon1, lat2, lon2)) / step_km)) - 1, 0)
    between = WGS84.npts(lon1, lat1, lon2, lat2, count) if count else []
    return np.array([(lon1, lat1), *between, (lon2, lat2)], dtype=float)


def seam_crossings(lon: Floats) -> npt.NDArray[np.intp]:
    """Where a path of longitudes jumps across 180 degrees: the index of each point after a jump."""
    return np.flatnonzero(np.abs(np.diff(lon)) > 180.0) + 1


def split_at_antimeridian(path: Floats) -> list[Floats]:
    """Cut a path of (lon, lat) where it crosses 180 degrees; each piece reaches the seam."""
    pieces, start = [], 0
    head: Floats = np.empty((0, 2))
    for cut in seam_crossings(path[:, 0]):
        before, after = path[cut - 1], path[cut]
        side = np.sign(before[0]) * 180.0
        lat = _lat_at_seam(before, after)
        pieces.append(np.vstack([head, path[start:cut], [(side, lat)]]))
        head, start = np.array([(-side, lat)]), int(cut)
    pieces.append(np.vstack([head, path[start:]]))
    return pieces


def _lat_at_seam(before: Floats, after: Floats) -> float:
    to_seam = 180.0 - abs(before[0])
    whole = to_seam + 180.0 - abs(after[0])
    share = to_seam / whole if whole else 0.0
    return float(before[1] + share * (after[1] - before[1]))


def multi_line(paths: Sequence[Floats]) -> shapely.MultiLineString:
    """Make one geometry of several paths of (lon, lat), cut at the antimeridian.

    A path of a single point becomes a line of no length, so that a lone fix is never lost.
    """
    pieces = [piece for path in paths if len(path) for piece in split_at_antimeridian(path)]
    return shapely.MultiLineString([p if len(p) > 1 else np.vstack([p, p]) for p in pieces])
