"""Daylight: when the sun stood high enough over an airport for a picture from space.

The height of the sun is that of the package astral (NOAA's formulas, within some hundredths of a
degree), asked every ten minutes; so polar day and polar night need no rule of their own.
"""

from datetime import UTC, datetime, timedelta

import pandas as pd
from astral import Observer
from astral.sun import elevation

from skygap.settings import Settings
from skygap.tables.company import SUNLIT
from skygap.tables.schema import conform, empty

MOST_DAYS = 31
"""Of a longer window only the first days are looked at."""

_STEP = timedelta(minutes=10)
_TO = timedelta(seconds=1)
_SAMPLED_DEG = 0.02
"""Between two samples the sun can culminate by so much higher than at either."""

Part = tuple[datetime, datetime]


def sunlit(windows: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Find the parts of each of WINDOWS with the sun above `imagery_sun_deg`; SUNLIT.

    An airport without a row had none in its first `MOST_DAYS` days, see `is_cut`. Times are right
    to about a minute; the height of the ground and mountains around are not counted.
    """
    rows = [
        {"ident": ident, "start_time": start, "end_time": end}
        for ident, lat, lon, since, until in windows[
            ["ident", "lat", "lon", "from_time", "to_time"]
        ].itertuples(index=False)
        for start, end in sun_above(lat, lon, since, until, sun_deg=settings.imagery_sun_deg)
    ]
    return conform(SUNLIT, pd.DataFrame(rows)) if rows else empty(SUNLIT)


def is_cut(windows: pd.DataFrame) -> pd.Series:
    """Tell which of WINDOWS are longer than what is looked at."""
    return windows["to_time"] - windows["from_time"] > pd.Timedelta(days=MOST_DAYS)


def sun_above(
    lat: float, lon: float, since: pd.Timestamp, until: pd.Timestamp, *, sun_deg: float
) -> list[Part]:
    """Give the parts of a time in which the sun stands above a height, in order.

    Empty when it never does, and for a time without an end or with its end before its beginning.
    """
    if pd.isna(since) or pd.isna(until) or not until > since:
        return []
    watcher, limit = Observer(lat, lon, 0.0), sun_deg - _SAMPLED_DEG
    moments = _moments(since.to_pydatetime(), until.to_pydatetime())
    high = [_is_high(watcher, moment, limit) for moment in moments]
    parts, begun = [], moments[0] if high[0] else None
    for at in range(1, len(moments)):
        if high[at] and begun is None:
            begun = _turn(watcher, moments[at - 1], moments[at], limit)
        elif not high[at] and begun is not None:
            parts.append((begun, _turn(watcher, moments[at - 1], moments[at], limit)))
            begun = None
    return [*parts, (begun, moments[-1])] if begun is not None else parts


def _moments(since: datetime, until: datetime) -> list[datetime]:
    """Every ten minutes and the end itself, at most so many days."""
    last = min(until, since + timedelta(days=MOST_DAYS)).astimezone(UTC)
    first = since.astimezone(UTC)
    count = -((first - last) // _STEP)
    return [*(first + _STEP * i for i in range(count)), last]


def _is_high(watcher: Observer, moment: datetime, limit_deg: float) -> bool:
    return elevation(watcher, moment, with_refraction=False) > limit_deg


def _turn(watcher: Observer, before: datetime, after: datetime, limit_deg: float) -> datetime:
    """Find by halving when the sun passes a height between two moments."""
    was_high = _is_high(watcher, before, limit_deg)
    while after - before > _TO:
        middle = before + (after - before) / 2
        if _is_high(watcher, middle, limit_deg) == was_high:
            before = middle
        else:
            after = middle
    return after
