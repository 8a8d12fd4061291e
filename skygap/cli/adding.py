"""python -m skygap add: files into the store."""

import argparse

import skygap
from skygap.cli.words import (
    Commands,
    Row,
    add_path_arguments,
    add_store_option,
    answers_of,
    command,
    failed_json,
    say_all,
    store_folder,
    tell,
    write,
    write_json,
)
from skygap.document import input_json
from skygap.intake import Intake, add
from skygap.readers.shipped.reference import shipped_reference
from skygap.settings import Settings
from skygap.store import Store, inputs, open_store


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    made = command(commands, "add", add_command)
    add_store_option(made)
    add_path_arguments(made)


def add_command(options: argparse.Namespace) -> int:
    """Load files into the store in one commit."""
    store = open_store(store_folder(options))
    done = add(
        options.paths,
        store,
        reference=shipped_reference(),
        settings=Settings(),
        progress=tell,
        answers=answers_of(options),
    )
    say_all(done.errors)
    if options.json is not None:
        write_json(_intake_json(done, store), options.json)
    else:
        write(_intake_text(done, store))
    return 2 if done.errors else 0


def _intake_json(done: Intake, store: Store) -> Row:
    return {
        "skygap": skygap.__version__,
        "store": str(store.root),
        "version": done.version,
        "added": [input_json(reading) for reading in done.added],
        "known": [input_json(reading) for reading in done.known],
        "errors": [failed_json(error) for error in done.errors],
    }


def _intake_text(done: Intake, store: Store) -> str:
    lines = [f"added {reading.path}: {len(reading.fixes)} fixes" for reading in done.added]
    lines += [f"known already {reading.path}: nothing changed" for reading in done.known]
    return "\n".join([*lines, f"{store.root}: {len(inputs(store))} files"])
