"""What all layouts of AIS share: numbers of ships, values that mean unknown, what is no ship."""

from collections.abc import Mapping

import pandas as pd

from skygap.readers.making.values import numbers, texts
from skygap.tables.ships import craft_id_of

AIS = "ais"
"""How a position was got when the file says no more than that it is AIS."""

_MMSI = r"[0-9]{9}"
_IMO = r"^(?:IMO)? ?([0-9]{7})$"
_UNSTATED = frozenset({"unknown", "undefined", "n/a", "0", "0000000"})
_NO_SPEED_KT, _NO_COURSE_DEG = 102.3, 360.0
_NO_LAT, _NO_LON = 91.0, 181.0
_NO_SHIPS = {
    "MMSI begins with 0: a base station or a group, no ship": ("0",),
    "MMSI begins with 99: an aid to navigation, no ship": ("99",),
    "MMSI begins with 970, 972 or 974: a distress beacon, no ship": ("970", "972", "974"),
}
"""ITU-R M.585. Numbers that begin with 98, 8 or anything odd may be of ships and stay."""


def mmsi_texts(values: pd.Series) -> pd.Series:
    """Write MMSIs as text, also those that a table holds as whole numbers."""
    if not pd.api.types.is_numeric_dtype(values):
        return texts(values)
    known = numbers(values)
    whole = known.where((known % 1 == 0) & known.between(0, 999_999_999))
    return texts(whole.astype("Int64").astype("object"))


def ship_columns(values: pd.Series) -> dict[str, pd.Series]:
    """Make the columns that say which ship it is: mmsi and craft_id."""
    mmsi = mmsi_texts(values)
    return {"mmsi": mmsi, "craft_id": craft_id_of(mmsi)}


def ship_faults(fixes: pd.DataFrame) -> dict[str, pd.Series]:
    """Find rows whose mmsi is none, or says that it is of no ship."""
    mmsi = fixes["mmsi"]
    no_number = {"MMSI is not nine digits": ~mmsi.str.fullmatch(_MMSI)}
    return no_number | {why: mmsi.str.startswith(begins) for why, begins in _NO_SHIPS.items()}


def said_texts(values: pd.Series) -> pd.Series:
    """Clean names and call signs; words for unknown become the empty string."""
    said = texts(values)
    return said.mask(said.str.lower().isin(_UNSTATED), "")


def imo_texts(values: pd.Series) -> pd.Series:
    """Give IMO numbers as seven digits, with or without IMO before; empty for anything else."""
    digits = said_texts(values).str.upper().str.extract(_IMO, expand=False)
    return digits.mask(digits == "0000000").fillna("").astype("str")


def places(lat: pd.Series, lon: pd.Series) -> dict[str, pd.Series]:
    """Read a place in degrees; 91 north or 181 east stands for unknown."""
    north, east = numbers(lat), numbers(lon)
    unknown = (north == _NO_LAT) | (east == _NO_LON)
    return {"lat": north.mask(unknown), "lon": east.mask(unknown)}


def motion(speed: pd.Series, course: pd.Series) -> dict[str, pd.Series]:
    """Read speed in knots and course in degrees; 102.3 and 360 stand for unknown."""
    knots, degrees = numbers(speed), numbers(course)
    return {
        "ground_speed_kt": knots.where(knots.between(0, _NO_SPEED_KT, inclusive="left")),
        "track_deg": degrees.where(degrees.between(0, _NO_COURSE_DEG, inclusive="left")),
    }


def named(rows: pd.DataFrame, columns: Mapping[str, str]) -> dict[str, pd.Series]:
    """Read craft_name, callsign and imo from the columns that these have in `rows`."""
    read = {ours: said_texts(rows[theirs]) for ours, theirs in columns.items() if ours != "imo"}
    return read | ({"imo": imo_texts(rows[columns["imo"]])} if "imo" in columns else {})
