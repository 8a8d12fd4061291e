"""Values as files write them, made into the values of a fix. Hostile text stays data."""

import re
from collections.abc import Sequence
from datetime import tzinfo
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from skygap.errors import ZoneNeededError
from skygap.timing import ZONE_QUESTION, from_unix_seconds

FT_PER_M = 1 / 0.3048
KT_PER_MS = 3600 / 1852
FPM_PER_MS = 60 / 0.3048

EARLIEST_S = 631_152_000.0
LATEST_S = 4_102_444_800.0
"""1990 and 2100 as Unix seconds: no ADS-B before, and beyond it the unit is wrong."""

LONGEST_TEXT = 40
"""No callsign, registration or type is longer; what is, is cut."""

Codes = npt.NDArray[np.int64]

ICAO24 = re.compile(r"~?[0-9a-f]{6}")

_SQUAWK = re.compile(r"[0-7]{4}")
_HAS_ZONE = r"(?:[Zz]|:\d{2}.*[+-]\d{2}(?::?\d{2})?)$"
_TRUE = frozenset({"true", "t", "1", "1.0", "yes", "y"})
_FALSE = frozenset({"false", "f", "0", "0.0", "no", "n", ""})


@lru_cache(maxsize=4096)
def clean_text(value: str | float | None) -> str:
    """Give back the text without control characters and padding, bounded; empty for no text."""
    text = value if isinstance(value, str) else ""
    shown = text if text.isprintable() else "".join(c for c in text if c.isprintable())
    return shown.strip()[:LONGEST_TEXT].strip()


@lru_cache(maxsize=4096)
def squawk(value: str | float | None) -> str:
    """Give back a transponder code of four octal digits; empty for anything else."""
    text = clean_text(value)
    return text if _SQUAWK.fullmatch(text) else ""


def icao24_of(value: str) -> str | None:
    """Give back a 24-bit address in lower case; None when the value is none."""
    text = clean_text(value).lower()
    return text if ICAO24.fullmatch(text) else None


def texts(values: pd.Series) -> pd.Series:
    """Clean a column of text; what is missing becomes the empty string."""
    known = values.astype("str").where(values.notna(), "")
    cleaned = {text: clean_text(text) for text in known.unique()}
    return known.map(cleaned).astype("str")


def squawks(values: pd.Series) -> pd.Series:
    """Clean a column of transponder codes."""
    known = texts(values)
    return known.where(known.str.fullmatch(_SQUAWK.pattern), "")


def numbers(values: pd.Series) -> pd.Series:
    """Read a column as numbers; what is no finite number becomes NaN."""
    plain = values if pd.api.types.is_numeric_dtype(values) else values.astype("str")
    read = pd.to_numeric(plain, errors="coerce").astype("float64")
    return read.where(np.isfinite(read))


def flags(values: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Read a column of yes and no in several spellings: the flags, and where nothing is either."""
    words = texts(values).str.lower()
    known = words.isin(_TRUE | _FALSE)
    return words.isin(_TRUE), ~known


def unix_times(seconds: npt.ArrayLike, index: pd.Index) -> pd.Series:
    """Turn Unix seconds into UTC times; NaT where they lie outside 1990 to 2100."""
    given = np.asarray(seconds, dtype="float64")
    sane = (given >= EARLIEST_S) & (given < LATEST_S)
    times = from_unix_seconds(np.where(sane, given, 0.0)).set_axis(index)
    return times if sane.all() else times.where(sane)


def moments(values: pd.Series, *, file: str, column: str, zone: tzinfo | None = None) -> pd.Series:
    """Read a column of Unix seconds, dates with their zone or ISO texts with one, as UTC times.

    NaT where a value is no time between 1990 and 2100. A time that names no zone is read on the
    clock of `zone`, NaT in the hour that this clock skips or shows twice; without `zone` it
    refuses the file with ZoneNeededError: nobody can tell later which clock it was.
    """
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return _sane(values.dt.tz_convert("UTC"))
    if pd.api.types.is_datetime64_dtype(values):
        words, times = values.astype("str"), values.dt.tz_localize("UTC")
        zoneless = values.notna()
    else:
        seconds = numbers(values)
        if seconds.notna().any() or pd.api.types.is_numeric_dtype(values):
            return unix_times(seconds, values.index)
        words = texts(values).str.replace(r" ?UTC$", "Z", regex=True)
        times = pd.to_datetime(words, utc=True, errors="coerce", format="ISO8601")
        zoneless = times.notna() & ~words.str.contains(_HAS_ZONE)
    if zone is None:
        _refuse_zoneless(words, zoneless, file=file, column=column)
    return _sane(times.mask(zoneless, _on_clock(times, zone)))


def _on_clock(times: pd.Series, zone: tzinfo | None) -> pd.Series:
    """Take what was read as if it were UTC for what the clock of `zone` showed."""
    if zone is None:
        return times
    shown = times.dt.tz_localize(None)
    return shown.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT").dt.tz_convert("UTC")


def _refuse_zoneless(words: pd.Series, zoneless: pd.Series, *, file: str, column: str) -> None:
    if zoneless.any():
        row = int(zoneless.idxmax())
        fault = f"{words[row]!r} names no time zone"
        raise ZoneNeededError(file, fault, ZONE_QUESTION, row, column)


def _sane(times: pd.Series) -> pd.Series:
    earliest, latest = (pd.Timestamp(s, unit="s", tz="UTC") for s in (EARLIEST_S, LATEST_S))
    sane = (times >= earliest) & (times < latest)
    return times.where(sane).astype("datetime64[ms, UTC]")


def same_text(word: str, count: int) -> ExtensionArray:
    """Make a column that says the same in every row."""
    return coded_texts([word], np.zeros(count, dtype="int64"))


def coded_texts(words: Sequence[str], codes: Codes) -> ExtensionArray:
    """Write each code as its word."""
    return pd.array(words, dtype="str").take(codes)


def carried_forward(codes: Codes) -> Codes:
    """Put in place of -1 the code before it; 0 at the beginning."""
    stated = np.where(codes >= 0, np.arange(len(codes)), 0)
    carried = codes[np.maximum.accumulate(stated)]
    return np.maximum(carried, 0)
