"""Write a store: one commit changes all tables at once or none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from skygap.errors import StoreError
from skygap.store.daily import FIXES_DAILY, HEARD_DAILY, Daily
from skygap.store.encoding import rounded, write_rows
from skygap.store.kinds import INPUTS, JUDGED, KINDS, Kind
from skygap.store.layout import Store, bucket_of, buckets_of
from skygap.store.manifest import Manifest, Part, follow, publish
from skygap.store.parts import abandon, place, stage, staging, sweep
from skygap.store.reading import plain_at, rows_of, scan
from skygap.tables.days import DAYS, merge_days
from skygap.tables.evidence import EVIDENCE
from skygap.tables.fixes import FIXES, shared_keys
from skygap.tables.heard import HEARD
from skygap.tables.schema import Table, conform, empty, ordered

Parts = tuple[Part, ...]
Stage = Callable[[str, pd.DataFrame, Callable[[Path, pd.DataFrame], None]], Part]


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit brings.

    `fixes` and `heard` are added. Of every derived table (by name, as in KINDS) the rows of
    `craft_ids` are replaced by the given ones, those of further craft under the same keys (X#2
    with X) too; reachable rows carry their craft_id. `inputs` and `evidence` are added; `days` are
    merged into the ledger of days. Of the tables in JUDGED the rows of `judged_ids` are replaced
    besides: those of craft that have no new fixes and are judged anew because others have.
    """

    inputs: pd.DataFrame
    craft_ids: frozenset[str] = frozenset()
    judged_ids: frozenset[str] = frozenset()
    fixes: pd.DataFrame = field(default_factory=lambda: empty(FIXES))
    heard: pd.DataFrame = field(default_factory=lambda: empty(HEARD))
    derived: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    analysed_with: Mapping[str, float | str] = field(default_factory=dict)
    evidence: pd.DataFrame = field(default_factory=lambda: empty(EVIDENCE))
    days: pd.DataFrame = field(default_factory=lambda: empty(DAYS))


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
    tables["fixes"] = _daily(store, FIXES_DAILY, rounded(change.fixes), base, put)
    tables["heard"] = _daily(store, HEARD_DAILY, change.heard, base, put)
    plain = partial(_plain, store, base, put)
    tables["inputs"] = plain(INPUTS, change.inputs, join=pd.concat)
    tables["evidence"] = plain(EVIDENCE, change.evidence, join=pd.concat)
    tables["days"] = plain(DAYS, change.days, join=merge_days)
    return {name: parts for name, parts in tables.items() if parts}


def _daily(store: Store, daily: Daily, new: pd.DataFrame, base: Manifest, put: Stage) -> Parts:
    parts = {(part.day, part.bucket): part for part in base.parts(daily.name)}
    for (day, bucket), rows in _by_day_and_bucket(new):
        before = _rows_in(store, daily, parts.get((day, bucket)))
        merged = daily.merge([before, rows])
        if not merged.equals(before):
            part = put(f"{daily.name}/day={day}/bucket={bucket:02d}", merged, daily.write)
            parts[day, bucket] = _at(part, bucket=bucket, day=day)
    return tuple(parts[key] for key in sorted(parts))


def _by_day_and_bucket(rows: pd.DataFrame) -> Iterator[tuple[tuple[str, int], pd.DataFrame]]:
    days = rows["timestamp"].dt.floor("D")
    for (day, bucket), group in rows.groupby([days, buckets_of(rows["craft_id"])]):
        yield (f"{day:%Y-%m-%d}", int(bucket)), group


def _rows_in(store: Store, daily: Daily, part: Part | None) -> pd.DataFrame:
    table = None if part is None else scan(store, [part])
    return empty(daily.table) if table is None else daily.unpack(table)


def _derived(store: Store, change: Change, old: Parts, kind: Kind, put: Stage) -> Parts:
    rows = change.derived.get(kind.name, empty(kind.table))
    parts = {part.bucket: part for part in old}
    buckets = buckets_of(rows["craft_id"])
    craft_ids = change.craft_ids | (change.judged_ids if kind.name in JUDGED else frozenset())
    for bucket in sorted({bucket_of(craft) for craft in craft_ids}):
        before = [parts.pop(bucket)] if bucket in parts else []
        after = _replaced(store, kind, before, rows[buckets == bucket], craft_ids)
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
    others = before[~shared_keys(before["craft_id"]).isin(craft_ids)]
    return pd.concat([others, new], ignore_index=True) if len(others) else new


def _write(kind: Kind, path: Path, rows: pd.DataFrame) -> None:
    write_rows(path, kind, rows)


def _plain(
    store: Store,
    base: Manifest,
    put: Stage,
    table: Table,
    new: pd.DataFrame,
    *,
    join: Callable[[Sequence[pd.DataFrame]], pd.DataFrame],
) -> Parts:
    """Write a table that is kept in one piece: the rows before and the new ones, joined."""
    if new.empty:
        return base.parts(table.name)
    both = join([plain_at(store, base, table), conform(table, new)])
    return (put(table.name, ordered(table, both), _write_plain),)


def _write_plain(path: Path, rows: pd.DataFrame) -> None:
    rows.to_parquet(path, index=False, compression="zstd")


def _at(part: Part, *, bucket: int, day: str = "") -> Part:
    return Part(part.path, part.sha256, part.rows, part.crafts, bucket, day)
