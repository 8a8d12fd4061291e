"""Readers: bytes in, fixes out. The one registry of the formats that Skygap can read.

To add a format, write one module beside this one and add one line to FORMATS:

1. `skygap/readers/<name>.py` holds `recognises(raw)`, which looks at the content and never only
   at the name, `read(raw)`, which gives back `Parsed`, and `FORMAT = Format(...)`. What a raw row
   looks like is known there and nowhere else. Below it are rooms that all formats share: `files`
   opens and unpacks, `parsing` takes text, JSON, XML and Parquet apart into rows, `making` makes
   their values into those of a fix and sets rows aside, `columns` guesses tables of unknown making.
2. The line in FORMATS below. The first format that recognises a file reads it, so a format that
   would take almost anything belongs at the end.
3. A row in docs/formats.md and tests in tests/readers.

Order, duplicates and evidence are seen to here, once for all formats.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from skygap.errors import ColumnsNeededError, InputError, ZoneNeededError
from skygap.readers import (
    adsbx_csv,
    ais_denmark,
    ais_gfw,
    ais_marinecadastre,
    ais_nmea,
    basestation,
    flightaware_kml,
    flightradar24,
    flightradar24_granular,
    flightradar24_json,
    flightradar24_kml,
    gpx,
    kml,
    mapped,
    opensky,
    opensky_states,
    opensky_tracks,
    readsb,
    tar1090_kml,
    traffic_json,
)
from skygap.readers.columns.column_fields import lacking, spell_columns
from skygap.readers.files.describing import looks_like
from skygap.readers.files.opening import Opened, only, open_each, open_each_content
from skygap.readers.making.sifting import EXCHANGED, REPEATED, rejection
from skygap.readers.reading import (
    NOTHING_SAID,
    Answers,
    Format,
    Parsed,
    RawFile,
    Reading,
    Rejection,
)
from skygap.tables.fixes import FIXES, FURTHER, KEY, merge_fixes
from skygap.tables.heard import merge_heard
from skygap.tables.schema import conform

FORMATS: tuple[Format, ...] = (
    readsb.FORMAT,
    flightradar24.FORMAT,
    flightradar24_granular.FORMAT,
    flightradar24_json.FORMAT,
    opensky.FORMAT,
    basestation.FORMAT,
    opensky_states.FORMAT,
    opensky_tracks.FORMAT,
    traffic_json.FORMAT,
    adsbx_csv.FORMAT,
    ais_marinecadastre.FORMAT,
    ais_denmark.FORMAT,
    ais_gfw.FORMAT,
    ais_nmea.FORMAT,
    tar1090_kml.FORMAT,
    flightaware_kml.FORMAT,
    flightradar24_kml.FORMAT,
    kml.FORMAT,
    gpx.FORMAT,
    mapped.FORMAT,
)


def read_each(path: Path, *, answers: Answers = NOTHING_SAID) -> Iterator[Reading | InputError]:
    """Read a file, or each file of a ZIP archive or a folder, of any known format, one at a time.

    One that cannot be read is given as the error that says in one line why, and the others follow.
    An answer is used only where the file does not say it itself; a file that needs one that nobody
    gave is refused with ColumnsNeededError or ZoneNeededError.
    """
    return _each(open_each(path), answers)


def read_each_content(
    name: str, content: bytes, *, answers: Answers = NOTHING_SAID
) -> Iterator[Reading | InputError]:
    """Read bytes that are already in memory; `name` may carry an id, as Flightradar24's do."""
    return _each(open_each_content(name, content), answers)


def read(path: Path, *, answers: Answers = NOTHING_SAID) -> Reading:
    """Read the one file that a path names, as `read_each` does, raising what is wrong with it."""
    return only(str(path), read_each(path, answers=answers))


def read_content(name: str, content: bytes, *, answers: Answers = NOTHING_SAID) -> Reading:
    """Read the one file that bytes in memory are, raising what is wrong with it."""
    return only(name, read_each_content(name, content, answers=answers))


def _each(opened: Iterable[Opened], answers: Answers) -> Iterator[Reading | InputError]:
    for raw in opened:
        try:
            yield raw if isinstance(raw, InputError) else _reading(raw, answers)
        except InputError as error:
            yield error


