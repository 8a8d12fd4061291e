"""The chosen view: frozen, readable from a URL, applied as masks. It hides; it changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from skygap.tables.items import GAP, KINDS
from skygap.timing import unix_ms

Bools = npt.NDArray[np.bool_]
Box = tuple[float, float, float, float]

FROM, TO, REGION, SELECTED = "from", "to", "region", "selected"
"""Names of the parts of a view that travel in the URL beside the filters' own."""

_TIME_FORMAT = "%Y-%m-%dT%H:%MZ"


@dataclass(frozen=True, slots=True)
class Selection:
    """What to show. An empty tuple means all; the window is UTC milliseconds, the region degrees.

    A region with west greater than east crosses the antimeridian.
    """

    crafts: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    kinds: tuple[str, ...] = KINDS
    shortest_gap_min: float = 0.0
    window: tuple[int, int] | None = None
    region: Box | None = None
    selected: str = ""


def chosen(items: gpd.GeoDataFrame, selection: Selection, *, in_window: bool = True) -> Bools:
    """Tell which items the selection shows; without the window when the browser applies it."""
    mask = np.ones(len(items), dtype=bool)
    if selection.crafts:
        mask &= items["craft_id"].isin(selection.crafts).to_numpy()
    if selection.operators:
        mask &= items["operator"].isin(selection.operators).to_numpy()
    mask &= items["kind"].isin(selection.kinds).to_numpy()
    mask &= ~_too_short(items, selection.shortest_gap_min)
    if selection.region is not None:
        mask &= shapely.intersects(items.geometry.to_numpy(), region_shape(selection.region))
    return mask & in_time(items, selection.window) if in_window else mask


def in_time(items: pd.DataFrame, window: tuple[int, int] | None) -> Bools:
    """Tell which items touch the window; an item without any time is always shown.

    A gap that is open counts where it begins: the files may simply end there, so it is no finding
    of every later year. `inWindow` in `frontend/map_items.js` is the same rule.
    """
    if window is None:
        return np.ones(len(items), dtype=bool)
    start = unix_ms(items["start_time"])
    end = unix_ms(items["end_time"].fillna(items["start_time"]))
    timeless = items["start_time"].isna().to_numpy()
    return np.asarray(timeless | ((start <= window[1]) & (end >= window[0])))


def region_shape(region: Box) -> shapely.Geometry:
    """Make the shape of a region, in two parts where it crosses the antimeridian."""
    west, south, east, north = region
    if west <= east:
        return shapely.box(west, south, east, north)
    return shapely.union(
        shapely.box(west, south, 180.0, north), shapely.box(-180.0, south, east, north)
    )


def window_from(query: Mapping[str, str]) -> tuple[int, int] | None:
    """Read the window of a URL; None when it is absent or cannot be read."""
    start, end = _moment(query.get(FROM, "")), _moment(query.get(TO, ""))
    return (start, end) if start is not None and end is not None and start < end else None


def window_query(window: tuple[int, int] | None) -> dict[str, str]:
    """Write a window as parts of a URL, to the minute, in UTC; empty without a window."""
    if window is None:
        return {}
    start, end = (pd.Timestamp(ms, unit="ms", tz="UTC") for ms in window)
    return {FROM: start.strftime(_TIME_FORMAT), TO: end.ceil("min").strftime(_TIME_FORMAT)}


def region_from(query: Mapping[str, str]) -> Box | None:
    """Read the region of a URL, west,south,east,north; None when it cannot be read."""
    try:
        west, south, east, north = (float(part) for part in query.get(REGION, "").split(","))
    except ValueError:
        return None
    inside = all(abs(lon) <= 180.0 for lon in (west, east)) and -90.0 <= south < north <= 90.0
    return (west, south, east, north) if inside else None


def region_query(region: Box | None) -> dict[str, str]:
    """Write a region as part of a URL; empty without a region."""
    return {REGION: ",".join(f"{value:.3f}" for value in region)} if region else {}


def _too_short(items: pd.DataFrame, shortest_min: float) -> Bools:
    """Tell which items are gaps known to be shorter than asked for; open ones never are."""
    gap = (items["what"] == GAP).to_numpy()
    return np.asarray(gap & (items["duration_min"].to_numpy() < shortest_min))


def _moment(text: str) -> int | None:
    try:
        moment = pd.Timestamp(text)
    except ValueError:
        return None
    if moment is pd.NaT:
        return None
    utc = moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")
    return int(utc.timestamp() * 1000)
