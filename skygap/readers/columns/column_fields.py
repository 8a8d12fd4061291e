"""What a column of a table can be: our fields, each with its unit, and how somebody names them.

The unit is part of the name of a field, so that nobody can forget it. Two fields that say the same
thing in two units exclude each other.
"""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from skygap.errors import InputError
from skygap.readers.making.values import FPM_PER_MS, FT_PER_M, KT_PER_MS

KT_PER_KMH = 1 / 1.852

REQUIRED = ("time", "lat", "lon")
CLOCK_APART = ("date", "time_of_day")
"""What stands in place of `time` where a table has them in two columns."""
CRAFT_FIELDS = ("icao24", "mmsi", "registration", "craft")
"""What names the craft, the surest first."""
SPELLING = (
    "Write FIELD=COLUMN, such as time=when,lat=y,lon=x. A pair whose column has a comma stands in "
    'double quotes: "lat=Lat, deg"'
)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column can be: its title for people, its unit, the column it becomes."""

    title: str
    unit: str
    becomes: str
    factor: float = 1.0


_ALTITUDE, _GEOMETRIC = "Pressure altitude", "Altitude by GPS"
_SPEED, _CLIMB = "Speed over ground", "Climb"

FIELDS: Mapping[str, Field] = {
    "time": Field("Time", "ISO or Unix", "timestamp"),
    "date": Field("Date, if apart from the time", "ISO or 20.03.2024", "timestamp"),
    "time_of_day": Field("Time of day, if apart from the date", "", "time_of_day"),
    "lat": Field("Latitude", "degrees", "lat"),
    "lon": Field("Longitude", "degrees", "lon"),
    "icao24": Field("24-bit address", "", "icao24"),
    "mmsi": Field("MMSI", "", "mmsi"),
    "registration": Field("Registration", "", "registration"),
    "craft": Field("Any other name of the craft", "", "craft_name"),
    "callsign": Field("Callsign", "", "callsign"),
    "typecode": Field("Type", "", "typecode"),
    "altitude_ft": Field(_ALTITUDE, "feet", "altitude_ft"),
    "altitude_m": Field(_ALTITUDE, "metres", "altitude_ft", FT_PER_M),
    "altitude_geom_ft": Field(_GEOMETRIC, "feet", "altitude_geom_ft"),
    "altitude_geom_m": Field(_GEOMETRIC, "metres", "altitude_geom_ft", FT_PER_M),
    "ground_speed_kt": Field(_SPEED, "knots", "ground_speed_kt"),
    "ground_speed_kmh": Field(_SPEED, "km/h", "ground_speed_kt", KT_PER_KMH),
    "ground_speed_ms": Field(_SPEED, "m/s", "ground_speed_kt", KT_PER_MS),
    "track_deg": Field("Direction over ground", "degrees from north", "track_deg"),
    "vertical_rate_fpm": Field(_CLIMB, "feet per minute", "vertical_rate_fpm"),
    "vertical_rate_ms": Field(_CLIMB, "m/s", "vertical_rate_fpm", FPM_PER_MS),
    "on_ground": Field("On the ground", "yes or no", "on_ground"),
    "squawk": Field("Transponder code", "", "squawk"),
}


def fields_by_title() -> Mapping[str, tuple[str, ...]]:
    """Group the fields by what they say: several where it can be said in several units."""
    titles = dict.fromkeys(field.title for field in FIELDS.values())
    return {
        title: tuple(name for name, field in FIELDS.items() if field.title == title)
        for title in titles
    }


def lacking(columns: Collection[str]) -> list[str]:
    """Name the fields that a position still needs."""
    is_apart = any(name in columns for name in CLOCK_APART)
    needed = (*CLOCK_APART, *REQUIRED[1:]) if is_apart else REQUIRED
    return [name for name in needed if name not in columns]


def parse_columns(text: str, *, file: str) -> Mapping[str, str]:
    """Read `time=when,lat=y,...` as field and column; InputError when it names none or two."""
    columns: dict[str, str] = {}
    for pair in _pairs(text, file):
        name, is_pair, column = pair.partition("=")
        name, column = name.strip(), column.strip()
        if not is_pair or not column:
            raise InputError(file, f"{pair!r} is no field and column", SPELLING)
        if name in columns:
            raise InputError(file, f"{name} is named twice", "Name one column for it")
        columns[name] = column
    check_columns(columns, file=file)
    return MappingProxyType(columns)


def _pairs(text: str, file: str) -> list[str]:
    try:
        return next(csv.reader([text], strict=True, skipinitialspace=True), [])
    except csv.Error as error:
        raise InputError(file, f"{text!r} cannot be split into pairs", SPELLING) from error


def check_columns(columns: Mapping[str, str], *, file: str) -> None:
    """Refuse with InputError what is no field, contradicts itself or makes no position."""
    for name in columns:
        if name not in FIELDS:
            raise InputError(file, f"{name!r} is no field", f"The fields are {', '.join(FIELDS)}")
    missing = lacking(columns)
    if missing:
        fault = f"no column is named for {' and '.join(missing)}"
        raise InputError(
            file, fault, "A position needs time (or date and time_of_day), lat and lon"
        )
    for name, other in _contradictions(columns):
        fault = f"{name} and {other} cannot both be {_what(columns, name, other)}"
        raise InputError(file, fault, "Leave out one of them")


def _contradictions(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """Find fields that say the same twice, and needed fields out of one column."""
    names = list(columns)
    pairs = [(name, other) for n, name in enumerate(names) for other in names[n + 1 :]]
    return [
        (name, other)
        for name, other in pairs
        if FIELDS[name].becomes == FIELDS[other].becomes
        or (columns[name] == columns[other] and {name, other} <= set(REQUIRED))
    ]


def _what(columns: Mapping[str, str], name: str, other: str) -> str:
    same_column = columns[name] == columns[other]
    return f"the column {columns[name]!r}" if same_column else f"the {FIELDS[name].title.lower()}"


def spell_columns(columns: Mapping[str, str]) -> str:
    """Write field and column as `parse_columns` reads them."""
    return ",".join(_spelled(f"{name}={column}") for name, column in columns.items())


def _spelled(pair: str) -> str:
    needs_quotes = "," in pair or '"' in pair
    return '"' + pair.replace('"', '""') + '"' if needs_quotes else pair
