"""Reception: how often ships are heard in a part of the sea.

How many positions a day were heard of other ships that moved through the region where one fell
silent, after Welch (2022): where few are received, silence is ordinary. Ships in port or at anchor
send more rarely and are not counted.
"""

import numpy as np
import pandas as pd

from skygap.geo import Floats
from skygap.settings import Settings
from skygap.spread import spread
from skygap.transits import cells_of

REGION_RESOLUTION = 3
"""H3 cells of about 12,400 square kilometres: near one degree, as the cells of the source."""

_SHORTEST_DAYS = 1.0 / 24.0
_WHERE, _SUMS = ["region", "provider"], ["heard_n", "days"]


def reception_per_day(gaps: pd.DataFrame, transits: pd.DataFrame, *, settings: Settings) -> Floats:
    """Say for GAPS, in order, how often a day other ships were heard where each begins.

    Takes TRANSITS of ships. All positions within `witness_days`, of the same feed, over all the
    time that ships spent there; time in which one must have been there unheard counts too. NaN
    where no other was for an hour.
    """
    stays, asked = _stays(transits), _asked(gaps, settings)
    everyone = stays.groupby([*_WHERE, "day"], as_index=False)[_SUMS].sum()
    total = _summed(asked.merge(everyone, on=[*_WHERE, "day"]), len(gaps))
    own = _summed(asked.merge(stays, on=[*_WHERE, "day", "craft_id"]), len(gaps))
    often = total["heard_n"] - own["heard_n"]
    days = (total["days"] - own["days"]).round(6)
    return np.asarray(often / days.where(days > 0), float)


def _asked(gaps: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """List for each gap the days that count."""
    span = int(settings.witness_days)
    owner, order = spread(np.full(len(gaps), 2 * span + 1))
    day = gaps["start_time"].dt.floor("D").iloc[owner].reset_index(drop=True)
    rows = gaps[["craft_id", "provider"]].assign(
        gap=np.arange(len(gaps)),
        region=cells_of(gaps["start_lat"], gaps["start_lon"], resolution=REGION_RESOLUTION),
    )
    days = pd.Series(pd.to_timedelta(order - span, unit="D").astype("timedelta64[ms]"))
    return rows.iloc[owner].reset_index(drop=True).assign(day=day + days)


def _summed(met: pd.DataFrame, count: int) -> pd.DataFrame:
    return met.groupby("gap")[_SUMS].sum().reindex(range(count), fill_value=0.0)


def _stays(transits: pd.DataFrame) -> pd.DataFrame:
    """Tell for each ship, region and day how long it was there and how often it was heard.

    One heard for some minutes only may have been there for hours, and so tells nothing.
    """
    where = transits[["craft_id", "provider", "heard_n", "start_time", "end_time"]].assign(
        region=cells_of(transits["lat"], transits["lon"], resolution=REGION_RESOLUTION),
        day=transits["start_time"].dt.floor("D"),
    )
    stays = where.groupby([*_WHERE, "craft_id", "day"], as_index=False).agg(
        {"heard_n": "sum", "start_time": "min", "end_time": "max"}
    )
    days = (stays["end_time"] - stays["start_time"]) / pd.Timedelta(days=1)
    told = stays.drop(columns=["start_time", "end_time"]).assign(days=days)
    return told[days >= _SHORTEST_DAYS]
