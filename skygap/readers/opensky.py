"""OpenSky's positions as CSV or Parquet, in either of two layouts.

State vectors, as OpenSky's own database names them: SI units, one row a second, and a position is
repeated after it was lost. The time of a position is therefore `lastposupdate`, never `time`.

Flight tables, as the `traffic` library names what it fetched there: feet, knots, `timestamp`. The
time is `last_position` where the table has it; else a repeated place of a craft in the air is set
aside, because it is the old position and not a new one.

Numbers in time columns are Unix seconds; dates and texts must name their zone. The rows of a CSV
are counted as a spreadsheet shows them, those of a Parquet file from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.addressing import addresses
from skygap.readers.making.sifting import (
    REPEATED,
    Sifted,
    heard_only,
    place_faults,
    sift,
    time_faults,
)
from skygap.readers.making.values import (
    FPM_PER_MS,
    FT_PER_M,
    KT_PER_MS,
    flags,
    moments,
    numbers,
    squawks,
    texts,
)
from skygap.readers.parsing.columnar import column_names, read_columns
from skygap.readers.parsing.delimited import header, read_rows
from skygap.readers.reading import Format, Parsed, RawFile
from skygap.tables.heard import HEARD
from skygap.tables.schema import empty

PROVIDER = "opensky"

_CONTACT = "last_contact"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Names and units of one layout: what each column is called there, and what it is times."""

    essential: frozenset[str]
    clock: tuple[str, ...]
    names: Mapping[str, str]
    factors: Mapping[str, float]


_STATE_VECTORS = _Layout(
    essential=frozenset({"icao24", "lat", "lon", "velocity"}),
    clock=("lastposupdate",),
    names={
        "icao24": "icao24",
        "callsign": "callsign",
        "squawk": "squawk",
        "lat": "lat",
        "lon": "lon",
        "altitude_ft": "baroaltitude",
        "altitude_geom_ft": "geoaltitude",
        "ground_speed_kt": "velocity",
        "track_deg": "heading",
        "vertical_rate_fpm": "vertrate",
        "on_ground": "onground",
        _CONTACT: "lastcontact",
    },
    factors={
        "altitude_ft": FT_PER_M,
        "altitude_geom_ft": FT_PER_M,
        "ground_speed_kt": KT_PER_MS,
        "vertical_rate_fpm": FPM_PER_MS,
    },
)

_FLIGHT_TABLE = _Layout(
    essential=frozenset({"icao24", "latitude", "longitude", "groundspeed"}),
    clock=("last_position", "timestamp"),
    names={
        "icao24": "icao24",
        "callsign": "callsign",
        "registration": "registration",
        "typecode": "typecode",
        "squawk": "squawk",
        "lat": "latitude",
        "lon": "longitude",
        "altitude_ft": "altitude",
        "altitude_geom_ft": "geoaltitude",
        "ground_speed_kt": "groundspeed",
        "track_deg": "track",
        "vertical_rate_fpm": "vertical_rate",
        "on_ground": "onground",
    },
    factors={},
)

_LAYOUTS = (_STATE_VECTORS, _FLIGHT_TABLE)
_NUMBERS = (
    "lat",
    "lon",
    "altitude_ft",
    "altitude_geom_ft",
    "ground_speed_kt",
    "track_deg",
    "vertical_rate_fpm",
)
_TEXTS = ("callsign", "registration", "typecode")


def recognises(raw: RawFile) -> bool:
    """Tell either layout by its columns, in CSV and in Parquet."""
    return _layout(_names(raw)) is not None


def read(raw: RawFile) -> Parsed:
    """Read either layout; InputError when addresses were mangled or times name no zone."""
    names = _names(raw)
    layout = _layout(names) or _STATE_VECTORS
    clock = _clock(raw, layout, names)
    table = _table(raw, names, [*layout.names.values(), clock])
    return _parsed(raw, table, layout, clock)


def read_flight_table(raw: RawFile, table: Sifted) -> Parsed:
    """Make fixes of rows under the names of the traffic library; InputError as `read`."""
    clock = _clock(raw, _FLIGHT_TABLE, tuple(table.rows.columns))
    return _parsed(raw, table, _FLIGHT_TABLE, clock)


