"""Any other table, CSV or Parquet, once somebody has said which of its columns is which.

It stands last in FORMATS. Which columns hold what is guessed, and shown as a guess: a wrong one
puts a craft in the wrong place, so the file is refused with ColumnsNeededError until somebody
confirms or corrects it. The rows of a text are counted as a spreadsheet shows them, those of a
Parquet file from 1.
"""

from collections.abc import Mapping

import pandas as pd

from skygap.errors import ColumnsNeededError, InputError
from skygap.readers.columns.column_fields import (
    CLOCK_APART,
    FIELDS,
    check_columns,
    lacking,
    spell_columns,
)
from skygap.readers.columns.crafts import craft_faults, crafts
from skygap.readers.columns.guessing import Guess, guess_columns, may_be_track
from skygap.readers.making.cells import (
    UNSTATED,
    cell_numbers,
    cell_times,
    has_decimal_comma,
    joined,
    says_any,
    stated,
)
from skygap.readers.making.exchanged import runs_across
from skygap.readers.making.sifting import Sifted, place_faults, sift, time_faults
from skygap.readers.making.values import clean_text, flags, squawks, texts
from skygap.readers.parsing.tabular import Samples, read_table, sample_of
from skygap.readers.reading import Format, Parsed, RawFile
from skygap.tables.fixes import FIXES
from skygap.tables.schema import NUMBER

PROVIDER = "table"

_NUMBERS = tuple(
    name
    for name, field in FIELDS.items()
    if field.becomes in FIXES.columns and FIXES.columns[field.becomes].dtype == NUMBER
)
_GROUND = ("ground", "gnd", "grnd")
_KNOWN_WORDS = UNSTATED.union(_GROUND)
_NO_SPEED_KT, _NO_TRACK_DEG = 102.3, 360.0
"""From here on AIS means that a ship's speed or course is not available."""

_ZERO = "position 0, 0: what stands for no position in many tables"
_SAMPLES_SHOWN = 3
_MOST_NAMED = 12


def recognises(raw: RawFile) -> bool:
    """Tell a table with names that may hold times and places, by both names and values."""
    return may_be_track(sample_of(raw))


def read(raw: RawFile) -> Parsed:
    """Read the columns that were named; ColumnsNeededError as long as none were, or one is missing.

    InputError when addresses were mangled, or latitude and longitude look exchanged.
    """
    columns = _checked(raw)
    table = read_table(raw, set(columns.values()))
    given = _with_time(pd.DataFrame({n: table.rows[column] for n, column in columns.items()}))
    fixes = _fixes(raw, given)
    kept = sift(Sifted(fixes, table.rejected), _faults(given, fixes))
    known = _with_unknowns(kept.rows)
    _refuse_across(raw, known)
    return Parsed(known, table.total, kept.rejected)


def _with_time(given: pd.DataFrame) -> pd.DataFrame:
    if "time" in given:
        return given
    return given.assign(time=joined(given["date"], given["time_of_day"]))


def _checked(raw: RawFile) -> Mapping[str, str]:
    samples = sample_of(raw)
    if raw.columns is None:
        raise _needed(raw, samples, "which of its columns is which has to be said")
    check_columns(raw.columns, file=raw.name)
    for name, column in raw.columns.items():
        if column not in samples:
            raise _needed(raw, samples, f"there is no column {clean_text(column)!r} for {name}")
    return raw.columns


def _needed(raw: RawFile, samples: Samples, fault: str) -> ColumnsNeededError:
    guess = guess_columns(samples)
    shown = {name: _first_values(values) for name, values in samples.items()}
    return ColumnsNeededError(
        raw.name,
        f"{fault}. {_guess_words(guess, tuple(samples))}",
        _advice(guess),
        samples=shown,
        guess=guess.columns,
        doubts=guess.doubts,
    )


