"""Read a table of departures for the exam by duration (the columns of `hflights`)."""

from pathlib import Path

import pandas as pd
import pyarrow as pa

from skygap.errors import InputError

_COLUMNS = (
    "Year", "Month", "DayofMonth", "DepTime", "UniqueCarrier", "TailNum", "Origin", "Dest",
    "Cancelled", "Diverted",
)  # fmt: skip

_AWAY = {
    "HNL": "PHNL", "OGG": "PHOG", "LIH": "PHLI", "KOA": "PHKO", "ANC": "PANC", "SJU": "TJSJ",
    "BKG": "KBBG",
}  # fmt: skip
"""Airports of the table whose ident is not K and their IATA code."""


def read_departures(path: Path) -> pd.DataFrame:
    """Read departures: craft_id, operator, origin, destination, departed (as written, no zone).

    Cancelled and diverted flights, and those without a tail number, are left out. InputError.
    """
    try:
        table = pd.read_parquet(path, columns=list(_COLUMNS))
    except (OSError, ValueError, pa.ArrowInvalid) as error:
        fault = f"this is no table of departures ({str(error).splitlines()[0]})"
        advice = "Name the Parquet file of hflights, with its columns, after --flights"
        raise InputError(str(path), fault, advice) from error
    flown = (table["Cancelled"] == 0) & (table["Diverted"] == 0) & (table["TailNum"] != "")
    own = table[flown & table["DepTime"].notna()]
    days = own[["Year", "Month", "DayofMonth"]].set_axis(["year", "month", "day"], axis=1)
    clock = own["DepTime"].astype("int64")
    minutes = clock // 100 * 60 + clock % 100
    departed = pd.to_datetime(days).dt.tz_localize("UTC") + pd.to_timedelta(minutes, unit="min")
    return pd.DataFrame(
        {
            "craft_id": own["TailNum"].astype("str"),
            "operator": own["UniqueCarrier"].astype("str").map(_three_letters),
            "origin": own["Origin"].map(_ident).astype("str"),
            "destination": own["Dest"].map(_ident).astype("str"),
            "departed": departed.dt.as_unit("ms"),
        }
    ).reset_index(drop=True)


def _ident(code: str) -> str:
    return _AWAY.get(code, f"K{code}")


def _three_letters(carrier: str) -> str:
    """Make a callsign's beginning of a carrier's two characters; digits become letters."""
    letters = "".join(chr(ord("A") + int(c)) if c.isdigit() else c for c in carrier)
    return f"{letters}X"
