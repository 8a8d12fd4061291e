"""Outages: whether a whole feed fell silent, or one craft alone.

When most of those heard around a craft are lost in the same minute, the receiver or the provider
stopped, or the data ends there. Then the silence of one says nothing of it.
"""

import pandas as pd

from skygap.geo import haversine_km
from skygap.settings import Settings
from skygap.spread import spread

GAPS_AT_ONCE = 200


def find_outages(gaps: pd.DataFrame, transits: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Count for GAPS, in order, the other craft around and those lost with it.

    Takes TRANSITS of those whose loss tells something: of aircraft those at height. Columns
    around_n (heard in the minute before, by the same feed) and around_lost (of these not heard
    again in the minutes that follow).
    """
    high = transits.sort_values("start_time", ignore_index=True)
    parts = [
        _around(gaps.iloc[first : first + GAPS_AT_ONCE], high, settings)
        for first in range(0, max(len(gaps), 1), GAPS_AT_ONCE)
    ]
    return pd.concat(parts, ignore_index=True)


def _around(gaps: pd.DataFrame, transits: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    gaps = gaps.reset_index(drop=True)
    seen = _near(gaps, transits, settings)
    heard = seen[seen["last_s"].notna()]  # the cells of a silence are crossed too, unheard
    crafts = heard.groupby(["gap", "craft_id"], as_index=False).agg(
        first_s=("first_s", "min"), last_s=("last_s", "max")
    )
    there = (crafts["first_s"] <= 0.0) & (crafts["last_s"] >= -settings.outage_s)
    lost = crafts["last_s"] <= settings.outage_s
    counts = crafts.assign(around_n=1, around_lost=lost)[there].groupby("gap")
    found = counts[["around_n", "around_lost"]].sum().reindex(range(len(gaps)))
    return found.fillna(0).astype("int64").reset_index(drop=True)


def _near(gaps: pd.DataFrame, transits: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Join gaps with the transits of others around them shortly before and after they begin."""
    window = pd.Timedelta(minutes=settings.outage_window_min)
    starts = transits["start_time"]
    longest = (transits["end_time"] - starts).max() if len(transits) else pd.Timedelta(0)
    first = starts.searchsorted(gaps["start_time"] - window - longest)
    counts = starts.searchsorted(gaps["start_time"] + window) - first
    gap, order = spread(counts)
    seen = transits.iloc[first[gap] + order].reset_index(drop=True).assign(gap=gap)
    own = gaps.iloc[gap].reset_index(drop=True)
    km = haversine_km(own["start_lat"], own["start_lon"], seen["lat"], seen["lon"])
    kept = (km <= settings.outage_km) & (seen["craft_id"] != own["craft_id"])
    kept &= (seen["provider"] == own["provider"]) & (seen["end_time"] >= own["start_time"] - window)
    since = own["start_time"]
    return seen.assign(
        first_s=(seen["start_time"] - since).dt.total_seconds(),
        last_s=(seen["last_heard_time"] - since).dt.total_seconds(),
    )[kept]