def _reading(raw: RawFile, answers: Answers) -> Reading:
    chosen = _format_of(raw)
    told, parsed = _parsed(chosen, raw, answers)
    _refuse_exchanged(told, parsed)
    _refuse_unusable(raw, parsed)
    labelled = parsed.fixes.assign(craft_id=_keys(parsed.fixes), evidence_id=raw.sha256)
    fixes = _sane(merge_fixes([labelled]))
    rejected = parsed.rejected
    if len(fixes) < len(labelled):
        rejected = (*rejected, _repeated(labelled))
    name, heard = _on_record(chosen, told, answers), _heard(raw, parsed.heard)
    return Reading(raw.name, raw.sha256, name, parsed.rows, fixes, rejected, heard)


def _heard(raw: RawFile, heard: pd.DataFrame) -> pd.DataFrame:
    return merge_heard([] if heard.empty else [heard.assign(evidence_id=raw.sha256)])


def _keys(fixes: pd.DataFrame) -> pd.Series:
    """Keep out of keys what names a further craft under one address; names in files may hold it."""
    return fixes["craft_id"].astype("str").str.replace(FURTHER, "%23", regex=False)


def _sane(fixes: pd.DataFrame) -> pd.DataFrame:
    """Make unknown what is no direction: 511 is how some feeds write that there is none."""
    direction = fixes["track_deg"]
    return fixes.assign(track_deg=direction.where(direction.between(0, 360)))


def _parsed(chosen: Format, raw: RawFile, answers: Answers) -> tuple[RawFile, Parsed]:
    """Read with answers only what asks for them; give back the file with those it was read with."""
    try:
        return raw, chosen.read(raw)
    except ColumnsNeededError as error:
        columns = _columns_said(answers, error)
        if columns is None or raw.columns is not None:
            raise
        told = replace(raw, columns=columns)
    except ZoneNeededError:
        if answers.zone is None:
            raise
        told = replace(raw, zone=answers.zone)
    return _parsed(chosen, told, answers)


def _columns_said(answers: Answers, needed: ColumnsNeededError) -> Mapping[str, str] | None:
    """Take what somebody said; the guess only when told to, and when it makes a position."""
    if answers.columns is not None or not answers.takes_guess:
        return answers.columns
    return None if lacking(needed.guess) else needed.guess


def _on_record(chosen: Format, raw: RawFile, answers: Answers) -> str:
    """Name the format, and what somebody had to say for the file to be read."""
    said = [chosen.name]
    if raw.columns is not None:
        was_guessed = answers.columns is None
        said.append(f"columns {'guessed: ' * was_guessed}{spell_columns(raw.columns)}")
    if raw.zone is not None:
        said.append(f"clock {raw.zone}")
    return ", ".join(said)


def _format_of(raw: RawFile) -> Format:
    for known in FORMATS:
        if known.recognises(raw):
            return known
    titles = "; ".join(known.title for known in FORMATS)
    fault = f"this is no track that can be read; it looks like {looks_like(raw)}"
    raise InputError(raw.name, fault, f"Can be read: {titles}")


def _refuse_exchanged(raw: RawFile, parsed: Parsed) -> None:
    for rejected in parsed.rejected:
        if rejected.reason == EXCHANGED:
            advice = "Exchange the two in a copy of the file, and give that"
            if raw.columns is not None:
                advice = "Exchange lat and lon in what you say of the columns (--columns)"
            raise InputError(raw.name, EXCHANGED, advice, rejected.first_row)


def _refuse_unusable(raw: RawFile, parsed: Parsed) -> None:
    if len(parsed.fixes) or len(parsed.heard) or not parsed.rejected:
        return
    first = min(parsed.rejected, key=lambda rejected: rejected.first_row)
    fault = f"none of its {parsed.rows} rows can be used ({first.reason})"
    raise InputError(raw.name, fault, "Look at this row first", first.first_row)


def _repeated(fixes: pd.DataFrame) -> Rejection:
    conforming = conform(FIXES, fixes)
    return rejection(REPEATED, conforming.index[conforming.duplicated(KEY)])
