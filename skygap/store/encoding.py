"""How tables lie in their files: compact for fixes, GeoParquet 1.1 for what has a place.

Fixes keep latitude and longitude as whole micro-degrees (0.11 m): other digits would be noise and
cost three times the space. Everything else comes back exactly as it went in.
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from skygap.store.kinds import LEGS_KIND, Kind, as_lines
from skygap.store.seam import join_at_seam, split_at_seam
from skygap.tables.fixes import FIXES
from skygap.tables.schema import FLAG, TIME, conform, ordered

FIX_ROW_GROUP = 16_384
ROW_GROUP = 4_096
"""Rows that are read together. The default of a million rows defeats the box column."""

DEGREE = 1_000_000
_PLACES = {"lat_microdeg": "lat", "lon_microdeg": "lon"}
_DELTA = dict.fromkeys([*_PLACES, "timestamp"], "DELTA_BINARY_PACKED")
_DICTIONARY = [n for n, c in FIXES.columns.items() if c.dtype not in {FLAG, TIME}]


def rounded(fixes: pd.DataFrame) -> pd.DataFrame:
    """Give fixes the places that a store gives back: whole micro-degrees."""
    return fixes.assign(
        **{name: np.round(fixes[name] * DEGREE) / DEGREE for name in _PLACES.values()}
    )


def write_fixes(path: Path, fixes: pd.DataFrame) -> None:
    """Write fixes, which must be in their declared order."""
    packed = {
        packed: np.round(fixes[name].to_numpy() * DEGREE).astype(np.int32)
        for packed, name in _PLACES.items()
    }
    table = pa.Table.from_pandas(
        conform(FIXES, fixes).drop(columns=list(_PLACES.values())).assign(**packed),
        preserve_index=False,
    )
    pq.write_table(
        table,
        path,
        compression="zstd",
        row_group_size=FIX_ROW_GROUP,
        use_dictionary=[name for name in _DICTIONARY if name in table.column_names],
        column_encoding=_DELTA,
    )


def fixes_from(table: pa.Table) -> pd.DataFrame:
    """Turn what was read back into fixes, not ordered."""
    frame = table.to_pandas()
    places = {name: frame[packed] / DEGREE for packed, name in _PLACES.items()}
    return conform(FIXES, frame.assign(**places))


def write_rows(path: Path, kind: Kind, rows: pd.DataFrame) -> None:
    """Write derived rows; those with a place as GeoParquet with a box column, by place."""
    frame = conform(kind.table, rows)
    if kind.geometry is None:
        frame.to_parquet(path, index=False, compression="zstd", row_group_size=ROW_GROUP)
        return
    with_places = gpd.GeoDataFrame(frame, geometry=kind.geometry(rows), crs="EPSG:4326")
    _by_place(split_at_seam(with_places)).to_parquet(
        path,
        index=False,
        compression="zstd",
        row_group_size=ROW_GROUP,
        schema_version="1.1.0",
        write_covering_bbox=True,
    )


def _by_place(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Sort along a Hilbert curve, so that a row group covers a small part of the world."""
    bounds = frame.geometry.bounds.fillna(0.0)
    centres = gpd.GeoSeries.from_xy(
        (bounds["minx"] + bounds["maxx"]) / 2, (bounds["miny"] + bounds["maxy"]) / 2
    )
    distance = centres.hilbert_distance(total_bounds=(-180.0, -90.0, 180.0, 90.0))
    return frame.iloc[np.argsort(distance.to_numpy(), kind="stable")]


def rows_from(table: pa.Table, kind: Kind) -> pd.DataFrame:
    """Turn what was read back into the declared table; legs keep their geometry."""
    if kind.geometry is None:
        return ordered(kind.table, conform(kind.table, table.to_pandas()))
    whole = join_at_seam(with_geometry(table), key=kind.key)
    frame = conform(kind.table, whole)
    if kind is LEGS_KIND:
        frame = gpd.GeoDataFrame(frame, geometry=as_lines(whole.geometry), crs="EPSG:4326")
    return ordered(kind.table, frame)


def with_geometry(table: pa.Table) -> gpd.GeoDataFrame:
    """Read the geometry of rows that lie on disk; the box column is left out."""
    columns = [name for name in table.column_names if name not in {"bbox", "geometry"}]
    geometry = shapely.from_wkb(table.column("geometry").to_numpy())
    return gpd.GeoDataFrame(table.select(columns).to_pandas(), geometry=geometry, crs="EPSG:4326")
