"""AIS of MarineCadastre (NOAA): CSV in the old columns and in those since 2024, GeoParquet.

The newer layout has longitude before latitude, so columns are found by their names alone. Times
name no zone and are UTC by the provider's layout. Its Parquet holds the place as well-known binary
or as two columns. The rows of a CSV are counted as a spreadsheet shows them, of Parquet from 1.
"""

from collections.abc import Mapping
from datetime import UTC

import numpy as np
import pandas as pd
import shapely

from skygap.readers.making.shipping import AIS, motion, named, places, ship_columns, ship_faults
from skygap.readers.making.sifting import Sifted, place_faults, sift, time_faults
from skygap.readers.making.values import moments
from skygap.readers.parsing.columnar import column_names, read_columns
from skygap.readers.parsing.delimited import header, read_rows
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "marinecadastre"

_OLD = {
    "mmsi": "MMSI",
    "time": "BaseDateTime",
    "lat": "LAT",
    "lon": "LON",
    "speed": "SOG",
    "course": "COG",
    "craft_name": "VesselName",
    "imo": "IMO",
    "callsign": "CallSign",
}
_NEW = {
    "mmsi": "mmsi",
    "time": "base_date_time",
    "lat": "latitude",
    "lon": "longitude",
    "speed": "sog",
    "course": "cog",
    "craft_name": "vessel_name",
    "imo": "imo",
    "callsign": "call_sign",
}
_GEO = {n: column for n, column in _NEW.items() if n not in {"lat", "lon"}} | {"wkb": "geometry"}
_ESSENTIAL = frozenset({"mmsi", "time", "lat", "lon", "wkb"})
_NAMES = ("craft_name", "callsign", "imo")
_LONGEST_POINT = 37
"""Bytes of a point in four dimensions with its reference system: what is longer is no point."""


def recognises(raw: RawFile) -> bool:
    """Tell each layout by its columns."""
    return _layout(_columns(raw)) is not None


def read(raw: RawFile) -> Parsed:
    """Read any of the layouts."""
    there = _columns(raw)
    layout = _layout(there) or _NEW
    theirs = {ours: name for ours, name in layout.items() if name in there}
    table = read_columns(raw, theirs.values()) if column_names(raw) else read_rows(raw)
    fixes = _fixes(raw, table.rows, theirs)
    faults = {**ship_faults(fixes), **place_faults(fixes), **time_faults(fixes)}
    kept = sift(Sifted(fixes, table.rejected), faults)
    return Parsed(kept.rows, table.total, kept.rejected)


def _columns(raw: RawFile) -> tuple[str, ...]:
    return column_names(raw) or header(raw)


def _layout(there: tuple[str, ...]) -> Mapping[str, str] | None:
    for layout in (_OLD, _NEW, _GEO):
        if {name for ours, name in layout.items() if ours in _ESSENTIAL} <= set(there):
            return layout
    return None


def _fixes(raw: RawFile, rows: pd.DataFrame, theirs: Mapping[str, str]) -> pd.DataFrame:
    unknown = pd.Series(np.nan, index=rows.index)
    given = {ours: rows[name] for ours, name in theirs.items()}
    at = places(given["lat"], given["lon"]) if "lat" in given else _points(given["wkb"])
    time = theirs["time"]
    return pd.DataFrame(
        {
            **ship_columns(given["mmsi"]),
            **named(rows, {ours: name for ours, name in theirs.items() if ours in _NAMES}),
            **at,
            **motion(given.get("speed", unknown), given.get("course", unknown)),
            "timestamp": moments(rows[time], file=raw.name, column=time, zone=UTC),
            "position_source": AIS,
            "provider": PROVIDER,
        },
        index=rows.index,
    )


def _points(wkb: pd.Series) -> dict[str, pd.Series]:
    """Read points in well-known binary; anything else is no place."""
    short = [isinstance(value, bytes) and len(value) <= _LONGEST_POINT for value in wkb]
    points = shapely.from_wkb(wkb.where(short, None).to_numpy(object), on_invalid="ignore")
    lat, lon = (pd.Series(get(points), index=wkb.index) for get in (shapely.get_y, shapely.get_x))
    return places(lat, lon)


FORMAT = Format("ais_marinecadastre", "MarineCadastre AIS (CSV or GeoParquet)", recognises, read)
