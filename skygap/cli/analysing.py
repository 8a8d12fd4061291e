"""python -m skygap analyse: legs and gaps of files."""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from skygap.analysis import Analysis, analyse, with_registers
from skygap.cli.words import (
    Commands,
    Row,
    add_path_arguments,
    answers_of,
    command,
    craft_words,
    failed_json,
    say_all,
    tell,
    write,
    write_json,
)
from skygap.document import document
from skygap.errors import InputError
from skygap.intake import fixes_of, heard_of, read_all
from skygap.readers.reading import Reading
from skygap.readers.shipped.case_folder import shipped_case
from skygap.readers.shipped.reference import shipped_reference
from skygap.settings import Settings, parse_settings
from skygap.store import Store, inputs, open_store
from skygap.tables.ships import is_ship_mmsi
from skygap.timing import spoken, spoken_duration


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    made = command(commands, "analyse", analyse_command)
    made.add_argument("--store", type=Path, metavar="DIR", help="use what it holds of the crafts")
    add_path_arguments(made)
    made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="setting")


def analyse_command(options: argparse.Namespace) -> int:
    """Analyse files, with what the store holds of the same crafts when a store is named."""
    settings = parse_settings(options.set)
    store = open_store(options.store) if options.store else None
    readings, errors = read_all(options.paths, progress=tell, answers=answers_of(options))
    say_all(errors)
    if readings:
        tell("analysing")
        fixes = fixes_of(readings, store=store)
        heard = heard_of(readings, store=store)
        found = analyse(fixes, shipped_reference(), settings=settings, heard=heard)
        found = with_registers(found, shipped_case().registrations)
        if options.json is not None:
            written = _analysis_json(found, readings, errors, store, settings=settings)
            write_json(written, options.json)
        else:
            write(_summary(found, readings))
    return 2 if errors else 0


def _analysis_json(
    found: Analysis,
    readings: Sequence[Reading],
    errors: Sequence[InputError],
    store: Store | None,
    *,
    settings: Settings,
) -> Row:
    written: Row = document(found, readings, settings=settings)
    failed = [failed_json(error) for error in errors]
    from_store = _stored_inputs(found, readings, store) if store else []
    return written | {"inputs": [*written["inputs"], *from_store, *failed]}


def _stored_inputs(found: Analysis, readings: Sequence[Reading], store: Store) -> list[Row]:
    """List the files that were loaded into the store before and whose fixes were used."""
    used = set(found.fixes["evidence_id"]) - {reading.sha256 for reading in readings}
    ledger = inputs(store)
    return _ledger_json(ledger[ledger["sha256"].isin(used)])


def _ledger_json(ledger: pd.DataFrame) -> list[Row]:
    rows: list[Row] = ledger.drop(columns=["added_at"]).to_dict("records")
    return [row | {"rejected": json.loads(row["rejected"])} for row in rows]


def _summary(found: Analysis, readings: Sequence[Reading]) -> str:
    files = [
        f"{r.path}: {r.format}, {len(r.fixes)} fixes of {r.rows} rows"
        + "".join(f"; {x.rows} set aside: {x.reason}" for x in r.rejected)
        for r in readings
    ]
    legs = [_leg_line(leg) for leg in found.legs.to_dict("records")]
    gaps = [_gap_line(gap) for gap in found.gaps.to_dict("records")]
    notes = [f"Note: {text}" for text in found.warnings["text"]]
    titles = [f"\nlegs: {len(legs)}", f"\ngaps in the signal: {len(gaps)}"]
    return "\n".join([*files, titles[0], *legs, titles[1], *gaps, *([""] if notes else []), *notes])


def _leg_line(leg: Mapping[str, Any]) -> str:
    times = f"{spoken(leg['start_time'])} - {spoken(leg['end_time'])}"
    return f"  {craft_words(leg)}  {times}  {leg['leg_kind']}, {_way(leg)}"


def _way(leg: Mapping[str, Any]) -> str:
    if is_ship_mmsi(leg["mmsi"]):
        return f"{leg['distance_km']:,.0f} km"
    return f"{leg['origin_ident'] or 'unknown'} to {leg['destination_ident'] or 'unknown'}"


def _gap_line(gap: Mapping[str, Any]) -> str:
    lasting = "still unseen" if gap["is_open"] else spoken_duration(gap["duration_min"])
    when = f"{spoken(gap['start_time'])}, {lasting}"
    return f"  {craft_words(gap)}  {when}: {_cause(gap)}. {gap['reason']}"


def _cause(gap: Mapping[str, Any]) -> str:
    """Name the cause; a likelihood never goes without its number."""
    is_plain = gap["cause"] == "cannot_tell" or gap["cause_probability"] >= 1
    number = "" if is_plain else f" ({gap['cause_probability']:.0%})"
    return str(gap["cause"]).replace("_", " ") + number
