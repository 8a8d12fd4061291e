"""The CSV that the Flightradar24 website gives for one flight.

It names neither the 24-bit address nor the registration, so the craft is known by the flight id
in the file's name (`<FLIGHT>_<8 hex>.csv`) or, without one, by callsign and day. The ground shows
as altitude 0, at airports above sea level too.
"""

import re
from pathlib import PurePath

import pandas as pd

from skygap.readers.making.sifting import Sifted, place_faults, sift, time_faults
from skygap.readers.making.values import moments, numbers, texts, unix_times
from skygap.readers.parsing.delimited import header, read_rows
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "flightradar24"

_TIMESTAMP, _UTC, _CALLSIGN, _POSITION = "Timestamp", "UTC", "Callsign", "Position"
_ALTITUDE, _SPEED, _DIRECTION = "Altitude", "Speed", "Direction"
_COLUMNS = {_TIMESTAMP, _CALLSIGN, _POSITION, _ALTITUDE, _SPEED, _DIRECTION}
_FLIGHT_ID = re.compile(r"_([0-9a-f]{8})(?![0-9a-z])", re.IGNORECASE)
_PLACE = r"^\s*(?P<lat>[-+]?\d+\.?\d*)\s*,\s*(?P<lon>[-+]?\d+\.?\d*)\s*$"
_CLOCKS_AGREE = pd.Timedelta(seconds=1)


def recognises(raw: RawFile) -> bool:
    """Tell the export by its header, with or without the column UTC."""
    return set(header(raw)) >= _COLUMNS


def read(raw: RawFile) -> Parsed:
    """Read the export; rows whose two clocks differ or whose place cannot be read are set aside."""
    table = read_rows(raw)
    fixes = _fixes(table.rows)
    kept = sift(Sifted(fixes, table.rejected), _faults(raw, table.rows, fixes))
    return Parsed(kept.rows.assign(craft_id=_craft_id(raw, kept.rows)), table.total, kept.rejected)


def _fixes(rows: pd.DataFrame) -> pd.DataFrame:
    place = rows[_POSITION].astype("str").str.extract(_PLACE)
    altitude_ft = numbers(rows[_ALTITUDE])
    on_ground = altitude_ft == 0
    return pd.DataFrame(
        {
            "callsign": texts(rows[_CALLSIGN]),
            "timestamp": unix_times(numbers(rows[_TIMESTAMP]), rows.index),
            "lat": numbers(place["lat"]),
            "lon": numbers(place["lon"]),
            "altitude_ft": altitude_ft.mask(on_ground),
            "on_ground": on_ground,
            "ground_speed_kt": numbers(rows[_SPEED]),
            "track_deg": numbers(rows[_DIRECTION]),
            "provider": PROVIDER,
        },
        index=rows.index,
    )


def _faults(raw: RawFile, rows: pd.DataFrame, fixes: pd.DataFrame) -> dict[str, pd.Series]:
    faults = time_faults(fixes) | place_faults(fixes)
    if _UTC in rows:
        utc = moments(rows[_UTC], file=raw.name, column=_UTC)
        apart = (utc - fixes["timestamp"]).abs()
        faults[f"{_UTC} and {_TIMESTAMP} are not the same moment"] = ~(apart <= _CLOCKS_AGREE)
    for column in (_ALTITUDE, _SPEED, _DIRECTION):
        is_given = rows[column].str.strip() != ""
        faults[f"{column} is no number"] = is_given & numbers(rows[column]).isna()
    return faults


def _craft_id(raw: RawFile, fixes: pd.DataFrame) -> str:
    named = _FLIGHT_ID.search(PurePath(raw.name).name)
    if named:
        return f"fr24:{named[1].lower()}"
    callsigns = fixes.loc[fixes["callsign"] != "", "callsign"]
    if callsigns.empty:
        return f"fr24:{raw.sha256[:8]}"
    return f"fr24:{callsigns.iloc[0]}:{fixes['timestamp'].min():%Y-%m-%d}"


FORMAT = Format("flightradar24", "Flightradar24 website CSV", recognises, read)
