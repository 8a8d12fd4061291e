"""Transits: who passed through which cell at which height, and whether it was heard all the way.

One transit is one visit of one craft to one H3 cell in one band of heights. Messages within a
visit depend on each other, so visits are counted and never messages. A visit is *broken* when a
silence longer than the feed's own rhythm lies in it or within minutes of it: the craft vanished
there, or appeared there, or was silent while it must have crossed it.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from h3ronpy.vector import coordinates_to_cells

from skygap.accuracy import NAMES, own_accuracy
from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, great_circle, haversine_km
from skygap.settings import Settings
from skygap.spread import spread
from skygap.tables.schema import conform, ordered
from skygap.tables.transits import TRANSITS

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

CELL_RESOLUTION = 5
"""H3 cells of about 250 square kilometres: a jet crosses one in a little over a minute."""

BAND_TOPS_FT = np.array([2_000.0, 5_000.0, 10_000.0, 20_000.0, 30_000.0])
"""Receivers see far at height and near the ground not at all: heights are never mixed."""

HIGH_BAND = 2
"""From 5,000 feet on; lower many are lost because they land."""

SAMPLE_KM = 6.0
"""Less than the inner radius of a cell, so that a straight silent way misses none."""


def find_transits(fixes: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Find the transits of kept FIXES ordered by craft and time, with judged ground state.

    Gives TRANSITS. Only what flies at a known height is one; empty when nothing did.
    """
    steps = _steps(fixes, settings)
    heard = _heard_points(fixes, steps, settings)
    between = _points_between(fixes, steps)
    points = pd.concat([heard, between], ignore_index=True)
    points = points[points["altitude_ft"].notna()].sort_values(["craft", "ms"], kind="stable")
    return _visits(_in_cells(points), fixes, settings)


def bands_of(altitude_ft: npt.ArrayLike) -> Ints:
    """Tell the band of each height, 0 from the ground to 5 above 30,000 feet."""
    return np.searchsorted(BAND_TOPS_FT, np.asarray(altitude_ft, float), side="right")


def cells_of(lat: npt.ArrayLike, lon: npt.ArrayLike, *, resolution: int = CELL_RESOLUTION) -> Ints:
    """Tell the H3 cell of each place."""
    places = (np.ascontiguousarray(values, dtype=float) for values in (lat, lon))
    return np.asarray(coordinates_to_cells(*places, resolution)).astype(np.int64)


