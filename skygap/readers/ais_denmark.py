"""AIS of the Danish Maritime Authority, a CSV for each day or month: `aisdk-*.csv`.

Times are DD/MM/YYYY HH:MM:SS in UTC by the provider's layout. Every row says what sent it: base
stations, aids to navigation and rescue beacons are no ships and are set aside.
"""

from datetime import UTC

import pandas as pd

from skygap.readers.making.shipping import AIS, motion, named, places, ship_columns, ship_faults
from skygap.readers.making.sifting import Sifted, place_faults, sift, time_faults
from skygap.readers.making.values import moments, texts
from skygap.readers.parsing.delimited import header, read_rows
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "denmark"

_TIME, _SENDER = "# Timestamp", "Type of mobile"
_ESSENTIAL = frozenset({_TIME, _SENDER, "MMSI", "Latitude", "Longitude", "SOG", "COG"})
_NAMES = {"craft_name": "Name", "callsign": "Callsign", "imo": "IMO"}
_WRITTEN = "%d/%m/%Y %H:%M:%S"
_NO_SHIPS = {
    "a base station, no ship": ("base station",),
    "an aid to navigation, no ship": ("aton",),
    "a distress beacon, no ship": ("search and rescue transponder", "man overboard", "epirb"),
}


def recognises(raw: RawFile) -> bool:
    """Tell the table by its header."""
    return set(header(raw)) >= _ESSENTIAL


def read(raw: RawFile) -> Parsed:
    """Read the table."""
    table = read_rows(raw)
    sender = texts(table.rows[_SENDER]).str.lower()
    no_ships = {why: sender.str.startswith(words) for why, words in _NO_SHIPS.items()}
    fixes = _fixes(raw, table.rows)
    faults = {**no_ships, **ship_faults(fixes), **place_faults(fixes), **time_faults(fixes)}
    kept = sift(Sifted(fixes, table.rejected), faults)
    return Parsed(kept.rows, table.total, kept.rejected)


def _fixes(raw: RawFile, rows: pd.DataFrame) -> pd.DataFrame:
    clock = pd.to_datetime(texts(rows[_TIME]), format=_WRITTEN, errors="coerce")
    return pd.DataFrame(
        {
            **ship_columns(rows["MMSI"]),
            **named(rows, {ours: name for ours, name in _NAMES.items() if name in rows}),
            **places(rows["Latitude"], rows["Longitude"]),
            **motion(rows["SOG"], rows["COG"]),
            "timestamp": moments(clock, file=raw.name, column=_TIME, zone=UTC),
            "position_source": AIS,
            "provider": PROVIDER,
        },
        index=rows.index,
    )


FORMAT = Format("ais_denmark", "Danish AIS (CSV)", recognises, read)
