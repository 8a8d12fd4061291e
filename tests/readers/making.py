"""Small files in each format, made by hand for the tests."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

import pandas as pd

START_S = 1_700_000_000.0
"""2023-11-14T22:13:20Z."""

FR24_HEADER = "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction"
FR24_ROW = '1704180458,2024-01-02T07:27:38Z,JAL516,"42.770142,141.691422",550,144,172'

_NO_KEYS: Mapping[str, object] = {}
_FLIGHT_ROW: Mapping[str, object] = {
    "timestamp": "2018-01-02 19:53:00+00:00",
    "icao24": "3946e4",
    "typecode": "a319",
    "callsign": "AFR91HL",
    "latitude": 49.0,
    "longitude": 2.3,
    "altitude": 8200.0,
    "groundspeed": 255.0,
    "track": 327.8,
    "vertical_rate": 1920.0,
}


def trace_row(
    seconds: float,
    lat: float | None = 50.0,
    lon: float | None = 10.0,
    *,
    altitude: object = 30000,
    flags: int = 0,
    heard: Mapping[str, object] | None = None,
) -> list[object]:
    """Make a row as wide as those written since 2022."""
    moving = [seconds, lat, lon, altitude, 420.5, 90.0, flags, -64]
    return [*moving, heard, "adsb_icao", 30500, None, None, None]


def trace(rows: Sequence[Sequence[object]], *, keys: Mapping[str, object] = _NO_KEYS) -> bytes:
    """Make a trace file; `keys` are put into its header."""
    header = {"icao": "abc123", "r": "N123", "t": "B738", "timestamp": START_S}
    return json.dumps({**header, **keys, "trace": list(rows)}).encode()


def state_vectors(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Make a CSV of state vectors; values that a row does not name are those of a good row."""
    usual = {
        "time": 1643816700,
        "icao24": "4d2271",
        "lat": 45.5,
        "lon": 4.5,
        "velocity": 100.0,
        "heading": 90.0,
        "vertrate": 5.08,
        "callsign": "RYR2RG  ",
        "onground": "False",
        "squawk": "0612",
        "baroaltitude": 3048.0,
        "geoaltitude": 3352.8,
        "lastposupdate": 1643816699.932,
    }
    return csv_of([{**usual, **row} for row in rows])


def flight_table(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Make a CSV in the names of the traffic library."""
    return csv_of([{**_FLIGHT_ROW, **row} for row in rows])


def flight_list(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Make a JSON list of records in the names of the traffic library."""
    return json.dumps([{**_FLIGHT_ROW, **row} for row in rows]).encode()


def csv_of(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Write rows as a CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def parquet_of(frame: pd.DataFrame) -> bytes:
    """Write a table as Parquet."""
    stream = io.BytesIO()
    frame.to_parquet(stream, index=False)
    return stream.getvalue()
