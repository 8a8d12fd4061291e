"""Find airports, ports and coasts by place.

Nearest is exact on the sphere: a tree in degrees is wrong for 3 %.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import KDTree

from skygap.geo import EARTH_RADIUS_KM, Floats, arc_km, unit_vectors

_ANYWHERE_KM = 20_100.0
"""No two places on Earth are further apart."""


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """A table with lat and lon, and a tree over its points."""

    table: pd.DataFrame
    tree: KDTree


def index_places(places: pd.DataFrame) -> PlaceIndex:
    """Build the index once per table with lat and lon; an empty table finds nothing."""
    table = places.reset_index(drop=True)
    return PlaceIndex(table, KDTree(unit_vectors(table["lat"], table["lon"]).reshape(-1, 3)))


def nearest(
    index: PlaceIndex, lat: npt.ArrayLike, lon: npt.ArrayLike, *, count: int, within_km: float
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Find up to `count` rows of the table for each place, nearest first.

    Returns rows of the table and distances in km, both of shape (places, count). Where fewer are
    within reach the row is -1 and the distance infinite.
    """
    places = unit_vectors(lat, lon)
    if index.tree.n == 0 or not len(places):
        shape = (len(places), count)
        return np.full(shape, -1, dtype=np.intp), np.full(shape, np.inf)
    chords, rows = index.tree.query(
        places, k=range(1, count + 1), distance_upper_bound=_chord(within_km)
    )
    missing = ~np.isfinite(chords)
    distances = 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(np.where(missing, 0, chords) / 2, 0, 1))
    return np.where(missing, -1, rows), np.where(missing, np.inf, distances)


def distances_km(index: PlaceIndex, lat: float, lon: float) -> Floats:
    """Distance on a sphere from one place to every row of the table, for pruning only."""
    cosine = index.tree.data @ unit_vectors(lat, lon)[0]
    return arc_km(cosine)


def nearest_km(index: PlaceIndex, lat: npt.ArrayLike, lon: npt.ArrayLike) -> Floats:
    """Distance on a sphere from each place to the nearest row; infinite in an empty table."""
    _, far = nearest(index, lat, lon, count=1, within_km=_ANYWHERE_KM)
    return far[:, 0]


def _chord(distance_km: float) -> float:
    return float(2 * np.sin(min(distance_km / EARTH_RADIUS_KM, np.pi) / 2)) + 1e-9
