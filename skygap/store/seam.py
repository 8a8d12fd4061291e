"""Rows that cross the antimeridian: one row for each side on disk, one row in memory.

A geometry on both sides of 180 degrees has a box round the whole world, so every question about a
place would find it. `seam_part` counts the rows of one thing from 0; `seam_parts` says how many.
"""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

Geometries = npt.NDArray[np.object_]


def split_at_seam(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give each side of the antimeridian its own row; other rows stay as they are."""
    bounds = frame.geometry.bounds
    wide = np.flatnonzero((bounds["maxx"] - bounds["minx"]).to_numpy() > 180.0)
    near = np.setdiff1d(np.arange(len(frame)), wide)
    alone = frame.iloc[near].assign(seam_part=0, seam_parts=1)
    return pd.concat([alone, *(_halves(frame.iloc[[row]]) for row in wide)], ignore_index=True)


def join_at_seam(rows: gpd.GeoDataFrame, *, key: str) -> gpd.GeoDataFrame:
    """Undo `split_at_seam`: one row per key, its pieces in their old order."""
    halves = rows[rows["seam_parts"] > 1].sort_values([key, "seam_part"], kind="stable")
    whole = rows[rows["seam_part"] == 0].drop(columns=["seam_part", "seam_parts"])
    if halves.empty:
        return whole
    joined = halves.groupby(key)["geometry"].agg(lambda pieces: _collect(np.asarray(pieces)))
    where = whole[key].isin(joined.index)
    whole.loc[where, "geometry"] = whole.loc[where, key].map(joined).to_numpy()
    return whole


def _halves(row: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    pieces = shapely.get_parts(row.geometry.iloc[0])
    first, last = _end_longitudes(pieces)
    jumps = np.flatnonzero(np.abs(first[1:] - last[:-1]) > 180.0) + 1
    sides = [_collect(side) for side in np.split(pieces, jumps)]
    repeated = row.iloc[np.zeros(len(sides), dtype=np.int64)]
    return repeated.assign(
        geometry=gpd.GeoSeries(sides, index=repeated.index, crs="EPSG:4326"),
        seam_part=range(len(sides)),
        seam_parts=len(sides),
    )


def _end_longitudes(
    pieces: Geometries,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    ends = [shapely.get_coordinates(piece)[[0, -1], 0] for piece in pieces]
    first, last = np.array(ends).T
    return first, last


def _collect(geometries: Geometries) -> shapely.Geometry:
    pieces = shapely.get_parts(geometries)
    is_line = shapely.get_type_id(pieces[0]) == shapely.GeometryType.LINESTRING
    return shapely.multilinestrings(pieces) if is_line else shapely.multipoints(pieces)


def seam_ids(rows: pd.DataFrame, *, key: str) -> list[str]:
    """Name the things of which another row lies on the other side."""
    return [str(name) for name in rows.loc[rows["seam_parts"] > 1, key].unique()]
