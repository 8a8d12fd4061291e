"""KML that tar1090 exports, also on ADS-B Exchange and adsb.lol: one folder for each craft.

A track ends where the craft leaves or touches the ground; tracks on the ground have no altitude
mode. The name is the registration or, without one, the 24-bit address. A name of six digits alone
may be either (military serials look so): it is the key of the craft and claimed as neither.

Whether altitudes are geometric or pressure is only said in the file's name. Under another name
they are taken as pressure altitudes where each fits the steps of 25 ft that transponders send.
"""

import re
from pathlib import PurePath

import numpy as np
import pandas as pd

from skygap.readers.making.sifting import Sifted, sift
from skygap.readers.making.values import FT_PER_M
from skygap.readers.parsing.kml_points import faults, head_of, is_kml, read_points
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "tar1090"

_OPENING = re.compile(
    rb"<kml[^>]*>\s*<Folder\s*>\s*<Folder\s*>\s*<name\s*>[^<]* track</name\s*>", re.IGNORECASE
)
_ADDRESS = r"(?=.*[a-f~])~?[0-9a-f]{6}"
_DIGITS = r"\d{6}"
_GEOMETRIC, _PRESSURE = "EGM96", "press_alt"
_PRESSURE_STEP_FT = 25.0


def recognises(raw: RawFile) -> bool:
    """Tell the export by its folder in a folder, named `... track`."""
    return is_kml(raw) and _OPENING.search(head_of(raw)) is not None


def read(raw: RawFile) -> Parsed:
    """Read the export; InputError when it is broken or has no times."""
    points = read_points(raw)
    on_ground = ~points["is_absolute"]
    column = "altitude_ft" if _is_pressure(raw, points["altitude_ft"]) else "altitude_geom_ft"
    fixes = points[["timestamp", "lat", "lon"]].assign(
        **_identity(points["name"], raw.sha256),
        **{column: points["altitude_ft"]},
        on_ground=on_ground,
        provider=PROVIDER,
    )
    kept = sift(Sifted(fixes), faults(points))
    return Parsed(kept.rows, len(points), kept.rejected)


def _identity(names: pd.Series, sha256: str) -> dict[str, pd.Series]:
    lower = names.str.lower()
    is_address = lower.str.fullmatch(_ADDRESS)
    is_either = is_address | lower.str.fullmatch(_DIGITS)
    return {
        "craft_id": lower.where(is_address, f"{PROVIDER}:" + names.where(names != "", sha256[:8])),
        "icao24": lower.where(is_address, ""),
        "registration": names.mask(is_either, ""),
    }


def _is_pressure(raw: RawFile, altitudes_ft: pd.Series) -> bool:
    name = PurePath(raw.name).name
    if _PRESSURE in name or _GEOMETRIC in name:
        return _PRESSURE in name
    metres = altitudes_ft.dropna() / FT_PER_M
    steps = (metres * FT_PER_M / _PRESSURE_STEP_FT).round() * _PRESSURE_STEP_FT
    return bool(np.all((steps / FT_PER_M).round() == metres.round()))


FORMAT = Format("tar1090_kml", "tar1090 or ADS-B Exchange export (KML)", recognises, read)
