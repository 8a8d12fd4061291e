"""What a table is: its columns with type, unit and meaning, declared once and checked here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from skygap.errors import TableError

TEXT = "str"
NUMBER = "float64"
COUNT = "int64"
FLAG = "bool"
TIME = "datetime64[ms, UTC]"

_NULLS: Mapping[str, object] = {TEXT: "", NUMBER: float("nan"), COUNT: 0, FLAG: False, TIME: pd.NaT}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its dtype, its meaning with the unit, and whether a value may be missing."""

    dtype: str
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of table. Text that is not known is the empty string, a number NaN, a time NaT."""

    name: str
    columns: Mapping[str, Column]
    order: tuple[str, ...]


def empty(table: Table) -> pd.DataFrame:
    """Make a table with all its columns and no row."""
    return pd.DataFrame({name: pd.Series(dtype=c.dtype) for name, c in table.columns.items()})


def conform(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Give back the frame with exactly the declared columns, types and order of columns.

    Optional columns that are absent are added as unknown. Undeclared columns are dropped, so a
    raw row never leaks past its reader. Raises TableError listing every fault.
    """
    faults = _faults(table, frame)
    if faults:
        msg = f"table {table.name}: {'; '.join(faults)}"
        raise TableError(msg)
    return pd.DataFrame({name: _cast(frame, name, c) for name, c in table.columns.items()})


def ordered(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Sort a conforming frame by the declared order and number its rows anew."""
    return frame.sort_values(list(table.order), kind="stable", ignore_index=True)


def row_id(prefix: str, *parts: object) -> str:
    """Make the id of a row from what makes it the same row again: deterministic, twelve hex."""
    text = "|".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _faults(table: Table, frame: pd.DataFrame) -> list[str]:
    faults = []
    for name, column in table.columns.items():
        if not column.required:
            continue
        if name not in frame.columns:
            faults.append(f"column {name} is missing")
        elif _unknown(frame[name]).any():
            faults.append(
                f"column {name} has {int(_unknown(frame[name]).sum())} rows without value"
            )
    return faults


def _unknown(values: pd.Series) -> pd.Series:
    if values.dtype.kind in "fiuMb":  # only text can be empty; comparing numbers as text is slow
        return values.isna()
    words = values if str(values.dtype) == TEXT else values.astype("str")
    return values.isna() | (words == "")


def _cast(frame: pd.DataFrame, name: str, column: Column) -> pd.Series:
    null = _NULLS[column.dtype]
    if name not in frame.columns:
        return pd.Series(null, index=frame.index, dtype=column.dtype)
    values = frame[name]
    if column.dtype in {TEXT, FLAG, COUNT}:
        values = values.fillna(null) if values.isna().any() else values
    return values if str(values.dtype) == column.dtype else values.astype(column.dtype)
