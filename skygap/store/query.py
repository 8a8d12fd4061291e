"""Find legs, gaps and stops by place, time and aircraft, reading little more than the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from skygap.errors import InputError
from skygap.store.encoding import rows_from, with_geometry
from skygap.store.kinds import KINDS, Kind
from skygap.store.layout import Store
from skygap.store.manifest import Manifest, Part
from skygap.store.reading import all_of, no_rows, parts_of, scan, under_keys, whole
from skygap.store.seam import seam_ids
from skygap.timing import iso_z

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west greater than east crosses the antimeridian."""


@dataclass(frozen=True, slots=True)
class Where:
    """What to look for; what is None or empty does not narrow.

    `craft_ids` are keys that fixes came with: all craft under them are found. A time overlaps when
    it ends at or after `start` and begins before `end`; an end that is not known may be any time.
    Raises InputError for a window that ends before it begins: its empty answer would look like a
    finding.
    """

    box: Box | None = None
    start: pd.Timestamp | None = None
    end: pd.Timestamp | None = None
    craft_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            fault = f"it ends {iso_z(self.end)}, not after {iso_z(self.start)} where it begins"
            raise InputError("window", fault, "Name a later end or an earlier start")


def find(store: Store, table: str, where: Where) -> pd.DataFrame:
    """Find rows of `legs` (with geometry), `gaps` or `stops`.

    A leg is inside a box when its line touches it, a gap when one of its ends lies in it.
    """
    return whole(store, lambda manifest: _find(store, manifest, KINDS[table], where))


def _find(store: Store, manifest: Manifest, kind: Kind, where: Where) -> pd.DataFrame:
    parts = parts_of(manifest, kind.name, where.craft_ids or None)
    found = scan(store, parts, where=_condition(kind, where))
    if found is None:
        return no_rows(kind)
    if where.box is not None:
        found = _with_other_halves(store, parts, kind, _touching(found, where.box))
    return rows_from(found, kind)


def _condition(kind: Kind, where: Where) -> pc.Expression | None:
    return all_of(
        [under_keys(where.craft_ids or None), _overlaps_time(kind, where), _near(where.box)]
    )


def _overlaps_time(kind: Kind, where: Where) -> pc.Expression | None:
    first, last = kind.times or ("", "")
    conditions = []
    if where.start is not None:
        until = pc.field(last)
        conditions.append((until >= where.start.as_unit("ms")) | until.is_null())
    if where.end is not None:
        since = pc.field(first)
        conditions.append((since < where.end.as_unit("ms")) | since.is_null())
    return all_of(conditions)


def _near(box: Box | None) -> pc.Expression | None:
    conditions = [_box_overlaps(side) for side in _sides(box)]
    return (
        None
        if not conditions
        else conditions[0]
        if len(conditions) == 1
        else (conditions[0] | conditions[1])
    )


def _box_overlaps(box: Box) -> pc.Expression:
    west, south, east, north = box
    return (
        (pc.field("bbox", "xmax") >= west)
        & (pc.field("bbox", "xmin") <= east)
        & (pc.field("bbox", "ymax") >= south)
        & (pc.field("bbox", "ymin") <= north)
    )


def _sides(box: Box | None) -> list[Box]:
    if box is None:
        return []
    west, south, east, north = box
    if west <= east:
        return [box]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]


def _touching(rows: pa.Table, box: Box) -> pa.Table:
    area = shapely.union_all([shapely.box(*side) for side in _sides(box)])
    shapely.prepare(area)
    hits = shapely.intersects(area, with_geometry(rows).geometry.to_numpy())
    return rows.take(np.flatnonzero(hits))


def _with_other_halves(
    store: Store, parts: Sequence[Part], kind: Kind, found: pa.Table
) -> pa.Table:
    """Fetch what lies on the other side of the antimeridian for what was found on one."""
    halved = seam_ids(found.select([kind.key, "seam_parts"]).to_pandas(), key=kind.key)
    if not halved:
        return found
    both = scan(store, parts, where=pc.field(kind.key).isin(halved))
    alone = found.filter(pc.field("seam_parts") == 1)
    return pa.concat_tables([alone, both])
