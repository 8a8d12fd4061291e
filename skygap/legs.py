"""Legs: from take-off to landing, as far as the fixes tell."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from skygap.cuts import leg_starts
from skygap.endpoints import ends_at, name_airports
from skygap.geo import Floats, distance_km, haversine_km, multi_line
from skygap.ground import Bools, Rows
from skygap.places import PlaceIndex
from skygap.settings import Settings
from skygap.tables.legs import LEGS
from skygap.tables.schema import conform, row_id

NO_LEG = ""


def split_legs(
    fixes: pd.DataFrame, airports: PlaceIndex, *, settings: Settings
) -> tuple[gpd.GeoDataFrame, pd.Series]:
    """Split kept FIXES, ordered by craft and time and with judged ground state, into legs.

    Returns LEGS with geometry (EPSG:4326, only what was received: cut where two fixes are too far
    apart in time to be joined, and at the antimeridian; a lone fix is a line of no length), and
    for every fix the id of its leg, empty while the craft only stood.
    """
    on_ground = fixes["on_ground"].to_numpy(bool)
    first = leg_starts(fixes, on_ground, settings=settings)
    last = np.r_[first[1:], len(fixes)] - 1 if len(first) else first
    kinds = _kinds(fixes, first, last, on_ground, settings)
    first, last, kinds = first[kinds != NO_LEG], last[kinds != NO_LEG], kinds[kinds != NO_LEG]
    table = leg_facts(fixes, first, last).assign(leg_kind=kinds)
    table = table.assign(**_ends(fixes, first, last, on_ground, airports, settings=settings))
    spans = zip(first, last, strict=True)
    paths = [received_path(fixes.iloc[a : b + 1], settings=settings) for a, b in spans]
    legs = gpd.GeoDataFrame(conform(LEGS, table), geometry=paths, crs="EPSG:4326")
    return legs, leg_of_each_fix(len(fixes), first, last, legs["leg_id"])


def _kinds(
    fixes: pd.DataFrame, first: Rows, last: Rows, on_ground: Bools, settings: Settings
) -> np.ndarray:
    """Tell flights, movements on the ground, and mere standing apart."""
    if not len(first):
        return np.empty(0, dtype=object)
    flew = np.logical_or.reduceat(~on_ground, first)
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    home = np.repeat(first, last - first + 1)
    moved_km = np.maximum.reduceat(haversine_km(lat[home], lon[home], lat, lon), first)
    rolled = np.where(moved_km > settings.taxi_km, "taxi", NO_LEG)
    return np.where(flew, "flight", rolled).astype(object)


def leg_facts(fixes: pd.DataFrame, first: Rows, last: Rows) -> pd.DataFrame:
    """Read what is at hand at both ends and along each leg: LEGS without kind, ends and airports.

    `first` and `last` are the rows in kept FIXES at which each leg begins and ends.
    """
    start, end = (fixes.iloc[rows].reset_index(drop=True) for rows in (first, last))
    ids = [
        row_id("leg", c, t)
        for c, t in zip(start["craft_id"], start["timestamp"].astype("int64"), strict=True)
    ]
    return start.assign(
        leg_id=pd.Series(ids, dtype="str"),
        start_time=start["timestamp"],
        end_time=end["timestamp"],
        start_lat=start["lat"],
        start_lon=start["lon"],
        end_lat=end["lat"],
        end_lon=end["lon"],
        callsigns=_callsigns(fixes, first, last),
        distance_km=_lengths_km(fixes, first, last),
        max_altitude_ft=_highest(fixes, first, last),
        fix_count=last - first + 1,
    )


def _callsigns(fixes: pd.DataFrame, first: Rows, last: Rows) -> list[str]:
    heard = fixes["callsign"].to_numpy()
    changes = np.flatnonzero(np.r_[True, heard[1:] != heard[:-1]]) if len(heard) else first
    legs = []
    for a, b in zip(first, last, strict=True):
        inside = changes[np.searchsorted(changes, a) : np.searchsorted(changes, b, side="right")]
        words = [heard[a], *heard[inside]]
        legs.append(" ".join(dict.fromkeys(w for w in words if w)))
    return legs


def _lengths_km(fixes: pd.DataFrame, first: Rows, last: Rows) -> Floats:
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    steps = distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]) if len(lat) > 1 else np.empty(0)
    along = np.r_[0.0, np.cumsum(steps)]
    return np.asarray(np.round(along[last] - along[first], 3))


def _highest(fixes: pd.DataFrame, first: Rows, last: Rows) -> Floats:
    altitude = np.nan_to_num(fixes["altitude_ft"].to_numpy(), nan=-np.inf)
    tops = [altitude[a : b + 1].max() for a, b in zip(first, last, strict=True)]
    return np.where(np.isfinite(tops), tops, np.nan)


def _ends(
    fixes: pd.DataFrame,
    first: Rows,
    last: Rows,
    on_ground: Bools,
    airports: PlaceIndex,
    *,
    settings: Settings,
) -> dict[str, np.ndarray]:
    """Name both airports of each leg and say how its ends were seen."""
    columns: dict[str, np.ndarray] = {}
    for word, rows, side in (("origin", first, "start"), ("destination", last, "end")):
        ends = ends_at(fixes, rows, on_ground, is_arrival=side == "end", settings=settings)
        named = name_airports(ends, airports, settings=settings)
        columns[f"{side}_evidence"] = _evidence(ends.on_ground, named["is_low"].to_numpy())
        for name in ("ident", "probability", "kind"):
            columns[f"{word}_{name}"] = named[name].to_numpy()
    in_the_air = np.asarray(columns["end_evidence"]) == "airborne"
    silent = falls_silent(fixes, last, settings)
    columns["end_evidence"] = np.where(silent & in_the_air, "gap", columns["end_evidence"])
    return columns


def _evidence(on_ground: Bools, is_low: Bools) -> np.ndarray:
    return np.where(on_ground, "ground", np.where(is_low, "low", "airborne")).astype(object)


def falls_silent(fixes: pd.DataFrame, last: Rows, settings: Settings) -> Bools:
    """Tell whether the same craft was heard again after each leg, later than the threshold."""
    then = np.minimum(last + 1, max(len(fixes) - 1, 0))
    crafts, ms = fixes["craft_id"].to_numpy(), fixes["timestamp"].astype("int64").to_numpy()
    waited = (ms[then] - ms[last]) / 60_000.0
    return np.asarray((crafts[then] == crafts[last]) & (waited > settings.gap_threshold_min))


def received_path(fixes: pd.DataFrame, *, settings: Settings) -> shapely.MultiLineString:
    """Draw fixes of one craft, in order of time, as received: nothing across a silence."""
    points = fixes[["lon", "lat"]].to_numpy()
    waits = np.diff(fixes["timestamp"].astype("int64").to_numpy()) / 60_000.0
    return multi_line(np.split(points, np.flatnonzero(waits > settings.drawn_join_min) + 1))


def leg_of_each_fix(count: int, first: Rows, last: Rows, ids: pd.Series) -> pd.Series:
    """Name for each of `count` fixes the leg that it belongs to; empty for none."""
    owner = np.full(count, NO_LEG, dtype=object)
    for a, b, leg_id in zip(first, last, ids, strict=True):
        owner[a : b + 1] = leg_id
    return pd.Series(owner, dtype="str")
