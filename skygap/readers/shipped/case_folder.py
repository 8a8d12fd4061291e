"""Read a case: a folder of CSV files with what somebody wrote. Ids resolve, days exist."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from skygap.errors import InputError
from skygap.readers.shipped.declared import FIRST_ROW, read_declared, refuse_unknown
from skygap.tables.case import AIRCRAFT, EVENTS, MOVEMENTS, REPORTED, SOURCES, CaseTables
from skygap.tables.registrations import REGISTRATIONS
from skygap.tables.schema import TIME, Table, conform, ordered

_ICAO24 = re.compile(r"(~?[0-9a-f]{6})?")
_PARTIAL_DATE = re.compile(r"(\d{4})(-\d{2})?(-\d{2})?")
_SHIPPED = Path(__file__).resolve().parents[3] / "data" / "case"
_INTERVALS = (("departure_earliest", "departure_latest"), ("arrival_earliest", "arrival_latest"))


def shipped_case() -> CaseTables:
    """Read the case that comes with Skygap."""
    return read_case(_SHIPPED)


def read_case(folder: Path) -> CaseTables:
    """Read the five files of a case folder; data/case/README.md describes them.

    Raises InputError with file, row and column at the first fault: a missing file or column, an
    id that is used twice or that nobody has, a day that does not exist, an interval that ends
    before it begins, a cell that a spreadsheet would run as a formula.
    """
    sources = _read_sources(folder / "sources.csv")
    known = frozenset(sources["source_id"])
    aircraft = _read_aircraft(folder / "aircraft.csv", known)
    craft = frozenset(aircraft["craft_id"])
    movements = _read_movements(folder / "movements.csv", known, craft)
    events = _read_events(folder / "events.csv", known)
    registrations = _read_registrations(folder / "registrations.csv", known)
    return CaseTables(sources, aircraft, movements, events, registrations)


def _read_sources(path: Path) -> pd.DataFrame:
    table = read_declared(path, SOURCES, key="source_id", computed=["kind"])
    _refuse_impossible_dates(path, table, "published_date")
    return _reported(SOURCES, table)


def _refuse_impossible_dates(path: Path, table: pd.DataFrame, column: str) -> None:
    for row, text in enumerate(table[column], FIRST_ROW):
        if text:
            written = _PARTIAL_DATE.fullmatch(text)
            whole = f"{written[1]}{written[2] or '-01'}{written[3] or '-01'}" if written else text
            _day(path, row, column, whole)


def _read_aircraft(path: Path, sources: frozenset[str]) -> pd.DataFrame:
    table = read_declared(path, AIRCRAFT, key="craft_id", computed=["kind"])
    _refuse_bad_icao24(path, table["icao24"])
    refuse_unknown(path, "source_ids", table["source_ids"], sources)
    return _reported(AIRCRAFT, table)


def _refuse_bad_icao24(path: Path, values: pd.Series) -> None:
    for row, value in enumerate(values, FIRST_ROW):
        if not _ICAO24.fullmatch(value):
            fault = f"{value!r} is not six lower-case hex characters"
            advice = "Write it as text; a spreadsheet may have made a number of it"
            raise InputError(str(path), fault, advice, row, "icao24")


def _read_registrations(path: Path, sources: frozenset[str]) -> pd.DataFrame:
    table = read_declared(path, REGISTRATIONS, computed=["kind"])
    _refuse_bad_icao24(path, table["icao24"])
    refuse_unknown(path, "source_id", table["source_id"], sources)
    for column in ("valid_from", "valid_to"):
        _refuse_impossible_dates(path, table, column)
    last_moment = table["valid_to"] + "~"  # sorts after every day within the month or year
    _refuse_backward(path, table.assign(valid_to=last_moment), "valid_from", "valid_to")
    return _reported(REGISTRATIONS, table)


def _read_movements(path: Path, sources: frozenset[str], craft: frozenset[str]) -> pd.DataFrame:
    table = read_declared(path, MOVEMENTS, key="movement_id", computed=["kind"])
    _refuse_bad_icao24(path, table["icao24"])
    refuse_unknown(path, "craft_id", table["craft_id"], craft)
    refuse_unknown(path, "source_ids", table["source_ids"], sources)
    for earliest, latest in _INTERVALS:
        _refuse_backward(path, table, earliest, latest)
    return _reported(MOVEMENTS, table)


def _refuse_backward(path: Path, table: pd.DataFrame, first: str, last: str) -> None:
    backward = (table[first] > table[last]).to_numpy()
    if backward.any():
        row = int(backward.argmax()) + FIRST_ROW
        advice = "Exchange the two or correct one"
        raise InputError(str(path), f"it lies before {first}", advice, row, last)


def _read_events(path: Path, sources: frozenset[str]) -> pd.DataFrame:
    computed = ["start_time", "end_time", "kind"]
    table = read_declared(path, EVENTS, key="event_id", computed=computed)
    refuse_unknown(path, "source_ids", table["source_ids"], sources)
    timed = table.assign(
        start_time=_midnights(path, table, "date_start", days_later=0),
        end_time=_midnights(path, table, "date_end", days_later=1),
    )
    _refuse_backward(path, timed, "date_start", "date_end")
    return _reported(EVENTS, timed)


def _midnights(path: Path, table: pd.DataFrame, column: str, *, days_later: int) -> pd.Series:
    moments = []
    for row, (text, zone) in enumerate(zip(table[column], table["zone"], strict=True), FIRST_ROW):
        day = _day(path, row, column, text) + timedelta(days=days_later)
        midnight = datetime.combine(day, time(), _zone(path, row, zone))
        moments.append(midnight.astimezone(UTC))
    return pd.Series(moments, index=table.index, dtype=TIME)


def _day(path: Path, row: int, column: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        advice = "Write days as 2024-03-20"
        raise InputError(
            str(path), f"{text!r} is no day of the calendar", advice, row, column
        ) from error
    if not 1900 <= day.year <= 2100:
        raise InputError(str(path), f"{text!r} is not in our time", "Check it", row, column)
    return day


def _zone(path: Path, row: int, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        advice = "Write an IANA zone such as Asia/Pyongyang"
        raise InputError(
            str(path), f"there is no time zone {name!r}", advice, row, "zone"
        ) from error


def _reported(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    return ordered(table, conform(table, frame.assign(kind=REPORTED)))
