"""Small files of further feeds, made by hand for the tests."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from tests.readers.making import csv_of

DETAILS = "{'type': 'adsb_icao', 'flight': 'UAL2647 ', 'baro_rate': -64, 'squawk': '0276'}"


def adsbx_table(*rows: Mapping[str, object]) -> bytes:
    """Make a FlightTracer table; values that a row does not name are those of a good row."""
    usual = {
        "time": 64469.15,
        "lat": 42.628815,
        "lon": -108.572132,
        "altitude": 37025,
        "ground_speed": 572.0,
        "heading": 74.1,
        "details": "",
        "alt_geom": 37100.0,
        "nnumber": "N17104",
        "model": "B752",
        "desc": "BOEING 757-200",
        "timestamp": "2025-02-07",
        "ping_time": "2025-02-07 17:54:29.150",
        "icao": "a11f59",
    }
    return csv_of([{**usual, **row} for row in rows])


def waypoint(
    minute: float, lat: float | None = 50.0, *, on_ground: bool = False, altitude: object = 3048.0
) -> list[object]:
    """Make a row of a track of OpenSky, some minutes after its start."""
    return [1_700_000_000 + minute * 60, lat, 10.5, altitude, 90, on_ground]


def opensky_track(path: Sequence[object], **keys: object) -> bytes:
    """Make a track of OpenSky; `keys` are put into its header."""
    header = {"icao24": "3c4b26", "startTime": 1_700_000_000, "endTime": 1_700_009_000}
    return json.dumps({**header, "calllsign": "DLH400  ", **keys, "path": list(path)}).encode()


def opensky_states(*rows: Mapping[str, object]) -> bytes:
    """Make an answer of OpenSky with states; values not named are those of a good row."""
    usual: Mapping[str, object] = {
        "icao24": "3c4b26",
        "callsign": "DLH400  ",
        "origin_country": "Germany",
        "time_position": 1_699_999_990,
        "last_contact": 1_699_999_999,
        "lon": 10.5,
        "lat": 50.0,
        "baro_altitude": 3048.0,
        "on_ground": False,
        "velocity": 100.0,
        "true_track": 90.0,
        "vertical_rate": 5.08,
        "sensors": None,
        "geo_altitude": 3352.8,
        "squawk": "0612",
        "spi": False,
        "position_source": 2,
        "category": 4,
    }
    states = [list({**usual, **row}.values()) for row in rows]
    return json.dumps({"time": 1_700_000_000, "states": states}).encode()


def sbs_line(kind: int, time: str = "23:48:18.611", **told: object) -> str:
    """Make a BaseStation message that tells nothing but what is named."""
    date = told.pop("date", "2008/11/28")
    usual = {"message": "MSG", "kind": kind, "session": 1, "aircraft": 1, "icao24": "406B90"}
    clocks = {"flight": 1, "date": date, "time": time, "logged_on": date, "logged_at": time}
    names = ("callsign", "altitude", "speed", "direction", "lat", "lon", "climb", "squawk")
    rest = dict.fromkeys((*names, "alert", "emergency", "spi", "on_ground"), "")
    return ",".join(str(value) for value in {**usual, **clocks, **rest, **told}.values())


def sbs_position(time: str = "23:48:18.611", **told: object) -> str:
    """Make a position in the air."""
    place = {"altitude": 36000, "lat": 51.45735, "lon": 1.02826, "on_ground": 0}
    return sbs_line(3, time, **{**place, **told})


def sbs_log(*lines: str, end: str = "\r\n") -> bytes:
    """Make a log."""
    return end.join([*lines, ""]).encode()


def zip_of(files: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack files into a ZIP archive; a name that ends with a slash is a folder."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
