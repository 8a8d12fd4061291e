"""Read the reference table that is shipped: airports with their runways."""

import io
from pathlib import Path

import pandas as pd

from skygap.errors import InputError
from skygap.readers.opening import open_file
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
