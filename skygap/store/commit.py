"""Write a store: one commit changes all tables at once or none."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from skygap.errors import StoreError
from skygap.store.encoding import fixes_from, rounded, write_fixes, write_rows
from skygap.store.kinds import INPUTS, KINDS, Kind
from skygap.store.layout import Store, bucket_of, buckets_of
from skygap.store.manifest import Manifest, Part, follow, publish
from skygap.store.parts import abandon, place, stage, staging, sweep
from skygap.store.reading import inputs_at, rows_of, scan
from skygap.tables.fixes import FIXES, merge_fixes, shared_key
from skygap.tables.schema import conform, empty, ordered

Parts = tuple[Part, ...]
Stage = Callable[[str, pd.DataFrame, Callable[[Path, pd.DataFrame], None]], Part]


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit brings.

    `fixes` are added. Of every derived table (by name, as in KINDS) the rows of `craft_ids` are
    replaced by the given ones, those of further craft under the same keys (X#2 with X) too;
    reachable rows carry their craft_id. `inputs` are added.
    """

    inputs: pd.DataFrame
    craft_ids: frozenset[str] = frozenset()
    fixes: pd.DataFrame = field(default_factory=lambda: empty(FIXES))
    derived: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    analysed_with: Mapping[str, float | str] = field(default_factory=dict)


def commit(store: Store, change: Change, *, base: Manifest) -> Manifest:
    """Put a change on top of `base` and give back the new manifest.

    Raises StoreChangedError when `base` is no longer the newest, StoreError when the disk
    refuses; nothing of the change stays behind then.
    """
    try:
        manifest = _commit(store, change, base)
        sweep(store, manifest)
    except FileNotFoundError as error:
        msg = f"{store.root} lacks a part: {error}. Add its files to a new store"
        raise StoreError(msg) from error
    except OSError as error:
        msg = f"{store.root} cannot be written: {error.strerror or error}"
        raise StoreError(msg) from error
    return manifest


def _commit(store: Store, change: Change, base: Manifest) -> Manifest:
    with staging(store) as folder, ExitStack() as undo:
        tables = _tables(store, change, base, partial(stage, folder))
        manifest = follow(base, tables=tables, analysed_with=change.analysed_with)
        listed = {part.path for parts in base.tables.values() for part in parts}
        new = [part for parts in tables.values() for part in parts if part.path not in listed]
        undo.callback(abandon, store, manifest, new)
        place(store, folder, new)
        publish(store, manifest, folder=folder)
    return manifest


def _tables(store: Store, change: Change, base: Manifest, put: Stage) -> dict[str, Parts]:
    tables = {name: _derived(store, change, base.parts(name), KINDS[name], put) for name in KINDS}
    tables["fixes"] = _fixes(store, change.fixes, base, put)
    tables["inputs"] = _inputs(store, change.inputs, base, put)
    return {name: parts for name, parts in tables.items() if parts}


def _fixes(store: Store, new: pd.DataFrame, base: Manifest, put: Stage) -> Parts:
    parts = {(part.day, part.bucket): part for part in base.parts("fixes")}
    for (day, bucket), fixes in _by_day_and_bucket(rounded(new)):
        old = parts.get((day, bucket))
        merged = merge_fixes([*_fixes_in(store, old), fixes])
        if old is None or len(merged) > old.rows:
            part = put(f"fixes/day={day}/bucket={bucket:02d}", merged, write_fixes)
            parts[day, bucket] = _at(part, bucket=bucket, day=day)
    return tuple(parts[key] for key in sorted(parts))


def _by_day_and_bucket(fixes: pd.DataFrame) -> Iterator[tuple[tuple[str, int], pd.DataFrame]]:
    days = fixes["timestamp"].dt.floor("D")
    for (day, bucket), group in fixes.groupby([days, buckets_of(fixes["craft_id"])]):
        yield (f"{day:%Y-%m-%d}", int(bucket)), group


def _fixes_in(store: Store, part: Part | None) -> list[pd.DataFrame]:
    table = None if part is None else scan(store, [part])
    return [] if table is None else [fixes_from(table)]


def _derived(store: Store, change: Change, old: Parts, kind: Kind, put: Stage) -> Parts:
    rows = change.derived.get(kind.name, empty(kind.table))
    parts = {part.bucket: part for part in old}
    buckets = buckets_of(rows["craft_id"])
    for bucket in sorted({bucket_of(craft) for craft in change.craft_ids}):
        before = [parts.pop(bucket)] if bucket in parts else []
        after = _replaced(store, kind, before, rows[buckets == bucket], change.craft_ids)
        if len(after):
            part = put(f"{kind.name}/bucket={bucket:02d}", after, partial(_write, kind))
            parts[bucket] = _at(part, bucket=bucket)
    return tuple(parts[bucket] for bucket in sorted(parts))


def _replaced(
    store: Store, kind: Kind, old: list[Part], new: pd.DataFrame, craft_ids: frozenset[str]
) -> pd.DataFrame:
    if not old:
        return new
    before = rows_of(store, kind, old)
    others = before[~before["craft_id"].map(shared_key).isin(craft_ids)]
    return pd.concat([others, new], ignore_index=True) if len(others) else new


def _write(kind: Kind, path: Path, rows: pd.DataFrame) -> None:
    write_rows(path, kind, rows)


def _inputs(store: Store, new: pd.DataFrame, base: Manifest, put: Stage) -> Parts:
    if new.empty:
        return base.parts("inputs")
    both = pd.concat([inputs_at(store, base), conform(INPUTS, new)], ignore_index=True)
    return (put("inputs", ordered(INPUTS, both), _write_plain),)


def _write_plain(path: Path, rows: pd.DataFrame) -> None:
    rows.to_parquet(path, index=False, compression="zstd")


def _at(part: Part, *, bucket: int, day: str = "") -> Part:
    return Part(part.path, part.sha256, part.rows, part.crafts, bucket, day)
