"""What a reader is given and what it gives back. The words that all formats share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

import pandas as pd

from skygap.tables.heard import HEARD
from skygap.tables.schema import empty


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody said of files that do not say it themselves; None where nobody was asked.

    `zone` is the clock of times that name none. `columns` says of a table of unknown making which
    of its columns is which of our fields; `takes_guess` takes what Skygap guesses for that.
    """

    zone: tzinfo | None = None
    columns: Mapping[str, str] | None = field(default=None, hash=False)
    takes_guess: bool = False


NOTHING_SAID = Answers()


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file before anybody knows its format.

    `name` is its own, behind that of the ZIP archive it was in. `content` is what is to be parsed:
    unpacked, without a byte order mark. `sha256` is of the file as it was given, packed or not,
    for one in a ZIP archive as it lies in there: that file is the evidence. `zone` is the clock of
    times that name none, `columns` the column of each of our fields in a table of unknown making;
    None as long as nobody said so.
    """

    name: str
    content: bytes
    sha256: str
    zone: tzinfo | None = None
    columns: Mapping[str, str] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Rows that were set aside for one reason, and the first of them as the format counts rows."""

    reason: str
    rows: int
    first_row: int


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """What one format makes of a file: fixes in file order, indexed by their row in the file.

    The fixes need neither order nor `evidence_id` nor to be unique: the registry sees to it, and
    to `heard` as well: rows in which a craft was heard without its place. They are no fixes and
    counted in `rejected`.
    """

    fixes: pd.DataFrame
    rows: int
    rejected: tuple[Rejection, ...]
    heard: pd.DataFrame = field(default_factory=lambda: empty(HEARD))


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A file that was read. Every row is either a fix or counted in `rejected`.

    `heard` are moments from rejected rows: the craft was heard then, its place was not (HEARD).
    Where somebody had to say what its columns are or which clock its times are on, `format` says
    what was said.
    """

    path: str
    sha256: str
    format: str
    rows: int
    fixes: pd.DataFrame
    rejected: tuple[Rejection, ...]
    heard: pd.DataFrame = field(default_factory=lambda: empty(HEARD))


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. `recognises` looks at the content, is cheap and raises nothing."""

    name: str
    title: str
    recognises: Callable[[RawFile], bool]
    read: Callable[[RawFile], Parsed]
