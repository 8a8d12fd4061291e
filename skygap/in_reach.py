"""Find the airports inside prisms: exact on WGS84, pruned on a sphere.

Airports are kept in order of latitude, so that those of a prism lie in one stretch of the table.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skygap.geo import EARTH_RADIUS_KM, Floats, Place, arc_km, distance_km, unit_vectors
from skygap.places import PlaceIndex

_SPHERE_SLACK = 1.006
"""A sphere is off by up to 0.56 %: prune with that much to spare, decide with the geodesic."""

Rows = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Airports in order of latitude: rows of their table, places, points on the unit sphere.

    `place_of_row` tells where in that order each row of the table is.
    """

    rows: Rows
    place_of_row: Rows
    lat: Floats
    lon: Floats
    points: Floats


@dataclass(frozen=True, slots=True)
class Ways:
    """The airports of one prism: rows of their table, and the ways over each in km.

    `places` are their places in the atlas, in order. The ways are those of a sphere, up to 0.56 %
    off; who is inside was decided exactly.
    """

    places: Rows
    rows: Rows
    out_km: Floats
    back_km: Floats


def atlas_of(index: PlaceIndex) -> Atlas:
    """Order the airports once for many prisms."""
    lat, lon = (index.table[c].to_numpy(float) for c in ("lat", "lon"))
    rows = np.argsort(lat, kind="stable")
    points = unit_vectors(lat[rows], lon[rows]).reshape(-1, 3)
    return Atlas(rows, np.argsort(rows), lat[rows], lon[rows], points)


def ways_within(atlas: Atlas, start: Place, end: Place, length_km: float) -> Ways:
    """Find the airports p with d(start, p) + d(p, end) <= length; (lat, lon) of the ends.

    An open gap has its start for an end too, and twice its radius for a length.
    """
    points, widest = unit_vectors(*zip(start, end, strict=True)), length_km * _SPHERE_SLACK
    apart = arc_km(points[:1] @ points[1])[0]
    own = _stretch(atlas, start, end, (widest + apart) / 2.0)
    cosines = atlas.points[own] @ points.T
    least = np.minimum(cosines[:, 0], cosines[:, 1])
    near = np.flatnonzero(least >= _cosine((widest + apart) / 2.0))
    out, back = (arc_km(cosines[near, side]) for side in (0, 1))
    places = near + own.start
    rows = atlas.rows[places]
    inside = _decided(atlas, places, out + back, start, end, length_km)
    return Ways(places[inside], rows[inside], out[inside], back[inside])


def _stretch(atlas: Atlas, start: Place, end: Place, radius_km: float) -> slice:
    """Take the latitudes that are within a radius of both ends."""
    degrees = np.degrees(radius_km / EARTH_RADIUS_KM) + 0.01
    lowest = max(start[0], end[0]) - degrees
    highest = min(start[0], end[0]) + degrees
    first, last = np.searchsorted(atlas.lat, [lowest, highest])
    return slice(int(first), int(max(first, last)))


def _decided(
    atlas: Atlas, places: Rows, way: Floats, start: Place, end: Place, length_km: float
) -> Bools:
    """Tell who is inside: by the sphere where that is sure, by the geodesic near the edge."""
    inside = way <= length_km / _SPHERE_SLACK
    unsure = np.flatnonzero(~inside & (way <= length_km * _SPHERE_SLACK))
    if len(unsure):
        lat, lon = atlas.lat[places[unsure]], atlas.lon[places[unsure]]
        exact = distance_km(*start, lat, lon) + distance_km(lat, lon, *end)
        inside[unsure[exact <= length_km]] = True
    return np.asarray(inside)


def _cosine(km: float) -> float:
    return float(np.cos(min(km / EARTH_RADIUS_KM, np.pi)))
