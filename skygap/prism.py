"""The prism: where a craft can have been between two fixes, given how fast it can fly.

All places p with d(last, p) + d(p, next) <= L, a geodesic ellipse with the two ends as foci
(Hägerstrand 1970, Miller 1991). L is the length of way that fits into the time.

Along each shortest way out of the first end that sum never falls (triangle inequality), so the
edge in one direction is found by bisection, and the area is a star round that end. Near the
antipode a way stops being the shortest; there it ends, in reach or not.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely import affinity

from skygap.geo import WGS84, Floats, Place, bearing_deg, distance_km

BISECTIONS = 40
REFINEMENTS = 16
CHORD_ERROR_KM = 0.1
"""How far a straight edge of the polygon may lie from the true edge."""
CHORD_ERROR_SHARE = 0.1
"""The same as a share of the half width: the two sides of a thin prism must not cross."""
PROBES = (0.3, 0.7)
"""Where along a straight edge that is tried; in its middle an S would look straight."""
MANY_PLACES = 5_000
"""An edge of so many places is not refined: between antipodes no way is longer than another."""
LINE_KM = 1e-5
"""A way that is longer than the distance by less than a centimetre is drawn as no area."""
MILLIMETRE_KM = 1e-6
"""Ways that differ by less are taken as equally long."""
HALF_ROUND_KM = 20_004.0
"""No two places on WGS84 are further apart: half a meridian is 20,003.93 km."""
WORLD = shapely.box(-180.0, -90.0, 180.0, 90.0)


class _Way(NamedTuple):
    """The question: both ends, what fits between them, how far they are apart."""

    start: Place
    end: Place
    length_km: float
    apart_km: float


class _Edge(NamedTuple):
    """Places of the edge, by bearing from the start; `is_free` where a way ends still in reach."""

    bearing: Floats
    lon: Floats
    lat: Floats
    is_free: npt.NDArray[np.bool_]


def prism_area(
    start: Place, end: Place, length_km: float, *, points: int = 180
) -> shapely.MultiPolygon:
    """Make the area of all places p with d(start, p) + d(p, end) <= length_km on WGS84.

    Ends are (lat, lon), the area is (lon, lat) in EPSG:4326: valid, within -180 to 180, cut at the
    antimeridian where both sides reach the seam, with an edge along 90 degrees if it holds a pole.
    Its edge lies within 0.1 km of the true one, save between antipodes; it starts as `points`
    places and gets as many more as that takes. Identical ends give a circle, a length that reaches
    every place gives the whole world.

    Empty if the ends are further apart than the length, and also if they are just as far apart, to
    a centimetre: a line has no area. Empty therefore does not mean that the craft was nowhere.

    Raises ValueError for a place that is none (NaN, infinite) and a length that is NaN or negative.
    """
    apart_km = float(distance_km(*start, *end))
    if np.isnan(apart_km) or not length_km >= 0:
        msg = f"no prism from {start} to {end} over {length_km} km"
        raise ValueError(msg)
    if length_km - apart_km < LINE_KM:
        return shapely.MultiPolygon()
    edge = _edge(_Way(start, end, length_km, apart_km), points)
    area = WORLD if edge.is_free.all() else _inside(edge)
    return shapely.MultiPolygon(
        [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    )


def open_area(start: Place, radius_km: float) -> shapely.MultiPolygon:
    """Make the area within so many kilometres of a place: the prism of a gap without an end.

    All else is as for `prism_area`; a radius of zero gives an empty area.
    """
    return prism_area(start, start, 2.0 * radius_km)


def _edge(way: _Way, points: int) -> _Edge:
    """Trace the edge, with more places wherever a straight line would cut it too short."""
    evenly = np.linspace(0.0, 360.0, points)
    edge = _traced(way, np.union1d(evenly, bearing_deg(*way.start, *way.end)))
    for _ in range(REFINEMENTS):
        coarse = _coarse(way, edge)
        if not coarse.any() or len(coarse) > MANY_PLACES:
            break
        middles = (edge.bearing[:-1] + edge.bearing[1:])[coarse] / 2
        edge = _merged(edge, _traced(way, middles))
    return edge


def _traced(way: _Way, bearings: Floats) -> _Edge:
    near = np.zeros(len(bearings))
    far = np.full(len(bearings), min((way.length_km + way.apart_km) / 2, HALF_ROUND_KM))
    for _ in range(BISECTIONS):
        middle = (near + far) / 2
        within = _is_within(way, bearings, middle)
        near, far = np.where(within, middle, near), np.where(within, far, middle)
    lon, lat = _along(way.start, bearings, near)
    over = near + distance_km(lat, lon, *way.end)
    return _Edge(bearings, lon, lat, over < way.length_km - MILLIMETRE_KM)


def _is_within(way: _Way, bearings: Floats, km: Floats) -> npt.NDArray[np.bool_]:
    """Tell where there is still reach, and no shorter way to the same place than this one."""
    lon, lat = _along(way.start, bearings, km)
    is_shortest = distance_km(*way.start, lat, lon) > km - MILLIMETRE_KM
    is_in_reach = km + distance_km(lat, lon, *way.end) <= way.length_km
    return np.asarray(is_shortest & is_in_reach)


def _along(start: Place, bearings: Floats, km: Floats) -> tuple[Floats, Floats]:
    lat, lon = (np.full(len(bearings), x) for x in start)
    to_lon, to_lat, _ = WGS84.fwd(lon, lat, bearings, km * 1000.0)
    return np.asarray(to_lon), np.asarray(to_lat)


def _merged(one: _Edge, other: _Edge) -> _Edge:
    joined = [np.concatenate(columns) for columns in zip(one, other, strict=True)]
    order = np.argsort(joined[0])
    return _Edge(*(column[order] for column in joined))


def _coarse(way: _Way, edge: _Edge) -> npt.NDArray[np.bool_]:
    """Tell which straight lines between neighbours lie too far from the true edge."""
    half_width = np.sqrt(way.length_km**2 - way.apart_km**2) / 2
    allowed = min(CHORD_ERROR_KM, CHORD_ERROR_SHARE * half_width)
    ring = _unwrapped(edge)
    errors = [_from_edge_km(way, ring[:-1] + share * np.diff(ring, axis=0)) for share in PROBES]
    between_free = edge.is_free[:-1] & edge.is_free[1:]
    return np.asarray(~between_free & (np.max(errors, axis=0) > allowed))


def _from_edge_km(way: _Way, places: Floats) -> Floats:
    """Estimate how far places (lon, lat) lie from the edge: the excess over its slope there."""
    lon, lat = places.T
    over = distance_km(lat, lon, *way.start) + distance_km(lat, lon, *way.end)
    turn = bearing_deg(lat, lon, *way.start) - bearing_deg(lat, lon, *way.end)
    slope = 2.0 * np.abs(np.cos(np.radians(turn / 2)))
    return np.abs(over - way.length_km) / np.maximum(slope, 1e-9)


def _unwrapped(edge: _Edge) -> Floats:
    """Make one ring of (lon, lat) that runs on past 180 degrees."""
    return np.column_stack([np.unwrap(edge.lon, period=360.0), edge.lat])


def _inside(edge: _Edge) -> shapely.Geometry:
    """Take what lies to the right of the edge: bearings turn clockwise round the start."""
    ring = _unwrapped(edge)
    turns = round((ring[-1, 0] - ring[0, 0]) / 360.0)
    if turns:
        return _in_world(_closed_over_pole(ring, turns))
    is_clockwise = _signed_area(ring - ring[0]) < 0
    within = _in_world(ring)
    return within if is_clockwise else shapely.difference(WORLD, within)


def _signed_area(ring: Floats) -> float:
    x, y = ring.T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2


def _closed_over_pole(ring: Floats, turns: int) -> Floats:
    """Close a ring that runs round the world along the pole on its right.

    It is opened at its place next to that pole, where the way there crosses the ring nowhere.
    """
    pole = -90.0 * turns
    first = int(np.argmin(np.abs(ring[:-1, 1] - pole)))
    round_again = ring[1 : first + 1] + np.array([360.0 * turns, 0.0])
    opened = np.vstack([ring[first:], round_again])
    return np.vstack([opened, (opened[-1, 0], pole), (opened[0, 0], pole)])


def _in_world(ring: Floats) -> shapely.Geometry:
    """Cut a ring at each 180 degrees it runs past and lay the pieces side by side."""
    shape = shapely.make_valid(shapely.Polygon(ring), method="structure", keep_collapsed=False)
    first, last = ((shape.bounds[i] + 180.0) // 360.0 for i in (0, 2))
    moved = [affinity.translate(shape, -360.0 * k) for k in np.arange(first, last + 1)]
    return shapely.union_all(shapely.intersection(moved, WORLD))