def _first_values(values: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = dict.fromkeys(clean_text(value) for value in values)
    return tuple(value for value in cleaned if value)[:_SAMPLES_SHOWN]


def _guess_words(guess: Guess, names: tuple[str, ...]) -> str:
    listed = ", ".join(clean_text(name) for name in names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    said = f"Guess: {spell_columns(guess.columns)}" if guess.columns else "Nothing can be guessed"
    doubts = "".join(f"; {doubt}" for doubt in guess.doubts[:_MOST_NAMED])
    return f"{said}{doubts}. Columns: {listed}{more}"


def _advice(guess: Guess) -> str:
    if not lacking(guess.columns):
        return "If the guess is right, add --columns guess; else name them: --columns FIELD=COLUMN"
    return 'Name them: --columns "time=COLUMN,lat=COLUMN,lon=COLUMN"'


def _fixes(raw: RawFile, given: pd.DataFrame) -> pd.DataFrame:
    columns = raw.columns or {}
    clock = " and ".join(columns[name] for name in ("time", *CLOCK_APART) if name in columns)
    times = cell_times(given["time"], file=raw.name, column=clock, zone=raw.zone)
    known = crafts(raw, given, provider=PROVIDER, column=columns.get("icao24", ""))
    made = {
        "timestamp": times,
        "on_ground": _on_ground(given),
        **_measured(given),
        **_words(given),
    }
    return pd.DataFrame(made, index=given.index).assign(provider=PROVIDER).join(known)


def _measured(given: pd.DataFrame) -> dict[str, pd.Series]:
    comma = has_decimal_comma(given["lat"], given["lon"])
    return {
        FIELDS[name].becomes: cell_numbers(given[name], decimal_comma=comma) * FIELDS[name].factor
        for name in _NUMBERS
        if name in given
    }


def _words(given: pd.DataFrame) -> dict[str, pd.Series]:
    made = {name: texts(stated(given[name])) for name in ("callsign", "typecode") if name in given}
    if "typecode" in made:
        made["typecode"] = made["typecode"].str.upper()
    if "squawk" in given:
        made["squawk"] = squawks(given["squawk"])
    return made


def _on_ground(given: pd.DataFrame) -> pd.Series:
    """Take the column of its own, and the word for it in place of an altitude."""
    on_ground = pd.Series(data=False, index=given.index)
    if "on_ground" in given:
        on_ground, _ = flags(stated(given["on_ground"]))
    for name in given.columns.intersection(["altitude_ft", "altitude_m"]):
        on_ground |= says_any(given[name], _GROUND)
    return on_ground


def _faults(given: pd.DataFrame, fixes: pd.DataFrame) -> dict[str, pd.Series]:
    faults = {
        **time_faults(fixes),
        **place_faults(fixes),
        _ZERO: (fixes["lat"] == 0) & (fixes["lon"] == 0),
        **craft_faults(fixes),
    }
    for name in given.columns.intersection(_NUMBERS):
        is_none = fixes[FIELDS[name].becomes].isna()
        faults[f"{name} is no number"] = is_none & ~says_any(given[name], _KNOWN_WORDS)
    if "on_ground" in given:
        faults["on_ground is neither true nor false"] = flags(stated(given["on_ground"]))[1]
    return faults


def _refuse_across(raw: RawFile, fixes: pd.DataFrame) -> None:
    if runs_across(fixes):
        fault = (
            "the directions fit the way of the craft only when latitude and longitude are "
            "exchanged, or when they are not counted clockwise from north"
        )
        advice = "Exchange lat and lon in what you say of the columns (--columns), or leave out "
        raise InputError(raw.name, fault, f"{advice}track_deg")


def _with_unknowns(fixes: pd.DataFrame) -> pd.DataFrame:
    """Make unknown the altitude on the ground, and what AIS sends when it has no value."""
    is_ship = fixes["mmsi"] != ""
    limits = {"ground_speed_kt": _NO_SPEED_KT, "track_deg": _NO_TRACK_DEG}
    known = {
        name: fixes[name].mask(is_ship & (fixes[name] >= limit))
        for name, limit in limits.items()
        if name in fixes
    }
    if "altitude_ft" in fixes:
        known["altitude_ft"] = fixes["altitude_ft"].mask(fixes["on_ground"])
    return fixes.assign(**known)


FORMAT = Format("table", "any other table whose columns you name", recognises, read)
