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


def kml_track(
    points: Sequence[tuple[str, float, float, float]],
    *,
    name: str = "N123AB",
    mode: str = "<altitudeMode>absolute</altitudeMode>",
) -> str:
    """Make a Placemark with a gx:Track of time, lat, lon, metres: all times first."""
    whens = "".join(f"<when>{moment}</when>" for moment, *_ in points)
    coords = "".join(f"<gx:coord>{lon} {lat} {m}</gx:coord>" for _, lat, lon, m in points)
    track = f"<gx:Track>{mode}{whens}{coords}</gx:Track>"
    return f"<Placemark><name>{name}</name>{track}</Placemark>"


def kml(inside: str) -> bytes:
    """Make a KML around it."""
    spaces = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<kml {spaces}>{inside}</kml>'.encode()


def tar1090_kml(*tracks: str, name: str = "N123AB") -> bytes:
    """Make an export of tar1090 for one craft."""
    return kml(f"<Folder ><Folder ><name >{name} track</name>\n{''.join(tracks)}</Folder></Folder>")


def flightaware_kml(track: str) -> bytes:
    """Make FlightAware's KML: the two airports of the plan, then the track."""
    airports = "".join(
        f"<Placemark><name>{code} Airport</name><Point><coordinates>{place}</coordinates></Point>"
        "</Placemark>"
        for code, place in (("KCVG", "-84.66,39.04,0"), ("KPHX", "-112.01,33.43,0"))
    )
    title = "<name>FlightAware ✈ AAL2292 21-Feb-2021 (KCVG-KPHX)</name>"
    return kml(f"<Document>{title}{airports}{track}</Document>")


def flightradar24_kml(*placemarks: str, name: str = "VB7083/VIV7083") -> bytes:
    """Make Flightradar24's KML with its Trail of lines."""
    link = "<description><![CDATA[<a href='https://www.flightradar24.com'></a>]]></description>"
    line = "<LineString><coordinates>-100.1,25.7,0 -100.2,25.8,0</coordinates></LineString>"
    trail = f"<Folder><name>Trail</name><Placemark>{line}</Placemark></Folder>"
    route = f"<Folder><name>Route</name>{''.join(placemarks)}</Folder>"
    return kml(f"<Document>\n<name>{name}</name>{link}{route}{trail}</Document>")


def flightradar24_placemark(
    when: str = "2023-11-22T02:30:00+00:00", *, altitude: str = "33,975", metres: float = 10355.6
) -> str:
    """Make one position of Flightradar24's KML."""
    values = {"Altitude": f"{altitude} ft", "Speed": "447 kt", "Heading": "120&deg;"}
    lines = (f"<div><b>{n}:</b></span> <span>{v}</span></div>" for n, v in values.items())
    return (
        f"<Placemark><name>a time</name><description><![CDATA[{''.join(lines)}]]></description>"
        f"<TimeStamp><when>{when}</when></TimeStamp><Point>"
        "<altitudeMode>absolute</altitudeMode>"
        f"<coordinates>-100.1,25.7,{metres}</coordinates></Point></Placemark>"
    )


def gpx(*segments: Sequence[tuple[str, float, float, float]], name: str = "Morning") -> bytes:
    """Make a GPX of time, lat, lon, metres; an empty time is left out."""
    made = "".join(f"<trkseg>{''.join(map(_trkpt, points))}</trkseg>" for points in segments)
    space = 'xmlns="http://www.topografix.com/GPX/1/1"'
    return f'<gpx version="1.1" {space}><trk><name>{name}</name>{made}</trk></gpx>'.encode()


def _trkpt(point: tuple[str, float, float, float]) -> str:
    moment, lat, lon, metres = point
    time = f"<time>{moment}</time>" if moment else ""
    return f'<trkpt lat="{lat}" lon="{lon}"><ele>{metres}</ele>{time}</trkpt>'
