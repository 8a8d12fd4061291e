"""KML that the Flightradar24 website gives for one flight: a Placemark for each position.

The folder `Trail` holds lines drawn between them and no positions. Altitude (feet, pressure),
speed and heading stand in the description. The ground shows as altitude 0. Positions that the
website estimated are not marked, so they cannot be told from received ones.
"""

import re
from pathlib import PurePath

import pandas as pd

from skygap.readers.flightradar24 import PROVIDER
from skygap.readers.making.sifting import Sifted, sift
from skygap.readers.making.values import clean_text, numbers
from skygap.readers.parsing.kml_points import faults, head_of, is_kml, read_points
from skygap.readers.reading import Format, Parsed, RawFile

_FLIGHT_ID = re.compile(r"-([0-9a-f]{8})(?![0-9a-z])", re.IGNORECASE)
_VALUE = r"<b>{}:</b></span>\s*<span>\s*(-?[\d,.]+)"
_DOCUMENT = re.compile(rb"<Document>\s*<name>([^<]*)</name>")
_ROUTE = b"<name>Route</name>"


def recognises(raw: RawFile) -> bool:
    """Tell the export by its folder `Route` and the website in its description."""
    return is_kml(raw) and b"flightradar24.com" in head_of(raw) and _ROUTE in raw.content


def read(raw: RawFile) -> Parsed:
    """Read the export; InputError when it is broken or has no times."""
    points = read_points(raw)
    altitude_ft = _told(points, "Altitude").fillna(points["altitude_ft"])
    on_ground = altitude_ft == 0
    callsign = _callsign(raw)
    fixes = points[["timestamp", "lat", "lon"]].assign(
        callsign=callsign,
        altitude_ft=altitude_ft.mask(on_ground),
        on_ground=on_ground,
        ground_speed_kt=_told(points, "Speed"),
        track_deg=_told(points, "Heading"),
        provider=PROVIDER,
    )
    kept = sift(Sifted(fixes), faults(points))
    craft = _craft_id(raw, callsign, kept.rows)
    return Parsed(kept.rows.assign(craft_id=craft), len(points), kept.rejected)


def _told(points: pd.DataFrame, name: str) -> pd.Series:
    words = points["description"].astype("str").str.extract(_VALUE.format(name))[0]
    return numbers(words.str.replace(",", "", regex=False))


def _callsign(raw: RawFile) -> str:
    """Take the second half of the document's name, `VB7083/VIV7083`: number and callsign."""
    named = _DOCUMENT.search(head_of(raw))
    name = named[1].decode(errors="replace") if named else ""
    return clean_text(name.partition("/")[2])


def _craft_id(raw: RawFile, callsign: str, fixes: pd.DataFrame) -> str:
    named = _FLIGHT_ID.search(PurePath(raw.name).name)
    if named:
        return f"fr24:{named[1].lower()}"
    if not callsign or fixes.empty:
        return f"fr24:{raw.sha256[:8]}"
    return f"fr24:{callsign}:{fixes['timestamp'].min():%Y-%m-%d}"


FORMAT = Format("flightradar24_kml", "Flightradar24 website KML", recognises, read)
