"""Which craft a row of a table of unknown making is of.

It is known by its address, its MMSI, its registration or another name, whichever of these comes
first in the row. A name that is no identity elsewhere counts within the file only. A table that
names no craft is taken as the track of one.
"""

import pandas as pd

from skygap.readers.columns.column_fields import CRAFT_FIELDS
from skygap.readers.making.addressing import addresses
from skygap.readers.making.cells import stated
from skygap.readers.making.values import numbers, texts
from skygap.readers.reading import RawFile

_MMSI = r"[0-9]{9}"


def crafts(raw: RawFile, given: pd.DataFrame, *, provider: str, column: str) -> pd.DataFrame:
    """Give craft_id, icao24, mmsi, registration, craft_name; no craft_id where a row names none.

    InputError when addresses, which stand in `column`, were mangled.
    """
    nothing = pd.Series("", index=given.index, dtype="str")
    known = {name: stated(given[name]) if name in given else nothing for name in CRAFT_FIELDS}
    if "icao24" in given:
        known["icao24"] = addresses(raw, known["icao24"], column=column)
    if "mmsi" in given:
        known["mmsi"] = _mmsis(known["mmsi"])
    known["registration"] = texts(known["registration"]).str.upper()
    known["craft"] = texts(known["craft"])
    named = pd.DataFrame(known).rename(columns={"craft": "craft_name"})
    file = f"{provider}:{raw.sha256[:8]}"
    if not any(name in given for name in CRAFT_FIELDS):
        return named.assign(craft_id=file)
    return named.assign(craft_id=_craft_ids(named, f"{provider}:", f"{file}:"))


def craft_faults(fixes: pd.DataFrame) -> dict[str, pd.Series]:
    """Find rows that name no craft, or a ship by what is no MMSI."""
    is_ship = fixes["mmsi"] != ""
    return {
        "no craft is named": fixes["craft_id"] == "",
        "MMSI is not nine digits": is_ship & ~fixes["mmsi"].str.fullmatch(_MMSI),
    }


def _craft_ids(named: pd.DataFrame, feed: str, file: str) -> pd.Series:
    ids = named["icao24"]
    for name, prefix in (("mmsi", "mmsi:"), ("registration", feed), ("craft_name", file)):
        ids = ids.where(ids != "", (prefix + named[name]).where(named[name] != "", ""))
    return ids.astype("str")


def _mmsis(given: pd.Series) -> pd.Series:
    """Write MMSIs as text, also those that a table holds as numbers."""
    words = texts(given)
    if pd.api.types.is_numeric_dtype(given):
        words = texts(numbers(given).astype("Int64").astype("object"))
    return words.str.replace(r"\.0$", "", regex=True)
