"""The JSON of OpenSky's `states`: who was where at one moment, longitude before latitude, SI units.

The time of a position is `time_position`, never the time of the answer. A craft that was heard
without a position is set aside and said to be so; it was heard at `last_contact`.
"""

import msgspec
import pandas as pd

from skygap.readers.making.addressing import addresses
from skygap.readers.making.sifting import Sifted, heard_only, place_faults, sift, time_faults
from skygap.readers.making.values import (
    FPM_PER_MS,
    FT_PER_M,
    KT_PER_MS,
    numbers,
    squawks,
    texts,
    unix_times,
)
from skygap.readers.opensky import PROVIDER
from skygap.readers.parsing.json_rows import decode, is_object, table
from skygap.readers.reading import Format, Parsed, RawFile

HEARD_ONLY = "heard, no position"

_HEAD_BYTES = 256
_POSITION_SOURCES = {0: "adsb", 1: "asterix", 2: "mlat", 3: "flarm"}


class _State(msgspec.Struct, array_like=True):
    """One state; values that nothing is made of have no kind."""

    icao24: str
    callsign: str | None
    origin_country: object
    time_position: float | None
    last_contact: object
    lon: float | None
    lat: float | None
    baro_altitude: float | None
    on_ground: bool
    velocity: float | None
    true_track: float | None
    vertical_rate: float | None
    sensors: object = None
    geo_altitude: float | None = None
    squawk: str | None = None
    spi: object = None
    position_source: int | None = None


class _States(msgspec.Struct):
    states: list[msgspec.Raw] | None


_STATES = msgspec.json.Decoder(_States)
_STATE = msgspec.json.Decoder(_State)


def recognises(raw: RawFile) -> bool:
    """Tell states by their keys."""
    return is_object(raw) and b'"states"' in raw.content[:_HEAD_BYTES] and b'"time"' in raw.content


def read(raw: RawFile) -> Parsed:
    """Read states; InputError when it is no JSON. No states at all are an empty reading."""
    rows = decode(raw, _STATES, what="an answer of OpenSky with states").states or []
    states = table(rows, _STATE, _State.__struct_fields__)
    fixes = _fixes(raw, states.rows)
    places = place_faults(fixes)
    contacts = unix_times(numbers(states.rows["last_contact"]), fixes.index)
    heard = heard_only(fixes.assign(timestamp=contacts), places["no position"], heard_as="state")
    faults = {
        "no icao24": fixes["craft_id"] == "",
        HEARD_ONLY: places.pop("no position"),
        **places,
        **time_faults(fixes),
    }
    kept = sift(Sifted(fixes, states.rejected), faults)
    return Parsed(kept.rows, states.total, kept.rejected, heard)


def _fixes(raw: RawFile, rows: pd.DataFrame) -> pd.DataFrame:
    craft = addresses(raw, rows["icao24"], column="icao24")
    on_ground = rows["on_ground"].astype(bool)
    return pd.DataFrame(
        {
            "craft_id": craft,
            "icao24": craft,
            "callsign": texts(rows["callsign"]),
            "squawk": squawks(rows["squawk"]),
            "timestamp": unix_times(numbers(rows["time_position"]), rows.index),
            "lat": numbers(rows["lat"]),
            "lon": numbers(rows["lon"]),
            "altitude_ft": (numbers(rows["baro_altitude"]) * FT_PER_M).mask(on_ground),
            "altitude_geom_ft": numbers(rows["geo_altitude"]) * FT_PER_M,
            "on_ground": on_ground,
            "ground_speed_kt": numbers(rows["velocity"]) * KT_PER_MS,
            "track_deg": numbers(rows["true_track"]),
            "vertical_rate_fpm": numbers(rows["vertical_rate"]) * FPM_PER_MS,
            "position_source": texts(rows["position_source"].map(_POSITION_SOURCES)),
            "provider": PROVIDER,
        },
        index=rows.index,
    )


FORMAT = Format("opensky_states", "OpenSky states (JSON)", recognises, read)
