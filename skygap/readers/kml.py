"""Any other KML with times. It says neither who made it nor what kind of altitude it holds.

A name in it (`Track`, `Path 1`) is no identity that could be trusted beyond the file, so the
craft is known by name and file. A track bears its Placemark's name; Placemarks with a time of
their own are the positions of one craft, which bears the name of the folder around them.
"""

from skygap.readers.making.sifting import Sifted, sift
from skygap.readers.parsing.kml_points import faults, is_kml, read_points
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "kml"


def read(raw: RawFile) -> Parsed:
    """Read the file; InputError when it is broken or has no times."""
    points = read_points(raw)
    name = points["name"].where(points["in_track"] & (points["name"] != ""), points["place"])
    fixes = points[["timestamp", "lat", "lon"]].assign(
        craft_id=(f"{PROVIDER}:{raw.sha256[:8]}:" + name).str.removesuffix(":"),
        altitude_geom_ft=points["altitude_ft"],
        provider=PROVIDER,
    )
    kept = sift(Sifted(fixes), faults(points))
    return Parsed(kept.rows, len(points), kept.rejected)


FORMAT = Format("kml", "any KML whose points have times", is_kml, read)
