"""The JSON document of an analysis: a contract, stable from version to version.

Unknown text, numbers and times leave as null; times as ISO 8601 with Z.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

import skygap
from skygap.analysis import Analysis
from skygap.readers.reading import Reading
from skygap.settings import Settings, as_dict
from skygap.tables.gaps import CAUSES
from skygap.tables.reachable import by_country, by_rank
from skygap.timing import iso_z

Row = dict[str, Any]

_LEG_FIELDS = (
    "leg_id", "craft_id", "icao24", "registration", "mmsi", "craft_name", "typecode", "provider",
    "start_time", "end_time", "start_evidence", "end_evidence", "start_lat", "start_lon", "end_lat",
    "end_lon", "distance_km", "max_altitude_ft", "fix_count", "evidence_id",
)  # fmt: skip
_GAP_FIELDS = (
    "gap_id", "craft_id", "icao24", "registration", "mmsi", "craft_name", "typecode", "provider",
    "leg_id",
    "start_time", "end_time", "is_open", "duration_min", "distance_km", "implied_speed_kt",
    "start_lat", "start_lon", "start_altitude_ft", "end_lat", "end_lon", "end_altitude_ft",
    "cause", "reason", "stop", "stop_probability", "elsewhere_probability", "limit_speed_kt",
    "hard_way_km", "likely_way_km", "reachable_count", "evidence_id",
)  # fmt: skip
_GNSS_FIELDS = {
    "nic": "start_nic",
    "nac_p": "start_nac_p",
    "passed": "gnss_passed",
    "n": "gnss_n",
    "bad": "gnss_bad",
}
_STOP_FIELDS = (
    "stop_id", "craft_id", "icao24", "registration", "mmsi", "craft_name", "ident", "lat", "lon",
    "arrival_earliest", "arrival_latest", "departure_earliest", "departure_latest", "kind",
    "reason", "provider",
)  # fmt: skip
_REACHABLE_FIELDS = (
    "ident", "name", "country", "probability", "min_ground_min", "max_ground_min", "runway_m",
    "status", "distance_out_km", "distance_back_km", "ground_min", "ground_doubt_min",
)  # fmt: skip


def document(analysis: Analysis, readings: Sequence[Reading], *, settings: Settings) -> Row:
    """Write the analysis and what was read for it as one JSON-ready document."""
    return {
        "skygap": skygap.__version__,
        "settings": as_dict(settings),
        "inputs": [input_json(reading) for reading in readings],
        "legs": legs_json(analysis.legs, analysis.approaches),
        "gaps": gaps_json(analysis.gaps, analysis.reachable),
        "stops": stops_json(analysis.stops),
        "warnings": _warnings_json(analysis),
    }


def input_json(reading: Reading) -> Row:
    """Say of one file what was read, kept and set aside."""
    return {
        "path": reading.path,
        "sha256": reading.sha256,
        "format": reading.format,
        "rows": reading.rows,
        "fixes": len(reading.fixes),
        "rejected": [
            {"reason": r.reason, "rows": r.rows, "first_row": r.first_row} for r in reading.rejected
        ],
    }


def legs_json(legs: pd.DataFrame, approaches: pd.DataFrame) -> list[Row]:
    """Write LEGS as rows of the document, without geometry, each with its own APPROACHES."""
    by_leg = dict(list(approaches.groupby("leg_id")))
    nothing = approaches.head(0)
    return [_leg(row, by_leg.get(row["leg_id"], nothing)) for row in _records(legs)]


def gaps_json(gaps: pd.DataFrame, reachable: pd.DataFrame) -> list[Row]:
    """Write GAPS as rows of the document, each with its own airports in reach."""
    by_gap = dict(list(reachable.groupby("gap_id")))
    nothing = reachable.head(0)
    return [_gap(row, by_gap.get(row["gap_id"], nothing)) for row in _records(gaps)]


def stops_json(stops: pd.DataFrame) -> list[Row]:
    """Write STOPS as rows of the document."""
    return [_plain(row, _STOP_FIELDS) for row in _records(stops)]


def _leg(row: Mapping[str, Any], approaches: pd.DataFrame) -> Row:
    return {
        **_plain(row, _LEG_FIELDS),
        "callsigns": row["callsigns"].split(),
        "kind": row["leg_kind"],
        "origin": _airport(row, "origin"),
        "destination": _airport(row, "destination"),
        "events": [_approach(event) for event in _records(approaches)],
    }


def _approach(row: Mapping[str, Any]) -> Row:
    told = {"kind": row["approach_kind"], "time": iso_z(row["timestamp"])}
    return told | _plain(row, ("ident", "height_ft"))


def _airport(row: Mapping[str, Any], end: str) -> Row | None:
    if not row[f"{end}_ident"]:
        return None
    return {name: value(row[f"{end}_{name}"]) for name in ("ident", "probability", "kind")}


def _gap(row: Mapping[str, Any], reachable: pd.DataFrame) -> Row:
    return {
        **_plain(row, _GAP_FIELDS),
        "causes": _causes(row),
        "heard": {"n": row["heard_n"], "last_time": value(row["last_heard_time"])},
        "witnesses": {"n": row["witness_n"], "k": row["witness_k"]},
        "sea": _sea(row) if row["mmsi"] else None,
        "gnss": {name: value(row[column]) for name, column in _GNSS_FIELDS.items()},
        "countries": _countries(reachable),
        "reachable": [
            _plain(airport, _REACHABLE_FIELDS) for airport in _records(by_rank(reachable))
        ],
    }


def _countries(reachable: pd.DataFrame) -> list[Row]:
    """Add up the airports of each country, the most probable first."""
    shares = by_country(reachable)
    return [{"country": name, "probability": round(p, 6)} for name, p in shares.items() if p > 0]


def _sea(row: Mapping[str, Any]) -> Row:
    """Write what is known of the sea at the ends of the gap of a ship."""
    names = ("start_shore_km", "end_shore_km", "start_port", "end_port", "reception_per_day")
    return _plain(row, names)


def _causes(row: Mapping[str, Any]) -> Row:
    """Write the probability of each cause that is possible at all."""
    weights = {cause: value(row[f"probability_{cause}"]) for cause in CAUSES}
    return {cause: weight for cause, weight in weights.items() if weight}


def _warnings_json(analysis: Analysis) -> list[Row]:
    crafts = analysis.fixes.drop_duplicates("craft_id").set_index("craft_id")[["icao24", "mmsi"]]
    warned = crafts.reindex(analysis.warnings["craft_id"]).fillna("")
    return [
        {"code": w["code"], "text": w["text"], **_plain(whose, ("icao24", "mmsi"))}
        for w, whose in zip(_records(analysis.warnings), _records(warned), strict=True)
    ]


def _plain(row: Mapping[str, Any], names: Sequence[str]) -> Row:
    return {name: value(row[name]) for name in names}


def value(raw: Any) -> Any:  # noqa: ANN401  (a cell may hold anything a table holds)
    """Turn one cell into what JSON can say; whatever is unknown becomes null."""
    if raw is None or raw is pd.NaT or raw == "":
        return None
    if isinstance(raw, pd.Timestamp):
        return iso_z(raw)
    if isinstance(raw, float):
        return None if math.isnan(raw) else round(raw, 6)
    return raw


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    columns = [c for c in table.columns if c != "geometry"]
    records: list[dict[str, Any]] = pd.DataFrame(table[columns]).to_dict("records")
    return records
