"""Read the reference tables that are shipped: airports, ports, coasts, hex blocks and types."""

import io
from pathlib import Path

import pandas as pd

from skygap.errors import InputError
from skygap.readers.files.opening import open_file
from skygap.reference import Reference, reference_of
from skygap.tables.airports import AIRPORTS
from skygap.tables.hex_blocks import HEX_BLOCKS
from skygap.tables.schema import FLAG, NUMBER, TEXT, Table, conform, ordered
from skygap.tables.sea import COAST, PORTS
from skygap.tables.types import TYPES

_SHIPPED = Path(__file__).resolve().parents[3] / "data"
_READ_AS = {TEXT: "str", NUMBER: "float64", FLAG: "int64"}


def shipped_airports() -> pd.DataFrame:
    """Read the airports that come with Skygap."""
    return read_airports(_SHIPPED / "airports" / "airports.csv.gz")


def shipped_reference() -> Reference:
    """Read all reference tables that come with Skygap, and index those of places."""
    ports = _read_table(
        _SHIPPED / "ports" / "ports.csv.gz", PORTS, script="scripts/derive_ports.py"
    )
    coast = _read_table(
        _SHIPPED / "coast" / "coast.csv.gz", COAST, script="scripts/derive_coast.py"
    )
    return reference_of(
        shipped_airports(),
        ports=ports,
        coast=coast,
        types=shipped_types(),
        hex_blocks=shipped_hex_blocks(),
    )


def shipped_hex_blocks() -> pd.DataFrame:
    """Read the blocks of addresses that come with Skygap."""
    return read_hex_blocks(_SHIPPED / "registers" / "hex_blocks.csv")


def shipped_types() -> pd.DataFrame:
    """Read the limits of aircraft types that come with Skygap: TYPES."""
    return _read_table(_SHIPPED / "types.csv", TYPES, script="scripts/derive_types.py")


def read_airports(path: Path) -> pd.DataFrame:
    """Read the airports table, plain or gzip, made by scripts/derive_airports.py.

    'NA' stays the country Namibia. A runway length that is not known is NaN. Raises InputError.
    """
    return _read_table(path, AIRPORTS, script="scripts/derive_airports.py")


def read_hex_blocks(path: Path) -> pd.DataFrame:
    """Read the hex blocks table, made by scripts/derive_hex_blocks.py. Raises InputError."""
    return _read_table(path, HEX_BLOCKS, script="scripts/derive_hex_blocks.py")


def _read_table(path: Path, table: Table, *, script: str) -> pd.DataFrame:
    declared = {name: column.dtype for name, column in table.columns.items()}
    content = io.BytesIO(open_file(path).content)
    try:
        read = pd.read_csv(
            content,
            usecols=list(declared),
            dtype={name: _READ_AS[dtype] for name, dtype in declared.items()},
            keep_default_na=False,
            na_values={name: [""] for name, dtype in declared.items() if dtype == NUMBER},
        )
    except ValueError as error:
        fault = f"not the {table.name} table ({str(error).splitlines()[0]})"
        raise InputError(str(path), fault, f"Derive it anew with {script}") from error
    return ordered(table, conform(table, read))
