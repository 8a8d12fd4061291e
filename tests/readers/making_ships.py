"""Small files of ships in each format, made by hand for the tests."""

import json
from collections.abc import Mapping
from functools import reduce
from operator import xor

from pyais import encode_dict

from tests.readers.making import csv_of

RECEIVED_S = 1_700_000_000
"""2023-11-14T22:13:20Z."""


def old_columns(*rows: Mapping[str, object]) -> bytes:
    """Make a MarineCadastre CSV in the columns until 2024, latitude first."""
    usual = {
        "MMSI": "273456789",
        "BaseDateTime": "2023-01-11T00:00:06",
        "LAT": 43.1,
        "LON": 131.9,
        "SOG": 11.2,
        "COG": 196.0,
        "Heading": 511.0,
        "VesselName": "ANGARA",
        "IMO": "IMO9179842",
        "CallSign": "UALX3",
        "VesselType": 70,
        "TransceiverClass": "A",
    }
    return csv_of([{**usual, **row} for row in rows])


def new_columns(*rows: Mapping[str, object]) -> bytes:
    """Make a MarineCadastre CSV in the columns since 2024, longitude first."""
    usual = {
        "mmsi": "273456789",
        "base_date_time": "2026-03-31 00:00:06",
        "longitude": 131.9,
        "latitude": 43.1,
        "sog": 11.2,
        "cog": 196.0,
        "heading": "",
        "vessel_name": "ANGARA",
        "imo": "9179842",
        "call_sign": "UALX3",
        "transceiver": "A",
    }
    return csv_of([{**usual, **row} for row in rows])


def danish(*rows: Mapping[str, object]) -> bytes:
    """Make a Danish CSV."""
    usual = {
        "# Timestamp": "31/12/2023 23:59:58",
        "Type of mobile": "Class A",
        "MMSI": "273456789",
        "Latitude": 55.5,
        "Longitude": 11.25,
        "Navigational status": "Under way using engine",
        "ROT": "",
        "SOG": 11.2,
        "COG": 196.0,
        "Heading": "",
        "IMO": "9179842",
        "Callsign": "UALX3",
        "Name": "ANGARA",
    }
    return csv_of([{**usual, **row} for row in rows])


def gfw_message(**told: object) -> dict[str, object]:
    """Make a message of Global Fishing Watch."""
    usual = {
        "ssvid": "273456789",
        "seg_id": "273456789-a",
        "msgid": "295fa26f",
        "timestamp": 1_700_000_000.0,
        "lat": 43.1,
        "lon": 131.9,
        "speed": 11.2,
        "course": 196.0,
        "receiver_type": "satellite",
    }
    return {**usual, **told}


def gfw_list(*messages: Mapping[str, object]) -> bytes:
    """Write messages as a JSON list."""
    return json.dumps(list(messages)).encode()


def gfw_lines(*messages: Mapping[str, object]) -> bytes:
    """Write messages as JSON, one in each line."""
    return "\n".join(map(json.dumps, messages)).encode()


def position(**told: object) -> dict[str, object]:
    """Make a position report of a ship of class A."""
    usual = {"type": 1, "mmsi": 273456789, "lat": 43.1, "lon": 131.9}
    return {**usual, "speed": 11.2, "course": 196.0, **told}


def static(**told: object) -> dict[str, object]:
    """Make a message with the names of a ship of class A, which takes two lines."""
    usual = {"type": 5, "mmsi": 273456789, "shipname": "ANGARA", "callsign": "UALX3"}
    return {**usual, "imo": 9179842, **told}


def sentences(message: Mapping[str, object]) -> list[str]:
    """Encode a message as one sentence or several, without a receive time."""
    return encode_dict(dict(message), sentence_type="VDM")


def heard(message: Mapping[str, object], *, tags: str = f"c:{RECEIVED_S}") -> list[str]:
    """Encode a message with a tag block before its first line; without one for no tags."""
    first, *rest = sentences(message)
    return [f"{tag_block(tags)}{first}", *rest]


def tag_block(tags: str) -> str:
    """Make a tag block with its checksum; nothing for no tags."""
    return f"\\{tags}*{reduce(xor, tags.encode(), 0):02X}\\" if tags else ""


def nmea(*messages: list[str]) -> bytes:
    """Make a log of messages."""
    return "\r\n".join(line for message in messages for line in message).encode()
