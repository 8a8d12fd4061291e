"""GPX tracks: what a receiver carried along has recorded. Routes and waypoints are left out.

Rows are track points, counted from 1 through all tracks. A new segment (`trkseg`) only says that
the recorder paused; the times say so too. `ele` is taken as geometric: GPX has no other.

The name of a track is no identity that could be trusted beyond the file, so the craft is known by
name and file.
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.sifting import Sifted, place_faults, sift, time_faults
from skygap.readers.making.values import FT_PER_M, numbers, texts
from skygap.readers.parsing.markup import parse, root_is, text_of, when_times
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "gpx"


class _Point(NamedTuple):
    name: str
    lat: str
    lon: str
    ele: str
    time: str


def recognises(raw: RawFile) -> bool:
    """Tell a GPX by its outermost element."""
    return root_is(raw, "gpx")


def read(raw: RawFile) -> Parsed:
    """Read all tracks; InputError when it is broken, has no track or its times name no zone."""
    points = list(_points(parse(raw)))
    if not points:
        fault = "this GPX has no track point: routes and waypoints are plans"
        raise InputError(raw.name, fault, "Export the track that was recorded")
    given = pd.DataFrame(points, index=pd.RangeIndex(1, len(points) + 1))
    name = texts(given["name"])
    fixes = pd.DataFrame(
        {
            "craft_id": (f"{PROVIDER}:{raw.sha256[:8]}:" + name).str.removesuffix(":"),
            "timestamp": when_times(given["time"], raw=raw, column="time"),
            "lat": numbers(given["lat"]),
            "lon": numbers(given["lon"]),
            "altitude_geom_ft": numbers(given["ele"]) * FT_PER_M,
            "provider": PROVIDER,
        }
    )
    kept = sift(Sifted(fixes), place_faults(fixes) | time_faults(fixes))
    return Parsed(kept.rows, len(points), kept.rejected)


def _points(root: Element) -> Iterator[_Point]:
    for trk in root.findall("trk"):
        name = text_of(trk, "name")
        for point in trk.iterfind("trkseg/trkpt"):
            lat, lon = point.get("lat", ""), point.get("lon", "")
            yield _Point(name, lat, lon, text_of(point, "ele"), text_of(point, "time"))


FORMAT = Format("gpx", "GPX track", recognises, read)
