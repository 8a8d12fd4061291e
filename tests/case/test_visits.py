"""Visits say where a craft was at other times, observed apart from reported."""

import pandas as pd
import pytest

from skygap.case.visits import earlier_visits
from skygap.tables.case import MOVEMENTS
from skygap.tables.schema import empty
from tests.builders import START, UHWW, ZKPY, Craft, analysed, craft, flight
from tests.case.around import movement

NOTHING_TOLD = empty(MOVEMENTS)
DAY = pd.Timedelta(days=1)


def visits(story: Craft, before: pd.Timestamp, told: pd.DataFrame = NOTHING_TOLD) -> pd.DataFrame:
    found = analysed(story, "UHWW", "ZKPY")
    return earlier_visits("aaaaaa", found.stops, told, found.legs, before=before)


def test_ends_and_stands_of_one_day_are_one_day_there() -> None:
    found = visits(flight(UHWW, ZKPY), START + DAY).set_index("ident")
    assert found["day_n"].to_dict() == {"UHWW": 1, "ZKPY": 1}
    assert set(found["when"]) == {"earlier"}
    assert set(found["kind"]) == {"observed"}
    assert found.loc["ZKPY", "last_time"] > found.loc["UHWW", "last_time"]


def test_what_comes_after_the_moment_is_later() -> None:
    assert set(visits(flight(UHWW, ZKPY), START - DAY)["when"]) == {"later"}


def test_reported_visits_stand_in_rows_of_their_own() -> None:
    told = movement(craft_id="aaaaaa", icao24="aaaaaa")
    found = visits(flight(UHWW, ZKPY), START + DAY, told)
    home = found[found["ident"] == "UHWW"]
    assert sorted(home["kind"]) == ["observed", "reported"]


def test_a_movement_that_may_be_on_either_side_counts_for_neither() -> None:
    told = movement(craft_id="aaaaaa", icao24="aaaaaa")
    between = START + pd.Timedelta(minutes=90)
    assert visits(craft(UHWW, ft=33_000).heard(), between, told).empty


def test_an_airport_that_is_only_believed_is_no_visit() -> None:
    believed = {"destination_ident": "", "claimed_destination_ident": "ZKPY"}
    arrived = {"arrival_earliest": START, "craft_id": "aaaaaa"}
    found = visits(craft(UHWW, ft=33_000).heard(), START + DAY, movement(**believed, **arrived))
    assert found["ident"].tolist() == ["UHWW"]


def test_others_and_inferred_stops_are_no_visits_of_this_craft() -> None:
    found = analysed(flight(UHWW, ZKPY), "UHWW", "ZKPY")
    stops = found.stops.assign(kind="inferred")
    none = found.legs.head(0)
    told = (stops, NOTHING_TOLD, none)
    assert earlier_visits("aaaaaa", *told, before=START + DAY).empty
    assert earlier_visits("bbbbbb", found.stops, movement(), found.legs, before=START).empty


@pytest.mark.parametrize("moment", [START - DAY, START + DAY])
def test_without_anything_loaded_there_are_no_visits(moment: pd.Timestamp) -> None:
    found = analysed(flight(UHWW, ZKPY), "UHWW").stops.head(0)
    legs = analysed(flight(UHWW, ZKPY), "UHWW").legs.head(0)
    assert earlier_visits("aaaaaa", found, NOTHING_TOLD, legs, before=moment).empty
