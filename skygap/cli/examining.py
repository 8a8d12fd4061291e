"""python -m skygap blind-test: how often what is said is right, where the truth is known."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from skygap.cli.words import Commands, command, say_all, tell, write, write_json
from skygap.errors import InputError
from skygap.exam.exams import EXAMS, exam_document, exam_text
from skygap.exam.worlds import generated_world
from skygap.intake import fixes_of, read_all
from skygap.readers.shipped.departures import read_departures
from skygap.readers.shipped.exams import exam_path
from skygap.readers.shipped.reference import shipped_reference
from skygap.reference import Reference
from skygap.settings import parse_settings

CRAFTS = 400
"""So many fly in the generated world unless told otherwise: busy ways have a hundred witnesses."""

MOST_CRAFTS = 20_000

WHAT = {
    "cause": "why a craft is dark",
    "legs": "where a flight began and ended",
    "reach": "where a craft can have stopped",
    "durations": "the same from departures of one hub alone: --samples is their table",
}

Sampled = tuple[list[str], pd.DataFrame, list[InputError]]
"""Names of what was read, fixes or departures, and what could not be read."""


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    made = command(commands, "blind-test", blind_test_command)
    which = made.add_mutually_exclusive_group(required=True)
    for name, text in WHAT.items():
        which.add_argument(f"--{name}", dest="exam", action="store_const", const=name, help=text)
    text = "real tracks of many aircraft; without, a generated world"
    made.add_argument("--samples", type=Path, metavar="DIR", help=text)
    made.add_argument("--seed", type=int, default=1, metavar="N", help="of what is left to chance")
    text = f"aircraft in the generated world, {CRAFTS} unless told otherwise"
    made.add_argument("--crafts", type=_count, default=CRAFTS, metavar="N", help=text)
    made.add_argument("--record", action="store_true", help="keep the result in data/exams")
    made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="setting")


def blind_test_command(options: argparse.Namespace) -> int:
    """Judge gaps whose cause is known, or name airports that are known, and mark what was said."""
    settings, reference = parse_settings(options.set), shipped_reference()
    names, fixes, errors = _taken(options, reference)
    say_all(errors)
    tell("cleaning, hiding and judging")
    name, seed, day = options.exam, options.seed, datetime.now(UTC).date()
    cases = EXAMS[name].cases(fixes, reference, settings=settings, seed=seed)
    told = exam_document(name, cases, samples=names, day=day, seed=seed, settings=settings)
    if options.record:
        write_json(told, str(exam_path(name)))
    if options.json is not None:
        write_json(told, options.json)
    else:
        write(exam_text(told))
    return 2 if errors else 0


def _count(word: str) -> int:
    """Read how many aircraft fly; argparse says in one line what is wrong."""
    count = int(word)
    if not 1 <= count <= MOST_CRAFTS:
        msg = f"{count} is outside 1 to {MOST_CRAFTS}"
        raise argparse.ArgumentTypeError(msg)
    return count


def _taken(options: argparse.Namespace, reference: Reference) -> Sampled:
    if options.exam == "durations":
        return _departures(options)
    if options.samples:
        return _sampled(options)
    return _generated(options, reference.airports.table)


def _departures(options: argparse.Namespace) -> Sampled:
    if not options.samples:
        fault, advice = "names no table", "Name the table of departures after --samples"
        raise InputError("blind-test --durations", fault, advice)
    return [options.samples.name], read_departures(options.samples), []


def _generated(options: argparse.Namespace, airports: pd.DataFrame) -> Sampled:
    tell("generating a world")
    return [], generated_world(airports, crafts=options.crafts, seed=options.seed), []


def _sampled(options: argparse.Namespace) -> Sampled:
    """Read a folder of samples; one that cannot be read is an error and the others go on."""
    readings, errors = read_all([options.samples], progress=tell)
    if not readings:
        raise (
            errors[0]
            if errors
            else InputError(
                str(options.samples), "holds no file", "Name a folder with tracks after --samples"
            )
        )
    names = sorted(Path(reading.path).name for reading in readings)
    return names, fixes_of(readings), errors
