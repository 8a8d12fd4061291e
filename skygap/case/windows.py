"""Windows: from when until when a craft can have stood at an airport within a gap.

The way there and the way back are each flown at the highest speed. A tail wind may help on both,
so no moment at which it can have stood there is left out.
"""

import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE
from skygap.settings import Settings
from skygap.tables.company import WINDOWS
from skygap.tables.schema import conform, empty


def highest_speed_kt(settings: Settings) -> float:
    """Give the highest speed over ground that reach allows on a one-way trip, knots."""
    return settings.reach_speed_kt + settings.wind_kt


def standing_windows(gap: pd.Series, near: pd.DataFrame, *, speed_kt: float) -> pd.DataFrame:
    """Give the window of each airport in reach (rows of REACHABLE); WINDOWS in the same order.

    An airport without any is left out. Empty for an open gap: nothing bounds how long it stood.
    """
    if gap["is_open"] or near.empty:
        return empty(WINDOWS)
    kmh = speed_kt * KM_PER_NAUTICAL_MILE
    out, back = (
        pd.to_timedelta((near[f"distance_{way}_km"] / kmh * 3_600_000.0).round(), unit="ms")
        for way in ("out", "back")
    )
    windows = near.assign(from_time=gap["start_time"] + out, to_time=gap["end_time"] - back)
    fits = windows["to_time"] > windows["from_time"]
    return conform(WINDOWS, windows[fits]).reset_index(drop=True)
