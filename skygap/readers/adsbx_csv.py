"""Traces of ADS-B Exchange as a table, as FlightTracer writes them: any days, comma-separated.

The file keeps no stale flags, so an old position that was stored again shows only by standing
still: in the air, at a stated or unknown speed, at the very place of the row before. Such rows
are set aside; nothing was received there. `ping_time` names no zone and is UTC by the layout.

What the trace kept beside a row stands in `details` as text of a Python dictionary. It is never
evaluated: a few values are picked out of it. NIC and NACp are those of the row they stand in.
"""

from collections.abc import Mapping
from datetime import UTC

import pandas as pd

from skygap.readers.making.accuracy import accuracies
from skygap.readers.making.addressing import addresses
from skygap.readers.making.carrying import CALLSIGN_HELD, carried
from skygap.readers.making.sifting import (
    POSITIONLESS,
    Sifted,
    heard_only,
    place_faults,
    sift,
    time_faults,
)
from skygap.readers.making.values import moments, numbers, squawks, texts
from skygap.readers.parsing.delimited import header, read_rows
from skygap.readers.reading import Format, Parsed, RawFile

PROVIDER = "adsbexchange"

_COLUMNS = frozenset(
    {"lat", "lon", "altitude", "ground_speed", "heading", "details", "ping_time", "icao"}
)
_OPTIONAL = ("alt_geom", "nnumber", "model")
_GROUND = "ground"
_HEARD = {
    "callsign": r"'flight': '([^']{0,40})'",
    "squawk": r"'squawk': '([0-7]{4})'",
    "position_source": r"'type': '([a-z_]{1,20})'",
    "vertical_rate_fpm": r"'(?:baro|geom)_rate': (-?\d{1,6})\b",
    "nic": r"'nic': (\d{1,2})\b",
    "nac_p": r"'nac_p': (\d{1,2})\b",
    "rc": r"'rc': (\d{1,6})\b",
}
_HOVERING_KT = 5.0
"""A craft slower than this may really stay where it is, to the metre."""
_STALE = "the position did not move while the aircraft flew: an old one, stored again"


def recognises(raw: RawFile) -> bool:
    """Tell the table by its columns."""
    return set(header(raw)) >= _COLUMNS


def read(raw: RawFile) -> Parsed:
    """Read the table; InputError when addresses were mangled."""
    table = read_rows(raw)
    fixes = _fixes(raw, table.rows)
    altitude = table.rows["altitude"]
    is_heard = fixes["position_source"] == "mode_s"
    odd = (altitude != "") & (altitude != _GROUND) & numbers(altitude).isna()
    faults = {
        "no icao": fixes["craft_id"] == "",
        **place_faults(fixes),
        POSITIONLESS: is_heard,
        **time_faults(fixes),
        "altitude is neither a number nor 'ground'": odd,
    }
    kept = sift(Sifted(fixes, table.rejected), faults)
    kept = sift(kept, {_STALE: _stands_still(kept.rows)})
    callsigns = carried(kept.rows, "callsign", held=CALLSIGN_HELD)
    heard = heard_only(fixes, is_heard, heard_as="mode_s")
    return Parsed(kept.rows.assign(callsign=callsigns), table.total, kept.rejected, heard)


def _fixes(raw: RawFile, given: pd.DataFrame) -> pd.DataFrame:
    craft = addresses(raw, given["icao"], column="icao")
    unstated = pd.Series("", index=given.index, dtype="str")
    there = {name: given.get(name, unstated) for name in _OPTIONAL}
    on_ground = given["altitude"] == _GROUND
    made = {
        "craft_id": craft,
        "icao24": craft,
        "registration": texts(there["nnumber"]),
        "typecode": texts(there["model"]),
        "timestamp": moments(given["ping_time"], file=raw.name, column="ping_time", zone=UTC),
        "lat": numbers(given["lat"]),
        "lon": numbers(given["lon"]),
        "altitude_ft": numbers(given["altitude"]),
        "altitude_geom_ft": numbers(there["alt_geom"]),
        "on_ground": on_ground,
        "ground_speed_kt": numbers(given["ground_speed"]),
        "track_deg": numbers(given["heading"]),
    }
    return pd.DataFrame(made | _heard(given["details"])).assign(provider=PROVIDER)


def _heard(details: pd.Series) -> dict[str, pd.Series]:
    """Pick the values out of the text; a row without them states nothing."""
    found = {name: details.str.extract(words, expand=False) for name, words in _HEARD.items()}
    return {
        "callsign": texts(found["callsign"]),
        "squawk": squawks(found["squawk"]),
        "position_source": texts(found["position_source"]),
        "vertical_rate_fpm": numbers(found["vertical_rate_fpm"]),
        **_accuracies(found),
    }


def _accuracies(found: Mapping[str, pd.Series]) -> dict[str, pd.Series]:
    told = accuracies(*(numbers(found[name]) for name in ("nic", "nac_p", "rc")))
    return {name: pd.Series(values, found[name].index) for name, values in told.items()}


def _stands_still(fixes: pd.DataFrame) -> pd.Series:
    """Find places that a craft in flight repeats from its row before."""
    in_order = fixes.sort_values(["craft_id", "timestamp"], kind="stable")
    state = in_order[["craft_id", "lat", "lon"]]
    repeats = (state == state.shift()).all(axis=1)
    may_hover = in_order["ground_speed_kt"] < _HOVERING_KT
    return (repeats & ~in_order["on_ground"] & ~may_hover).reindex(fixes.index)


FORMAT = Format("adsbx_csv", "ADS-B Exchange traces as CSV", recognises, read)
