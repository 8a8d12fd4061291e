"""Outages: whether a whole feed fell silent, or one craft alone.

When most of those heard around a craft are lost in the same minute, the receiver or the provider
stopped, or the data ends there. Then the silence of one says nothing of it.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import haversine_km
from skygap.settings import Settings
from skygap.spread import spread

GAPS_AT_ONCE = 200
"""Bounds the memory: around a gap in a busy strait thousands of ships are heard."""

_KM_PER_DEG = 111.0
_BANDS = 100_000
"""More than there are bands of latitude, so that a moment and a band make one number."""

Ints = npt.NDArray[np.int64]


def find_outages(gaps: pd.DataFrame, transits: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Count for GAPS, in order, the other craft around and those lost with it.

    Takes TRANSITS of those whose loss tells something: of aircraft those at height. Columns
    around_n (heard in the minute before, by the same feed) and around_lost (of these not heard
    again in the minutes that follow).
    """
    heard = _heard_then(gaps, transits, settings)
    craft, names = pd.factorize(heard["craft_id"])
    present = _presence(heard, craft, settings)
    parts = [
        _around(gaps.iloc[first : first + GAPS_AT_ONCE], present, pd.Index(names), settings)
        for first in range(0, max(len(gaps), 1), GAPS_AT_ONCE)
    ]
    return pd.concat(parts, ignore_index=True)


def _heard_then(gaps: pd.DataFrame, transits: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Take what was heard between the first and the last of GAPS, and as long after as is asked."""
    together = pd.Timedelta(seconds=settings.outage_s)
    window = pd.Timedelta(minutes=settings.outage_window_min)
    first, last = gaps["start_time"].min() - together, gaps["start_time"].max() + together + window
    then = (transits["last_heard_time"] >= first) & (transits["start_time"] <= last)
    return transits[then]  # a silence crosses cells too, unheard: those are not among them


def _presence(heard: pd.DataFrame, craft: Ints, settings: Settings) -> pd.DataFrame:
    """Tell who was heard in which moment and band of latitude, a row each, in order of both.

    A moment is as long as losses count as one. `until_s` is when the craft was last heard before a
    silence as long as those that follow are asked for.
    """
    known = pd.DataFrame(
        {
            "craft": craft,
            "provider": heard["provider"].to_numpy(),
            "lat": heard["lat"].to_numpy(),
            "lon": heard["lon"].to_numpy(),
            "start_s": _seconds(heard["start_time"]),
            "last_s": _seconds(heard["last_heard_time"]),
        }
    )
    known = _with_until(known, settings.outage_window_min * 60.0)
    first, last = (_moment(known[name], settings) for name in ("start_s", "last_s"))
    owner, order = spread(np.maximum(last - first, 0) + 1)
    key = (first[owner] + order) * _BANDS + _band(known["lat"], settings)[owner]
    return known.iloc[owner].assign(key=key).sort_values("key", ignore_index=True)


def _with_until(known: pd.DataFrame, silence_s: float) -> pd.DataFrame:
    """Say of each row when its craft was last heard, by that feed, before a longer silence."""
    known = known.sort_values(["craft", "provider", "start_s"], kind="stable", ignore_index=True)
    by_craft = known.groupby(["craft", "provider"], sort=False)
    heard_until = by_craft["last_s"].cummax()
    before = heard_until.groupby([known["craft"], known["provider"]], sort=False).shift()
    new = before.isna() | (known["start_s"] - before > silence_s)
    return known.assign(until_s=known.groupby(new.cumsum(), sort=False)["last_s"].transform("max"))


def _around(
    gaps: pd.DataFrame, present: pd.DataFrame, crafts: pd.Index, settings: Settings
) -> pd.DataFrame:
    asked = pd.DataFrame(
        {
            "own": crafts.get_indexer(gaps["craft_id"]),
            "feed": gaps["provider"].to_numpy(),
            "gap_s": _seconds(gaps["start_time"]),
            "gap_lat": gaps["start_lat"].to_numpy(),
            "gap_lon": gaps["start_lon"].to_numpy(),
        }
    )
    seen = _near(asked, present, settings)
    lost = seen["until_s"] <= seen["gap_s"] + settings.outage_s
    each = seen.assign(around_n=1, around_lost=lost).drop_duplicates(["gap", "craft"])
    found = each.groupby("gap")[["around_n", "around_lost"]].sum().reindex(range(len(gaps)))
    return found.fillna(0).astype("int64").reset_index(drop=True)


def _near(asked: pd.DataFrame, present: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Join gaps with the others that were heard around them just before they begin.

    Of the transits of one craft that fit the last comes first: how long it was heard from there.
    """
    gap, at = _candidates(asked, present["key"].to_numpy(), settings)
    seen = present.iloc[at].reset_index(drop=True).assign(gap=gap)
    seen = seen.join(asked.iloc[gap].reset_index(drop=True))
    kept = (seen["craft"] != seen["own"]) & (seen["provider"] == seen["feed"])
    kept &= (seen["start_s"] <= seen["gap_s"]) & (
        seen["last_s"] >= seen["gap_s"] - settings.outage_s
    )
    seen = seen[kept]
    km = haversine_km(seen["gap_lat"], seen["gap_lon"], seen["lat"], seen["lon"])
    return seen[km <= settings.outage_km].sort_values("until_s", ascending=False, kind="stable")


def _candidates(asked: pd.DataFrame, keys: Ints, settings: Settings) -> tuple[Ints, Ints]:
    """Find rows in the moment of each gap and the one before, in its band and the two beside."""
    moment, band = _moment(asked["gap_s"], settings), _band(asked["gap_lat"], settings)
    gaps, rows = [], []
    for back in (0, 1):
        low = (moment - back) * _BANDS + band - 1
        first, last = np.searchsorted(keys, low), np.searchsorted(keys, low + 3)
        gap, order = spread(last - first)
        gaps.append(gap)
        rows.append(first[gap] + order)
    return np.concatenate(gaps), np.concatenate(rows)


def _moment(seconds: pd.Series, settings: Settings) -> Ints:
    return np.asarray(np.floor(seconds.to_numpy(float) / settings.outage_s), np.int64)


def _band(lat: pd.Series, settings: Settings) -> Ints:
    height_deg = settings.outage_km / _KM_PER_DEG
    return np.asarray(np.floor((lat.to_numpy(float) + 90.0) / height_deg) + 1, np.int64)


def _seconds(times: pd.Series) -> npt.NDArray[np.float64]:
    return np.asarray(times.astype("int64").to_numpy() / 1000.0, float)
