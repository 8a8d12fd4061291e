"""Meetings: two craft in the dark at once, and an airport where both can have stood together.

Prisms are wide: that two can have met is possible, not probable, and most of them did not.
"""

import numpy as np
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats
from skygap.places import PlaceIndex, distances_km, index_places
from skygap.tables.company import MEETINGS
from skygap.tables.fixes import EXAMPLE_PROVIDER, shared_key, shared_keys
from skygap.tables.schema import conform, empty
from skygap.tables.ships import is_ship, is_ship_mmsi
from skygap.timing import unix_ms

MOST_COMPARED = 2_000
"""More gaps at once are not compared: those with an end come first, then the latest to begin."""

_SHORTENED = 0.994
"""A distance on a sphere is off by up to 0.56 %: shortened so, it leaves out nothing possible."""

_MS_PER_MIN = 60_000.0


def meetings(
    gap: pd.Series,
    gaps: pd.DataFrame,
    airports: PlaceIndex,
    *,
    speed_kt: float,
    most: int = 20,
) -> pd.DataFrame:
    """List the gaps of other aircraft whose prism meets that of a gap at an airport; MEETINGS.

    One row for each such gap with the airport where both can have stood together longest, at most
    `most` rows, the longest first and gaps without an end last. Gaps without time for a stop meet
    nobody. Empty for ships and the worked example, which are not compared.
    """
    if is_ship_mmsi(gap["mmsi"]) or gap["provider"] == EXAMPLE_PROVIDER:
        return empty(MEETINGS)
    if gap["stop"] == "excluded" or not airports.tree.n:
        return empty(MEETINGS)
    start, end = _window(gap, airports, speed_kt)
    inside = np.flatnonzero(end > start)
    near = index_places(airports.table.iloc[inside])
    own = start[inside], end[inside]
    others = _at_once(gap, gaps)
    found = [_meeting(row, own, near, speed_kt) for _, row in others.iterrows()]
    rows = pd.DataFrame([row for row in found if row])
    if rows.empty:
        return empty(MEETINGS)
    first = rows.sort_values(["is_open", "together_min"], ascending=[True, False], kind="stable")
    return conform(MEETINGS, first.head(most)).reset_index(drop=True)


def _at_once(gap: pd.Series, gaps: pd.DataFrame) -> pd.DataFrame:
    """Gaps of other aircraft that overlap a gap in time and leave room for a stop."""
    then = gaps["is_open"] | (gaps["end_time"] > gap["start_time"])
    if not gap["is_open"]:
        then &= gaps["start_time"] < gap["end_time"]
    rows = gaps[then & (gaps["stop"] != "excluded") & (gaps["provider"] != EXAMPLE_PROVIDER)]
    rows = rows[~is_ship(rows) & (shared_keys(rows["craft_id"]) != shared_key(gap["craft_id"]))]
    order = ["is_open", "start_time"]
    return rows.sort_values(order, ascending=[True, False], kind="stable").head(MOST_COMPARED)


def _window(gap: pd.Series, airports: PlaceIndex, speed_kt: float) -> tuple[Floats, Floats]:
    """When the craft can be at each airport at the earliest and at the latest, in Unix ms."""
    ms_per_km = 3_600_000.0 / (speed_kt * KM_PER_NAUTICAL_MILE) * _SHORTENED
    begun, ended = (float(ms) for ms in unix_ms(pd.Series([gap["start_time"], gap["end_time"]])))
    start = begun + distances_km(airports, gap["start_lat"], gap["start_lon"]) * ms_per_km
    if gap["is_open"]:
        return start, np.full(len(start), np.inf)
    return start, ended - distances_km(airports, gap["end_lat"], gap["end_lon"]) * ms_per_km


def _meeting(
    other: pd.Series, own: tuple[Floats, Floats], near: PlaceIndex, speed_kt: float
) -> dict[str, object]:
    """Give the airport where both can have stood longest; nothing where there is none."""
    if not near.tree.n:
        return {}
    start, end = _window(other, near, speed_kt)
    together = np.minimum(end, own[1]) - np.maximum(start, own[0])
    best = int(together.argmax() if np.isfinite(together).all() else _soonest(start, own[0]))
    if not together[best] > 0:
        return {}
    field, minutes = near.table.iloc[best], together[best] / _MS_PER_MIN
    return {
        "gap_id": other["gap_id"],
        "craft_id": other["craft_id"],
        "ident": field["ident"],
        "name": field["name"],
        "together_min": np.round(minutes, 1) if np.isfinite(minutes) else np.nan,
        "airport_n": int((together > 0).sum()),
        "is_open": bool(other["is_open"]),
    }


def _soonest(start: Floats, own_start: Floats) -> int:
    """Where both can be first: without any end no stay is longer than another."""
    return int(np.maximum(start, own_start).argmin())
