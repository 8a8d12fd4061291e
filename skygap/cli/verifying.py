"""python -m skygap verify: every part of the store and every piece of evidence with its hash."""

import argparse

from skygap.cli.words import (
    Commands,
    Row,
    add_store_option,
    command,
    say,
    store_folder,
    write,
    write_json,
)
from skygap.errors import StoreError
from skygap.store import Store, Verified, newest, open_store, verify


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    add_store_option(command(commands, "verify", verify_command))


def verify_command(options: argparse.Namespace) -> int:
    """Compare every file of the store and every piece of evidence with its hash."""
    store = _made_store(options)
    found = verify(store)
    for fault in found.faults:
        say(fault)
    if options.json is not None:
        write_json(_verified_json(found, store), options.json)
    else:
        write(_verified_text(found, store))
    return 2 if found.faults else 0


def _made_store(options: argparse.Namespace) -> Store:
    """Open a store; one that was never written to would be whole whatever happened."""
    store = open_store(store_folder(options))
    if newest(store).number == 0:
        msg = f"{store.root} holds nothing that can be verified. Name a store with --store"
        raise StoreError(msg)
    return store


def _verified_json(found: Verified, store: Store) -> Row:
    return {
        "store": str(store.root),
        "parts": found.parts,
        "evidence": found.evidence,
        "unlisted": found.unlisted,
        "faults": list(found.faults),
    }


def _verified_text(found: Verified, store: Store) -> str:
    lost = f", {found.unlisted} of them in no list" if found.unlisted else ""
    counted = f"{found.parts} parts, {found.evidence} pieces of evidence{lost}"
    word = f"{len(found.faults)} differ" if found.faults else "all as they were written"
    return f"{store.root}: {counted}: {word}"
