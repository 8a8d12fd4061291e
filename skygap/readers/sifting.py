"""Setting rows aside with a reason, so that nothing disappears without being counted."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from skygap.readers.reading import Rejection

REPEATED = "repeated position"
"""The same craft, time and place again; or, without a position time, a place that stood still."""

POSITIONLESS = "mode_s: the transponder was heard, its position was not"


@dataclass(frozen=True, slots=True, eq=False)
class Sifted:
    """Rows that passed, indexed by their row in the file, and those that were set aside."""

    rows: pd.DataFrame
    rejected: tuple[Rejection, ...] = ()

    @property
    def total(self) -> int:
        """Rows that the file had, kept and set aside."""
        return len(self.rows) + sum(rejection.rows for rejection in self.rejected)


def sift(sifted: Sifted, faults: Mapping[str, pd.Series]) -> Sifted:
    """Set aside the rows of each mask under its reason; the first reason that fits a row counts.

    The masks are indexed as the rows are.
    """
    good = pd.Series(data=True, index=sifted.rows.index)
    rejected = list(sifted.rejected)
    for reason, fault in faults.items():
        bad = fault & good
        if bad.any():
            rejected.append(rejection(reason, sifted.rows.index[bad]))
            good = good & ~bad
    kept = sifted.rows if good.all() else sifted.rows[good]
    return Sifted(kept, tuple(rejected))


def rejection(reason: str, rows: pd.Index) -> Rejection:
    """Count rows set aside for one reason; there must be at least one."""
    return Rejection(reason, len(rows), int(rows.min()))


def heard_only(rows: pd.DataFrame, where: pd.Series, *, heard_as: pd.Series | str) -> pd.DataFrame:
    """Take rows in which a craft was heard without its place; columns as HEARD, evidence apart.

    Takes columns craft_id, icao24, timestamp, provider. A row without craft or time tells nothing.
    """
    named = rows[["craft_id", "icao24", "timestamp", "provider"]].assign(heard_as=heard_as)
    return named[where & named["timestamp"].notna() & (named["craft_id"] != "")]


def place_faults(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Find rows that are no place on Earth; columns lat, lon in degrees, NaN = not stated."""
    unknown = rows["lat"].isna() | rows["lon"].isna()
    inside = rows["lat"].between(-90, 90) & rows["lon"].between(-180, 180)
    return {
        "no position": unknown,
        "position outside -90 to 90 and -180 to 180 degrees": ~inside & ~unknown,
    }


def time_faults(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Find rows whose column timestamp is unknown."""
    return {"no time between 1990 and 2100": rows["timestamp"].isna()}
