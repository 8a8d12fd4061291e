"""Cells of a table of unknown making, made into numbers and times. What is neither stays unknown.

A decimal comma is believed only where the latitudes and longitudes show it: there "47,5" cannot
be anything else, while "35,000" in another column may be thousands.
"""

from collections.abc import Collection
from datetime import tzinfo

import numpy as np
import pandas as pd

from skygap.readers.making.values import EARLIEST_S, LATEST_S, moments, numbers, unix_times

UNSTATED = frozenset({"", "-", "--", "?", "nan", "nat", "null", "none", "n/a", "na", "nil", r"\n"})
"""How tables write that they do not know; in lower case."""

DATE = r"(?:\d{4}[-/]?\d{2}[-/]?\d{2}|\d{2}\.\d{2}\.\d{4})"
"""Day and month between slashes may be either; between points the day is first."""

CLOCK = r"\d{2}:\d{2}.*"
MOMENT = rf"{DATE}[T ]\d{{2}}(?::?\d{{2}}.*)?"
"""A date without an hour is no moment: it would put a craft where it was at midnight."""

_DAY_FIRST = r"^(\d{2})\.(\d{2})\.(\d{4})"

UNIX_UNITS = (1.0, 1e3, 1e6, 1e9)
"""Seconds to nanoseconds: between 1990 and 2100 no number can be read in two of them."""

_WITH_COMMA = r"\s*[-+]?\d+,\d+\s*"


def says_any(values: pd.Series, words: Collection[str]) -> pd.Series:
    """Tell which cells hold one of some words in lower case, whatever their own case."""
    return _written(values).str.strip().str.lower().isin(words)


def stated(values: pd.Series) -> pd.Series:
    """Empty the cells that say only that nothing is known; numbers stay as they are."""
    if pd.api.types.is_numeric_dtype(values):
        return values
    return _written(values).mask(says_any(values, UNSTATED), "")


def _written(values: pd.Series) -> pd.Series:
    return values.astype("str").where(values.notna(), "")


def has_decimal_comma(lat: pd.Series, lon: pd.Series) -> bool:
    """Tell whether places are written with a comma before the fraction, and none with a point."""
    places = pd.concat([values.astype("str") for values in (lat, lon)])
    has_comma = places.str.fullmatch(_WITH_COMMA).any()
    return bool(has_comma) and not places.str.contains(".", regex=False).any()


def cell_numbers(values: pd.Series, *, decimal_comma: bool) -> pd.Series:
    """Read numbers; NaN for all else, for a point too where the comma is the decimal mark."""
    if not decimal_comma or pd.api.types.is_numeric_dtype(values):
        return numbers(values)
    words = values.astype("str")
    plain = words.where(~words.str.contains(".", regex=False), "")
    return numbers(plain.str.replace(",", ".", n=1, regex=False))


def cell_times(values: pd.Series, *, file: str, column: str, zone: tzinfo | None) -> pd.Series:
    """Read Unix times of any usual unit and ISO moments, also both in one column; else NaT.

    Times that name no zone: as `moments`.
    """
    if pd.api.types.is_datetime64_any_dtype(values):
        return moments(values, file=file, column=column, zone=zone)
    unix = _unix_seconds(cell_numbers(values, decimal_comma=False))
    words = _written(values).str.strip()
    is_moment = unix.isna() & words.str.fullmatch(MOMENT)
    times = unix_times(unix, values.index)
    if not is_moment.any():
        return times
    iso = words.where(is_moment, "").str.replace(_DAY_FIRST, r"\3-\2-\1", regex=True)
    written = moments(iso, file=file, column=column, zone=zone)
    return times.where(unix.notna(), written)


def joined(date: pd.Series, time_of_day: pd.Series) -> pd.Series:
    """Join a date and a time of day; empty where either is none."""
    day, clock = (_written(values).str.strip() for values in (date, time_of_day))
    are_both = day.str.fullmatch(DATE) & clock.str.fullmatch(CLOCK)
    return (day + " " + clock).where(are_both, "")


def _unix_seconds(given: pd.Series) -> pd.Series:
    scaled = [given / unit for unit in UNIX_UNITS]
    sane = [(seconds >= EARLIEST_S) & (seconds < LATEST_S) for seconds in scaled]
    return pd.Series(np.select(sane, scaled, default=np.nan), index=given.index)
