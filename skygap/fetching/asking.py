"""One craft and day: ask, keep every answer as evidence, read it, and judge what may be said.

The judgement never says more than what came: a day that is not over is `partial`, an answer about
another craft or day is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pandas as pd

import skygap
from skygap.errors import InputError
from skygap.fetching.wanting import FetchedDay, Wanted
from skygap.providers import Answer, DayAnswer, Line, Provider
from skygap.readers import read_content
from skygap.readers.reading import Reading
from skygap.store import Store, keep
from skygap.tables.days import EMPTY, FAILED, LOADED, PARTIAL

SETTLES = timedelta(hours=6)
"""Assumed: so long after midnight UTC the file of the day before may still be growing."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What came of one day before it is committed."""

    result: FetchedDay
    readings: tuple[Reading, ...] = ()
    evidence: tuple[Mapping[str, object], ...] = ()
    ends_run: bool = False


def ask_day(wanted: Wanted, store: Store, line: Line, icao24: str, day: date) -> Found:
    """Ask for one day, keep every answer, and read those that hold positions."""
    told = wanted.provider.day_of(line, icao24, day)
    proofs = [answer for answer in (*told.tracks, *told.others) if answer.is_proof]
    about = {"craft_id": icao24, "day": f"{day}", **_from(wanted)}
    evidence = tuple(_evidence(store, answer) | about for answer in proofs)
    readings, faults = _read(told.tracks, icao24, wanted.provider)
    first = str(evidence[0]["evidence_id"]) if evidence else ""
    result = replace(_judged(told, readings, faults, icao24, day), evidence_id=first)
    usable = () if result.status == FAILED else tuple(readings)
    return Found(result, usable, evidence, told.ends_run)


def _from(wanted: Wanted) -> dict[str, object]:
    provider = wanted.provider
    licence = f"{provider.licence}. {provider.terms}"
    return {"provider": provider.name, "licence": licence, "operator": wanted.operator}


def _evidence(store: Store, answer: Answer) -> dict[str, object]:
    """Keep an answer on disk and tell what the ledger of evidence says of it."""
    how = f"{urlsplit(answer.url).scheme.upper()} GET by Skygap {skygap.__version__}"
    what = "the first bytes" if answer.is_first_part else "the body"
    return {
        "evidence_id": keep(store, answer.content),
        "bytes": len(answer.content),
        "retrieved_at": answer.retrieved_at,
        "url": answer.url,
        "status_code": answer.status_code,
        "is_whole": not answer.fault and not answer.is_first_part,
        "method": f"{how}, {what} as received",
    }


def _read(
    tracks: Sequence[Answer], icao24: str, provider: Provider
) -> tuple[list[Reading], list[str]]:
    """Read answers; one that cannot be read or is about another craft becomes a fault."""
    readings, faults = [], []
    for track in tracks:
        try:
            reading = read_content(track.url, track.content)
        except InputError as error:
            faults.append(f"{error.fault}. {error.advice}")
            continue
        others = set(reading.fixes["craft_id"]) - {icao24}
        if others:
            faults.append(f"the answer is about {min(others)}, not {icao24}")
        else:
            named = reading.fixes.assign(provider=provider.name)
            readings.append(replace(reading, fixes=named))
    return readings, faults


def _judged(
    told: DayAnswer, readings: Sequence[Reading], faults: Sequence[str], icao24: str, day: date
) -> FetchedDay:
    """Say what the ledger may say of a day: never more than what came allows."""
    fixes = sum(int(_is_of(reading, day).sum()) for reading in readings)
    status, note = told.status, told.note
    if faults:
        status = PARTIAL if readings else FAILED
        note = f"{note}; not usable: {faults[0]}" if readings else faults[0]
    elif told.status == LOADED and not fixes:
        status, note = _without_fixes(readings)
    if status in {LOADED, EMPTY} and datetime.now(UTC) < _settles_at(day):
        status, note = PARTIAL, f"{note}. The day is not over, or its end may still be missing"
    is_cut = told.status == PARTIAL and not told.tracks
    has_fault = status == FAILED or is_cut
    return FetchedDay(icao24, f"{day}", status, note, fixes, has_fault=has_fault)


def _is_of(reading: Reading, day: date) -> pd.Series:
    return reading.fixes["timestamp"].dt.floor("D") == pd.Timestamp(day, tz="UTC")


def _without_fixes(readings: Sequence[Reading]) -> tuple[str, str]:
    """Judge a trace without a fix of its day: nothing in it, or another day."""
    if any(len(reading.fixes) for reading in readings):
        return FAILED, "the answer holds another day than the one asked for"
    return EMPTY, "The provider's trace of the day holds no position"


def _settles_at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1) + SETTLES
