"""Tables of unknown making, made by hand for the tests."""

import csv
import io
from collections.abc import Mapping, Sequence

from skygap.readers import Reading, read_content
from skygap.readers.columns.column_fields import parse_columns
from skygap.readers.reading import Answers

WHEN = "2024-03-20T16:30:00Z"
COLUMNS = "time=when,lat=y,lon=x,craft=id"

_NOTHING: Mapping[str, object] = {}


def table(*rows: Mapping[str, object], delimiter: str = ",", end: str = "\r\n") -> bytes:
    """Make a table of when, y, x, id; values that a row does not name are those of a good row."""
    usual = {"when": WHEN, "y": 47.5, "x": 8.25, "id": "A"}
    return text_of([{**usual, **row} for row in rows or [_NOTHING]], delimiter=delimiter, end=end)


def text_of(
    rows: Sequence[Mapping[str, object]], *, delimiter: str = ",", end: str = "\r\n"
) -> bytes:
    """Write rows as text, columns in the order of the first."""
    text = io.StringIO()
    names = list(rows[0])
    writer = csv.DictWriter(text, names, delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read_mapped(content: bytes, columns: str = COLUMNS) -> Reading:
    """Read a table with columns said as on the command line."""
    answers = Answers(columns=parse_columns(columns, file="--columns"))
    return read_content("a.csv", content, answers=answers)


def read_row(columns: str = "", **values: object) -> Reading:
    """Read a table of one row with some more columns."""
    said = ",".join([COLUMNS, columns]).rstrip(",")
    return read_mapped(table(values), said)


def track(steps: int, *, north: float, east: float) -> list[dict[str, object]]:
    """Make rows a minute apart that go on by so many degrees, and say in which direction."""
    return [
        {
            "when": f"2024-03-20T16:{minute:02d}:00Z",
            "y": 10 + north * minute,
            "x": 20 + east * minute,
        }
        for minute in range(steps)
    ]
