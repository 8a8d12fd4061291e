"""Read a store: every table as one commit left it, old or new, never a mix."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from skygap.errors import StoreError
from skygap.store.daily import FIXES_DAILY, HEARD_DAILY, Daily
from skygap.store.encoding import rows_from
from skygap.store.kinds import INPUTS, KINDS, LEGS_KIND, Kind
from skygap.store.layout import Store, bucket_of
from skygap.store.manifest import Manifest, Part, newest
from skygap.tables.days import DAYS
from skygap.tables.evidence import EVIDENCE
from skygap.tables.fixes import FURTHER
from skygap.tables.legs import LEGS
from skygap.tables.reachable import REACHABLE
from skygap.tables.schema import Table, conform, empty, ordered

T = TypeVar("T")

_TRIES = 5


def version(store: Store) -> str:
    """Name the newest commit; the same name means the same contents."""
    return newest(store).version


def read_legs(store: Store) -> gpd.GeoDataFrame:
    """Read all legs, LEGS with geometry in EPSG:4326."""
    return _read_all(store, "legs")


def read_gaps(store: Store) -> pd.DataFrame:
    """Read all gaps (GAPS)."""
    return _read_all(store, "gaps")


def read_stops(store: Store) -> pd.DataFrame:
    """Read all stops (STOPS)."""
    return _read_all(store, "stops")


def read_reachable(store: Store) -> pd.DataFrame:
    """Read the reachable airports of all gaps (REACHABLE)."""
    return conform(REACHABLE, _read_all(store, "reachable"))


def read_approaches(store: Store) -> pd.DataFrame:
    """Read the low approaches and touch-and-goes inside legs (APPROACHES)."""
    return _read_all(store, "approaches")


def read_witnesses(store: Store, gap_ids: Sequence[str]) -> pd.DataFrame:
    """Read who passed where the craft of some gaps must have been (WITNESSES)."""
    where = pc.field("gap_id").isin(list(gap_ids))
    kind = KINDS["witnesses"]
    return whole(store, lambda at: rows_of(store, kind, at.parts(kind.name), where=where))


def read_warnings(store: Store) -> pd.DataFrame:
    """Read the warnings: code, text and the craft, empty when it is about no single one."""
    return _read_all(store, "warnings")


def inputs(store: Store) -> pd.DataFrame:
    """Read the ledger of loaded files (INPUTS), oldest first."""
    return whole(store, lambda manifest: inputs_at(store, manifest))


def read_days(store: Store) -> pd.DataFrame:
    """Read the ledger of days (DAYS)."""
    return whole(store, lambda manifest: plain_at(store, manifest, DAYS))


def read_evidence(store: Store) -> pd.DataFrame:
    """Read what is known of every piece of evidence (EVIDENCE), oldest first."""
    return whole(store, lambda manifest: plain_at(store, manifest, EVIDENCE))


def read_fixes(
    store: Store,
    *,
    craft_ids: Iterable[str] | None = None,
    start: pd.Timestamp | None = None,
    end: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Read fixes from `start` to `end`, both included, places to a micro-degree (0.11 m).

    None means no limit; an empty list of crafts gives no fixes.
    """
    crafts = None if craft_ids is None else tuple(craft_ids)
    return whole(
        store,
        lambda manifest: fixes_at(store, manifest, craft_ids=crafts, start=start, end=end),
    )


def whole(store: Store, read: Callable[[Manifest], T]) -> T:
    """Read from the newest manifest, and again when a later commit swept its parts meanwhile."""
    manifest = newest(store)
    for _ in range(_TRIES):
        try:
            return read(manifest)
        except FileNotFoundError as error:
            tried, manifest = manifest, newest(store)
            if tried.version == manifest.version:
                msg = f"{store.root} lacks a part: {error}. Add its files to a new store"
                raise StoreError(msg) from error
        except (pa.ArrowInvalid, OSError) as error:
            fault = " ".join(str(error).split()).rstrip(".")
            msg = f"{store.root} cannot be read: {fault}. Add its files to a new store"
            raise StoreError(msg) from error
    msg = f"{store.root} changes faster than it can be read. Try again"
    raise StoreError(msg)


