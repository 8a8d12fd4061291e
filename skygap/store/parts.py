"""Parts come into the store whole or not at all: staged, synced, renamed, swept when unlisted."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pandas as pd

from skygap.store.layout import Store
from skygap.store.manifest import (
    KEEP,
    Manifest,
    Part,
    is_published,
    manifest_files,
    newest,
    sync,
)


@contextmanager
def staging(store: Store) -> Iterator[Path]:
    """Make a folder for one commit and take it away afterwards, whatever happened."""
    folder = store.staging / uuid4().hex
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stage(
    folder: Path, place: str, rows: pd.DataFrame, write: Callable[[Path, pd.DataFrame], None]
) -> Part:
    """Write one part into the staging folder; `place` is its folder below the tables."""
    path = f"{place}/{uuid4().hex}.parquet"
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, rows)
    sync(target)
    crafts = rows["craft_id"].nunique() if "craft_id" in rows else 0
    return Part(path=path, sha256=digest(target), rows=len(rows), crafts=crafts)


def digest(path: Path) -> str:
    """Work out the SHA-256 of a file without reading it into memory whole."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def place(store: Store, folder: Path, parts: Iterable[Part]) -> None:
    """Rename staged parts to where readers of the coming manifest will look for them."""
    folders = set()
    for part in parts:
        target = store.tables / part.path
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / part.path).rename(target)
        folders.add(target.parent)
    for target_folder in folders:
        sync(target_folder)


def abandon(store: Store, manifest: Manifest, parts: Iterable[Part]) -> None:
    """Take parts away again, unless their manifest got into its place."""
    if is_published(store, manifest):
        return
    for part in parts:
        (store.tables / part.path).unlink(missing_ok=True)


def sweep(store: Store, manifest: Manifest) -> None:
    """Delete what no reader can want any more: what a killed writer left, and old commits."""
    listed = {part.path for parts in manifest.tables.values() for part in parts}
    wanted = listed | {entry.path for entry in manifest.dropped}
    for path in store.tables.rglob("*.parquet"):
        if path.relative_to(store.tables).as_posix() not in wanted:
            _remove_old(path)
    for path in [*manifest_files(store)[:-1], *store.staging.iterdir()]:
        _remove_old(path)


def _remove_old(path: Path) -> None:
    """Remove a file or folder older than KEEP; what is held open stays for the next sweep."""
    with suppress(OSError):
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if datetime.now(UTC) - changed <= KEEP:
            return
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def faults(store: Store) -> list[str]:
    """Compare every part with what its manifest says of it; a sentence for each that differs."""
    parts = [part for table in newest(store).tables.values() for part in table]
    return [
        sentence for part in parts for sentence in differs(store.tables / part.path, part.sha256)
    ]


def differs(path: Path, sha256: str) -> list[str]:
    """Compare a file with its hash; a sentence when it differs or cannot be read."""
    if not path.is_file():
        return [f"{path} is missing"]
    try:
        is_same = digest(path) == sha256
    except OSError as error:
        return [f"{path} cannot be read ({error.strerror})"]
    return [] if is_same else [f"{path} was changed after it was written"]
