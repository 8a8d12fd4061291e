"""Read a CSV file written by people against the table that declares it, naming every wrong cell."""

import csv
import io
import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pandas as pd

from skygap.errors import InputError
from skygap.readers.files.opening import open_file
from skygap.tables.schema import FLAG, NUMBER, TEXT, TIME, Column, Table
from skygap.timing import parse_moment

FIRST_ROW = 2
"""Rows are numbered as a spreadsheet numbers them: the header is row 1."""

_FLAGS = {"": False, "0": False, "no": False, "false": False, "1": True, "yes": True, "true": True}


def read_declared(
    path: Path, table: Table, *, key: str = "", computed: Iterable[str] = ()
) -> pd.DataFrame:
    """Read a UTF-8 CSV file with one header row into the columns that a table declares.

    `key` is a column in which no value may be twice; some tables have none. `computed` columns are
    not in the file: the caller makes them. Columns nobody declared are
    ignored. Raises InputError with file, row and column at the first cell that cannot be right: a
    column or value that is missing, a formula, a number or time that is none, a key used twice.
    """
    left_out = frozenset(computed)
    columns = {name: c for name, c in table.columns.items() if name not in left_out}
    rows = _rows(path, tuple(columns))
    if key:
        refuse_repeated(path, key, [cells[key] for cells in rows])
    return pd.DataFrame({name: _column(path, name, c, rows) for name, c in columns.items()})


def refuse_repeated(path: Path, column: str, keys: list[str]) -> None:
    """Raise InputError at the second row that uses a key."""
    seen: dict[str, int] = {}
    for row, value in enumerate(keys, FIRST_ROW):
        if value in seen:
            fault = f"{value!r} was already used in row {seen[value]}"
            raise InputError(str(path), fault, "Give each row an id of its own", row, column)
        seen[value] = row


def refuse_unknown(path: Path, column: str, cells: pd.Series, known: Iterable[str]) -> None:
    """Raise InputError at the first cell with an id, of several after spaces, that nobody has."""
    ids = frozenset(known)
    for row, cell in enumerate(cells, FIRST_ROW):
        for word in cell.split():
            if word not in ids:
                advice = "Correct the id or add the row it names"
                raise InputError(str(path), f"there is no {word!r}", advice, row, column)


def _rows(path: Path, wanted: tuple[str, ...]) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        for name in wanted:
            _refuse_missing(path, name, reader.fieldnames or ())
        return [_checked(path, row, cells) for row, cells in enumerate(reader, FIRST_ROW)]
    except csv.Error as error:
        advice = "Save it as CSV with commas and double quotes"
        raise InputError(str(path), f"not a CSV file ({error})", advice, reader.line_num) from error


def _text(path: Path) -> str:
    try:
        return open_file(path).content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), "the text is not UTF-8", "Save it as CSV UTF-8") from error


def _refuse_missing(path: Path, name: str, header: Iterable[str]) -> None:
    if name not in header:
        advice = "Add it to the header row; data/case/README.md lists the columns"
        raise InputError(str(path), "the column is missing", advice, 1, name)


def _checked(path: Path, row: int, cells: Mapping[str | None, str | None]) -> dict[str, str]:
    for name, cell in cells.items():
        if name is None or cell is None:
            fault = f"the row has {'more' if name is None else 'fewer'} cells than the header"
            raise InputError(str(path), fault, "Put text with commas in double quotes", row)
        if cell.lstrip().startswith("="):
            fault = "the cell begins with =, as a spreadsheet formula does"
            raise InputError(str(path), fault, "Write the value itself", row, name)
    return {str(name): str(cell).strip() for name, cell in cells.items()}


def _column(path: Path, name: str, column: Column, rows: list[dict[str, str]]) -> pd.Series:
    values = []
    for row, cells in enumerate(rows, FIRST_ROW):
        if column.required and not cells[name]:
            raise InputError(str(path), "the cell is empty", "Fill it in", row, name)
        values.append(_PARSERS[column.dtype](cells[name], str(path), row, name))
    return pd.Series(values, dtype=column.dtype)


def _as_text(cell: str, _file: str, _row: int, _column: str) -> str:
    return cell


def _as_number(cell: str, file: str, row: int, column: str) -> float:
    try:
        number = float(cell or "nan")
    except ValueError as error:
        fault = f"{cell!r} is not a number"
        raise InputError(file, fault, "Write it as 12.5", row, column) from error
    if cell and not math.isfinite(number):
        raise InputError(file, f"{cell!r} is not a number", "Leave it empty", row, column)
    return number


def _as_flag(cell: str, file: str, row: int, column: str) -> bool:
    if cell.lower() not in _FLAGS:
        raise InputError(file, f"{cell!r} is neither 1 nor 0", "Write 1 or 0", row, column)
    return _FLAGS[cell.lower()]


def _as_moment(cell: str, file: str, row: int, column: str) -> pd.Timestamp:
    return parse_moment(cell, file=file, row=row, column=column) if cell else pd.NaT


_PARSERS: Mapping[str, Callable[[str, str, int, str], object]] = {
    TEXT: _as_text,
    NUMBER: _as_number,
    FLAG: _as_flag,
    TIME: _as_moment,
}
