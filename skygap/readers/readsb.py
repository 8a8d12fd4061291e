"""Traces of readsb and tar1090, as adsb.lol and others serve them: one craft, one day, JSON.

Rows are counted from 1 within `trace`. A row may be 9 values wide (before 2022), 14 or 15.

A callsign stands only in rows that carry an aircraft object. It is carried forward to the rows
after it until a row states another one or the feed marks a new leg; rows before the first one
have none. A squawk is not carried: an emergency code must not look longer than it was heard.
"""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from skygap.errors import InputError
from skygap.readers.json_rows import good_rows
from skygap.readers.json_text import broken_json
from skygap.readers.reading import Format, Parsed, RawFile
from skygap.readers.sifting import POSITIONLESS, Sifted, heard_only, place_faults, sift, time_faults
from skygap.readers.values import (
    EARLIEST_S,
    LATEST_S,
    carried_forward,
    clean_text,
    coded_texts,
    few_texts,
    icao24_of,
    squawk,
    unix_times,
)
from skygap.tables.fixes import EXAMPLE_PROVIDER

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

PROVIDER = "readsb"

_STALE, _NEW_LEG, _GEOMETRIC, _ALL_FLAGS = 1, 2, 8, 15
_GROUND = "ground"
_NO_POSITION = "mode_s"
_HEAD_BYTES = 256
_PIECE = 8192
_NOT_STATED = -1
_IN_TRACE = re.compile(r"\$\.trace\[")
_ADVICE = "A trace has icao, timestamp and trace; download the file again"


class _Heard(msgspec.Struct, gc=False):
    flight: str | float | None = None
    squawk: str | float | None = None


class _Row(msgspec.Struct, array_like=True, gc=False):
    seconds: float | None
    lat: float | None
    lon: float | None
    altitude: float | str | None = None
    ground_speed: float | None = None
    direction: float | None = None
    flags: int | None = 0
    vertical_rate: float | None = None
    aircraft: _Heard | None = None
    position_source: str | None = None
    geometric_altitude: float | None = None


class _Header(msgspec.Struct):
    icao: str = ""
    timestamp: float | None = None
    r: str | None = None
    t: str | None = None
    skygap_example: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Trace(_Header, kw_only=True):
    trace: list[_Row]


class _LooseTrace(_Header, kw_only=True):
    trace: list[msgspec.Raw]


Trace = TypeVar("Trace", _Trace, _LooseTrace)

_TRACE = msgspec.json.Decoder(_Trace)
_LOOSE_TRACE = msgspec.json.Decoder(_LooseTrace)
_ROW = msgspec.json.Decoder(_Row)
_NOTHING_HEARD = _Heard()


def recognises(raw: RawFile) -> bool:
    """Tell a trace by its content: a JSON object with the key `trace`."""
    return raw.content[:_HEAD_BYTES].lstrip().startswith(b"{") and b'"trace"' in raw.content


def read(raw: RawFile) -> Parsed:
    """Read a trace; InputError when it is no JSON, names no craft or no day."""
    try:
        return _whole(raw)
    except msgspec.ValidationError:
        return _row_by_row(raw)


def _decode(raw: RawFile, decoder: "msgspec.json.Decoder[Trace]") -> Trace:
    """Decode, or say what is wrong; a ValidationError is left for what is wrong with a row."""
    try:
        return decoder.decode(raw.content)
    except msgspec.ValidationError as error:
        if _IN_TRACE.search(str(error)):
            raise
        raise _wrong_json(raw, error) from error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise broken_json(raw, error) from error


def _whole(raw: RawFile) -> Parsed:
    trace = _decode(raw, _TRACE)
    numbers = pd.RangeIndex(1, len(trace.trace) + 1)
    return _parsed(raw, trace, Sifted(_table(trace.trace, numbers)))


def _row_by_row(raw: RawFile) -> Parsed:
    """Read a trace in which a row has values of the wrong kind: those rows are set aside."""
    trace = _decode(raw, _LOOSE_TRACE)
    good, rejected = good_rows(trace.trace, _ROW, _Row.__struct_fields__)
    table = _table(list(good.values()), pd.Index(list(good), dtype="int64"))
    return _parsed(raw, trace, Sifted(table, rejected))


def _wrong_json(raw: RawFile, error: msgspec.ValidationError) -> InputError:
    words = str(error).replace("`", "").replace("$.", "").replace("Object missing", "it misses the")
    return InputError(raw.name, f"this is not a trace: {words}", _ADVICE)


