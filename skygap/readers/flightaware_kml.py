"""KML that FlightAware gives for one flight.

Its altitudes are pressure altitudes in metres: a real one begins 60 m below the runway it came
from. The route stands in the file's name, in the document's name and as two places without a
time; it is a plan that somebody filed and nothing of it becomes a position. Positions that
FlightAware projected are not marked in a KML, so they cannot be told from received ones.
"""

import pandas as pd

from skygap.readers.making.sifting import Sifted, sift
from skygap.readers.parsing.kml_points import faults, head_of, is_kml, read_points
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "flightaware"

_TAIL = r"N[1-9]\d{0,4}[A-Z]{0,2}"
"""United States registrations; no callsign of an airline looks so."""


def recognises(raw: RawFile) -> bool:
    """Tell the export by the name of its document."""
    return is_kml(raw) and b"<name>FlightAware" in head_of(raw)


def read(raw: RawFile) -> Parsed:
    """Read the export; InputError when it is broken or has no times."""
    points = read_points(raw)
    is_tail = points["name"].str.fullmatch(_TAIL)
    fixes = points[["timestamp", "lat", "lon", "altitude_ft"]].assign(
        callsign=points["name"],
        registration=points["name"].where(is_tail, ""),
        provider=PROVIDER,
    )
    kept = sift(Sifted(fixes), faults(points))
    craft = _crafts(kept.rows, raw.sha256)
    return Parsed(kept.rows.assign(craft_id=craft), len(points), kept.rejected)


def _crafts(fixes: pd.DataFrame, sha256: str) -> pd.Series:
    """Key a craft by its tail, else by callsign and day: tomorrow another craft flies as it."""
    first = fixes.groupby("callsign")["timestamp"].transform("min")
    key = f"{PROVIDER}:" + fixes["callsign"].where(fixes["callsign"] != "", sha256[:8])
    return key.where(fixes["registration"] != "", key + first.dt.strftime(":%Y-%m-%d"))


FORMAT = Format("flightaware_kml", "FlightAware track (KML)", recognises, read)
