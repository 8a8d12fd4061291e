"""python -m skygap query: legs, gaps and stops out of the store."""

import argparse
import re

import pandas as pd

from skygap.cli.words import (
    Commands,
    Row,
    add_store_option,
    command,
    craft_words,
    filled_store,
    store_folder,
    write,
    write_json,
)
from skygap.document import gaps_json, legs_json, stops_json
from skygap.errors import InputError
from skygap.store import Store, Where, find, read_approaches, read_reachable
from skygap.store.query import Box
from skygap.tables.ships import craft_id_of
from skygap.timing import parse_moment

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HEX = re.compile(r"~?[0-9a-f]{6}")
MMSI = re.compile(r"[0-9]{9}")


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    made = command(commands, "query", query_command)
    add_store_option(made)
    made.add_argument("--bbox", metavar="W,S,E,N", help="degrees; W > E crosses 180")
    made.add_argument("--from", dest="start", metavar="T", help="time with zone, or a UTC day")
    made.add_argument("--to", dest="end", metavar="T", help="time with zone, or a UTC day")
    made.add_argument("--icao24", metavar="HEX,...", help="24-bit addresses")
    made.add_argument("--mmsi", metavar="MMSI,...", help="ships")
    made.add_argument("--table", choices=("legs", "gaps", "stops"), default="legs")


def with_box_joined(argv: list[str]) -> list[str]:
    """Let a box begin with a minus, which the parser would take for an option."""
    return re.sub(r"(^|\0)--bbox\0", r"\1--bbox=", "\0".join(argv)).split("\0") if argv else []


def query_command(options: argparse.Namespace) -> int:
    """Find legs, gaps or stops in the store."""
    store = filled_store(store_folder(options))
    where = Where(
        box=None if options.bbox is None else parse_box(options.bbox),
        start=None if options.start is None else parse_bound(options.start, flag="--from"),
        end=None if options.end is None else parse_bound(options.end, flag="--to", is_end=True),
        craft_ids=_craft_ids(options),
    )
    rows = _found_json(store, options.table, where)
    if options.json is not None:
        write_json({"table": options.table, "rows": rows}, options.json)
    else:
        write("\n".join([f"{options.table}: {len(rows)}", *map(_row_line, rows)]))
    return 0


def _craft_ids(options: argparse.Namespace) -> tuple[str, ...]:
    hexes = () if options.icao24 is None else parse_hexes(options.icao24)
    return hexes + (() if options.mmsi is None else parse_mmsis(options.mmsi))


def _found_json(store: Store, table: str, where: Where) -> list[Row]:
    found = find(store, table, where)
    if table == "legs":
        return legs_json(found, read_approaches(store))
    if table == "stops":
        return stops_json(found)
    return gaps_json(found, read_reachable(store))


def _row_line(row: Row) -> str:
    start = row.get("start_time") or row.get("arrival_earliest") or "unknown"
    end = row.get("end_time") or row.get("departure_latest") or "unknown"
    what = row.get("cause") or row.get("ident") or row.get("kind")
    return f"  {craft_words(row)}  {start} - {end}  {what}"


def parse_box(text: str) -> Box:
    """Read W,S,E,N in degrees; west may be greater than east, across the antimeridian."""
    advice = "Write west,south,east,north in degrees, for example --bbox=120,35,140,50"
    try:
        west, south, east, north = (float(word) for word in text.split(","))
    except ValueError as error:
        raise InputError("--bbox", f"{text!r} is not four numbers", advice) from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        fault = f"{text!r} is no box on the earth (south must not exceed north)"
        raise InputError("--bbox", fault, advice)
    return west, south, east, north


def parse_bound(text: str, *, flag: str, is_end: bool = False) -> pd.Timestamp:
    """Read one end of a window; a date alone is that whole UTC day, the year 9999 no end."""
    if not DAY.fullmatch(text):
        return parse_moment(text, file=flag)
    midnight = parse_moment(f"{text}T00:00Z", file=flag)
    return midnight + pd.Timedelta(days=1) if is_end and midnight.year < 9999 else midnight


def parse_hexes(text: str) -> tuple[str, ...]:
    """Read 24-bit addresses separated by commas; they stay text."""
    words = tuple(word.strip().lower() for word in text.split(","))
    for word in words:
        if not HEX.fullmatch(word):
            advice = "Write six characters 0-9 and a-f, for example --icao24=154e37,004014"
            raise InputError("--icao24", f"{word!r} is not a 24-bit address", advice)
    return words


def parse_mmsis(text: str) -> tuple[str, ...]:
    """Read MMSIs separated by commas into the keys of their crafts."""
    words = tuple(word.strip() for word in text.split(","))
    for word in words:
        if not MMSI.fullmatch(word):
            advice = "Write nine digits, for example --mmsi=273456789,416000000"
            raise InputError("--mmsi", f"{word!r} is not an MMSI", advice)
    return tuple(craft_id_of(pd.Series(words, dtype="str")))
