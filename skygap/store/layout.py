"""Where a store keeps what, and how it is told from any other folder.

    manifests/00000007.json                              one per commit: the parts of every table
    tables/fixes/day=2024-03-20/bucket=07/<id>.parquet   fixes by UTC day and bucket of craft
    tables/heard/day=2024-03-20/bucket=07/<id>.parquet   heard without a position, in the same way
    tables/legs/bucket=07/<id>.parquet                   so too gaps, stops, reachable, warnings
    tables/inputs/<id>.parquet                           files that were loaded; so evidence, days
    evidence/<sha256>                                    what a provider answered, as received
    .staging/<id>/                                       a commit in the making; never read

The staging folder lies outside `tables`, because other programs choke on unknown names there.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.errors import StoreError
from skygap.tables.fixes import shared_key

LAYOUT = 1
BUCKETS = 16
"""Crafts are spread over this many parts, so that one craft analysed anew rewrites a sixteenth."""

_OURS = frozenset({"manifests", "tables", "evidence", ".staging"})
_STRAY = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Store:
    """A store on disk; nothing is opened or kept in memory."""

    root: Path

    @property
    def tables(self) -> Path:
        """The folder of the parts."""
        return self.root / "tables"

    @property
    def manifests(self) -> Path:
        """The folder of the manifests."""
        return self.root / "manifests"

    @property
    def evidence(self) -> Path:
        """The folder of what providers answered."""
        return self.root / "evidence"

    @property
    def staging(self) -> Path:
        """The folder of commits in the making."""
        return self.root / ".staging"


def open_store(root: Path) -> Store:
    """Name a store; it is made by its first commit.

    Raises StoreError for a file, and for a folder that holds something else or cannot be opened.
    """
    if root.is_file():
        msg = f"{root} is a file, a store is a folder. Name another folder with --store"
        raise StoreError(msg)
    try:
        names = {entry.name for entry in root.iterdir()} - _STRAY if root.is_dir() else set()
    except OSError as error:
        msg = f"{root} cannot be opened ({error.strerror}). Name another folder with --store"
        raise StoreError(msg) from error
    if names - _OURS and "manifests" not in names:
        msg = (
            f"{root} is not a store: it holds {min(names - _OURS)}. "
            "Name a new or an empty folder with --store"
        )
        raise StoreError(msg)
    return Store(root)


def bucket_of(craft_id: str) -> int:
    """Tell the bucket of a craft, the same on every machine and in every version.

    All craft under one address lie in one bucket: they are analysed and replaced together.
    """
    return zlib.crc32(shared_key(craft_id).encode()) % BUCKETS


def buckets_of(craft_ids: pd.Series) -> npt.NDArray[np.int64]:
    """Tell the bucket of each row; hashes each craft once."""
    codes, crafts = pd.factorize(craft_ids)
    buckets = np.array([bucket_of(craft) for craft in crafts], dtype=np.int64)
    return np.asarray(buckets[codes], dtype=np.int64)
