"""Find airports by place. Nearest is exact on the sphere: a tree in degrees is wrong for 3 %."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import KDTree

from skygap.geo import EARTH_RADIUS_KM, Floats, unit_vectors


@dataclass(frozen=True, slots=True)
class AirportIndex:
    """The airports table with a tree over its points."""

    table: pd.DataFrame
    tree: KDTree


def index_airports(airports: pd.DataFrame) -> AirportIndex:
    """Build the index once per airports table; an empty table finds nothing."""
    table = airports.reset_index(drop=True)
    return AirportIndex(table, KDTree(unit_vectors(table["lat"], table["lon"]).reshape(-1, 3)))


def nearest(
    index: AirportIndex, lat: npt.ArrayLike, lon: npt.ArrayLike, *, count: int, within_km: float
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Find up to `count` airports for each place, nearest first.

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


def distances_km(index: AirportIndex, lat: float, lon: float) -> Floats:
    """Distance on a sphere from one place to every airport of the table, for pruning only."""
    cosine = index.tree.data @ unit_vectors(lat, lon)[0]
    return np.asarray(EARTH_RADIUS_KM * np.arccos(np.clip(cosine, -1.0, 1.0)), float)


def _chord(distance_km: float) -> float:
    return float(2 * np.sin(min(distance_km / EARTH_RADIUS_KM, np.pi) / 2)) + 1e-9
