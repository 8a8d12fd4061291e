"""How often a transponder was heard inside a gap, without a position.

A gap says that no position was received. Whoever was heard within it was switched on and in range.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.tables.fixes import shared_keys
from skygap.tables.schema import TIME

MINUTE_MS = 60_000

Whole = npt.NDArray[np.int64]


def times_heard(count: int) -> str:
    """Say how often it was heard; what is known is thinned, so it is never more than that."""
    return "at least once" if count == 1 else f"at least {count:,} times"


def count_heard(gaps: pd.DataFrame, heard: pd.DataFrame) -> pd.DataFrame:
    """Give back GAPS with heard_n and last_heard_time, from HEARD in its declared order.

    `heard_n` counts the minutes in which the craft was heard, ends excluded: HEARD is thinned, so
    it was heard at least so often.
    """
    if gaps.empty or heard.empty:
        never = pd.Series(pd.NaT, index=gaps.index, dtype=TIME)
        return gaps.assign(heard_n=0, last_heard_time=never)
    crafts = pd.Index(heard["craft_id"].unique())
    clock = _clock(crafts.get_indexer(heard["craft_id"]), heard["timestamp"])
    first = np.searchsorted(clock, _at(gaps, gaps["start_time"], crafts), side="right")
    after = np.searchsorted(clock, _at(gaps, gaps["end_time"].fillna(_LATEST), crafts))
    was_heard = after > first
    times = heard["timestamp"].iloc[np.maximum(after - 1, 0)].reset_index(drop=True)
    return gaps.assign(
        heard_n=np.where(was_heard, _minutes(clock, first, after), 0),
        last_heard_time=times.where(was_heard).array,
    )


def count_set_aside(gaps: pd.DataFrame, masked: pd.DataFrame) -> pd.DataFrame:
    """Give back GAPS with set_aside_n, from the masked ones of FIXES.

    A craft whose positions were received and set aside as false was not silent.
    """
    by_address = masked.assign(craft_id=shared_keys(masked["craft_id"]))
    counted = count_heard(gaps, by_address.sort_values(["craft_id", "timestamp"]))
    return gaps.assign(set_aside_n=counted["heard_n"])


_LATEST = pd.Timestamp("2100-01-01T00:00Z")
_SPAN_MS = int(pd.Timestamp("2101-01-01T00:00Z").timestamp() * 1000)


def _clock(codes: Whole, times: pd.Series) -> Whole:
    """Put the crafts one after the other on one clock; a craft without a code before all."""
    return np.asarray(codes * _SPAN_MS + times.astype("int64").to_numpy(), dtype=np.int64)


def _at(gaps: pd.DataFrame, times: pd.Series, crafts: pd.Index) -> Whole:
    addresses = shared_keys(gaps["craft_id"])  # of several under one address any may have sent it
    return _clock(crafts.get_indexer(addresses), times.astype(TIME))


def _minutes(clock: Whole, first: Whole, after: Whole) -> Whole:
    """Count the different minutes from `first` to before `after`, where there is one."""
    begins = np.r_[0, np.cumsum(np.diff(clock // MINUTE_MS) > 0)]
    last = np.maximum(after - 1, 0)
    return np.asarray(begins[last] - begins[np.minimum(first, last)] + 1, dtype=np.int64)
