"""Any table with a line of names: comma, semicolon or tab between its values, or Parquet.

Names are such as somebody can write in one line. A name that two columns bear is never taken for
one of them: each gets its number behind it.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from skygap.errors import InputError
from skygap.readers.making.sifting import Sifted
from skygap.readers.parsing.columnar import column_names, first_columns, read_columns
from skygap.readers.parsing.delimited import delimiter_of, first_rows, header, read_rows
from skygap.readers.reading import RawFile

SAMPLE_ROWS = 50
MOST_COLUMNS = 10_000
LONGEST_NAME = 200
_LEAST_COLUMNS = 3
_NUMBERED = re.compile(r"\(column \d+\)$")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_NO_TABLE = (b"{", b"[", b"<")

Samples = Mapping[str, tuple[str, ...]]


def sample_of(raw: RawFile) -> Samples:
    """Give the first values of every column as text; empty when this is no table with names."""
    real = column_names(raw)
    if not real:
        return _text_samples(raw)
    samples = first_columns(raw, SAMPLE_ROWS)
    shown = zip(shown_names(real), real, strict=True)
    return {name: samples[column] for name, column in shown if column in samples}


def read_table(raw: RawFile, wanted: Collection[str]) -> Sifted:
    """Read the named columns of a table; rows that do not fit are set aside."""
    real = column_names(raw)
    if not real:
        return read_rows(raw, delimiter=delimiter_of(raw), names=_text_names(raw))
    shown = {column: name for name, column in zip(shown_names(real), real, strict=True)}
    chosen = [column for column, name in shown.items() if name in wanted]
    _refuse_twice(raw, real, chosen)
    read = read_columns(raw, chosen)
    return Sifted(read.rows.rename(columns=shown), read.rejected)


def shown_names(names: Sequence[str]) -> tuple[str, ...]:
    """Make names that can be written in one line and are all different, in their order."""
    plain = ["".join(c if c.isprintable() else " " for c in name).strip() for name in names]
    short = [name[:LONGEST_NAME].strip() for name in plain]
    counts = Counter(short)
    return tuple(
        name if _is_plain(name, counts) else f"{name} (column {n})".strip()
        for n, name in enumerate(short, start=1)
    )


def _is_plain(name: str, counts: Mapping[str, int]) -> bool:
    return name != "" and counts[name] == 1 and not _NUMBERED.search(name)


def hold_values(names: Sequence[str]) -> bool:
    """Tell whether what stands in place of names are values: columns have no numbers as names."""
    return any(_NUMBER.fullmatch(name) for name in names)


def _text_samples(raw: RawFile) -> Samples:
    names = _text_names(raw)
    if not names:
        return {}
    rows = first_rows(raw, SAMPLE_ROWS, delimiter=delimiter_of(raw))
    fitting = [row for row in rows if len(row) == len(names)]
    columns = zip(*fitting, strict=True) if fitting else [()] * len(names)
    return dict(zip(names, columns, strict=True))


def _text_names(raw: RawFile) -> tuple[str, ...]:
    """Name the columns of a text; none when its first line holds values instead of names."""
    if raw.content.lstrip()[:1] in _NO_TABLE:
        return ()
    names = header(raw, delimiter=delimiter_of(raw))
    is_text = not any("\x00" in name for name in names)
    is_table = is_text and _LEAST_COLUMNS <= len(names) <= MOST_COLUMNS
    return () if not is_table or hold_values(names) else shown_names(names)


def _refuse_twice(raw: RawFile, names: Sequence[str], wanted: Collection[str]) -> None:
    twice = [name for name in wanted if names.count(name) > 1]
    if twice:
        fault = "two columns of the Parquet file have this name"
        raise InputError(raw.name, fault, "Rename one of them", column=twice[0])
