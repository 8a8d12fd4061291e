"""Comma-separated text as a table of text: nothing is guessed, so no address becomes a number.

Rows are counted as a spreadsheet shows them: the header is row 1. Blank rows keep their number
and are not counted as rows of the file.
"""

import csv
import re

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from skygap.errors import InputError
from skygap.readers.reading import RawFile
from skygap.readers.sifting import Sifted, rejection

_LONGEST_HEADER = 8192
_FIRST_ROW = 2
_LINE_END = re.compile(rb"[\r\n]")


def header(raw: RawFile) -> tuple[str, ...]:
    """Give the names in the first line as they are spelled; empty when it is no line of text."""
    first = _LINE_END.split(raw.content[:_LONGEST_HEADER], 1)[0]
    try:
        names = next(csv.reader([first.decode()], strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return ()
    return tuple(name.strip() for name in names)


def read_rows(raw: RawFile) -> Sifted:
    """Read every value as text, columns named by the header, indexed by the row in the file.

    Rows with too many or too few values are set aside. InputError when the text as a whole
    cannot be read.
    """
    _refuse_other_encodings(raw)
    names = _unique_names(raw)
    skipped: dict[int, bool] = {}
    try:
        frame = _arrow_table(raw, names, skipped).to_pandas()
    except (pa.ArrowException, ValueError) as error:
        raise InputError(
            raw.name,
            "the text cannot be split into rows and columns",
            "Look for a quotation mark that is never closed",
        ) from error
    frame.index = _row_numbers(len(frame), list(skipped))
    broken = [row for row, is_blank in skipped.items() if not is_blank]
    rows = frame[(frame != "").any(axis=1)]
    if not broken:
        return Sifted(rows)
    reason = f"not {len(names)} values, as the header has"
    return Sifted(rows, (rejection(reason, pd.Index(broken)),))


def _unique_names(raw: RawFile) -> tuple[str, ...]:
    names = tuple(name or f"column {n}" for n, name in enumerate(header(raw), start=1))
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise InputError(
            raw.name, "the header names this column twice", "Rename one of them", 1, twice[0]
        )
    return names


def _arrow_table(raw: RawFile, names: tuple[str, ...], skipped: dict[int, bool]) -> pa.Table:
    """Read the rows that fit; note the others with whether they are blank."""

    def note(row: arrow_csv.InvalidRow) -> str:
        skipped[row.number] = not row.text.strip()
        return "skip"

    return arrow_csv.read_csv(
        pa.BufferReader(raw.content),
        read_options=arrow_csv.ReadOptions(
            use_threads=False, block_size=len(raw.content) + 1, column_names=names, skip_rows=1
        ),
        parse_options=arrow_csv.ParseOptions(
            newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=note
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False
        ),
    )


def _row_numbers(count: int, skipped: list[int]) -> pd.Index:
    every = pd.RangeIndex(_FIRST_ROW, _FIRST_ROW + count + len(skipped))
    return every.drop(skipped) if skipped else every


def _refuse_other_encodings(raw: RawFile) -> None:
    try:
        raw.content.decode()
    except UnicodeDecodeError as error:
        row = raw.content.count(b"\n", 0, error.start) + 1
        raise InputError(
            raw.name, "this row is not UTF-8 text", "Save it as CSV UTF-8", row
        ) from error
