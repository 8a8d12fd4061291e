"""Read the reference tables that are shipped: airports and the limits of aircraft types."""

import io
from pathlib import Path

import pandas as pd

from skygap.errors import InputError
from skygap.readers.declared import read_declared
from skygap.readers.opening import open_file
from skygap.tables.aircraft_types import AIRCRAFT_TYPES
from skygap.tables.airports import AIRPORTS
from skygap.tables.schema import FLAG, NUMBER, TEXT, conform, ordered

_READ_AS = {TEXT: "str", NUMBER: "float64", FLAG: "int64"}


def read_airports(path: Path) -> pd.DataFrame:
    """Read the airports table, plain or gzip, made by scripts/derive_airports.py.

    'NA' stays the country Namibia. A runway length that is not known is NaN. Raises InputError.
    """
    declared = {name: column.dtype for name, column in AIRPORTS.columns.items()}
    content = io.BytesIO(open_file(path).content)
    try:
        table = pd.read_csv(
            content,
            usecols=list(declared),
            dtype={name: _READ_AS[dtype] for name, dtype in declared.items()},
            keep_default_na=False,
            na_values={name: [""] for name, dtype in declared.items() if dtype == NUMBER},
        )
    except ValueError as error:
        fault = f"not the airports table ({str(error).splitlines()[0]})"
        advice = "Derive it anew with scripts/derive_airports.py"
        raise InputError(str(path), fault, advice) from error
    return ordered(AIRPORTS, conform(AIRPORTS, table))


def read_types(path: Path) -> pd.DataFrame:
    """Read the limits of aircraft types; the row '*' is for any type not listed.

    Speeds in knots true airspeed, times in minutes, runways in metres. Raises InputError.
    """
    table = read_declared(path, AIRCRAFT_TYPES, key="typecode")
    return ordered(AIRCRAFT_TYPES, conform(AIRCRAFT_TYPES, table))
