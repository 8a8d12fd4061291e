"""Cases of legs: what was cut away does not tell where the flight went."""

import pandas as pd
import pytest

from skygap.exam.ends import CRUISE, SEEN, cut_words
from skygap.exam.leg_cases import leg_cases
from skygap.exam.worlds import generated_world
from skygap.readers.shipped.reference import shipped_airports, shipped_reference
from skygap.tables.cases import NAMED_ENDS
from skygap.tables.fixes import FIXES
from skygap.tables.schema import conform, empty
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, near, off, places

LEVEL = 33_000.0


def flight() -> Craft:
    """Fly from UHWW to ZKPY, seen down to the ground at both."""
    story = craft(UHWW).stand(6).fly_to(near(UHWW, ZKPY, 200), ft=LEVEL, every=0.2)
    story = story.fly_to(off(ZKPY, 90, 160), ft=LEVEL).fly_to(off(ZKPY, 90, 2), ft=500, every=0.2)
    return story.fly_to(ZKPY, ft=117, kt=120, every=0.2).stand(6)


def named(story: Craft, *, seed: int = 1) -> pd.DataFrame:
    return leg_cases(story.fixes(), places("UHWW", "ZKPY"), settings=SETTINGS, seed=seed)


def low_arrival(table: pd.DataFrame) -> pd.Series:
    """Take the landing at ZKPY that was cut at 2,000 ft."""
    low = table[(table["kind"] == cut_words(2_000)) & table["is_arrival"]]
    return low.set_index("truth").loc["ZKPY"]


@pytest.fixture(scope="module")
def landed() -> pd.DataFrame:
    return named(flight())


@pytest.fixture(scope="module")
def world() -> pd.DataFrame:
    made = generated_world(shipped_airports(), crafts=6, seed=5)
    return leg_cases(made, shipped_reference(), settings=SETTINGS, seed=5)


def test_both_ends_of_a_flight_are_cases_and_seen_whole_they_are_named(
    landed: pd.DataFrame,
) -> None:
    seen = landed[landed["kind"] == SEEN].set_index("is_arrival")
    assert seen["truth"].to_dict() == {False: "UHWW", True: "ZKPY"}
    assert seen["ident"].equals(seen["truth"])


def test_in_cruise_and_high_up_nothing_is_named(landed: pd.DataFrame) -> None:
    high = landed[landed["kind"].isin([CRUISE, cut_words(15_000), cut_words(25_000)])]
    assert len(high) == 6
    assert set(high["ident"]) == {""}
    assert high["probability"].isna().all()


def test_what_lies_beyond_the_cut_changes_nothing(landed: pd.DataFrame) -> None:
    """The same descent, in one story to a stand on the field and in the other to another end."""
    again = flight().fly_to(near(ZKPY, UHWW, 200), ft=LEVEL).fly_to(UHWW, ft=100).stand(30)
    cut_low = [low_arrival(table) for table in (landed, named(again))]
    assert cut_low[0].equals(cut_low[1])


def test_the_nearest_field_stands_beside_each_name(landed: pd.DataFrame) -> None:
    found = landed[landed["is_arrival"] & (landed["kind"] == SEEN)].iloc[0]
    assert (found["nearest_ident"], found["large_ident"]) == ("ZKPY", "ZKPY")
    assert found["nearest_km"] < 1
    assert found["nearest_height_ft"] == 0


def test_all_ends_of_one_craft_are_in_one_half(world: pd.DataFrame) -> None:
    halves = [set(own["craft_id"]) for _, own in world.groupby("is_reported")]
    assert len(halves) == 2
    assert halves[0].isdisjoint(halves[1])


def test_a_generated_world_conforms_and_names_nobody_in_cruise(world: pd.DataFrame) -> None:
    assert world.equals(conform(NAMED_ENDS, world))
    assert {SEEN, CRUISE, cut_words(2_000)} <= set(world["kind"])
    assert set(world.loc[world["kind"] == CRUISE, "ident"]) == {""}


def test_the_same_seed_makes_the_same_cases(landed: pd.DataFrame) -> None:
    assert named(flight(), seed=1).equals(landed)


def test_nothing_loaded_makes_no_cases() -> None:
    found = leg_cases(empty(FIXES), places("ZKPY"), settings=SETTINGS, seed=1)
    assert found.equals(empty(NAMED_ENDS))