def _parsed(raw: RawFile, table: Sifted, layout: _Layout, clock: str) -> Parsed:
    given = _named(table.rows, layout, clock)
    craft = addresses(raw, given["icao24"], column="icao24")
    fixes = _fixes(given, layout).assign(
        craft_id=craft,
        icao24=craft,
        timestamp=moments(given["timestamp"], file=raw.name, column=clock, zone=raw.zone),
    )
    kept = sift(Sifted(fixes, table.rejected), _faults(given, fixes))
    if clock == "timestamp":
        kept = sift(kept, _frozen(kept.rows))
    return Parsed(kept.rows, table.total, kept.rejected, _heard(raw, given, fixes))


def _heard(raw: RawFile, given: pd.DataFrame, fixes: pd.DataFrame) -> pd.DataFrame:
    """Take the rows without a place, at the time of the last contact where the table has it."""
    nowhere = fixes["lat"].isna() | fixes["lon"].isna()
    if _CONTACT not in given or not nowhere.any():
        return empty(HEARD)
    contacts = given.loc[nowhere, _CONTACT]
    times = moments(contacts, file=raw.name, column="lastcontact", zone=raw.zone)
    rows = fixes[nowhere].assign(timestamp=times)
    return heard_only(rows, nowhere[nowhere], heard_as="state_vector")


def _names(raw: RawFile) -> tuple[str, ...]:
    return column_names(raw) or header(raw)


def _layout(names: tuple[str, ...]) -> _Layout | None:
    fitting = (layout for layout in _LAYOUTS if layout.essential <= set(names))
    return next(fitting, None)


def _clock(raw: RawFile, layout: _Layout, names: tuple[str, ...]) -> str:
    for column in layout.clock:
        if column in names:
            return column
    advice = "Export it too: without it a repeated old position looks new"
    raise InputError(raw.name, "this column is missing", advice, column=layout.clock[0])


def _table(raw: RawFile, names: tuple[str, ...], wanted: list[str]) -> Sifted:
    if column_names(raw):
        return read_columns(raw, [name for name in names if name in wanted])
    return read_rows(raw)


def _named(rows: pd.DataFrame, layout: _Layout, clock: str) -> pd.DataFrame:
    """Take the columns that are there under our names, still as they were written."""
    there = {ours: theirs for ours, theirs in layout.names.items() if theirs in rows}
    there["timestamp"] = clock
    return pd.DataFrame({ours: rows[theirs] for ours, theirs in there.items()})


def _fixes(given: pd.DataFrame, layout: _Layout) -> pd.DataFrame:
    made = {name: texts(given[name]) for name in _TEXTS if name in given}
    for name in _NUMBERS:
        if name in given:
            made[name] = numbers(given[name]) * layout.factors.get(name, 1.0)
    if "squawk" in given:
        made["squawk"] = squawks(given["squawk"])
    if "typecode" in made:
        made["typecode"] = made["typecode"].str.upper()
    made["on_ground"], _ = _on_ground(given)
    if "altitude_ft" in made:
        made["altitude_ft"] = made["altitude_ft"].mask(made["on_ground"])
    return pd.DataFrame(made, index=given.index).assign(provider=PROVIDER)


def _on_ground(given: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    if "on_ground" not in given:
        no = pd.Series(data=False, index=given.index)
        return no, no
    return flags(given["on_ground"])


def _faults(given: pd.DataFrame, fixes: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "no icao24": fixes["icao24"] == "",
        **place_faults(fixes),
        **time_faults(fixes),
        "onground is neither true nor false": _on_ground(given)[1],
    }


def _frozen(fixes: pd.DataFrame) -> dict[str, pd.Series]:
    """Find places that a craft in the air repeats from its row before."""
    in_order = fixes.sort_values(["craft_id", "timestamp"], kind="stable")
    state = in_order[["craft_id", "lat", "lon"]]
    repeats = (state == state.shift()).all(axis=1) & ~in_order["on_ground"]
    return {REPEATED: repeats.reindex(fixes.index)}


FORMAT = Format("opensky", "OpenSky state vectors (CSV or Parquet)", recognises, read)