def _steps(fixes: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Describe what lies between each fix and the next; the last one of a craft has no next."""
    craft = pd.factorize(fixes["craft_id"])[0]
    seconds = fixes["timestamp"].astype("int64").to_numpy() / 1000.0
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    aloft = ~fixes["on_ground"].to_numpy(bool)
    steps = pd.DataFrame(
        {
            "craft": craft,
            "has_next": np.r_[craft[1:] == craft[:-1], False][: len(craft)],
            "wait_s": np.diff(seconds, append=seconds[-1:]),
            "km": np.r_[haversine_km(lat[:-1], lon[:-1], lat[1:], lon[1:]), 0.0][: len(craft)],
            "is_aloft": aloft & np.r_[aloft[1:], False][: len(craft)],
        }
    )
    waited = steps["has_next"] & (steps["wait_s"] > _rhythm_s(steps, settings))
    marks = fixes["marks_silence"] & ~fixes["is_stale"]  # such a feed says itself what is silence
    thinned = marks.shift(-1, fill_value=False).to_numpy()
    return steps.assign(is_hole=waited & ~thinned, is_direct=_is_direct(fixes, steps, settings))


def _rhythm_s(steps: pd.DataFrame, settings: Settings) -> Floats:
    """Tell for each fix from how many seconds on a wait is a silence and no sampling."""
    flown = steps[steps["has_next"] & steps["is_aloft"]]
    usual = flown.groupby("craft")["wait_s"].median()
    rhythm = steps["craft"].map(usual).fillna(0.0).to_numpy()
    return np.asarray(np.maximum(settings.transit_hole_s, settings.rhythm_factor * rhythm))


def _is_direct(fixes: pd.DataFrame, steps: pd.DataFrame, settings: Settings) -> pd.Series:
    """Tell whether a craft can only have flown more or less straight to its next fix."""
    speed = fixes["ground_speed_kt"].fillna(settings.unknown_speed_kt)
    own = (speed + speed.shift(-1, fill_value=0.0)).reset_index(drop=True) / 2.0
    hours = (steps["wait_s"] / 3600.0).where(steps["wait_s"] > 0)
    implied = steps["km"] / KM_PER_NAUTICAL_MILE / hours
    return (implied >= own / settings.detour_factor**2) & steps["has_next"] & steps["is_aloft"]


def _heard_points(fixes: pd.DataFrame, steps: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Take every fix in the air; one within minutes of a silence is broken."""
    points = pd.DataFrame(
        {
            "craft": steps["craft"],
            "ms": fixes["timestamp"].astype("int64").to_numpy(),
            "lat": fixes["lat"].to_numpy(),
            "lon": fixes["lon"].to_numpy(),
            "altitude_ft": fixes["altitude_ft"].to_numpy(),
            **own_accuracy(fixes),
        }
    )
    aloft = ~fixes["on_ground"].to_numpy(bool)
    lost, edge = (
        _near_silence(points, last & aloft, last.shift(fill_value=is_begun) & aloft, settings)
        for last, is_begun in ((steps["is_hole"], False), (~steps["has_next"], True))
    )
    heard_ms = points["ms"].astype("float64")
    return points.assign(is_lost=lost, is_broken=lost | edge, heard_ms=heard_ms)[aloft]


def _near_silence(
    points: pd.DataFrame, last: pd.Series, first: pd.Series, settings: Settings
) -> Bools:
    """Tell which fixes lie shortly before a last one of their craft, or after a first one.

    Where the edge of reception is, others are heard up to it and no further: that they were still
    heard a cell before must not count as coverage.
    """
    ms, craft = points["ms"].astype("float64"), points["craft"]
    lost = ms.where(last).groupby(craft).bfill()
    found = ms.where(first).groupby(craft).ffill()
    limit_ms = settings.lost_within_min * 60_000.0
    return np.asarray((lost - ms <= limit_ms) | (ms - found <= limit_ms))


def _points_between(fixes: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Put points on straight ways between fixes, so that every cell crossed has one."""
    long = steps["is_direct"] & (steps["km"] > SAMPLE_KM)
    rows = np.flatnonzero(long.to_numpy())
    counts = np.floor(steps["km"].to_numpy()[rows] / SAMPLE_KM).astype(np.int64)
    owner, order = spread(counts)
    start, share = rows[owner], (order + 1.0) / (counts[owner] + 1.0)
    lats, lons = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    lat, lon = great_circle(lats[start], lons[start], lats[start + 1], lons[start + 1], share)
    feet, clock = fixes["altitude_ft"].to_numpy(), fixes["timestamp"].astype("int64").to_numpy()
    return pd.DataFrame(
        {
            "craft": steps["craft"].to_numpy()[start],
            "ms": (clock[start] + share * (clock[start + 1] - clock[start])).astype(np.int64),
            "lat": lat,
            "lon": lon,
            "altitude_ft": feet[start] + share * (feet[start + 1] - feet[start]),
            "is_lost": steps["is_hole"].to_numpy()[start],
            "is_broken": steps["is_hole"].to_numpy()[start],
            "heard_ms": np.nan,
            **dict.fromkeys(NAMES, np.nan),
        }
    )


def _in_cells(points: pd.DataFrame) -> pd.DataFrame:
    return points.assign(
        cell=cells_of(points["lat"], points["lon"]), band=bands_of(points["altitude_ft"])
    )


def _visits(points: pd.DataFrame, fixes: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Join the points of one craft in one cell and band; back after an hour is another visit."""
    keys = ["craft", "cell", "band"]
    in_order = points.sort_values([*keys, "ms"], kind="stable")
    ms = in_order["ms"].to_numpy()
    same = (in_order[keys].to_numpy()[1:] == in_order[keys].to_numpy()[:-1]).all(axis=1)
    near = np.diff(ms) <= settings.transit_apart_min * 60_000.0
    visit = np.cumsum(np.r_[True, ~(same & near)][: len(ms)])
    grouped = in_order.groupby(visit, sort=False)
    first = grouped.head(1).reset_index(drop=True)
    crafts = fixes.drop_duplicates("craft_id")[["craft_id", "provider"]].reset_index(drop=True)
    named = crafts.iloc[first["craft"]].reset_index(drop=True)
    table = first.assign(
        craft_id=named["craft_id"],
        provider=named["provider"],
        start_time=_utc(first["ms"]),
        end_time=_utc(grouped["ms"].last()),
        last_heard_time=_utc(grouped["heard_ms"].max()),
        heard_n=grouped["heard_ms"].count().to_numpy(),
        lowest_ft=grouped["altitude_ft"].min().to_numpy(),
        is_lost=grouped["is_lost"].any().to_numpy(),
        is_unbroken=~grouped["is_broken"].any().to_numpy(),
        **{name: grouped[name].min().to_numpy() for name in NAMES},
    )
    return ordered(TRANSITS, conform(TRANSITS, table))


def _utc(ms: pd.Series) -> pd.Series:
    return pd.Series(ms.to_numpy().astype("datetime64[ms]")).dt.tz_localize("UTC")
