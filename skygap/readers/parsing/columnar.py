"""Parquet files as tables, bounded."""

from collections.abc import Collection

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from skygap.errors import InputError
from skygap.readers.making.sifting import Sifted
from skygap.readers.reading import RawFile

MAGIC = b"PAR1"
MOST_ROWS = 50_000_000
"""A few bytes of Parquet can claim any number of rows."""

_FAULTS = (pa.ArrowException, OSError, ValueError)


def column_names(raw: RawFile) -> tuple[str, ...]:
    """Name the columns; empty when it is no Parquet file or its end is damaged."""
    if not raw.content.startswith(MAGIC):
        return ()
    try:
        return tuple(pq.read_schema(pa.BufferReader(raw.content)).names)
    except _FAULTS:
        return ()


def first_columns(raw: RawFile, count: int) -> dict[str, tuple[str, ...]]:
    """Give the first values of every column that is no list or record, as text.

    Empty when the file is damaged.
    """
    try:
        file = pq.ParquetFile(pa.BufferReader(raw.content))
        flat = [f.name for f in file.schema_arrow if not pa.types.is_nested(f.type)]
        rows = next(file.iter_batches(count, columns=flat, use_threads=False), None)
        head = rows.to_pandas() if rows is not None else pd.DataFrame(columns=flat)
    except _FAULTS:
        return {}
    words = head.astype("str").where(head.notna(), "")
    return {name: tuple(words.iloc[:, n]) for n, name in enumerate(words.columns)}


def read_columns(raw: RawFile, names: Collection[str]) -> Sifted:
    """Read some columns, rows counted from 1; InputError when the file is damaged."""
    try:
        file = pq.ParquetFile(pa.BufferReader(raw.content))
        is_bounded = file.metadata.num_rows <= MOST_ROWS
        table = file.read(columns=list(names), use_threads=False) if is_bounded else pa.table({})
        table.validate(full=True)  # text that is not UTF-8 would fail much later
        frame = table.to_pandas(ignore_metadata=True)
    except _FAULTS as error:
        raise InputError(raw.name, "the Parquet file is damaged", "Download it again") from error
    if not is_bounded:
        raise InputError(raw.name, f"it has more than {MOST_ROWS} rows", "Split it by day")
    return Sifted(frame.set_axis(pd.RangeIndex(1, len(frame) + 1)))
