"""python -m skygap fetch: days of tracks from a provider into the store."""

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

import skygap
from skygap.cli.querying import DAY, parse_hexes
from skygap.cli.words import (
    Commands,
    Row,
    add_store_option,
    command,
    say,
    store_folder,
    tell,
    write,
    write_json,
)
from skygap.errors import InputError
from skygap.fetching import Fetched, FetchedDay, Step, Wanted, days_between, fetch
from skygap.providers import PROVIDERS, checked_base
from skygap.readers.shipped.reference import shipped_reference
from skygap.settings import Settings
from skygap.store import Store, open_store

MOST_CRAFTS = 50


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    made = command(commands, "fetch", fetch_command)
    add_store_option(made)
    made.add_argument("--icao24", required=True, metavar="HEX,...", help="24-bit addresses")
    made.add_argument("--from", dest="first", required=True, metavar="DAY", help="first UTC day")
    made.add_argument("--to", dest="last", required=True, metavar="DAY", help="last UTC day")
    made.add_argument("--provider", choices=tuple(PROVIDERS), default=next(iter(PROVIDERS)))
    made.add_argument("--base-url", metavar="URL", help="ask another server of that kind")
    made.add_argument("--again", action="store_true", help="ask for days that are known, too")


def fetch_command(options: argparse.Namespace) -> int:
    """Ask a provider for days of aircraft; what it answers is kept as evidence."""
    wanted = _wanted(options)
    store = open_store(store_folder(options))
    reference = shipped_reference()
    try:
        done = fetch(wanted, store, reference=reference, settings=Settings(), watch=_tell_step)
    except KeyboardInterrupt:
        say(f"Stopped. What came before is in {store.root}; run it again to go on there")
        return 2
    for result in done.faults:
        say(_fault_line(result, wanted))
    if options.json is not None:
        write_json(_fetched_json(done, wanted, store), options.json)
    else:
        write(_fetched_text(done, wanted, store))
    return 2 if done.faults else 0


def _wanted(options: argparse.Namespace) -> Wanted:
    provider = PROVIDERS[options.provider]
    if options.base_url is not None:
        base_url = checked_base(options.base_url, file="--base-url")
        provider = replace(provider, base_url=base_url)
    first, last = _day(options.first, flag="--from"), _day(options.last, flag="--to")
    return Wanted(
        provider=provider,
        icao24s=_crafts(options.icao24),
        days=days_between(first, last, file="--from, --to"),
        again=options.again,
        operator=os.environ.get("SKYGAP_OPERATOR", "")[:100],
    )


def _crafts(text: str) -> tuple[str, ...]:
    crafts = tuple(dict.fromkeys(parse_hexes(text)))
    if len(crafts) > MOST_CRAFTS:
        fault = f"{len(crafts)} aircraft are too many for one run"
        raise InputError("--icao24", fault, f"Ask for at most {MOST_CRAFTS} at once")
    return crafts


def _day(text: str, *, flag: str) -> date:
    advice = "Write a UTC day as 2024-03-20"
    if not DAY.fullmatch(text):
        raise InputError(flag, f"{text!r} is no day", advice)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(flag, f"{text!r} is no day", advice) from error


def _tell_step(step: Step) -> None:
    result = step.result
    tell(f"{step.done} of {step.total}: {result.icao24} {result.day} {result.status}")


def _fault_line(result: FetchedDay, wanted: Wanted) -> str:
    advice = "Run it again to ask for what did not come"
    error = InputError(wanted.provider.title, result.note, advice)
    return f"{result.icao24}, {result.day}, {error}"


def _fetched_json(done: Fetched, wanted: Wanted, store: Store) -> Row:
    provider = wanted.provider
    return {
        "skygap": skygap.__version__,
        "store": str(store.root),
        "version": done.version,
        "provider": provider.name,
        "base_url": provider.base_url,
        "licence": provider.licence,
        "terms": provider.terms,
        "days": [asdict(result) for result in done.days],
    }


def _fetched_text(done: Fetched, wanted: Wanted, store: Store) -> str:
    provider = wanted.provider
    counts = Counter(result.status for result in done.days)
    counted = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    terms = f"{provider.title}, {provider.licence}. {provider.terms}"
    return "\n".join([*_day_lines(done.days), f"{store.root}: {counted}", terms])


def _day_lines(days: Sequence[FetchedDay]) -> list[str]:
    return [
        f"{result.icao24} {result.day} {result.status}"
        f"{'' if result.is_asked or result.has_fault else ' (known before)'}"
        f", {result.fixes} fixes: {result.note}"
        for result in days
    ]
