"""Readers: bytes in, fixes out. The one registry of the formats that Skygap can read.

To add a format, write one module beside this one and add one line to FORMATS:

1. `skygap/readers/<name>.py` holds `recognises(raw)`, which looks at the content and never only
   at the name, `read(raw)`, which gives back `Parsed`, and `FORMAT = Format(...)`. What a raw row
   looks like is known there and nowhere else. `values` cleans values, `sifting` sets rows aside,
   `delimited` reads comma-separated text, `columnar` reads Parquet.
2. The line in FORMATS below. The first format that recognises a file reads it, so a format that
   would take almost anything belongs at the end.
3. A row in docs/formats.md and tests in tests/readers.

Order, duplicates and evidence are seen to here, once for all formats.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from skygap.errors import ColumnsNeededError, InputError, ZoneNeededError
from skygap.readers import (
    adsbx_csv,
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
)
from skygap.readers.column_fields import lacking, spell_columns
from skygap.readers.describing import looks_like
from skygap.readers.opening import open_content, open_file
from skygap.readers.reading import (
    NOTHING_SAID,
    Answers,
    Format,
    Parsed,
    RawFile,
    Reading,
    Rejection,
)
from skygap.readers.sifting import EXCHANGED, REPEATED, rejection
from skygap.tables.fixes import FIXES, KEY, merge_fixes
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
    adsbx_csv.FORMAT,
    tar1090_kml.FORMAT,
    flightaware_kml.FORMAT,
    flightradar24_kml.FORMAT,
    kml.FORMAT,
    gpx.FORMAT,
    mapped.FORMAT,
)


def read(path: Path, *, answers: Answers = NOTHING_SAID) -> Reading:
    """Read a file of any known format; InputError says in one line why it cannot be read.

    An answer is used only where the file does not say it itself; a file that needs one that nobody
    gave is refused with ColumnsNeededError or ZoneNeededError.
    """
    return _reading(str(path), open_file(path), answers)


def read_content(name: str, content: bytes, *, answers: Answers = NOTHING_SAID) -> Reading:
    """Read bytes that are already in memory; `name` may carry an id, as Flightradar24's do."""
    return _reading(name, open_content(name, content), answers)


def _reading(path: str, raw: RawFile, answers: Answers) -> Reading:
    chosen = _format_of(raw)
    told, parsed = _parsed(chosen, raw, answers)
    _refuse_exchanged(told, parsed)
    _refuse_unusable(raw, parsed)
    labelled = parsed.fixes.assign(evidence_id=raw.sha256)
    fixes = merge_fixes([labelled])
    rejected = parsed.rejected
    if len(fixes) < len(labelled):
        rejected = (*rejected, _repeated(labelled))
    name = _on_record(chosen, told, answers)
    return Reading(path, raw.sha256, name, parsed.rows, fixes, rejected)


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
    if len(parsed.fixes) or not parsed.rejected:
        return
    first = min(parsed.rejected, key=lambda rejected: rejected.first_row)
    fault = f"none of its {parsed.rows} rows can be used ({first.reason})"
    raise InputError(raw.name, fault, "Look at this row first", first.first_row)


def _repeated(fixes: pd.DataFrame) -> Rejection:
    conforming = conform(FIXES, fixes)
    return rejection(REPEATED, conforming.index[conforming.duplicated(KEY)])
