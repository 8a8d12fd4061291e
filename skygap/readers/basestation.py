"""BaseStation (SBS-1) logs: what port 30003 of a receiver sends, one message in each line.

A message tells one thing: 1 the callsign, 2 and 3 a position, 4 the speed. So what was told of a
craft is carried to its positions after it, a callsign for a quarter of an hour, the rest for a
minute. The time is when the receiver made the message, on a clock that the log does not name: the
file is refused with ZoneNeededError until somebody says which. Lines are counted from 1.
"""

import re

import numpy as np
import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.addressing import addresses
from skygap.readers.making.carrying import CALLSIGN_HELD, carried
from skygap.readers.making.sifting import Sifted, heard_only, place_faults, sift
from skygap.readers.making.values import moments, numbers, squawks, texts
from skygap.readers.parsing.delimited import read_headless
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "basestation"
NO_POSITION = "heard, no position in this kind of message"
NO_MOMENT = "no time between 1990 and 2100, or one that this clock skips or shows twice"

_FIELDS = (
    *("message", "kind", "session", "aircraft", "icao24", "flight"),
    *("date_made", "time_made", "date_logged", "time_logged"),
    *("callsign", "altitude", "ground_speed", "direction", "lat", "lon", "vertical_rate"),
    *("squawk", "alert", "emergency", "spi", "on_ground"),
)
_CLOCK = "date and time message generated"
_BEGINS = re.compile(rb"\s*(?:MSG,[1-8],|(?:SEL|ID|AIR|STA|CLK),)")
_DAY = r"(\d{4})[/-](\d{2})[/-](\d{2})"
_TIME = r"\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?"
_WITH_POSITION = ("2", "3")
_ON_SURFACE = "2"
_HELD = pd.Timedelta(minutes=1)
"""Speed, direction, climb and ground are sent every second or so while they are received at all."""
_HELD_NUMBERS = {
    "altitude_ft": "altitude",
    "ground_speed_kt": "ground_speed",
    "track_deg": "direction",
    "vertical_rate_fpm": "vertical_rate",
}


def recognises(raw: RawFile) -> bool:
    """Tell the log by the beginning of its first line."""
    return _BEGINS.match(raw.content[:64]) is not None


def read(raw: RawFile) -> Parsed:
    """Read the log; InputError when no message tells its time or none tells its zone."""
    lines = read_headless(raw, _FIELDS)
    told = sift(lines, {"no message of a craft": texts(lines.rows["message"]) != "MSG"})
    heard = _heard(raw, told.rows)
    faults = {
        "no icao24": heard["craft_id"] == "",
        "no date and time": _clock(told.rows) == "",
        NO_MOMENT: heard["timestamp"].isna(),
    }
    known = sift(Sifted(heard, told.rejected), faults)
    fixes = _carried(known.rows)
    has_position = fixes["kind"].isin(_WITH_POSITION)
    kept = sift(Sifted(fixes, known.rejected), {NO_POSITION: ~has_position, **place_faults(fixes)})
    nowhere = ~has_position | place_faults(fixes)["no position"]
    heard = heard_only(fixes, nowhere, heard_as="msg_" + fixes["kind"])
    return Parsed(kept.rows, lines.total, kept.rejected, heard)


def _heard(raw: RawFile, told: pd.DataFrame) -> pd.DataFrame:
    """Take each message for itself; what it does not tell is unknown."""
    craft = addresses(raw, told["icao24"], column="hex")
    made = {name: numbers(told[theirs]) for name, theirs in _HELD_NUMBERS.items()}
    kind = texts(told["kind"])
    on_ground = told["on_ground"].map({"-1": 1.0, "1": 1.0, "0": 0.0}).astype("float64")
    return pd.DataFrame(
        {
            **made,
            "kind": kind,
            "craft_id": craft,
            "icao24": craft,
            "timestamp": _times(raw, told),
            "callsign": texts(told["callsign"]),
            "squawk": squawks(told["squawk"]),
            "lat": numbers(told["lat"]),
            "lon": numbers(told["lon"]),
            "on_ground": on_ground.mask(kind == _ON_SURFACE, 1.0),
        },
        index=told.index,
    )


def _times(raw: RawFile, told: pd.DataFrame) -> pd.Series:
    clock = _clock(told)
    if len(clock) and (clock == "").all():
        fault = "the date and time are empty in every message"
        advice = "A position without its time is no track. Record the log again with times"
        raise InputError(raw.name, fault, advice, int(clock.index[0]), _CLOCK)
    return moments(clock, file=raw.name, column=_CLOCK, zone=raw.zone)


def _clock(told: pd.DataFrame) -> pd.Series:
    """Join date and time as ISO text; empty where either is no date or no time."""
    day, time = texts(told["date_made"]), texts(told["time_made"])
    is_moment = day.str.fullmatch(_DAY) & time.str.fullmatch(_TIME)
    words = day.str.replace(_DAY, r"\1-\2-\3", regex=True) + "T" + time
    return words.where(is_moment, "")


def _carried(heard: pd.DataFrame) -> pd.DataFrame:
    """Carry to each message what the craft told shortly before it."""
    held = {name: carried(heard, name, held=_HELD) for name in (*_HELD_NUMBERS, "squawk")}
    on_ground = carried(heard, "on_ground", held=_HELD) == 1.0
    callsign = carried(heard, "callsign", held=CALLSIGN_HELD)
    altitude_ft = held.pop("altitude_ft").mask(on_ground, np.nan)
    return heard.assign(
        **held,
        altitude_ft=altitude_ft,
        on_ground=on_ground,
        callsign=callsign,
        provider=PROVIDER,
    )


FORMAT = Format("basestation", "BaseStation (SBS-1) log", recognises, read)