def read_heard(store: Store, *, craft_ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Read when crafts were heard without a position (HEARD); None means no limit."""
    crafts = None if craft_ids is None else tuple(craft_ids)
    return whole(store, lambda manifest: heard_at(store, manifest, craft_ids=crafts))


def inputs_at(store: Store, manifest: Manifest) -> pd.DataFrame:
    """Read the ledger of files as one commit left it."""
    return plain_at(store, manifest, INPUTS)


def plain_at(store: Store, manifest: Manifest, table: Table) -> pd.DataFrame:
    """Read a table that is kept in one piece, as one commit left it."""
    rows = scan(store, manifest.parts(table.name))
    return empty(table) if rows is None else ordered(table, conform(table, rows.to_pandas()))


def fixes_at(
    store: Store,
    manifest: Manifest,
    *,
    craft_ids: Sequence[str] | None = None,
    start: pd.Timestamp | None = None,
    end: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Read fixes as one commit left them."""
    parts = [
        part
        for part in parts_of(manifest, FIXES_DAILY.name, craft_ids)
        if (start is None or part.day >= _day(start)) and (end is None or part.day <= _day(end))
    ]
    return _daily_rows(store, FIXES_DAILY, parts, where=_fix_filter(craft_ids, start, end))


def heard_at(
    store: Store, manifest: Manifest, *, craft_ids: Sequence[str] | None = None
) -> pd.DataFrame:
    """Read what was heard without a position as one commit left it."""
    parts = parts_of(manifest, HEARD_DAILY.name, craft_ids)
    return _daily_rows(store, HEARD_DAILY, parts, where=_fix_filter(craft_ids))


def parts_of(manifest: Manifest, table: str, craft_ids: Sequence[str] | None) -> list[Part]:
    """List the parts of a table in which rows of some crafts can lie; None means no limit."""
    parts = manifest.parts(table)
    buckets = None if craft_ids is None else {bucket_of(craft) for craft in craft_ids}
    return [part for part in parts if buckets is None or part.bucket in buckets]


def _daily_rows(
    store: Store, daily: Daily, parts: Sequence[Part], *, where: pc.Expression | None
) -> pd.DataFrame:
    table = scan(store, parts, where=where)
    return empty(daily.table) if table is None else ordered(daily.table, daily.unpack(table))


def rows_at(
    store: Store, manifest: Manifest, kind: Kind, *, craft_ids: Sequence[str] | None = None
) -> pd.DataFrame:
    """Read a derived table as one commit left it, or in it the rows of crafts under some keys."""
    parts = parts_of(manifest, kind.name, craft_ids)
    return rows_of(store, kind, parts, where=under_keys(craft_ids))


def rows_of(
    store: Store, kind: Kind, parts: Sequence[Part], *, where: pc.Expression | None = None
) -> pd.DataFrame:
    """Read the rows of some parts of a derived table."""
    table = scan(store, parts, where=where)
    return no_rows(kind) if table is None else rows_from(table, kind)


def no_rows(kind: Kind) -> pd.DataFrame:
    """Make the table of a kind without a row."""
    if kind is LEGS_KIND:
        return gpd.GeoDataFrame(empty(LEGS), geometry=[], crs="EPSG:4326")
    return empty(kind.table)


def scan(
    store: Store, parts: Sequence[Part], *, where: pc.Expression | None = None
) -> pa.Table | None:
    """Read the rows of some parts that fulfil a condition; None when there is no part."""
    if not parts:
        return None
    files = ds.dataset([_present(store.tables / p.path) for p in parts], format="parquet")
    # else the first part alone decides, and a column that it is too old to have is lost in all
    schemas = [fragment.physical_schema for fragment in files.get_fragments()]
    return files.replace_schema(pa.unify_schemas(schemas)).to_table(filter=where)


def _present(path: Path) -> str:
    if not path.is_file():
        raise FileNotFoundError(path)
    return str(path)


def _read_all(store: Store, name: str) -> pd.DataFrame:
    return whole(store, lambda manifest: rows_at(store, manifest, KINDS[name]))


def _day(moment: pd.Timestamp) -> str:
    return str(moment.tz_convert("UTC").strftime("%Y-%m-%d"))


def _fix_filter(
    craft_ids: Sequence[str] | None,
    start: pd.Timestamp | None = None,
    end: pd.Timestamp | None = None,
) -> pc.Expression | None:
    wanted = [
        None if craft_ids is None else pc.field("craft_id").isin(list(craft_ids)),
        None if start is None else pc.field("timestamp") >= start.as_unit("ms"),
        None if end is None else pc.field("timestamp") <= end.as_unit("ms"),
    ]
    return all_of(wanted)


def under_keys(craft_ids: Sequence[str] | None) -> pc.Expression | None:
    """Keep the rows of these crafts and of further ones heard under the same keys."""
    if craft_ids is None:
        return None
    shared = pc.replace_substring_regex(pc.field("craft_id"), f"{FURTHER}.*$", "")
    return shared.isin(list(craft_ids))


def all_of(conditions: Iterable[pc.Expression | None]) -> pc.Expression | None:
    """Join conditions by and; None stands for no condition."""
    joined = None
    for condition in conditions:
        if condition is not None:
            joined = condition if joined is None else joined & condition
    return joined
