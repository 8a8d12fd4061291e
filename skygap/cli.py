"""The command line: what the screen does to data, without the screen.

Results go to stdout, faults to stderr, and progress too when somebody watches. Exit 0: done; 2: the
user's mistake, one line for each; 1: ours, with Python's traceback. One bad file among good ones
does not spoil the good ones: they are done, and the exit is still 2.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd

import skygap
from skygap.analysis import Analysis, analyse
from skygap.document import document, gaps_json, input_json, legs_json, stops_json
from skygap.errors import InputError, SkygapError, StoreError
from skygap.intake import Intake, add, fixes_of, read_all
from skygap.readers.reading import Reading
from skygap.readers.reference import read_airports
from skygap.settings import Settings, parse_settings
from skygap.store import Store, Where, find, inputs, open_store, read_reachable
from skygap.store.query import Box
from skygap.timing import parse_moment, parse_zone, spoken, spoken_duration

AIRPORTS = Path(__file__).resolve().parents[1] / "data" / "airports" / "airports.csv.gz"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HEX = re.compile(r"~?[0-9a-f]{6}")

Row = dict[str, Any]


def main(argv: Sequence[str]) -> int:
    """Do one command and give back the exit code."""
    options = _parser().parse_args(_with_box_joined(argv))
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except SkygapError as error:
        _say(str(error))
        return 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as all other faults are said."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message}. {self.prog} --help says more\n")


def _with_box_joined(argv: Sequence[str]) -> list[str]:
    """Let a box begin with a minus, which the parser would take for an option."""
    return re.sub(r"(^|\0)--bbox\0", r"\1--bbox=", "\0".join(argv)).split("\0") if argv else []


# --- analyse ---------------------------------------------------------------------------------


def analyse_command(options: argparse.Namespace) -> int:
    """Analyse files, with what the store holds of the same crafts when a store is named."""
    settings = parse_settings(options.set)
    store = open_store(options.store) if options.store else None
    readings, errors = read_all(options.paths, progress=_tell, timezone=_zone(options))
    _say_all(errors)
    if readings:
        _tell("analysing")
        fixes = fixes_of(readings, store=store)
        found = analyse(fixes, read_airports(AIRPORTS), settings=settings)
        if options.json is not None:
            written = _analysis_json(found, readings, errors, store, settings=settings)
            _write_json(written, options.json)
        else:
            _write(_summary(found, readings))
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
    failed = [_failed_json(error) for error in errors]
    from_store = _stored_inputs(found, readings, store) if store else []
    return written | {"inputs": [*written["inputs"], *from_store, *failed]}


def _failed_json(error: InputError) -> Row:
    nothing: Row = {"sha256": None, "format": None, "rows": 0, "fixes": 0, "rejected": []}
    return {"path": error.file, **nothing, "error": str(error)}


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
    ends = f"{leg['origin_ident'] or 'unknown'} to {leg['destination_ident'] or 'unknown'}"
    times = f"{spoken(leg['start_time'])} - {spoken(leg['end_time'])}"
    return f"  {_craft(leg)}  {times}  {leg['leg_kind']}, {ends}"


def _gap_line(gap: Mapping[str, Any]) -> str:
    lasting = "still unseen" if gap["is_open"] else spoken_duration(gap["duration_min"])
    return (
        f"  {_craft(gap)}  {spoken(gap['start_time'])}, {lasting}: {_cause(gap)}. {gap['reason']}"
    )


def _cause(gap: Mapping[str, Any]) -> str:
    """Name the cause; a likelihood never goes without its number."""
    number = "" if gap["cause_probability"] >= 1 else f" ({gap['cause_probability']:.0%}, assumed)"
    return str(gap["cause"]).replace("_", " ") + number


def _craft(row: Mapping[str, Any]) -> str:
    return str(row["registration"] or row["icao24"] or row["craft_id"])


# --- add -------------------------------------------------------------------------------------


def add_command(options: argparse.Namespace) -> int:
    """Load files into the store in one commit."""
    store = open_store(_store_folder(options))
    done = add(
        options.paths,
        store,
        airports=read_airports(AIRPORTS),
        settings=Settings(),
        progress=_tell,
        timezone=_zone(options),
    )
    _say_all(done.errors)
    if options.json is not None:
        _write_json(_intake_json(done, store), options.json)
    else:
        _write(_intake_text(done, store))
    return 2 if done.errors else 0


def _intake_json(done: Intake, store: Store) -> Row:
    return {
        "skygap": skygap.__version__,
        "store": str(store.root),
        "version": done.version,
        "added": [input_json(reading) for reading in done.added],
        "known": [input_json(reading) for reading in done.known],
        "errors": [_failed_json(error) for error in done.errors],
    }


def _intake_text(done: Intake, store: Store) -> str:
    lines = [f"added {reading.path}: {len(reading.fixes)} fixes" for reading in done.added]
    lines += [f"known already {reading.path}: nothing changed" for reading in done.known]
    return "\n".join([*lines, f"{store.root}: {len(inputs(store))} files"])


# --- query -----------------------------------------------------------------------------------


def query_command(options: argparse.Namespace) -> int:
    """Find legs, gaps or stops in the store."""
    store = _filled_store(_store_folder(options))
    where = Where(
        box=None if options.bbox is None else parse_box(options.bbox),
        start=None if options.start is None else parse_bound(options.start, flag="--from"),
        end=None if options.end is None else parse_bound(options.end, flag="--to", is_end=True),
        craft_ids=() if options.icao24 is None else parse_hexes(options.icao24),
    )
    rows = _found_json(store, options.table, where)
    if options.json is not None:
        _write_json({"table": options.table, "rows": rows}, options.json)
    else:
        _write("\n".join([f"{options.table}: {len(rows)}", *map(_row_line, rows)]))
    return 0


def _found_json(store: Store, table: str, where: Where) -> list[Row]:
    found = find(store, table, where)
    if table == "legs":
        return legs_json(found)
    if table == "stops":
        return stops_json(found)
    return gaps_json(found, read_reachable(store))


def _row_line(row: Row) -> str:
    start = row.get("start_time") or row.get("arrival_earliest") or "unknown"
    end = row.get("end_time") or row.get("departure_latest") or "unknown"
    what = row.get("cause") or row.get("ident") or row.get("kind")
    return f"  {_craft(row)}  {start} - {end}  {what}"


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


# --- what all commands share -----------------------------------------------------------------


def _store_folder(options: argparse.Namespace) -> Path:
    return options.store or Path(os.environ.get("SKYGAP_STORE") or "store")


def _zone(options: argparse.Namespace) -> tzinfo | None:
    return parse_zone(options.timezone, file="--timezone") if options.timezone else None


def _filled_store(folder: Path) -> Store:
    store = open_store(folder)
    if inputs(store).empty:
        msg = f"{folder} holds no files yet. Load some with: python -m skygap add PATH..."
        raise StoreError(msg)
    return store


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _write_json(written: Row, target: str) -> None:
    text = json.dumps(written, ensure_ascii=False, indent=1, allow_nan=False)
    if target == "-":
        _write(text)
        return
    try:
        Path(target).write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        fault = f"cannot be written ({error.strerror})"
        raise InputError(
            target, fault, "Name another file after --json, or - for stdout"
        ) from error


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _tell(progress: str) -> None:
    """Tell progress to somebody who watches; in a log it would drown the faults."""
    if sys.stderr.isatty():
        _say(progress)


def _say_all(errors: Sequence[InputError]) -> None:
    for error in errors:
        _say(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m skygap", description=skygap.__doc__)
    parser.add_argument("--version", action="version", version=skygap.__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = _command(commands, "analyse", analyse_command)
    one.add_argument("--store", type=Path, metavar="DIR", help="use what it holds of the crafts")
    _add_path_arguments(one)
    one.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="setting")
    two = _command(commands, "add", add_command)
    _add_store_option(two)
    _add_path_arguments(two)
    _add_query_options(_command(commands, "query", query_command))
    return parser


def _add_store_option(command: argparse.ArgumentParser) -> None:
    text = "default: $SKYGAP_STORE or ./store"
    command.add_argument("--store", type=Path, metavar="DIR", help=text)


def _add_path_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="track file")
    command.add_argument("--timezone", metavar="ZONE", help="clock of times that name no zone")


def _add_query_options(query: argparse.ArgumentParser) -> None:
    _add_store_option(query)
    query.add_argument("--bbox", metavar="W,S,E,N", help="degrees; W > E crosses 180")
    query.add_argument("--from", dest="start", metavar="T", help="time with zone, or a UTC day")
    query.add_argument("--to", dest="end", metavar="T", help="time with zone, or a UTC day")
    query.add_argument("--icao24", metavar="HEX,...", help="24-bit addresses")
    query.add_argument("--table", choices=("legs", "gaps", "stops"), default="legs")


def _command(
    commands: "argparse._SubParsersAction[_Parser]",
    name: str,
    command: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
    made.set_defaults(command=command)
    made.add_argument("--json", metavar="FILE|-", help="write JSON to a file, or - to stdout")
    return made
