"""Comma-separated text as a table of text: nothing is guessed, so no address becomes a number.

Rows are counted as a spreadsheet shows them: the header is row 1. Blank rows keep their number
and are not counted as rows of the file.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from skygap.errors import InputError
from skygap.readers.making.sifting import Sifted, rejection
from skygap.readers.reading import RawFile

DELIMITERS = (",", ";", "\t")

_LONGEST_HEADER = 1 << 18
_SAMPLE_BYTES = 1 << 20
_LOOKED_AT = 5
_LINE_END = re.compile(rb"[\r\n]")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How rows begin and values are kept together; `as_what` is said of a row that does not fit."""

    skipped_rows: int
    quote: str | Literal[False]
    as_what: str
    delimiter: str = ","


_WITH_HEADER = _Layout(1, '"', ", as the header has")
_HEADLESS = _Layout(0, quote=False, as_what="")


def header(raw: RawFile, *, delimiter: str = ",") -> tuple[str, ...]:
    """Give the names in the first line as they are spelled; empty when it is no line of text."""
    end = _LINE_END.search(raw.content, 0, _LONGEST_HEADER)
    first = raw.content[: end.start() if end else _LONGEST_HEADER]
    try:
        names = next(csv.reader([first.decode()], delimiter=delimiter, strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return ()
    return tuple(name.strip() for name in names)


def delimiter_of(raw: RawFile) -> str:
    """Tell what stands between values: what splits the first rows as it splits the header."""

    def fitting(delimiter: str) -> tuple[bool, int, int]:
        names = len(header(raw, delimiter=delimiter))
        rows = first_rows(raw, _LOOKED_AT, delimiter=delimiter)
        return names > 1, sum(len(row) == names for row in rows), names

    return max(DELIMITERS, key=fitting)


def first_rows(raw: RawFile, count: int, *, delimiter: str) -> list[list[str]]:
    """Give the first rows below the header, for a look at them; broken ones end the look."""
    text = raw.content[:_SAMPLE_BYTES].decode(errors="replace")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        rows.extend(islice(lines, 1, count + 1))
    except csv.Error:
        return rows
    was_cut = len(raw.content) > _SAMPLE_BYTES and len(rows) < count
    return rows[:-1] if was_cut else rows


def read_rows(raw: RawFile, *, delimiter: str = ",", names: Sequence[str] | None = None) -> Sifted:
    """Read every value as text, columns named by the header, indexed by the row in the file.

    `names` stand in for those of the header, one for one. Rows with too many or too few values
    are set aside. InputError when the text as a whole cannot be read.
    """
    layout = replace(_WITH_HEADER, delimiter=delimiter)
    return _read(raw, _unique_names(raw) if names is None else tuple(names), layout)


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
            delimiter=layout.delimiter,
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
