"""Granular CSV of Flightradar24: every message of the aircraft that its analysts write about.

Its times put the fraction behind the zone (`2024-01-02 07:41:03Z.515`), its addresses are written
as numbers are (`0x8467d8`, so leading zeros may be missing and are put back). Messages without a
position carry 0, 0 and `N`: the transponder was heard, its place was not.
"""

import pandas as pd

from skygap.readers.flightradar24 import PROVIDER
from skygap.readers.making.addressing import addresses
from skygap.readers.making.sifting import Sifted, heard_only, place_faults, sift, time_faults
from skygap.readers.making.values import moments, numbers, squawks, texts
from skygap.readers.parsing.delimited import header, read_rows
from skygap.readers.reading import Format, Parsed, RawFile

_TIME, _HEX, _POSITION, _GROUND = "network_time", "hex", "no_position", "on_ground"
_NUMBERS = {
    "lat": "latitude",
    "lon": "longitude",
    "altitude_ft": "altitude",
    "ground_speed_kt": "speed",
    "track_deg": "track",
    "vertical_rate_fpm": "vspeed",
}
_COLUMNS = {_TIME, _HEX, _POSITION, _GROUND, "callsign", "squawk", *_NUMBERS.values()}
_ZONE_BEFORE_FRACTION = r"Z(\.\d+)$"
_ADDRESS = r"^0x([0-9a-f]{1,6})$"
_POSITIONLESS = "no_position N: the transponder was heard, its position was not"


def recognises(raw: RawFile) -> bool:
    """Tell the table by its header."""
    return set(header(raw)) >= _COLUMNS


def read(raw: RawFile) -> Parsed:
    """Read the table; InputError when an address is none or a time names no zone."""
    table = read_rows(raw)
    fixes = _fixes(raw, table.rows)
    positionless = texts(table.rows[_POSITION]).str.upper() == "N"
    faults = {_POSITIONLESS: positionless, **_faults(fixes)}
    kept = sift(Sifted(fixes, table.rejected), faults)
    heard = heard_only(fixes, positionless, heard_as=_POSITION)
    return Parsed(kept.rows, table.total, kept.rejected, heard)


def _fixes(raw: RawFile, rows: pd.DataFrame) -> pd.DataFrame:
    told = {name: numbers(rows[column]) for name, column in _NUMBERS.items()}
    on_ground = texts(rows[_GROUND]).str.upper() == "G"
    craft = addresses(raw, _plain_addresses(rows[_HEX]), column=_HEX)
    written = texts(rows[_TIME]).str.replace(_ZONE_BEFORE_FRACTION, r"\1Z", regex=True)
    return pd.DataFrame(
        {
            **told,
            "craft_id": craft,
            "icao24": craft,
            "callsign": texts(rows["callsign"]),
            "squawk": squawks(rows["squawk"]),
            "timestamp": moments(written, file=raw.name, column=_TIME, zone=raw.zone),
            "altitude_ft": told["altitude_ft"].mask(on_ground),
            "on_ground": on_ground,
            "provider": PROVIDER,
        },
        index=rows.index,
    )


def _plain_addresses(given: pd.Series) -> pd.Series:
    """Write 0x4014 as 004014; anything else stays for the check."""
    words = texts(given).str.lower()
    digits = words.str.extract(_ADDRESS)[0]
    return words.mask(digits.notna(), digits.str.zfill(6)).astype("str")


def _faults(fixes: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "no hex": fixes["icao24"] == "",
        **place_faults(fixes),
        **time_faults(fixes),
    }


FORMAT = Format("flightradar24_granular", "Flightradar24 granular data (CSV)", recognises, read)
