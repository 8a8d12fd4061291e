"""Which craft a row of a table of unknown making is of.

It is known by its address, its MMSI, its registration or another name, whichever of these comes
first in the row. A name that is no identity elsewhere counts within the file only. A table that
names no craft is taken as the track of one.
"""

import pandas as pd

from skygap.errors import InputError
from skygap.readers.addressing import addresses
from skygap.readers.cells import stated
from skygap.readers.column_fields import CRAFT_FIELDS
from skygap.readers.reading import RawFile
from skygap.readers.values import numbers, texts

_MMSI = r"(\d{9})(?:\.0)?"


def crafts(raw: RawFile, given: pd.DataFrame, *, provider: str) -> pd.DataFrame:
    """Give craft_id, icao24, mmsi, registration, craft_name; no craft_id where a row names none.

    InputError when addresses or MMSIs were mangled.
    """
    columns = raw.columns or {}
    nothing = pd.Series("", index=given.index, dtype="str")
    known = {name: stated(given[name]) if name in given else nothing for name in CRAFT_FIELDS}
    if "icao24" in given:
        known["icao24"] = addresses(raw, known["icao24"], column=columns["icao24"])
    if "mmsi" in given:
        known["mmsi"] = _mmsis(raw, known["mmsi"], column=columns["mmsi"])
    known["registration"] = texts(known["registration"]).str.upper()
    known["craft"] = texts(known["craft"])
    named = pd.DataFrame(known).rename(columns={"craft": "craft_name"})
    file = f"{provider}:{raw.sha256[:8]}"
    if not any(name in given for name in CRAFT_FIELDS):
        return named.assign(craft_id=file)
    return named.assign(craft_id=_craft_ids(named, f"{provider}:", f"{file}:"))


def _craft_ids(named: pd.DataFrame, feed: str, file: str) -> pd.Series:
    ids = named["icao24"]
    for name, prefix in (("mmsi", "mmsi:"), ("registration", feed), ("craft_name", file)):
        ids = ids.where(ids != "", (prefix + named[name]).where(named[name] != "", ""))
    return ids.astype("str")


def _mmsis(raw: RawFile, given: pd.Series, *, column: str) -> pd.Series:
    """Check that MMSIs have nine digits; what a spreadsheet did to one it did to others."""
    words = texts(given)
    if pd.api.types.is_numeric_dtype(given):
        words = texts(numbers(given).astype("Int64").astype("str")).where(given.notna(), "")
    digits = words.str.extract(f"^{_MMSI}$", expand=False)
    mangled = (words != "") & digits.isna()
    if mangled.any():
        row = int(mangled.idxmax())
        advice = f"Export again with {column} as text, or name another column for the craft"
        raise InputError(raw.name, f"{words[row]!r} is no MMSI of nine digits", advice, row, column)
    return digits.fillna("").astype("str")
