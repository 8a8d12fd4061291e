"""The tables a store keeps beside the fixes, and what each adds on disk.

Legs, gaps and stops are GeoParquet. A leg without a line lies at its start; a gap is drawn as its
ends only, never as a line; a stop whose place is not known has no geometry and is in no box.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from skygap.store.seam import Geometries
from skygap.tables.approaches import APPROACHES
from skygap.tables.gaps import GAPS
from skygap.tables.legs import LEGS
from skygap.tables.reachable import REACHABLE
from skygap.tables.schema import COUNT, TEXT, TIME, Column, Table
from skygap.tables.stops import STOPS
from skygap.tables.transits import TRANSITS
from skygap.tables.witnesses import WITNESSES

CRAFT = Column(TEXT, "key of the craft; empty when it is about no single craft")

WARNINGS = Table(
    name="warnings",
    columns={
        "code": Column(TEXT, "short word", required=True),
        "text": Column(TEXT, "the sentence for the reader", required=True),
        "craft_id": CRAFT,
    },
    order=("craft_id", "code"),
)

INPUTS = Table(
    name="inputs",
    columns={
        "sha256": Column(TEXT, "of the bytes of the file", required=True),
        "path": Column(TEXT, "as it was named when it was loaded", required=True),
        "format": Column(TEXT, "the format it was recognised as", required=True),
        "rows": Column(COUNT, "rows in the file"),
        "fixes": Column(COUNT, "fixes that came out"),
        "rejected": Column(TEXT, "JSON list of reason, rows and first_row of what was set aside"),
        "added_at": Column(TIME, "when it was loaded, UTC", required=True),
    },
    order=("added_at", "path"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One derived table: its declaration, its key, and its geometry when it has one."""

    table: Table
    key: str
    geometry: Callable[[pd.DataFrame], Geometries] | None = None
    times: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The name of the table and of its folder."""
        return self.table.name


def _leg_geometry(legs: pd.DataFrame) -> Geometries:
    lines = np.asarray(legs["geometry"], dtype=object)
    starts = shapely.points(legs["start_lon"], legs["start_lat"])
    at_start = shapely.is_empty(lines) & legs["start_lat"].notna().to_numpy()
    return np.asarray(np.where(at_start, starts, lines), dtype=object)


def _gap_ends(gaps: pd.DataFrame) -> Geometries:
    ended = np.flatnonzero(gaps["end_lat"].notna())
    ends = gaps.iloc[ended]
    rows = np.concatenate([np.arange(len(gaps)), ended])
    lon = np.concatenate([gaps["start_lon"], ends["end_lon"]])
    lat = np.concatenate([gaps["start_lat"], ends["end_lat"]])
    order = np.argsort(rows, kind="stable")
    points = shapely.points(lon[order], lat[order])
    return np.asarray(shapely.multipoints(points, indices=rows[order]), dtype=object)


def _stands(stops: pd.DataFrame) -> Geometries:
    points = shapely.points(stops["lon"], stops["lat"])
    known = (stops["lat"].notna() & stops["lon"].notna()).to_numpy()
    return np.asarray(np.where(known, points, None), dtype=object)


LEGS_KIND = Kind(LEGS, "leg_id", _leg_geometry, ("start_time", "end_time"))
GAPS_KIND = Kind(GAPS, "gap_id", _gap_ends, ("start_time", "end_time"))
STOPS_KIND = Kind(STOPS, "stop_id", _stands, ("arrival_earliest", "departure_latest"))
REACHABLE_KIND = Kind(
    Table("reachable", {**REACHABLE.columns, "craft_id": CRAFT}, REACHABLE.order), "gap_id"
)
WARNINGS_KIND = Kind(WARNINGS, "code")
TRANSITS_KIND = Kind(TRANSITS, "cell", times=("start_time", "end_time"))
WITNESSES_KIND = Kind(WITNESSES, "gap_id")
APPROACHES_KIND = Kind(APPROACHES, "leg_id")

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        LEGS_KIND,
        GAPS_KIND,
        STOPS_KIND,
        REACHABLE_KIND,
        WARNINGS_KIND,
        TRANSITS_KIND,
        WITNESSES_KIND,
        APPROACHES_KIND,
    )
}

JUDGED = frozenset({"gaps", "stops", "reachable", "witnesses"})
"""What rests on other craft too, and is judged anew when these change."""


def as_lines(geometry: gpd.GeoSeries) -> gpd.GeoSeries:
    """Give back only lines: a leg that lies on disk at its start has no line."""
    is_line = geometry.geom_type == "MultiLineString"
    return geometry.where(is_line, shapely.MultiLineString())
