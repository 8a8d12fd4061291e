"""Silences that are only reported: which movements make one, and what of an end is kept."""

import pandas as pd
import pytest

from skygap.case.silences import silence_of, silences
from skygap.readers.shipped.case_folder import read_case
from skygap.tables.case import MOVEMENTS
from skygap.tables.items import OBSERVED
from skygap.tables.schema import empty
from tests.builders import SETTINGS, START
from tests.case.around import movement
from tests.scenes import DATA

DAY = pd.Timedelta(days=1)
UNKNOWN = float("nan")
INTO = {"movement_id": "a", "destination_ident": "", "claimed_destination_ident": "ZKPY"}
OUT_OF = {
    "movement_id": "b",
    "origin_ident": "",
    "claimed_origin_ident": "ZKPY",
    "origin_name": "North Korea",
    "destination_ident": "UHWW",
    "destination_name": "Vladivostok",
    "destination_lat": 43.396,
    "destination_lon": 132.148,
    "departure_earliest": START + pd.Timedelta(hours=3),
    "departure_latest": START + pd.Timedelta(hours=9),
}
PICTURE = {
    "movement_id": "picture",
    "craft_id": "reported:picture-2025-01",
    "icao24": "",
    "origin_ident": "",
    "origin_name": "not known",
    "origin_lat": UNKNOWN,
    "origin_lon": UNKNOWN,
    "departure_earliest": pd.NaT,
    "departure_latest": pd.NaT,
    "arrival_earliest": START,
    "arrival_latest": START,
}


def found(*told: dict[str, object]) -> pd.DataFrame:
    return silences(pd.concat([movement(**columns) for columns in told]), settings=SETTINGS)


def test_the_pair_of_the_anchor_comes_out_of_the_shipped_case() -> None:
    table = silences(read_case(DATA / "case").movements, settings=SETTINGS)
    [row] = [row for _, row in table.iterrows() if row["craft_id"] == "15406e"]
    anchor = silence_of(row)
    assert anchor.start is not None
    assert anchor.end is not None
    assert (anchor.start.name, anchor.end.name) == ("Vladivostok", "Vladivostok")
    assert (row["claimed_ident"], row["typecode"]) == ("ZKPY", "A124")
    assert pd.isna(anchor.end.earliest)
    assert pd.isna(anchor.end.latest)


@pytest.mark.parametrize("reading", ["2024-03-20T16:30Z", "2024-03-20T17:30Z"])
def test_both_zone_readings_of_the_departure_lie_in_the_start_interval(reading: str) -> None:
    table = silences(read_case(DATA / "case").movements, settings=SETTINGS)
    start = silence_of(table[table["craft_id"] == "15406e"].iloc[0]).start
    assert start is not None
    assert start.earliest <= pd.Timestamp(reading) <= start.latest
    assert "not said whose" in start.zone


def test_no_silence_of_the_case_is_observed_and_stated_pairs_give_none() -> None:
    case = read_case(DATA / "case").movements
    table = silences(case, settings=SETTINGS)
    assert set(table["kind"]) == {"reported"}
    assert OBSERVED not in table.to_numpy()
    assert "reported:tu154-2024-03-20" not in set(table["craft_id"])


def test_a_movement_into_the_dark_and_the_next_out_of_it_are_one_silence() -> None:
    [row] = found(OUT_OF, INTO).to_dict("records")
    assert (row["start_name"], row["end_name"]) == ("Vladivostok", "Vladivostok")
    assert row["start_earliest"] == START + pd.Timedelta(hours=1)
    assert row["claimed_ident"] == "ZKPY"


def test_another_craft_does_not_end_a_silence() -> None:
    table = found(INTO, OUT_OF | {"craft_id": "dddddd"})
    assert len(table) == 3  # into; out of, and what came after its one visit
    assert not (table["start_lat"].notna() & table["end_lat"].notna()).any()


def test_a_movement_without_any_time_ends_no_silence() -> None:
    untimed = {"departure_earliest": pd.NaT, "departure_latest": pd.NaT}
    table = found(INTO, OUT_OF | untimed)
    assert not (table["start_lat"].notna() & table["end_lat"].notna()).any()


def test_two_stated_places_are_no_silence_even_if_one_is_a_city() -> None:
    city = {"destination_ident": "", "destination_is_city": True}
    assert found({}).empty
    assert found(city).empty
    assert silences(empty(MOVEMENTS), settings=SETTINGS).empty


def test_a_visit_known_from_one_picture_is_silent_before_and_after() -> None:
    table = found(PICTURE)
    before = table[table["start_lat"].isna()].iloc[0]
    after = table[table["end_lat"].isna()].iloc[0]
    assert len(table) == 2
    assert before["end_earliest"] == before["end_latest"] == START
    assert after["start_earliest"] == after["start_latest"] == START
    assert before["end_name"] == after["start_name"] == "Pyongyang"


def test_a_visit_after_which_it_is_reported_again_is_silent_before_only() -> None:
    later = {
        "craft_id": PICTURE["craft_id"],
        "movement_id": "later",
        "departure_earliest": START + DAY,
        "departure_latest": START + DAY,
    }
    table = found(PICTURE, later)
    assert table["start_lat"].isna().tolist() == [True]


def test_a_city_is_wider_than_an_airport() -> None:
    city = {"origin_ident": "", "origin_is_city": True}
    sizes = [found(INTO | place)["start_size_km"].iloc[0] for place in ({}, city)]
    assert sizes == [SETTINGS.reported_airport_km, SETTINGS.reported_city_km]
