"""Traces of readsb and tar1090, as adsb.lol and others serve them: one craft, one day, JSON.

Rows are counted from 1 within `trace`. A row may be 9 values wide (before 2022), 14 or 15.

A callsign stands only in rows that carry an aircraft object. It is carried forward to the rows
after it until a row states another one or the feed marks a new leg; rows before the first one
have none. A squawk is not carried: an emergency code must not look longer than it was heard. NIC
and NACp are not carried either: an object says how good the position of its own row was. In real
files every fourth row has one, a minute or so apart, so five minutes hold some without carrying.
"""

import re
from contextlib import suppress
from typing import TypeVar

import msgspec
import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.sifting import (
    POSITIONLESS,
    Sifted,
    heard_only,
    place_faults,
    sift,
    time_faults,
)
from skygap.readers.making.values import (
    EARLIEST_S,
    LATEST_S,
    clean_text,
    icao24_of,
    same_text,
    unix_times,
)
from skygap.readers.parsing.json_rows import good_rows
from skygap.readers.parsing.json_text import broken_json
from skygap.readers.reading import Format, Parsed, RawFile
from skygap.readers.readsb_rows import Row, table_of, table_of_texts
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.heard import HEARD
from skygap.tables.schema import empty

PROVIDER = "readsb"

_NO_POSITION = "mode_s"
_HEAD_BYTES = 256
_IN_TRACE = re.compile(r"\$\.trace\[")
_ADVICE = "A trace has icao, timestamp and trace; download the file again"


class _Header(msgspec.Struct):
    icao: str = ""
    timestamp: float | None = None
    r: str | None = None
    t: str | None = None
    skygap_example: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Trace(_Header, kw_only=True):
    trace: list[Row]


class _LooseTrace(_Header, kw_only=True):
    trace: list[msgspec.Raw]


Trace = TypeVar("Trace", _Trace, _LooseTrace)

_TRACE = msgspec.json.Decoder(_Trace)
_LOOSE_TRACE = msgspec.json.Decoder(_LooseTrace)
_ROW = msgspec.json.Decoder(Row)


def recognises(raw: RawFile) -> bool:
    """Tell a trace by its content: a JSON object with the key `trace`."""
    return raw.content[:_HEAD_BYTES].lstrip().startswith(b"{") and b'"trace"' in raw.content


def read(raw: RawFile) -> Parsed:
    """Read a trace; InputError when it is no JSON, names no craft or no day."""
    try:
        trace = _LOOSE_TRACE.decode(raw.content)
        table = table_of_texts(trace.trace)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return _row_by_row(raw)
    return _parsed(raw, trace, Sifted(table))


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


def _row_by_row(raw: RawFile) -> Parsed:
    """Say what is wrong with a trace, or set aside the rows with values of the wrong kind."""
    with suppress(msgspec.ValidationError):  # of a row; broken JSON and wrong keys are refused
        _decode(raw, _TRACE)
    trace = _decode(raw, _LOOSE_TRACE)
    good, rejected = good_rows(trace.trace, _ROW, Row.__struct_fields__)
    return _parsed(raw, trace, Sifted(table_of(good), rejected))


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
    named = said | {"registration": clean_text(header.r), "typecode": clean_text(header.t)}
    count = len(kept.rows)
    fixes = kept.rows.assign(
        **{name: same_text(word, count) for name, word in named.items()}, marks_silence=True
    )
    return Parsed(fixes, table.total, kept.rejected, _heard(rows[is_heard].assign(**said)))


def _heard(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return empty(HEARD)
    return heard_only(rows, rows["timestamp"].notna(), heard_as=_NO_POSITION)


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


FORMAT = Format("readsb", "readsb, tar1090, adsb.lol trace (JSON)", recognises, read)
