"""What the columns of a table of unknown making may be: a guess, to be shown and confirmed.

A column is guessed by its name and checked by its first values. Where two columns fit, or the unit
is not known, nothing is guessed and a doubt says so: a wrong guess puts a craft in the wrong place.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from skygap.readers.columns.column_fields import CLOCK_APART, CRAFT_FIELDS, lacking
from skygap.readers.columns.column_words import FIXED_UNITS, IN_UNITS, NAMES, UNITS, plain_words
from skygap.readers.making.cells import CLOCK, DATE, MOMENT, UNIX_UNITS, UNSTATED
from skygap.readers.making.values import EARLIEST_S, LATEST_S, clean_text
from skygap.readers.parsing.tabular import Samples

_MOST, _HALF = 0.9, 0.5
"""Shares of the stated values that must fit: a table may have a few that are damaged.

Half is enough for asking whether the table is a track at all; somebody has to answer that.
"""

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Guess:
    """Our field and the column that seems to be it; what was left out, each in a sentence."""

    columns: Mapping[str, str]
    doubts: tuple[str, ...]


def guess_columns(samples: Samples) -> Guess:
    """Guess as much as names and values agree on."""
    columns: dict[str, str] = {}
    doubts: list[str] = []
    named = _named(samples)
    for thing in NAMES:
        field, column, doubt = _choice(thing, named.get(thing, ()), samples)
        if doubt:
            doubts.append(doubt)
        if field:
            columns[field] = column
    if _look_exchanged(named, samples):
        columns = {name: column for name, column in columns.items() if name not in {"lat", "lon"}}
        doubts.append("lat and lon look exchanged: a latitude exceeds 90 degrees")
    columns = _one_clock(columns)
    return Guess(columns, (*doubts, *_missing(columns, named)))


def _one_clock(columns: dict[str, str]) -> dict[str, str]:
    """Keep date and time of day only together, and only in place of a time."""
    is_apart = set(CLOCK_APART) <= set(columns) and "time" not in columns
    return {n: column for n, column in columns.items() if is_apart or n not in CLOCK_APART}


def _missing(columns: Mapping[str, str], named: Mapping[str, object]) -> list[str]:
    """Say what no column is called like, where that matters."""
    lacks = lacking(columns)
    missing = [f"no column is called like {name}" for name in lacks if name not in named]
    if not set(columns) & set(CRAFT_FIELDS):
        missing.append("no column is taken for the craft: all rows would be one craft")
    return missing


def may_be_track(samples: Samples) -> bool:
    """Tell whether a time and a place may be in it, by names or by values."""
    named = _named(samples)
    if not lacking(named):
        return True
    times = {name for name, values in samples.items() if _fits(_tells_time, values, share=_HALF)}
    places = {name for name, values in samples.items() if _fits(_within(181), values, share=_HALF)}
    return bool(times or "time" in named) and len(places - times) >= 2


def _named(samples: Samples) -> dict[str, list[tuple[str, str | None]]]:
    """Find the columns that are called as each thing is, each with the unit in its name."""
    named: dict[str, list[tuple[str, str | None]]] = {}
    for column in samples:
        thing, unit = _meaning(column)
        if thing == "time" and _fits(_matches(CLOCK), samples[column]):
            thing = "time_of_day"
        if thing:
            named.setdefault(thing, []).append((column, unit))
    return named


def _meaning(column: str) -> tuple[str, str | None]:
    """Tell what a name means, and in which unit; None for a unit that it does not tell."""
    words = plain_words(re.sub(r" \(column \d+\)$", "", column))
    whole, stem = "".join(words), "".join(words[:-1])
    for thing, names in NAMES.items():
        if whole in names:
            return thing, FIXED_UNITS.get(whole)
    if stem and words[-1] in UNITS:
        for thing, names in NAMES.items():
            if stem in names:
                return thing, UNITS[words[-1]]
    return "", None


def _choice(
    thing: str, named: Sequence[tuple[str, str | None]], samples: Samples
) -> tuple[str, str, str]:
    """Choose field and column for one thing, or say why not; all empty when none is called so."""
    fitting = [(c, unit) for c, unit in named if _is_empty_or_fits(_CHECKS[thing], samples[c])]
    if not named:
        return "", "", ""
    if not fitting:
        return "", "", f"{_quoted(c for c, _ in named)}: called so, but the values do not fit"
    if len(fitting) > 1:
        return "", "", f"{_quoted(c for c, _ in fitting)}: more than one fits {_fields(thing)}"
    column, unit = fitting[0]
    field = _field(thing, unit)
    if not field:
        return "", "", f"{_quoted([column])}: its unit is not known, {_fields(thing)}"
    return field, column, ""


def _field(thing: str, unit: str | None) -> str:
    if thing not in IN_UNITS:
        return thing
    return IN_UNITS[thing].get(unit or "", "")


def _fields(thing: str) -> str:
    return " or ".join(dict.fromkeys(IN_UNITS[thing].values())) if thing in IN_UNITS else thing


def _quoted(columns: Iterable[str]) -> str:
    return " and ".join(repr(clean_text(column)) for column in columns)


def _look_exchanged(
    named: Mapping[str, Sequence[tuple[str, str | None]]], samples: Samples
) -> bool:
    """Tell whether the column called latitude holds longitudes only, and the other way round."""
    lat = [c for c, _ in named.get("lat", ()) if not _is_empty_or_fits(_within(91), samples[c])]
    lon = [c for c, _ in named.get("lon", ()) if _fits(_within(90), samples[c])]
    return bool(lon) and any(_fits(_within(180), samples[column]) for column in lat)


def _fits(check: Check, values: Sequence[str], *, share: float = _MOST) -> bool:
    stated = [value.strip() for value in values if value.strip().lower() not in UNSTATED]
    return bool(stated) and sum(map(check, stated)) >= share * len(stated)


def _is_empty_or_fits(check: Check, values: Sequence[str]) -> bool:
    return all(value.strip().lower() in UNSTATED for value in values) or _fits(check, values)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ".", 1))
    except ValueError:
        return float("nan")


def _within(most: float, *, least: float | None = None) -> Check:
    low = -most if least is None else least
    return lambda text: low <= _number(text) <= most


def _is_time(text: str) -> bool:
    seconds = [_number(text) / unit for unit in UNIX_UNITS]
    is_unix = any(EARLIEST_S <= second < LATEST_S for second in seconds)
    return is_unix or re.fullmatch(MOMENT, text) is not None


def _tells_time(text: str) -> bool:
    return _is_time(text) or re.fullmatch(CLOCK, text) is not None


def _is_altitude(text: str) -> bool:
    return text.lower() in {"ground", "gnd", "grnd"} or _within(150_000, least=-2000)(text)


def _matches(pattern: str) -> Check:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: compiled.fullmatch(text) is not None


_CHECKS: Mapping[str, Check] = {
    "time": _is_time,
    "date": _matches(DATE),
    "time_of_day": _matches(CLOCK),
    "lat": _within(91),
    "lon": _within(181),
    # numbers too: a mangled address must refuse the file; left out, all craft would become one
    "icao24": _matches(r"~?[0-9a-f]{6}|\d+(\.\d+)?(e[+-]?\d+)?"),
    "mmsi": _matches(r"\d{9}(\.0)?"),
    "registration": _matches(r"[A-Z0-9]{1,4}-?[A-Z0-9]{1,6}"),
    "craft": bool,
    "callsign": _matches(r"[A-Z0-9]{2,8}"),
    "typecode": _matches(r"[A-Z][A-Z0-9]{1,3}"),
    "altitude": _is_altitude,
    "altitude_geom": _is_altitude,
    "ground_speed": _within(5000, least=0),
    "track": _within(511, least=0),
    "vertical_rate": _within(50_000),
    "on_ground": _matches(r"true|false|t|f|[01](\.0)?|yes|no|y|n"),
    "squawk": _matches(r"[0-7]{4}"),
}