def _parsed(raw: RawFile, header: _Header, table: Sifted) -> Parsed:
    craft, start_s = _craft(raw, header), _start(raw, header)
    rows = table.rows.assign(
        timestamp=unix_times(start_s + table.rows["seconds"].to_numpy(), table.rows.index)
    )
    is_heard = rows["position_source"] == _NO_POSITION
    faults = place_faults(rows) | {POSITIONLESS: is_heard}
    kept = sift(Sifted(rows, table.rejected), faults | time_faults(rows))
    said = {"craft_id": craft, "icao24": craft, "provider": _provider(header)}
    fixes = kept.rows.assign(
        **said,
        registration=clean_text(header.r),
        typecode=clean_text(header.t),
        marks_silence=True,
    )
    heard = rows.loc[is_heard, ["timestamp"]].assign(**said)
    heard = heard_only(heard, is_heard[is_heard], heard_as=_NO_POSITION)
    return Parsed(fixes, table.total, kept.rejected, heard)


def _provider(header: _Header) -> str:
    return PROVIDER if header.skygap_example is msgspec.UNSET else EXAMPLE_PROVIDER


def _craft(raw: RawFile, header: _Header) -> str:
    craft = icao24_of(header.icao)
    if craft is None:
        fault = f"{clean_text(header.icao)!r} is no 24-bit address of six hex characters"
        raise InputError(raw.name, fault, _ADVICE, column="icao")
    return craft


def _start(raw: RawFile, header: _Header) -> float:
    if header.timestamp is None:
        raise InputError(raw.name, "it does not say when it begins", _ADVICE, column="timestamp")
    if not EARLIEST_S <= header.timestamp < LATEST_S:
        fault = f"{header.timestamp:g} is no time between 1990 and 2100 in Unix seconds"
        raise InputError(raw.name, fault, _ADVICE, column="timestamp")
    return header.timestamp


def _table(rows: list[_Row], numbers: pd.Index) -> pd.DataFrame:
    """Put rows into named columns with units; a geometric altitude goes to its own column."""
    columns = _columns(rows)
    flags, stated_ft = columns.pop("flags"), columns.pop("stated_ft")
    starts_leg = (flags & _NEW_LEG) > 0
    is_geometric = (flags & _GEOMETRIC) > 0
    columns["altitude_ft"] = np.where(is_geometric, np.nan, stated_ft)
    columns["altitude_geom_ft"] = np.where(is_geometric, stated_ft, columns["altitude_geom_ft"])
    columns["is_stale"] = (flags & _STALE) > 0
    columns["starts_leg"] = starts_leg
    columns["position_source"] = few_texts(columns["position_source"].tolist())
    columns["callsign"] = _callsigns(columns["callsign"].tolist(), starts_leg)
    columns["squawk"] = few_texts(columns["squawk"].tolist())
    return pd.DataFrame(columns, index=numbers)


def _columns(rows: list[_Row]) -> dict[str, Any]:
    """Take rows apart piece by piece: a piece fits the processor's cache, which halves the time."""
    starts = range(0, max(len(rows), 1), _PIECE)
    pieces = [_piece(rows[start : start + _PIECE]) for start in starts]
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}


def _piece(rows: list[_Row]) -> dict[str, Any]:
    stated = [row.altitude for row in rows]
    heard = [row.aircraft or _NOTHING_HEARD for row in rows]
    return {
        "seconds": _floats([row.seconds for row in rows]),
        "lat": _floats([row.lat for row in rows]),
        "lon": _floats([row.lon for row in rows]),
        "stated_ft": _floats([None if isinstance(value, str) else value for value in stated]),
        "on_ground": np.array([value == _GROUND for value in stated], dtype=bool),
        "ground_speed_kt": _floats([row.ground_speed for row in rows]),
        "track_deg": _floats([row.direction for row in rows]),
        "flags": np.array([(row.flags or 0) & _ALL_FLAGS for row in rows], dtype="int64"),
        "vertical_rate_fpm": _floats([row.vertical_rate for row in rows]),
        "callsign": np.array([clean_text(sent.flight) for sent in heard], dtype=object),
        "squawk": np.array([squawk(sent.squawk) for sent in heard], dtype=object),
        "position_source": np.array([row.position_source or "" for row in rows], dtype=object),
        "altitude_geom_ft": _floats([row.geometric_altitude for row in rows]),
    }


def _floats(values: Sequence[float | None]) -> Floats:
    return np.array(values, dtype="float64")


def _callsigns(stated: list[str], starts_leg: Flags) -> ExtensionArray:
    """Carry callsigns forward; a new leg begins without one."""
    words = {"": _NOT_STATED} | {text: code for code, text in enumerate({*stated} - {""}, start=1)}
    codes = np.array([words[text] for text in stated], dtype="int64")
    codes = np.where(starts_leg & (codes == _NOT_STATED), 0, codes)
    return coded_texts(list(words), carried_forward(codes))


FORMAT = Format("readsb", "readsb, tar1090, adsb.lol trace (JSON)", recognises, read)
