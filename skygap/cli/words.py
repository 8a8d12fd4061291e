"""What all commands share: the store, the answers, how results and faults are said."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from skygap.errors import InputError, StoreError
from skygap.identity import further_words
from skygap.readers.columns.column_fields import SPELLING, parse_columns
from skygap.readers.reading import Answers
from skygap.store import Store, inputs, open_store
from skygap.tables.ships import ship_label
from skygap.timing import parse_zone

Row = dict[str, Any]

GUESS = "guess"
"""What stands in place of columns for taking what Skygap guesses."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as all other faults are said."""

    def error(self, message: str) -> NoReturn:
        """Stop with exit code 2."""
        self.exit(2, f"{message}. {self.prog} --help says more\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001  (its only name)
Command = Callable[[argparse.Namespace], int]


def command(commands: Commands, name: str, doing: Command) -> argparse.ArgumentParser:
    """Make the parser of one command; its help is what the function says of itself."""
    made = commands.add_parser(name, help=doing.__doc__, description=doing.__doc__)
    made.set_defaults(command=doing)
    made.add_argument("--json", metavar="FILE|-", help="write JSON to a file, or - to stdout")
    return made


def add_store_option(parser: argparse.ArgumentParser) -> None:
    """Let a command name the store it works on."""
    text = "default: $SKYGAP_STORE or ./store"
    parser.add_argument("--store", type=Path, metavar="DIR", help=text)


def add_path_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a command name files, and answer what these do not say themselves."""
    text = "track file, ZIP archive or folder of files"
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=text)
    parser.add_argument("--timezone", metavar="ZONE", help="clock of times that name no zone")
    text = f"columns of a table of unknown making, or '{GUESS}'. {SPELLING}"
    parser.add_argument("--columns", metavar="FIELD=COLUMN,...", help=text)


def answers_of(options: argparse.Namespace) -> Answers:
    """Collect what the user says of files that do not say it themselves."""
    zone = parse_zone(options.timezone, file="--timezone") if options.timezone else None
    if options.columns == GUESS:
        return Answers(zone=zone, takes_guess=True)
    if options.columns is None:
        return Answers(zone=zone)
    return Answers(zone=zone, columns=parse_columns(options.columns, file="--columns"))


def store_folder(options: argparse.Namespace) -> Path:
    """Tell the folder of the store: named, from the environment, or ./store."""
    return options.store or Path(os.environ.get("SKYGAP_STORE") or "store")


def filled_store(folder: Path) -> Store:
    """Open a store that holds something; StoreError when it does not."""
    store = open_store(folder)
    if inputs(store).empty:
        msg = f"{folder} holds no files yet. Load some with: python -m skygap add PATH..."
        raise StoreError(msg)
    return store


def craft_words(row: Mapping[str, Any]) -> str:
    """Name a craft as briefly as it can be named; a ship by its name and MMSI."""
    name = str(row["registration"] or row["icao24"] or row["craft_id"])
    if row["mmsi"]:
        name = ship_label(row["mmsi"], row["craft_name"] or "")
    further = further_words(str(row["craft_id"]))
    return f"{name}, {further}" if further else name


def failed_json(error: InputError) -> Row:
    """Write a file that could not be read as an input of the document."""
    nothing: Row = {"sha256": None, "format": None, "rows": 0, "fixes": 0, "rejected": []}
    return {"path": error.file, **nothing, "error": str(error)}


def write(text: str) -> None:
    """Write a result."""
    sys.stdout.write(f"{text}\n")


def write_json(written: Row, target: str) -> None:
    """Write a document to a file, or to stdout for `-`; InputError when that cannot be."""
    text = json.dumps(written, ensure_ascii=False, indent=1, allow_nan=False)
    if target == "-":
        write(text)
        return
    try:
        Path(target).write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        fault = f"cannot be written ({error.strerror})"
        raise InputError(
            target, fault, "Name another file after --json, or - for stdout"
        ) from error


def say(text: str) -> None:
    """Say a fault."""
    sys.stderr.write(f"{text}\n")


def say_all(errors: Sequence[InputError]) -> None:
    """Say each fault in its line."""
    for error in errors:
        say(str(error))


def tell(progress: str) -> None:
    """Tell progress to somebody who watches; in a log it would drown the faults."""
    if sys.stderr.isatty():
        say(progress)
