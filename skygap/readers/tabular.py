"""Any table with a line of names: comma, semicolon or tab between its values, or Parquet.

A name that two columns bear is never taken for one of them: each gets its number behind it.
"""

from collections import Counter
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from skygap.errors import InputError
from skygap.readers.columnar import column_names, first_columns, read_columns
from skygap.readers.delimited import delimiter_of, first_rows, header, read_rows
from skygap.readers.reading import RawFile
from skygap.readers.sifting import Sifted

SAMPLE_ROWS = 50
MOST_COLUMNS = 10_000
_LEAST_COLUMNS = 3
_NO_TABLE = (b"{", b"[", b"<")

Samples = Mapping[str, tuple[str, ...]]


def sample_of(raw: RawFile) -> Samples:
    """Give the first values of every column as text; empty when this is no table with names."""
    if column_names(raw):
        return first_columns(raw, SAMPLE_ROWS)
    names = _text_names(raw)
    if not names:
        return {}
    rows = first_rows(raw, SAMPLE_ROWS, delimiter=delimiter_of(raw))
    fitting = [row for row in rows if len(row) == len(names)]
    columns = zip(*fitting, strict=True) if fitting else [()] * len(names)
    return dict(zip(names, columns, strict=True))


def read_table(raw: RawFile, wanted: Collection[str]) -> Sifted:
    """Read the named columns of a table; rows that do not fit are set aside."""
    names = column_names(raw)
    if names:
        _refuse_twice(raw, names, wanted)
        return read_columns(raw, [name for name in names if name in wanted])
    return read_rows(raw, delimiter=delimiter_of(raw), names=_text_names(raw))


def _text_names(raw: RawFile) -> tuple[str, ...]:
    """Name the columns of a text; none when its first line holds values instead of names."""
    if raw.content.lstrip()[:1] in _NO_TABLE:
        return ()
    names = header(raw, delimiter=delimiter_of(raw))
    is_table = _LEAST_COLUMNS <= len(names) <= MOST_COLUMNS
    if not is_table or any(_is_number(name) for name in names):
        return ()
    counts = Counter(names)
    return tuple(
        name if name and counts[name] == 1 else f"{name} (column {n})".strip()
        for n, name in enumerate(names, start=1)
    )


def _is_number(name: str) -> bool:
    return bool(np.isfinite(pd.to_numeric(name.replace(",", "."), errors="coerce")))


def _refuse_twice(raw: RawFile, names: tuple[str, ...], wanted: Collection[str]) -> None:
    twice = [name for name in wanted if names.count(name) > 1]
    if twice:
        fault = "two columns of the Parquet file have this name"
        raise InputError(raw.name, fault, "Rename one of them", column=twice[0])
