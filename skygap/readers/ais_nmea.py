"""AIS as receivers log it: NMEA sentences, `!AIVDM` of others and `!AIVDO` of the own ship.

A message holds no date, so its time is when it was received, as the tag block before the sentence
says. What has none is set aside; a log that has none at all is refused. Name, call sign and IMO
number come in messages of their own: they are given to the positions of that ship after them and,
the first ones, also to those before. Lines are counted from 1.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyais
from pyais.exceptions import AISBaseException

from skygap.errors import InputError
from skygap.readers.making.carrying import spread
from skygap.readers.making.shipping import AIS, motion, named, places, ship_columns, ship_faults
from skygap.readers.making.sifting import Sifted, place_faults, rejection, sift, time_faults
from skygap.readers.making.values import FT_PER_M, numbers, unix_times
from skygap.readers.parsing.nmea import NO_TIME, Heard, bits, is_log, messages
from skygap.readers.reading import Format, Parsed, RawFile, Rejection

PROVIDER = "nmea"

LONG_RANGE = f"{AIS}_long_range"
"""Messages of type 27, made for satellites: places are rounded to a tenth of a minute."""

UNDECODED = "a message that cannot be decoded"
NAMES_ONLY = "name, call sign or voyage: carried to the ship's positions"
NO_POSITION = "a message of a kind that holds no position of a ship"
FURTHER_LINE = "a further line of a message that was read"
BASE_STATION, AID = "a base station, no ship", "an aid to navigation, no ship"

_NO_SHIPS = {4: BASE_STATION, 11: BASE_STATION, 21: AID}
_POSITIONS = {1: 168, 2: 168, 3: 168, 9: 168, 18: 168, 19: 312, 27: 96}
_STATIC = {5: 232, 24: 160}
"""Kinds of message and the bits that hold all that is read of each; from less a cut value comes."""
_RESCUE_AIRCRAFT, _LONG_RANGE = 9, 27
_RESCUE_NO_SPEED_KT, _LONG_RANGE_NO_SPEED_KT, _NO_ALTITUDE_M = 1023, 63, 4095
_FIELDS = ("mmsi", "lat", "lon", "speed", "course", "alt", "shipname", "callsign", "imo")
_NAMES = {"craft_name": "shipname", "callsign": "callsign", "imo": "imo"}


@dataclass(frozen=True, slots=True)
class _Log:
    """What the messages of a log hold: rows of positions and of names, lines set aside."""

    positions: list[Mapping[str, object]] = field(default_factory=list)
    names: list[Mapping[str, object]] = field(default_factory=list)
    aside: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def rejected(self) -> tuple[Rejection, ...]:
        """Count the lines that were set aside."""
        return tuple(rejection(why, pd.Index(lines)) for why, lines in self.aside.items())


def recognises(raw: RawFile) -> bool:
    """Tell a log by its sentences."""
    return is_log(raw)


def read(raw: RawFile) -> Parsed:
    """Read a log; InputError when no line says when it was received."""
    log = _Log()
    heard = list(messages(raw))
    _refuse_timeless(raw, heard)
    for message in heard:
        _file(message, log)
    fixes, given = _fixes(log)
    faults = {**ship_faults(fixes), **place_faults(fixes), **time_faults(fixes)}
    kept = sift(Sifted(fixes, log.rejected()), faults)
    return Parsed(kept.rows, given, kept.rejected)


def _refuse_timeless(raw: RawFile, heard: Sequence[Heard]) -> None:
    whole = [message for message in heard if not message.fault]
    if whole and all(message.seconds is None for message in whole):
        fault = "no message tells when it was received"
        advice = "Record the log again with tag blocks that tell it (c:)"
        raise InputError(raw.name, fault, advice, whole[0].lines[0])


def _file(heard: Heard, log: _Log) -> None:
    """Put one message where it belongs."""
    fault = heard.fault or (NO_TIME if heard.seconds is None else "")
    message = None if fault else _decoded(heard.sentences)
    if fault or message is None:
        log.aside[fault or UNDECODED].extend(heard.lines)
        return
    row = {name: getattr(message, name, None) for name in _FIELDS}
    row |= {"line": heard.lines[0], "seconds": heard.seconds, "type": message.msg_type}
    if message.msg_type in _POSITIONS:
        log.positions.append(row)
        if further := heard.lines[1:]:
            log.aside[FURTHER_LINE].extend(further)
        return
    if message.msg_type in _STATIC:
        log.names.append(row)
    log.aside[_why_no_position(message.msg_type)].extend(heard.lines)


def _why_no_position(kind: int) -> str:
    return NAMES_ONLY if kind in _STATIC else _NO_SHIPS.get(kind, NO_POSITION)


def _decoded(sentences: Sequence[bytes]) -> pyais.ANY_MESSAGE | None:
    """Decode one message; None when that cannot be done or its end is missing."""
    try:
        message = pyais.decode(*sentences)
    except AISBaseException:
        return None
    least = (_POSITIONS | _STATIC).get(message.msg_type, 0)
    return message if bits(sentences) >= least else None


def _fixes(log: _Log) -> tuple[pd.DataFrame, int]:
    """Make fixes of the positions, with the names; and say how many lines the log had."""
    columns = [*_FIELDS, "line", "seconds", "type"]
    rows = pd.DataFrame([*log.positions, *log.names], columns=columns, dtype=object)
    known = pd.DataFrame(
        {
            **ship_columns(rows["mmsi"].map(lambda mmsi: f"{mmsi:09d}").astype("str")),
            **named(rows, _NAMES),
            "timestamp": unix_times(rows["seconds"].astype("float64"), rows.index),
        }
    )
    names = {name: spread(known, name) for name in _NAMES}
    made = known.assign(**names, **_moves(rows), provider=PROVIDER).head(len(log.positions))
    made.index = pd.Index(rows["line"].head(len(made)), dtype="int64")
    return made, len(made) + sum(map(len, log.aside.values()))


def _moves(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Read place, speed, course and, of an aircraft of search and rescue, height."""
    kind, speed = rows["type"], numbers(rows["speed"])
    rescue, far = kind == _RESCUE_AIRCRAFT, kind == _LONG_RANGE
    told = motion(speed, rows["course"])
    knots = told["ground_speed_kt"].mask(far & (speed == _LONG_RANGE_NO_SPEED_KT))
    metres = numbers(rows["alt"])
    return {
        **places(rows["lat"], rows["lon"]),
        **told,
        "ground_speed_kt": knots.mask(rescue, speed.mask(speed == _RESCUE_NO_SPEED_KT)),
        "altitude_geom_ft": metres.where(metres != _NO_ALTITUDE_M) * FT_PER_M,
        "position_source": pd.Series(np.where(far, LONG_RANGE, AIS), index=rows.index, dtype="str"),
    }


FORMAT = Format("ais_nmea", "AIS log of NMEA sentences with tag blocks", recognises, read)
