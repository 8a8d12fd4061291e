"""JSON of Flightradar24: the playback of one flight, and `flight-tracks` of its API.

The playback names the 24-bit address, so a craft is known by it. The API names only flight ids.
The API draws positions where it received none and says so: `ESTIMATED`. Nobody observed those;
they are set aside, so that they never close a gap. The playback does not say which are drawn.

Rows are points, counted from 1 through the whole file. The ground shows as altitude 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import pandas as pd

from skygap.errors import InputError
from skygap.readers.flightradar24 import PROVIDER
from skygap.readers.making.sifting import Sifted, place_faults, sift, time_faults
from skygap.readers.making.values import clean_text, icao24_of, moments, numbers, squawk, texts
from skygap.readers.parsing.json_text import broken_json
from skygap.readers.reading import Format, Parsed, RawFile

Json = Mapping[str, object]

ESTIMATED = "ESTIMATED"
_ESTIMATE = "estimated by the provider: nobody received it"
_NO_POINT = "no point: it has no latitude and longitude"
_ADVICE = "Download the file again"
_PLAYBACK_KEYS = (b'"result"', b'"identification"', b'"track"')
_API_KEYS = (b'"fr24_id"', b'"tracks"')
_TO_FLIGHT = ("result", "response", "data", "flight")
_PLAYBACK = {
    "time": ("timestamp",),
    "lat": ("latitude",),
    "lon": ("longitude",),
    "altitude_ft": ("altitude", "feet"),
    "ground_speed_kt": ("speed", "kts"),
    "track_deg": ("heading",),
    "vertical_rate_fpm": ("verticalSpeed", "fpm"),
    "squawk": ("squawk",),
}
_API = {
    "time": ("timestamp",),
    "lat": ("lat",),
    "lon": ("lon",),
    "altitude_ft": ("alt",),
    "ground_speed_kt": ("gspeed",),
    "track_deg": ("track",),
    "vertical_rate_fpm": ("vspeed",),
    "squawk": ("squawk",),
    "callsign": ("callsign",),
    "position_source": ("source",),
}
_NUMBERS = ("lat", "lon", "altitude_ft", "ground_speed_kt", "track_deg", "vertical_rate_fpm")


@dataclass(frozen=True, slots=True)
class _Flight:
    """What is said once for all points of a flight, and the points."""

    said: Mapping[str, str]
    points: Sequence[object]


def recognises(raw: RawFile) -> bool:
    """Tell either JSON by its keys."""
    return _is_playback(raw) or _is_api(raw)


def read(raw: RawFile) -> Parsed:
    """Read either JSON; InputError when it is broken, empty of flights or its hex was mangled."""
    try:
        decoded = msgspec.json.decode(raw.content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise broken_json(raw, error) from error
    if _is_playback(raw):
        return _parsed(raw, [_playback(raw, decoded)], _PLAYBACK)
    return _parsed(raw, list(_api_flights(raw, decoded)), _API)


def _is_playback(raw: RawFile) -> bool:
    return _is_json(raw, b"{") and all(key in raw.content for key in _PLAYBACK_KEYS)


def _is_api(raw: RawFile) -> bool:
    return _is_json(raw, b"[", b"{") and all(key in raw.content for key in _API_KEYS)


def _is_json(raw: RawFile, *starts: bytes) -> bool:
    return raw.content[:256].lstrip().startswith(starts)


def _playback(raw: RawFile, decoded: object) -> _Flight:
    flight = _within(decoded, _TO_FLIGHT)
    points = _within(flight, ("track",))
    if not isinstance(points, list):
        raise InputError(raw.name, "this playback holds no track", _ADVICE, column="track")
    icao24 = _address(raw, _within(flight, ("aircraft", "identification", "modes")))
    flight_id = _text(_within(flight, ("identification", "id"))).lower()
    said = {
        "craft_id": icao24 or f"fr24:{flight_id or raw.sha256[:8]}",
        "icao24": icao24,
        "registration": _text(_within(flight, ("aircraft", "identification", "registration"))),
        "typecode": _text(_within(flight, ("aircraft", "model", "code"))),
        "callsign": _text(_within(flight, ("identification", "callsign"))),
    }
    return _Flight(said, points)


def _address(raw: RawFile, stated: object) -> str:
    """Give the 24-bit address, empty when none is stated; a mangled one refuses the file."""
    if stated is None or stated == "":
        return ""
    icao24 = icao24_of(stated) if isinstance(stated, str) else None
    if icao24 is None:
        fault = f"{clean_text(str(stated))!r} is no 24-bit address of six hex characters"
        raise InputError(raw.name, fault, _ADVICE, column="modes")
    return icao24


def _api_flights(raw: RawFile, decoded: object) -> Iterator[_Flight]:
    listed = decoded if isinstance(decoded, list) else _within(decoded, ("data",))
    flights = listed if isinstance(listed, list) else [decoded]
    for flight in flights:
        points = _within(flight, ("tracks",))
        flight_id = _text(_within(flight, ("fr24_id",))).lower()
        if not isinstance(points, list) or not flight_id:
            raise InputError(raw.name, "a flight without fr24_id or tracks", _ADVICE)
        yield _Flight({"craft_id": f"fr24:{flight_id}"}, points)


def _parsed(raw: RawFile, flights: list[_Flight], names: Mapping[str, tuple[str, ...]]) -> Parsed:
    lines = [
        {**flight.said, **{name: _within(point, keys) for name, keys in names.items()}}
        for flight in flights
        for point in flight.points
    ]
    columns = list(dict.fromkeys(["craft_id", *names, *(lines[0] if lines else ())]))
    given = pd.DataFrame(lines, columns=columns, dtype=object)
    given.index = pd.RangeIndex(1, len(given) + 1)
    fixes = _fixes(raw, given)
    kept = sift(Sifted(fixes), _faults(given, fixes))
    return Parsed(kept.rows, len(given), kept.rejected)


def _fixes(raw: RawFile, given: pd.DataFrame) -> pd.DataFrame:
    told = {name: numbers(given[name]) for name in _NUMBERS}
    on_ground = told["altitude_ft"] == 0
    said = {name: texts(given[name]) for name in given.columns.difference([*told, "time"])}
    return pd.DataFrame(
        {
            **said,
            **told,
            "timestamp": moments(given["time"], file=raw.name, column="timestamp", zone=raw.zone),
            "squawk": given["squawk"].map(_padded_squawk).astype("str"),
            "position_source": _sources(given).str.lower(),
            "altitude_ft": told["altitude_ft"].mask(on_ground),
            "on_ground": on_ground,
            "provider": PROVIDER,
        }
    )


def _faults(given: pd.DataFrame, fixes: pd.DataFrame) -> dict[str, pd.Series]:
    nowhere = given["lat"].isna() & given["lon"].isna()
    estimate = {_ESTIMATE: _sources(given).str.upper() == ESTIMATED}
    return estimate | {_NO_POINT: nowhere} | place_faults(fixes) | time_faults(fixes)


def _sources(given: pd.DataFrame) -> pd.Series:
    if "position_source" not in given:
        return pd.Series("", index=given.index, dtype="str")
    return texts(given["position_source"])


def _padded_squawk(stated: object) -> str:
    """Give back the four digits: they are written without leading zeros, and 0 means none."""
    text = str(stated) if isinstance(stated, str | int) else ""
    return "" if not text.strip("0") else squawk(text.zfill(4))


def _within(value: object, keys: tuple[str, ...]) -> object:
    """Follow keys into nested objects; None where one is missing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(value: object) -> str:
    return clean_text(value) if isinstance(value, str) else ""


FORMAT = Format(
    "flightradar24_json", "Flightradar24 playback or flight-tracks (JSON)", recognises, read
)
