"""Small files of further feeds, made by hand for the tests."""

from collections.abc import Mapping

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
