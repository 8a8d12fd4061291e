"""Comma-separated text as a table of text: nothing is guessed, so no address becomes a number.

Rows are counted as a spreadsheet shows them: the header is row 1. Blank rows keep their number
and are not counted as rows of the file.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from skygap.errors import InputError
from skygap.readers.reading import RawFile
from skygap.readers.sifting import Sifted, rejection

_LONGEST_HEADER = 8192
_LINE_END = re.compile(rb"[\r\n]")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How rows begin and values are kept together; `as_what` is said of a row that does not fit."""

    skipped_rows: int
    quote: str | Literal[False]
    as_what: str


_WITH_HEADER = _Layout(1, '"', ", as the header has")
_HEADLESS = _Layout(0, quote=False, as_what="")


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
    return _read(raw, _unique_names(raw), _WITH_HEADER)


def read_headless(raw: RawFile, names: Sequence[str]) -> Sifted:
    """Read every value as text where the file names no columns; rows are counted from 1.

    A quotation mark is a character as any other. Else as `read_rows`.
    """
    return _read(raw, tuple(names), _HEADLESS)


def _read(raw: RawFile, names: tuple[str, ...], layout: _Layout) -> Sifted:
    _refuse_other_encodings(raw)
    skipped: dict[int, bool] = {}
    try:
        frame = _arrow_table(raw, names, layout, skipped).to_pandas()
    except (pa.ArrowException, ValueError) as error:
        raise InputError(
            raw.name,
            "the text cannot be split into rows and columns",
            "Look for a quotation mark that is never closed",
        ) from error
    frame.index = _row_numbers(len(frame), list(skipped), first=layout.skipped_rows + 1)
    broken = [row for row, is_blank in skipped.items() if not is_blank]
    rows = frame[(frame != "").any(axis=1)]
    if not broken:
        return Sifted(rows)
    reason = f"not {len(names)} values{layout.as_what}"
    return Sifted(rows, (rejection(reason, pd.Index(broken)),))


def _unique_names(raw: RawFile) -> tuple[str, ...]:
    names = tuple(name or f"column {n}" for n, name in enumerate(header(raw), start=1))
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise InputError(
            raw.name, "the header names this column twice", "Rename one of them", 1, twice[0]
        )
    return names


def _arrow_table(
    raw: RawFile, names: tuple[str, ...], layout: _Layout, skipped: dict[int, bool]
) -> pa.Table:
    """Read the rows that fit; note the others with whether they are blank."""

    def note(row: arrow_csv.InvalidRow) -> str:
        skipped[row.number] = not row.text.strip()
        return "skip"

    return arrow_csv.read_csv(
        pa.BufferReader(raw.content),
        read_options=arrow_csv.ReadOptions(
            use_threads=False,
            block_size=len(raw.content) + 1,
            column_names=names,
            skip_rows=layout.skipped_rows,
        ),
        parse_options=arrow_csv.ParseOptions(
            newlines_in_values=bool(layout.quote),
            quote_char=layout.quote,
            ignore_empty_lines=False,
            invalid_row_handler=note,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False
        ),
    )


def _row_numbers(count: int, skipped: list[int], *, first: int) -> pd.Index:
    every = pd.RangeIndex(first, first + count + len(skipped))
    return every.drop(skipped) if skipped else every


def _refuse_other_encodings(raw: RawFile) -> None:
    try:
        raw.content.decode()
    except UnicodeDecodeError as error:
        row = raw.content.count(b"\n", 0, error.start) + 1
        raise InputError(
            raw.name, "this row is not UTF-8 text", "Save it as CSV UTF-8", row
        ) from error
