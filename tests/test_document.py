"""The JSON document: a contract with whoever reads it."""

import json
import re
from typing import Any

import pandas as pd
import pytest

from skygap.document import document, value
from skygap.readers.reading import Reading, Rejection
from skygap.settings import as_dict
from skygap.tables.fixes import merge_fixes
from skygap.tables.gaps import CAUSES
from tests.builders import SETTINGS, UHWW, ZKPY, analysed, craft, flight, near, off

LEG = {
    "leg_id", "icao24", "registration", "mmsi", "craft_name", "callsigns", "kind",
    "start_time", "end_time", "start_evidence", "end_evidence", "origin", "destination",
    "distance_km", "events",
}  # fmt: skip
GAP = {
    "gap_id", "icao24", "mmsi", "craft_name", "leg_id", "start_time", "end_time", "is_open",
    "duration_min", "distance_km", "implied_speed_kt", "start_lat", "start_lon",
    "start_altitude_ft", "end_lat", "end_lon", "end_altitude_ft", "cause", "causes", "reason",
    "heard", "witnesses", "gnss", "stop", "reachable",
}  # fmt: skip
REACHABLE = {
    "ident", "name", "country", "probability", "min_ground_min", "max_ground_min", "runway_m",
    "status",
}  # fmt: skip
STOP = {
    "icao24", "mmsi", "craft_name", "ident", "arrival_earliest", "arrival_latest",
    "departure_earliest", "departure_latest", "kind",
}  # fmt: skip
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """Write a flight, hours unheard in the air and a last sight: every kind of row."""
    story = flight(UHWW, ZKPY).fly_to(near(ZKPY, UHWW, 100), ft=20_000)
    story = story.silent(240).fly_to(off(ZKPY, 0, 60), ft=20_000)
    fixes = story.fixes()
    reading = Reading("a.json", "e" * 64, "readsb", 9, fixes, (Rejection("no place", 2, 4),))
    result = analysed(fixes, "UHWW", "ZKPY", "ZKWS")
    found = document(result, [reading], settings=SETTINGS)
    again: dict[str, Any] = json.loads(json.dumps(found, allow_nan=False))
    return again


def rows(part: Any) -> list[Any]:  # noqa: ANN401  (JSON holds anything)
    """Every leaf of the document with its key."""
    if isinstance(part, dict):
        return [leaf for key, inner in part.items() for leaf in _named(key, inner)]
    return [leaf for inner in part for leaf in rows(inner)] if isinstance(part, list) else []


def _named(key: str, inner: Any) -> list[Any]:  # noqa: ANN401
    return rows(inner) if isinstance(inner, dict | list) else [(key, inner)]


def test_the_document_has_its_parts_and_no_others(written: dict[str, Any]) -> None:
    parts = ["skygap", "settings", "inputs", "legs", "gaps", "stops", "warnings"]
    assert list(written) == parts
    assert written["settings"] == as_dict(SETTINGS)


def test_every_part_has_rows_in_this_test(written: dict[str, Any]) -> None:
    assert all(written[part] for part in ("inputs", "legs", "gaps", "stops"))
    assert any(gap["reachable"] for gap in written["gaps"])


@pytest.mark.parametrize(
    ("part", "keys"), [("legs", LEG), ("gaps", GAP), ("stops", STOP)], ids=["legs", "gaps", "stops"]
)
def test_every_row_has_all_the_keys_of_the_contract(
    written: dict[str, Any], part: str, keys: set[str]
) -> None:
    assert all(keys <= set(row) for row in written[part])


def test_every_airport_in_reach_has_all_the_keys(written: dict[str, Any]) -> None:
    found = [airport for gap in written["gaps"] for airport in gap["reachable"]]
    assert all(set(airport) >= REACHABLE for airport in found)
    assert {airport["status"] for airport in found} <= {"ranked", "cannot_be_excluded"}


