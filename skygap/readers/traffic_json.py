"""Flights as the traffic library writes them: JSON of any crafts, a list of records or columns.

Columns are what pandas writes by itself: `{"icao24": {"0": "154e37", ...}, ...}`. The names are
those of the library's tables (`opensky.py`), so what a column means is known there. Times are Unix
milliseconds or text that must name its zone. Records are counted from 1.
"""

import re
from collections.abc import Mapping

import msgspec
import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.cells import cell_times
from skygap.readers.making.sifting import Sifted
from skygap.readers.opensky import read_flight_table
from skygap.readers.parsing.json_rows import table
from skygap.readers.parsing.json_text import broken_json
from skygap.readers.reading import Format, Parsed, RawFile

_HEAD_BYTES = 2048
_KEYS = (b'"icao24"', b'"latitude"', b'"longitude"', b'"timestamp"')
_CLOCKS = ("timestamp", "last_position")

Cell = str | float | None


class _Record(msgspec.Struct):
    """One record; keys that nothing is made of are passed over."""

    icao24: Cell
    timestamp: Cell
    latitude: float | None
    longitude: float | None
    last_position: Cell = None
    callsign: str | None = None
    registration: str | None = None
    typecode: str | None = None
    squawk: Cell = None
    altitude: float | None = None
    geoaltitude: float | None = None
    groundspeed: float | None = None
    track: float | None = None
    vertical_rate: float | None = None
    onground: bool | None = None


_RECORD = msgspec.json.Decoder(_Record)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_COLUMNS = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
_IN_COLUMNS = re.compile(rb'\s*\{\s*"\w+"\s*:\s*\{')
_NULL = msgspec.Raw(b"null")


def recognises(raw: RawFile) -> bool:
    """Tell records by the keys of the first one, and columns by their names."""
    head = raw.content[:_HEAD_BYTES].lstrip()
    if head.startswith(b"["):
        return all(key in head for key in _KEYS)
    return bool(_IN_COLUMNS.match(head)) and all(key in raw.content for key in _KEYS)


def read(raw: RawFile) -> Parsed:
    """Read records; InputError when the list is broken, ZoneNeededError for a time without one."""
    records = table(_records(raw), _RECORD, _Record.__struct_fields__)
    given = records.rows.dropna(axis="columns", how="all")
    needed = [key for key in _Record.__struct_fields__[:4] if key not in given]
    given = given.reindex(columns=[*given.columns, *needed])
    clocks = {name: _times(raw, given[name], name) for name in _CLOCKS if name in given}
    codes = {"squawk": given["squawk"].map(_code)} if "squawk" in given else {}
    rows = given.assign(icao24=given["icao24"].map(_text).astype("str"), **clocks, **codes)
    return read_flight_table(raw, Sifted(rows, records.rejected))


def _records(raw: RawFile) -> list[msgspec.Raw]:
    try:
        if not _IN_COLUMNS.match(raw.content[:_HEAD_BYTES]):
            return _LIST.decode(raw.content)
        return _turned(_COLUMNS.decode(raw.content))
    except msgspec.ValidationError as error:
        fault = "these are not columns whose every value has its row"
        raise InputError(raw.name, fault, "Export it again, as a list of records") from error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise broken_json(raw, error) from error


def _turned(columns: Mapping[str, Mapping[str, msgspec.Raw]]) -> list[msgspec.Raw]:
    """Turn columns into records, in the order in which their rows are first named."""
    wanted = {name: columns[name] for name in _Record.__struct_fields__ if name in columns}
    rows = dict.fromkeys(row for column in wanted.values() for row in column)
    return [
        msgspec.Raw(
            msgspec.json.encode({name: column.get(row, _NULL) for name, column in wanted.items()})
        )
        for row in rows
    ]


def _times(raw: RawFile, values: pd.Series, column: str) -> pd.Series:
    return cell_times(values, file=raw.name, column=column, zone=raw.zone)


def _text(value: Cell) -> str:
    """Keep an address text; a number in its place is shown as it stands, to be refused."""
    return "" if value is None else str(value)


def _code(value: Cell) -> str:
    """Write a transponder code that pandas made a number of with its leading zeros again."""
    if isinstance(value, float) and value.is_integer() and 0 <= value < 1e4:
        return f"{int(value):04d}"
    return value if isinstance(value, str) else ""


FORMAT = Format("traffic_json", "flights of the traffic library (JSON)", recognises, read)
