"""The ledger of days: which days of which craft a provider was asked for, and what came.

loaded   the provider's answer for the day came whole and was read; it says nothing of where
         the provider could hear
empty    the provider has the day and holds no position of the craft in it
partial  something is known and more may exist: the day is not over, the answer broke off, a file
         added by hand holds what it holds
missing  the provider has no such day, or it cannot be told whether it has
failed   nobody knows: no answer, or none that can be used

Only loaded and empty days can carry a sentence that says "not received".
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from skygap.tables.schema import COUNT, TEXT, TIME, Column, Table, conform, empty, ordered

LOADED, EMPTY, PARTIAL, MISSING, FAILED = "loaded", "empty", "partial", "missing", "failed"

STATUSES = (LOADED, EMPTY, PARTIAL, MISSING, FAILED)

DAYS = Table(
    name="days",
    columns={
        "craft_id": Column(TEXT, "key of the craft", required=True),
        "icao24": Column(TEXT, "24-bit address as text"),
        "provider": Column(TEXT, "who was asked, or who served the file", required=True),
        "day": Column(TEXT, "UTC date, YYYY-MM-DD", required=True),
        "status": Column(TEXT, "loaded, empty, partial, missing or failed", required=True),
        "fixes": Column(COUNT, "fixes of that day in what came"),
        "evidence_id": Column(TEXT, "SHA-256 of the answer or file, of several the first"),
        "fetched_at": Column(TIME, "when it was asked for or added, UTC", required=True),
        "note": Column(TEXT, "why, in words"),
    },
    order=("craft_id", "provider", "day"),
)

KEY = ["craft_id", "provider", "day"]
"""One row for each of these."""

_WEIGHTS: Mapping[str, int] = {LOADED: 3, PARTIAL: 2, EMPTY: 1, MISSING: 1, FAILED: 0}
_BEST_FIRST = (LOADED, PARTIAL, EMPTY)


@dataclass(frozen=True, slots=True)
class KnownDays:
    """The UTC days of a span, each in exactly one list; missing and failed ones are unknown."""

    loaded: tuple[str, ...]
    empty: tuple[str, ...]
    partial: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def are_all_known(self) -> bool:
        """Tell whether a sentence on the whole span can rest on them."""
        return not self.partial and not self.unknown


def merge_days(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Join ledgers, earlier ones first, into one with a row for each craft, provider and day.

    A later row replaces an earlier one, but never one that holds more: a loaded day stays loaded,
    fixes that came are never called missing or empty, and a failure replaces failures only.
    """
    if not parts:
        return empty(DAYS)
    joined = pd.concat([conform(DAYS, part) for part in parts], ignore_index=True)
    by_weight = joined.assign(weight=_weight(joined)).sort_values("weight", kind="stable")
    return ordered(DAYS, conform(DAYS, by_weight.drop_duplicates(KEY, keep="last")))


def _weight(days: pd.DataFrame) -> pd.Series:
    """Weigh what a row holds; a partial day without a fix holds nothing."""
    weight = days["status"].map(_WEIGHTS)
    return weight.mask((days["status"] == PARTIAL) & (days["fixes"] == 0), 0)


def known_days(
    days: pd.DataFrame,
    craft_id: str,
    *,
    start: pd.Timestamp,
    end: pd.Timestamp,
    providers: Collection[str] = (),
) -> KnownDays:
    """Sort the UTC days from `start` to `end` by what the ledger (DAYS) says of them.

    Of several providers the one that holds most counts, and positions count before their absence;
    naming `providers` asks only those. An end at midnight does not touch the day that begins there.
    """
    asked = days[days["craft_id"] == craft_id]
    asked = asked[asked["provider"].isin(list(providers))] if providers else asked
    best = {
        status: set(asked.loc[asked["status"] == status, "day"]) for status in reversed(_BEST_FIRST)
    }
    word = {day: status for status, named in best.items() for day in named}
    sorted_days = {day: word.get(day, "unknown") for day in days_touched(start, end)}
    lists = {
        name: tuple(day for day, status in sorted_days.items() if status == name)
        for name in (*_BEST_FIRST, "unknown")
    }
    return KnownDays(**lists)


def days_touched(start: pd.Timestamp, end: pd.Timestamp) -> tuple[str, ...]:
    """Name the UTC days that a span has a moment in."""
    last = end - pd.Timedelta(milliseconds=1) if end > start else end
    days = pd.date_range(start.tz_convert("UTC").floor("D"), last.tz_convert("UTC").floor("D"))
    return tuple(days.strftime("%Y-%m-%d"))
