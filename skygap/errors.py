"""The one error family.

SkygapError          what the user can mend; its text is one sentence for the reader
├── InputError       a file or a value that came from outside, with file, row and column
│   ├── ZoneNeededError     its times name no zone: somebody has to say which clock it was
│   └── ColumnsNeededError  a table of unknown making: somebody has to say what its columns are
├── ProviderError    a provider that cannot be asked, or not any more today
├── StoreError       the store on disk cannot be opened or written
├── SettingsError    a setting that does not exist or a value that is not allowed
└── TableError       a table that breaks its own declaration
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


class SkygapError(Exception):
    """Something the user can mend; the message says what and how."""


@dataclass(unsafe_hash=True)  # not frozen: Python writes the traceback into a raised exception
class InputError(SkygapError):
    """A file that cannot be read, said in one line: file, row, column, fault, advice."""

    file: str
    fault: str
    advice: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [" ".join(self.file.splitlines())]  # a name may hold a line break
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.fault}. {self.advice}"


class ZoneNeededError(InputError):
    """Times that name no zone; the file can be read once somebody says which clock it was."""


@dataclass(unsafe_hash=True)
class ColumnsNeededError(InputError):
    """A table whose columns nobody named; it can be read once somebody says which is which.

    `samples` has every column with its first values, `guess` our field and the column that seems
    to be it, `doubts` what was left out of the guess and why, each a sentence.
    """

    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    guess: Mapping[str, str] = field(default_factory=dict, hash=False)
    doubts: tuple[str, ...] = ()


class ProviderError(SkygapError):
    """A provider that cannot be asked, or not any more for now."""


class StoreError(SkygapError):
    """The store cannot be opened or written; nothing half-written stays behind."""


class SettingsError(SkygapError):
    """A setting that does not exist or a value outside what it allows."""


class TableError(SkygapError):
    """A table that breaks its declaration; the message lists every fault at once."""
