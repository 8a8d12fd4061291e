"""The timed points of a KML, whoever wrote it.

They stand in `gx:Track`, alone or in a `gx:MultiTrack`, or are Placemarks with a TimeStamp and a
Point. Lines without times are drawings, not tracks, and are left out. Rows are timed points,
counted from 1 in the order of the file. KML writes longitude first and altitudes in metres.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.sifting import place_faults, time_faults
from skygap.readers.making.values import FT_PER_M, numbers, texts
from skygap.readers.parsing.markup import parse, root_is, text_of, when_times
from skygap.readers.reading import RawFile

_HEAD_BYTES = 1 << 13
_COORDINATE = r"^\s*([^\s,]+)[\s,]+([^\s,]+)(?:[\s,]+([^\s,]+))?\s*$"
_UNPAIRED = "its track has not as many times as places"


class _Point(NamedTuple):
    """A timed point as it is written; `place` is what the file names the folder around it."""

    name: str
    place: str
    description: str
    is_absolute: bool
    is_paired: bool
    in_track: bool
    when: str
    coordinate: str


def is_kml(raw: RawFile) -> bool:
    """Tell a KML by its outermost element."""
    return root_is(raw, "kml")


def head_of(raw: RawFile) -> bytes:
    """Give the beginning, where the program that wrote a KML can be told."""
    return raw.content[:_HEAD_BYTES]


def read_points(raw: RawFile) -> pd.DataFrame:
    """Read every timed point; InputError when there is none.

    Columns name, place, description (text), is_absolute (its altitude is one above sea level),
    is_paired, in_track, timestamp, lat, lon, altitude_ft; indexed by row.
    """
    points = list(_points_in(parse(raw), ""))
    if not points:
        fault = "this KML has no point with a time: a drawn line is no track"
        raise InputError(raw.name, fault, "Export the track with its times")
    given = pd.DataFrame(points, index=pd.RangeIndex(1, len(points) + 1))
    parts = given["coordinate"].astype("str").str.extract(_COORDINATE)
    return given.assign(
        name=texts(given["name"]),
        place=texts(given["place"]),
        timestamp=when_times(given["when"], raw=raw, column="when"),
        lon=numbers(parts[0]),
        lat=numbers(parts[1]),
        altitude_ft=numbers(parts[2]).where(given["is_absolute"]) * FT_PER_M,
    )


def faults(points: pd.DataFrame) -> dict[str, pd.Series]:
    """Find the points that cannot be used, by reason."""
    return {_UNPAIRED: ~points["is_paired"], **place_faults(points), **time_faults(points)}


def _points_in(element: Element, place: str) -> Iterator[_Point]:
    for child in element:
        if child.tag in {"Document", "Folder"}:
            yield from _points_in(child, text_of(child, "name") or place)
        elif child.tag == "Placemark":
            yield from _points_of(child, place)


def _points_of(placemark: Element, place: str) -> Iterator[_Point]:
    """Take the points of all tracks of a Placemark and, if it has its own time, of its Point."""
    for track in placemark.iter("Track"):
        yield from _points_of_track(track, placemark, place)
    when, coordinate = placemark.find("TimeStamp/when"), placemark.find("Point/coordinates")
    if when is not None and coordinate is not None:
        yield _Point(
            *_words(placemark, place),
            is_absolute=_is_absolute(placemark.find("Point")),
            is_paired=True,
            in_track=False,
            when=when.text or "",
            coordinate=coordinate.text or "",
        )


def _points_of_track(track: Element, placemark: Element, place: str) -> Iterator[_Point]:
    """Pair times and places by their order: all times may come first, then all places."""
    whens, coords = track.findall("when"), track.findall("coord")
    for when, coord in zip_longest(whens, coords):
        yield _Point(
            *_words(placemark, place),
            is_absolute=_is_absolute(track),
            is_paired=len(whens) == len(coords),
            in_track=True,
            when="" if when is None else when.text or "",
            coordinate="" if coord is None else coord.text or "",
        )


def _words(placemark: Element, place: str) -> tuple[str, str, str]:
    return text_of(placemark, "name"), place, text_of(placemark, "description")


def _is_absolute(shape: Element | None) -> bool:
    return shape is not None and text_of(shape, "altitudeMode") == "absolute"
