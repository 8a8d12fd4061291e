"""Companions flew the same pair of places in the same hours, and stay context."""

import numpy as np
import pandas as pd
import pytest

from skygap.analysis import Analysis
from skygap.case.companions import (
    ALL_THE_WAY,
    IN_PART,
    NO_TRACK,
    PERHAPS_ITSELF,
    TRACKED,
    UNNAMED,
    companions,
)
from skygap.settings import with_values
from skygap.tables.case import MOVEMENTS
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.schema import empty
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, airports, analysed, craft, flight, near, off
from tests.case.around import movement

NOTHING_TOLD = empty(MOVEMENTS)
PYONGYANG = airports("ZKPY")
NAMED = ("UHWW", "ZKPY")


def dark(minutes: float = 240) -> Craft:
    """Leave Vladivostok towards Pyongyang; unheard from 250 km out on, and back later."""
    out = craft(UHWW).stand(10).fly_to(near(UHWW, ZKPY, 250), ft=33_000)
    return out.silent(minutes).fly_to(near(UHWW, ZKPY, 100), ft=20_000)


def loaded(*others: Craft, **columns: object) -> tuple[pd.Series, Analysis]:
    """Load the dark craft with others, and give its gap with some columns changed."""
    fixes = pd.concat([dark().fixes(), *(other.fixes() for other in others)], ignore_index=True)
    found = analysed(fixes.sort_values(["craft_id", "timestamp"], ignore_index=True), *NAMED)
    own = found.gaps[(found.gaps["craft_id"] == "aaaaaa") & ~found.gaps["is_open"]].iloc[0]
    return pd.Series({**own, **columns}), found


def named(story: Craft, name: str = "bbbbbb") -> Craft:
    rows = tuple({**row, "craft_id": name, "icao24": name} for row in story.rows)
    return Craft(story.place, name=name, minute=story.minute, rows=rows)


def found_with(
    *others: Craft,
    told: pd.DataFrame = NOTHING_TOLD,
    places: pd.DataFrame = PYONGYANG,
    **columns: object,
) -> pd.DataFrame:
    gap, found = loaded(*others, **columns)
    return companions(gap, found.legs, told, found.gaps, places=places, settings=SETTINGS)


def test_who_flew_the_pair_heard_all_the_way_is_a_companion() -> None:
    [row] = found_with(named(flight(UHWW, ZKPY))).to_dict("records")
    assert (row["craft_id"], row["kind"], row["state"]) == ("bbbbbb", "observed", ALL_THE_WAY)
    assert row["from_name"].startswith("UHWW")
    assert row["to_name"].startswith("ZKPY")


def test_the_way_back_is_the_same_pair() -> None:
    assert len(found_with(named(flight(ZKPY, UHWW)))) == 1


def test_an_airport_that_the_caller_does_not_name_makes_no_pair() -> None:
    assert found_with(named(flight(UHWW, ZKPY)), places=airports("NFFN")).empty
    assert found_with(named(flight(UHWW, ZKPY)), places=airports()).empty


def test_a_round_from_home_to_home_is_no_pair_though_home_is_in_reach() -> None:
    away = craft(UHWW).stand(5).fly_to(off(UHWW, 90, 200), ft=20_000)
    round_trip = away.fly_to(UHWW, ft=500).stand(5)
    assert found_with(named(round_trip), places=airports("UHWW")).empty


def after(story: Craft, hours: float) -> Craft:
    later = pd.Timedelta(hours=hours)
    rows = tuple({**row, "timestamp": row["timestamp"] + later} for row in story.rows)  # type: ignore[operator]
    return Craft(story.place, name=story.name, rows=rows)


def test_who_flew_it_on_another_day_is_no_companion() -> None:
    flown = named(flight(UHWW, ZKPY))
    assert len(found_with(after(flown, 14))) == 1
    assert found_with(after(flown, 24)).empty
    assert found_with(after(flown, -24)).empty


def test_hours_and_distance_are_settings() -> None:
    gap, found = loaded(after(named(flight(off(UHWW, 90, 30), ZKPY)), 8))
    for name, value in {"companion_km": 20.0, "companion_hours": 0.5}.items():
        strict = with_values(SETTINGS, {name: value})
        tables = (gap, found.legs, NOTHING_TOLD, found.gaps)
        assert len(companions(*tables, places=PYONGYANG, settings=SETTINGS)) == 1
        assert companions(*tables, places=PYONGYANG, settings=strict).empty