def test_every_time_ends_with_z_or_is_null(written: dict[str, Any]) -> None:
    ends = ("_time", "_earliest", "_latest")
    times = [leaf for key, leaf in rows(written) if key.endswith(ends)]
    assert len(times) > 4
    assert all(time is None or TIME.fullmatch(time) for time in times)


def test_the_words_are_those_of_the_contract(written: dict[str, Any]) -> None:
    assert {leg["kind"] for leg in written["legs"]} <= {"flight", "taxi", "voyage"}
    assert {leg["start_evidence"] for leg in written["legs"]} <= {"ground", "low", "airborne"}
    assert {g["end_evidence"] for g in written["legs"]} <= {"ground", "low", "airborne", "gap"}
    assert {g["stop"] for g in written["gaps"]} <= {"observed", "likely", "possible", "excluded"}
    assert {g["cause"] for g in written["gaps"]} <= set(CAUSES)
    assert {stop["kind"] for stop in written["stops"]} <= {"observed", "inferred"}


def test_the_types_are_those_of_the_contract(written: dict[str, Any]) -> None:
    leg, gap = written["legs"][0], written["gaps"][0]
    assert isinstance(leg["callsigns"], list)
    assert isinstance(leg["icao24"], str)
    assert isinstance(gap["is_open"], bool)
    assert isinstance(gap["duration_min"], float)
    assert gap["witnesses"] == {"n": 0, "k": 0}
    assert gap["gnss"] == {"nic": None, "nac_p": None, "passed": 0, "n": 0, "bad": 0}


def test_a_named_airport_has_probability_and_kind(written: dict[str, Any]) -> None:
    origin = written["legs"][0]["origin"]
    assert set(origin) == {"ident", "probability", "kind"}
    assert (origin["ident"], origin["kind"]) == ("UHWW", "observed")


def test_an_unnamed_airport_is_null(written: dict[str, Any]) -> None:
    assert written["legs"][-1]["destination"] is None


def test_the_causes_of_a_gap_sum_to_one(written: dict[str, Any]) -> None:
    for gap in written["gaps"]:
        assert gap["cause"] in gap["causes"]
        assert sum(gap["causes"].values()) == pytest.approx(1)


def test_an_open_gap_has_no_end(written: dict[str, Any]) -> None:
    last = written["gaps"][-1]
    assert last["is_open"]
    assert last["end_time"] is last["end_lat"] is last["duration_min"] is None


def test_an_input_says_what_was_set_aside(written: dict[str, Any]) -> None:
    (read,) = written["inputs"]
    assert read["rejected"] == [{"reason": "no place", "rows": 2, "first_row": 4}]
    assert set(read) == {"path", "sha256", "format", "rows", "fixes", "rejected"}


def test_a_warning_names_the_craft() -> None:
    frame = craft(UHWW, ft=33_000).fly_to(ZKPY, ft=33_000).frame()
    frame.loc[20, ["lat", "lon"]] = off(UHWW, 0, 900)
    warned = document(analysed(merge_fixes([frame])), [], settings=SETTINGS)["warnings"]
    assert [w["code"] for w in warned] == ["masked_fixes"]
    assert warned[0]["icao24"] == "aaaaaa"


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("", None), (float("nan"), None), (pd.NaT, None), (None, None), (1 / 3, 0.333333),
        (pd.Timestamp("2024-03-20T16:30Z"), "2024-03-20T16:30:00Z"), ("x", "x"), (3, 3),
    ],
)  # fmt: skip
def test_whatever_is_unknown_leaves_as_null(cell: object, plain: object) -> None:
    assert value(cell) == plain


def test_the_document_of_nothing_has_all_its_parts() -> None:
    nothing = analysed(craft(UHWW).heard().fixes().head(0))
    found = document(nothing, [], settings=SETTINGS)
    assert (found["legs"], found["gaps"], found["stops"], found["warnings"]) == ([], [], [], [])
