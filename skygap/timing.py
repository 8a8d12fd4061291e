"""Times: everything inside is UTC; what leaves is written so that nobody can mistake the zone."""

import math
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.errors import InputError

ZONE_ADVICE = "Write times as 2024-03-20T16:30Z, with Z or an offset such as +10:00"
ZONE_QUESTION = "Say which clock it was: --timezone UTC, or a name such as --timezone Asia/Tokyo"


def iso_z(moment: pd.Timestamp | None) -> str | None:
    """Write a moment as ISO 8601 with Z, without fraction where it is zero; None when unknown."""
    if moment is None or pd.isna(moment):
        return None
    utc = moment.tz_convert("UTC")
    text = utc.strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{utc.microsecond // 1000:03d}Z" if utc.microsecond // 1000 else f"{text}Z"


def spoken(moment: pd.Timestamp | None) -> str:
    """Write a moment for people: 20 Mar 2024, 16:30 UTC; the word when unknown."""
    if moment is None or pd.isna(moment):
        return "unknown"
    return f"{moment.day} {moment.strftime('%b %Y, %H:%M')} UTC"


def spoken_duration(minutes: float) -> str:
    """Write a duration for people: 48 min, 3 h 20 min, 2 d 4 h; 'unknown' for NaN."""
    if math.isnan(minutes):
        return "unknown"
    whole = round(minutes)
    if whole < 120:
        return f"{whole} min"
    hours, rest = divmod(whole, 60)
    if hours < 48:
        return f"{hours} h {rest:02d} min"
    return f"{hours // 24} d {hours % 24} h"


def parse_moment(
    text: str, *, file: str, row: int | None = None, column: str | None = None
) -> pd.Timestamp:
    """Read one ISO moment; InputError when it is no date or names no zone."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(
            file, f"{text!r} is not a date and time", ZONE_ADVICE, row, column
        ) from error
    if moment.tzinfo is None:
        raise InputError(file, f"{text!r} names no time zone", ZONE_ADVICE, row, column)
    return pd.Timestamp(moment.astimezone(UTC)).as_unit("ms")


def parse_zone(text: str, *, file: str) -> ZoneInfo:
    """Read the name of a time zone: UTC, or an IANA name such as Asia/Tokyo; InputError if none."""
    try:
        return ZoneInfo(text.strip())
    except (KeyError, ValueError, OSError) as error:
        advice = "Write UTC or a name such as Asia/Tokyo"
        raise InputError(file, f"{text!r} is no time zone", advice) from error


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Name the time zones that are known here, UTC first."""
    return ("UTC", *sorted(available_timezones() - {"UTC", "localtime"}))


def from_unix_seconds(seconds: npt.ArrayLike) -> pd.Series:
    """Turn Unix seconds into UTC times with millisecond precision."""
    milliseconds = np.round(np.asarray(seconds, dtype="float64") * 1000).astype("int64")
    return pd.Series(milliseconds.astype("datetime64[ms]")).dt.tz_localize("UTC")


def unix_ms(times: pd.Series) -> npt.NDArray[np.int64]:
    """Milliseconds since 1970 of a column of times; NaT becomes the smallest integer."""
    return np.asarray(times.astype("datetime64[ms, UTC]").astype("int64"), dtype=np.int64)


def known_ms(times: pd.Series) -> list[int | None]:
    """Milliseconds since 1970 of each time, None where it is not known; for JSON."""
    known = zip(unix_ms(times), times.notna(), strict=True)
    return [int(ms) if is_known else None for ms, is_known in known]
