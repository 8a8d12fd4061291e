"""Small JSON, KML and GPX files, made by hand for the tests."""

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from tests.readers.making import START_S, csv_of


def playback_point(timestamp: object = 1704180458, **values: object) -> dict[str, object]:
    """Make a point of a Flightradar24 playback."""
    usual = {
        "latitude": 42.77,
        "longitude": 141.69,
        "altitude": {"feet": 550, "meters": 168},
        "speed": {"kmh": 266.7, "kts": 144, "mph": 165.7},
        "verticalSpeed": {"fpm": -320, "ms": -1.6},
        "heading": 172,
        "squawk": "416",
    }
    return {**usual, "timestamp": timestamp, **values}


def playback(track: object, *, modes: object = "8467D8") -> bytes:
    """Make a Flightradar24 playback of one flight."""
    flight = {
        "identification": {"id": "3376ab31", "callsign": "JAL516"},
        "aircraft": {
            "model": {"code": "A359"},
            "identification": {"modes": modes, "registration": "JA13XJ"},
        },
        "track": track,
    }
    return json.dumps({"result": {"response": {"data": {"flight": flight}}}}).encode()


def api_point(seconds: int = 0, **values: object) -> dict[str, object]:
    """Make a point of Flightradar24's flight-tracks, so long after START_S."""
    moment = pd.Timestamp(START_S + seconds, unit="s", tz="UTC")
    usual = {"lat": 51.47, "lon": -0.46, "alt": 1200, "gspeed": 150, "vspeed": 0, "track": 90}
    heard = {"squawk": "7000", "callsign": "BA123", "source": "ADSB"}
    return {"timestamp": f"{moment:%Y-%m-%dT%H:%M:%SZ}", **usual, **heard, **values}


def flight_tracks(flights: object) -> bytes:
    """Make an answer of Flightradar24's flight-tracks."""
    return json.dumps(flights).encode()


def granular(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Make a granular CSV of Flightradar24; values that a row does not name are those of a fix."""
    usual = {
        "network_time": "2024-01-02 07:41:03Z.515",
        "receiver_time": "2024-01-02 07:41:03Z.501",
        "hex": "0x8467d8",
        "callsign": "JAL516",
        "latitude": 42.77,
        "longitude": 141.69,
        "no_position": "P",
        "altitude": 550,
        "squawk": "0416",
        "speed": 144,
        "track": 172,
        "vspeed": -320,
        "on_ground": "A",
        "flags": "",
        "position_class": "",
    }
    return csv_of([{**usual, **row} for row in rows])
