"""The JSON of OpenSky's `tracks`: the waypoints of one craft, latitude before longitude, metres.

Between two waypoints up to 15 minutes apart a craft in flight may have been heard all the time:
OpenSky keeps a waypoint only when something changes, and at least every 15 minutes. So the feed
drops points on purpose, and a longer hop is what marks silence: `is_stale` is set on the waypoint
after it, and on the first one, before which nothing is promised.
"""

import msgspec
import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.sifting import Sifted, place_faults, sift, time_faults
from skygap.readers.making.values import FT_PER_M, clean_text, icao24_of, numbers, unix_times
from skygap.readers.opensky import PROVIDER
from skygap.readers.parsing.json_rows import decode, is_object, table
from skygap.readers.reading import Format, Parsed, RawFile

WAYPOINTS_APART = pd.Timedelta(minutes=15)
"""OpenSky's description of `tracks`: a waypoint at least this often while in flight."""

_KEYS = (b'"path"', b'"icao24"', b'"startTime"')


class _Waypoint(msgspec.Struct, array_like=True):
    time: float | None
    lat: float | None
    lon: float | None
    baro_altitude: float | None = None
    true_track: float | None = None
    on_ground: bool | None = None


class _Track(msgspec.Struct):
    icao24: str
    path: list[msgspec.Raw]
    callsign: str | None = None
    calllsign: str | None = None


_TRACK = msgspec.json.Decoder(_Track)
_WAYPOINT = msgspec.json.Decoder(_Waypoint)


def recognises(raw: RawFile) -> bool:
    """Tell a track by its keys."""
    return is_object(raw) and all(key in raw.content for key in _KEYS)


def read(raw: RawFile) -> Parsed:
    """Read a track; InputError when it is no JSON or names no craft."""
    track = decode(raw, _TRACK, what="a track of OpenSky")
    craft = icao24_of(track.icao24)
    if craft is None:
        fault = f"{clean_text(track.icao24)!r} is no 24-bit address of six hex characters"
        raise InputError(raw.name, fault, "Download the file again", column="icao24")
    waypoints = table(track.path, _WAYPOINT, _Waypoint.__struct_fields__)
    fixes = _fixes(waypoints.rows)
    kept = sift(
        Sifted(fixes, waypoints.rejected),
        place_faults(fixes)
        | time_faults(fixes)
        | {"on_ground is not stated": waypoints.rows["on_ground"].isna()},
    )
    made = kept.rows.assign(
        craft_id=craft,
        icao24=craft,
        callsign=clean_text(track.callsign or track.calllsign),
        is_stale=_ends_silence(kept.rows["timestamp"]),
    )
    return Parsed(made, waypoints.total, kept.rejected)


def _fixes(rows: pd.DataFrame) -> pd.DataFrame:
    on_ground = rows["on_ground"].eq(True)  # noqa: FBT003  (a value, not a switch)
    altitude_ft = numbers(rows["baro_altitude"]) * FT_PER_M
    return pd.DataFrame(
        {
            "timestamp": unix_times(numbers(rows["time"]), rows.index),
            "lat": numbers(rows["lat"]),
            "lon": numbers(rows["lon"]),
            "altitude_ft": altitude_ft.mask(on_ground),
            "on_ground": on_ground,
            "track_deg": numbers(rows["true_track"]),
            "marks_silence": True,
            "provider": PROVIDER,
        },
        index=rows.index,
    )


def _ends_silence(times: pd.Series) -> pd.Series:
    """Tell which waypoints come after more than thinning explains; the first one does."""
    since = times.sort_values(kind="stable").diff()
    return ~(since <= WAYPOINTS_APART).reindex(times.index)


FORMAT = Format("opensky_tracks", "OpenSky tracks (JSON)", recognises, read)
