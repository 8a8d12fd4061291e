"""AIS messages as Global Fishing Watch keeps them: a JSON list, or one JSON object in each line.

A time is a number of Unix seconds, or text that must name its zone. Where every message of a file
says speed 0 and course 0, nobody stated either, so both are unknown. `seg_id`, which of the ships
with one number it is, is not kept. Messages are counted from 1 in a list, else by their line.
"""

from collections.abc import Sequence

import msgspec
import pandas as pd

from skygap.readers.making.shipping import AIS, motion, named, places, ship_columns, ship_faults
from skygap.readers.making.sifting import Sifted, place_faults, sift, time_faults
from skygap.readers.making.values import moments, numbers, texts, unix_times
from skygap.readers.parsing.json_rows import table
from skygap.readers.parsing.json_text import broken_json
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "globalfishingwatch"

_HEAD_BYTES = 2048
_KEYS = (b'"ssvid"', b'"timestamp"', b'"lat"', b'"lon"')
_RECEIVERS = ("terrestrial", "satellite", "dynamic")
_NAMES = {"craft_name": "shipname", "callsign": "callsign", "imo": "imo"}


class _Message(msgspec.Struct):
    """One message; keys that nothing is made of are passed over."""

    ssvid: str | int
    timestamp: str | float | None
    lat: float | None
    lon: float | None
    speed: float | None = None
    course: float | None = None
    receiver_type: str | None = None
    shipname: str | None = None
    callsign: str | None = None
    imo: str | int | None = None


_MESSAGE = msgspec.json.Decoder(_Message)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])


def recognises(raw: RawFile) -> bool:
    """Tell messages by their keys."""
    head = raw.content[:_HEAD_BYTES].lstrip()
    return head.startswith((b"[", b"{")) and all(key in head for key in _KEYS)


def read(raw: RawFile) -> Parsed:
    """Read messages; InputError when the list is broken, ZoneNeededError for a time without one."""
    messages = table(_messages(raw), _MESSAGE, _Message.__struct_fields__)
    fixes = _fixes(raw, messages.rows)
    faults = {**ship_faults(fixes), **place_faults(fixes), **time_faults(fixes)}
    kept = sift(Sifted(fixes, messages.rejected), faults)
    return Parsed(kept.rows, messages.total, kept.rejected)


def _messages(raw: RawFile) -> Sequence[msgspec.Raw | bytes]:
    if raw.content.lstrip()[:1] == b"{":
        return raw.content.splitlines()
    try:
        return _LIST.decode(raw.content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise broken_json(raw, error) from error


def _fixes(raw: RawFile, rows: pd.DataFrame) -> pd.DataFrame:
    told = any((numbers(rows[name]).fillna(0) != 0).any() for name in ("speed", "course"))
    receiver = texts(rows["receiver_type"]).str.lower()
    return pd.DataFrame(
        {
            **ship_columns(rows["ssvid"].astype("str")),
            **named(rows, _NAMES),
            **places(rows["lat"], rows["lon"]),
            **(motion(rows["speed"], rows["course"]) if told else {}),
            "timestamp": _times(raw, rows["timestamp"]),
            "position_source": (f"{AIS}_" + receiver).where(receiver.isin(_RECEIVERS), AIS),
            "provider": PROVIDER,
        },
        index=rows.index,
    )


def _times(raw: RawFile, values: pd.Series) -> pd.Series:
    """Read Unix seconds and texts, which may stand beside each other."""
    words = values.where(values.map(lambda value: isinstance(value, str)), "")
    written = moments(words, file=raw.name, column="timestamp", zone=raw.zone)
    return written.fillna(unix_times(numbers(values.where(words == "")), values.index))


FORMAT = Format("ais_gfw", "Global Fishing Watch AIS messages (JSON)", recognises, read)
