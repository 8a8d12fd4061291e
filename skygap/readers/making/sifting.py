"""Setting rows aside with a reason, so that nothing disappears without being counted."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from skygap.readers.reading import Rejection

REPEATED = "repeated position"
"""The same craft, time and place again; or, without a position time, a place that stood still."""

POSITIONLESS = "mode_s: the transponder was heard, its position was not"

OUTSIDE = "position outside -90 to 90 and -180 to 180 degrees"
EXCHANGED = "latitude beyond 90 degrees, while no longitude is: the two look exchanged"

_NO_LONGITUDE = 181.0
_NO_LATITUDE = (91.0, _NO_LONGITUDE)
"""What AIS sends for a place that is not known, in its own and in exchanged columns."""

_OFTEN, _FEW = 0.1, 3
"""Damage makes single latitudes impossible, not a tenth of them, nor all of a few rows."""


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
    """Find rows that are no place on Earth; columns lat, lon in degrees, NaN = not stated.

    The reason is EXCHANGED where the file as a whole shows that: the registry then refuses it.
    """
    unknown = rows["lat"].isna() | rows["lon"].isna()
    inside = rows["lat"].between(-90, 90) & rows["lon"].between(-180, 180)
    outside = ~inside & ~unknown
    reason = EXCHANGED if outside.any() and _are_exchanged(rows) else OUTSIDE
    return {"no position": unknown, reason: outside}


def _are_exchanged(rows: pd.DataFrame) -> bool:
    """Tell whether latitudes exceed 90 degrees too often for damage, and longitudes never do."""
    lat, lon = rows["lat"].abs(), rows["lon"].abs()
    states_none = lat.isin(_NO_LATITUDE) | lon.eq(_NO_LONGITUDE)
    stated = lat.notna() & lon.notna() & ~states_none
    beyond = int((stated & (lat > 90) & (lat <= 180) & (lon <= 90)).sum())
    is_often = beyond >= max(stated.sum() * _OFTEN, min(stated.sum(), _FEW), 1)
    return is_often and not (stated & (lon > 90)).any()


def time_faults(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Find rows whose column timestamp is unknown."""
    return {"no time between 1990 and 2100": rows["timestamp"].isna()}