def test_a_companion_that_was_silent_says_for_how_long_and_why() -> None:
    cruising = craft(UHWW).stand(10).fly_to(near(UHWW, ZKPY, 150), ft=33_000)
    silent = cruising.unheard_to(near(ZKPY, UHWW, 195), ft=33_000)
    story = silent.heard(ground_speed_kt=450.0).fly_to(near(ZKPY, UHWW, 3), ft=650, kt=300)
    [state] = found_with(named(story.unheard_to(ZKPY, ft=0, kt=100).stand(5)))["state"]
    assert state.startswith("not received for ")
    assert "cause: " in state
    assert ALL_THE_WAY not in state


def test_a_companion_whose_data_begins_in_the_air_was_not_heard_all_the_way() -> None:
    landing = craft(near(UHWW, ZKPY, 40), ft=20_000).fly_to(near(ZKPY, UHWW, 3), ft=650, kt=400)
    story = landing.unheard_to(ZKPY, ft=0, kt=100).stand(5)
    [state] = found_with(named(story))["state"]
    assert state == IN_PART


def test_a_companion_lost_near_the_airport_says_that_nothing_later_is_loaded() -> None:
    story = craft(UHWW).stand(10).fly_to(near(ZKPY, UHWW, 40), ft=15_000)
    [state] = found_with(named(story))["state"]
    assert state.startswith("nothing is loaded after ")


def test_a_reported_movement_is_reported_and_has_no_track() -> None:
    [row] = found_with(told=movement()).to_dict("records")
    assert (row["kind"], row["state"], row["item_id"]) == ("reported", NO_TRACK, "told-1")


def test_a_reported_movement_with_a_track_says_so_and_the_track_stays_observed() -> None:
    found = found_with(named(flight(UHWW, ZKPY)), told=movement(craft_id="bbbbbb", icao24="bbbbbb"))
    assert found["kind"].tolist() == ["observed", "reported"]
    assert found["state"].tolist() == [ALL_THE_WAY, TRACKED]


def test_a_reported_place_keeps_its_word_of_doubt() -> None:
    [row] = found_with(told=movement(destination_hedge="believed")).to_dict("records")
    assert row["to_name"] == "Pyongyang (believed)"


@pytest.mark.parametrize(
    ("own", "told", "perhaps"),
    [("", "T154", True), ("T154", "", True), ("T154", "T154", True), ("A124", "T154", False)],
)
def test_a_movement_without_airframe_may_be_the_craft_itself_unless_its_type_is_another(
    own: str, told: str, perhaps: bool
) -> None:
    unnamed = movement(craft_id="reported:x", icao24="", typecode=told)
    [state] = found_with(told=unnamed, typecode=own)["state"]
    assert state.startswith(UNNAMED)
    assert (PERHAPS_ITSELF in state) == perhaps


@pytest.mark.parametrize(
    "columns",
    [
        {"departure_earliest": pd.NaT, "departure_latest": pd.NaT},
        {"destination_lat": np.nan, "destination_lon": np.nan},
        {"craft_id": "aaaaaa", "icao24": "aaaaaa"},
    ],
)
def test_what_has_no_time_or_no_place_or_is_the_craft_itself_is_no_companion(
    columns: dict[str, object],
) -> None:
    assert found_with(told=movement(**columns)).empty


@pytest.mark.parametrize("columns", [{"mmsi": "273456789"}, {"provider": EXAMPLE_PROVIDER}])
def test_ships_and_the_example_have_no_companions(columns: dict[str, object]) -> None:
    assert found_with(named(flight(UHWW, ZKPY)), told=movement(), **columns).empty


def test_a_gap_without_end_or_without_leg_is_compared_by_its_last_fix() -> None:
    last = {"start_lat": UHWW[0], "start_lon": UHWW[1]}
    nothing = {"is_open": True, "end_time": pd.NaT, "leg_id": "", **last}
    assert len(found_with(named(flight(UHWW, ZKPY)), **nothing)) == 1
    assert found_with(named(flight(UHWW, ZKPY)), leg_id="").empty


def test_a_further_craft_of_the_same_address_is_no_companion() -> None:
    assert found_with(told=movement(), craft_id="cccccc#2").empty
