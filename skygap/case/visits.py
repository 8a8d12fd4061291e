"""Visits: where a craft was at other times. That it was somewhere once does not say it was again.

Only what was received there or reported counts: a stop that is inferred lies within a gap, and a
gap may not vouch for itself.
"""

import geopandas as gpd
import pandas as pd

from skygap.tables.company import VISITS
from skygap.tables.items import OBSERVED, REPORTED
from skygap.tables.schema import conform, empty, ordered

EARLIER, LATER = "earlier", "later"


def earlier_visits(
    craft_id: str,
    stops: pd.DataFrame,
    movements: pd.DataFrame,
    legs: gpd.GeoDataFrame,
    *,
    before: pd.Timestamp,
) -> pd.DataFrame:
    """Count the days on which a craft was at each named airport before a moment and after; VISITS.

    A reported movement counts for the airports its sources state, never for those they only
    believe; one whose times may lie on either side of the moment counts for neither.
    """
    seen = [
        *_stood(stops[(stops["craft_id"] == craft_id) & (stops["kind"] == OBSERVED)]),
        *_flown(pd.DataFrame(legs[legs["craft_id"] == craft_id])),
        *_told(movements[movements["craft_id"] == craft_id]),
    ]
    known = [part for part in seen if len(part)]
    if not known:
        return empty(VISITS)
    events = pd.concat(known, ignore_index=True)
    events = events[(events["ident"] != "") & events["latest"].notna()]
    sides = (events[events["latest"] < before], events[events["earliest"] > before])
    counted = [_counted(side, when) for side, when in zip(sides, (EARLIER, LATER), strict=True)]
    found = [rows for rows in counted if len(rows)]
    return ordered(VISITS, conform(VISITS, pd.concat(found))) if found else empty(VISITS)


def _stood(stops: pd.DataFrame) -> list[pd.DataFrame]:
    came = _events(stops["ident"], OBSERVED, stops["arrival_earliest"], stops["arrival_latest"])
    left = _events(stops["ident"], OBSERVED, stops["departure_earliest"], stops["departure_latest"])
    return [came, left.dropna()]


def _flown(legs: pd.DataFrame) -> list[pd.DataFrame]:
    ends = {"origin": legs["start_time"], "destination": legs["end_time"]}
    return [_events(legs[f"{e}_ident"], legs[f"{e}_kind"], at, at) for e, at in ends.items()]


def _told(movements: pd.DataFrame) -> list[pd.DataFrame]:
    """Take each end of a movement between its bounds; one bound alone stands for both."""
    found = []
    for end, word in (("origin", "departure"), ("destination", "arrival")):
        earliest, latest = movements[f"{word}_earliest"], movements[f"{word}_latest"]
        bounds = earliest.fillna(latest), latest.fillna(earliest)
        found.append(_events(movements[f"{end}_ident"], REPORTED, *bounds))
    return found


def _events(
    ident: pd.Series, kind: pd.Series | str, earliest: pd.Series, latest: pd.Series
) -> pd.DataFrame:
    return pd.DataFrame({"ident": ident, "kind": kind, "earliest": earliest, "latest": latest})


def _counted(events: pd.DataFrame, when: str) -> pd.DataFrame:
    days = events.assign(day=events["latest"].dt.floor("D"))
    groups = days.groupby(["ident", "kind"], sort=True)
    counts = groups.agg(day_n=("day", "nunique"), last_time=("latest", "max"))
    return counts.reset_index().assign(when=when)
