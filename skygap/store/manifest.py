"""Manifests: one small file per commit that lists the parts of every table.

A reader starts from the newest manifest and sees that commit whole, never a mix. A writer makes
the next number by a hard link, which fails when the number is taken: of two writers one wins and
the other starts again from what the first one left.
"""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec

from skygap.errors import StoreError
from skygap.store.layout import LAYOUT, Store

KEEP = timedelta(hours=1)
"""A manifest and what only it lists stay this long, for readers that are still at work."""


class StoreChangedError(StoreError):
    """Another writer was first; start again from the newest manifest."""


class Part(msgspec.Struct, frozen=True):
    """One immutable file of a table."""

    path: str
    sha256: str
    rows: int
    crafts: int
    bucket: int = -1
    day: str = ""


class Dropped(msgspec.Struct, frozen=True):
    """A part that is no longer listed; readers of an older manifest may still want it."""

    path: str
    at: datetime


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What one commit left behind. `analysed_with` is the settings the derived rows came from."""

    layout: int = LAYOUT
    number: int
    token: str
    made_at: datetime
    analysed_with: dict[str, float | str]
    tables: dict[str, tuple[Part, ...]]
    dropped: tuple[Dropped, ...] = ()

    @property
    def version(self) -> str:
        """Number and token: differs between two stores even when their numbers agree."""
        return f"{self.number:08d}-{self.token or 'empty'}"

    def parts(self, table: str) -> tuple[Part, ...]:
        """List the parts of a table; a table without rows has none."""
        return self.tables.get(table, ())


EMPTY = Manifest(
    number=0, token="", made_at=datetime.min.replace(tzinfo=UTC), analysed_with={}, tables={}
)


def newest(store: Store) -> Manifest:
    """Read the newest manifest; of a store without one, the empty manifest."""
    files = manifest_files(store)
    if not files:
        return EMPTY
    try:
        return _checked(msgspec.json.decode(files[-1].read_bytes(), type=Manifest), store)
    except msgspec.MsgspecError as error:
        msg = f"{files[-1]} cannot be read ({error}). Delete it to go back to the commit before"
        raise StoreError(msg) from error
    except OSError as error:
        msg = f"{files[-1]} cannot be read ({error.strerror}). See who may read the store"
        raise StoreError(msg) from error


def _checked(manifest: Manifest, store: Store) -> Manifest:
    if manifest.layout > LAYOUT:
        msg = f"{store.root} was written by a newer Skygap. Update Skygap or name another store"
        raise StoreError(msg)
    return manifest


def manifest_files(store: Store) -> list[Path]:
    """List the manifests, oldest first."""
    return sorted(store.manifests.glob("[0-9]" * 8 + ".json"))


def follow(
    base: Manifest,
    *,
    tables: Mapping[str, tuple[Part, ...]],
    analysed_with: Mapping[str, float | str],
) -> Manifest:
    """Make the manifest that comes after `base`, not yet in place."""
    now = datetime.now(UTC)
    listed = {part.path for parts in tables.values() for part in parts}
    gone = [p.path for parts in base.tables.values() for p in parts if p.path not in listed]
    recent = tuple(entry for entry in base.dropped if now - entry.at < KEEP)
    return Manifest(
        number=base.number + 1,
        token=uuid4().hex[:12],
        made_at=now,
        analysed_with=dict(analysed_with),
        tables=dict(tables),
        dropped=recent + tuple(Dropped(path, now) for path in gone),
    )


def publish(store: Store, manifest: Manifest, *, folder: Path) -> None:
    """Put a manifest in place by one exclusive step; StoreChangedError when another was first."""
    if newest(store).number != manifest.number - 1:
        raise _changed(store)
    staged = folder / "manifest.json"
    staged.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    sync(staged)
    store.manifests.mkdir(parents=True, exist_ok=True)
    try:
        os.link(staged, store.manifests / f"{manifest.number:08d}.json")
    except FileExistsError as error:
        raise _changed(store) from error
    sync(store.manifests)


def _changed(store: Store) -> StoreChangedError:
    return StoreChangedError(f"{store.root} was changed by another writer. Try again")


def is_published(store: Store, manifest: Manifest) -> bool:
    """Tell whether exactly this manifest is in place under its number."""
    path = store.manifests / f"{manifest.number:08d}.json"
    return path.is_file() and manifest.token.encode() in path.read_bytes()


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders; it keeps their names safe by itself
    # Windows flushes only files that are open for writing
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
