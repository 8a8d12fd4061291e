"""Reach: every airport that cannot be excluded, with its probability and its bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.geo import distance_km
from skygap.history import NO_HISTORY
from skygap.limits import limits_of, reach_km
from skygap.reach import find_reachable
from skygap.reference import reference_of
from skygap.settings import Settings, with_values
from skygap.tables.airports import AIRPORTS
from skygap.tables.schema import conform
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, airports, analysed, craft, near, off

RANDOM = np.random.default_rng(3)


def unheard(minutes: float) -> Craft:
    """Leave Vladivostok towards Pyongyang, unheard from 50 km out until back there."""
    out = craft(UHWW, ft=2000).fly_to(near(UHWW, ZKPY, 50), ft=20_000, kt=300)
    return out.silent(minutes).fly_to(near(UHWW, ZKPY, 20), ft=9_000, kt=300)


def stops_of(story: Craft, *idents: str) -> str:
    return str(analysed(story, *idents).gaps["stop"].iloc[0])


def scattered(count: int) -> pd.DataFrame:
    """Scatter airports round Vladivostok."""
    places = [off(UHWW, b, d) for b, d in RANDOM.uniform([0, 0], [360, 3000], (count, 2))]
    table = pd.DataFrame(places, columns=["lat", "lon"]).assign(size="medium", name="F")
    return conform(AIRPORTS, table.assign(ident=[f"F{i:03d}" for i in range(count)]))


def found_in(
    gaps: pd.DataFrame, table: pd.DataFrame, *, settings: Settings = SETTINGS
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ask judged gaps beside a table of airports, with nothing known of earlier visits."""
    return find_reachable(gaps, reference_of(table), NO_HISTORY, settings=settings)


@pytest.mark.parametrize(("minutes", "idents"), [(60, []), (90, ["ZKWS"]), (240, ["ZKPY", "ZKWS"])])
def test_the_longer_the_silence_the_more_airports_are_in_reach(
    minutes: float, idents: list[str]
) -> None:
    result = analysed(unheard(minutes), "ZKPY", "ZKWS")
    own = result.reachable[result.reachable["gap_id"] == result.gaps["gap_id"].iloc[0]]
    assert sorted(own["ident"]) == idents


def test_an_airport_of_unknown_runway_is_not_excluded_and_not_ranked() -> None:
    found = analysed(unheard(240), "ZKPY").reachable.iloc[0]
    assert found["status"] == "cannot_be_excluded"
    assert np.isnan(found["probability"])


def test_the_longest_stand_is_what_the_fastest_way_leaves() -> None:
    found = analysed(unheard(240), "ZKPY").reachable.iloc[0]
    way = found["distance_out_km"] + found["distance_back_km"]
    kmh = SETTINGS.reach_speed_kt * 1.852
    assert found["max_ground_min"] == pytest.approx(240 - way / kmh * 60, abs=0.2)


def test_a_stop_is_excluded_when_the_straight_way_leaves_no_time() -> None:
    story = craft(UHWW, ft=33_000).heard().unheard_to(ZKPY, ft=33_000, kt=500)
    assert stops_of(story.heard(), "ZKPY") == "excluded"


def test_a_stop_is_observed_when_an_end_was_on_the_ground() -> None:
    assert stops_of(craft(UHWW).stand(5).silent(60).stand(5), "UHWW") == "observed"


def test_a_stop_in_a_long_silence_in_cruise_is_possible() -> None:
    story = craft(UHWW, ft=33_000).heard().silent(300).heard()
    assert stops_of(story, "UHWW") == "possible"


def test_the_list_ends_at_its_limit_and_the_count_never_does() -> None:
    short = with_values(SETTINGS, {"reach_list_max": 5})
    gaps = analysed(unheard(400)).gaps.head(1)
    told, listed = found_in(gaps, scattered(80), settings=short)
    assert len(listed) == 5
    assert told["reachable_count"].iloc[0] > 5


def test_larger_fields_are_listed_before_smaller_ones() -> None:
    table = airports("ZKPY", "ZKWS").assign(size=["small", "large"])
    one = with_values(SETTINGS, {"reach_list_max": 1})
    _, listed = found_in(analysed(unheard(240)).gaps.head(1), table, settings=one)
    assert listed["ident"].tolist() == ["ZKWS"]


@settings(deadline=None, max_examples=15)
@given(st.floats(30, 600), st.floats(0, 359), st.floats(0, 1500))
def test_just_the_airports_over_which_the_way_fits_are_in_reach(
    minutes: float, bearing: float, km: float
) -> None:
    story = craft(UHWW, ft=33_000).heard().silent(minutes)
    story = story.unheard_to(off(UHWW, bearing, km + 1), ft=33_000).heard()
    gaps, table = analysed(story).gaps.head(1), scattered(60)
    told, listed = found_in(gaps, table)
    limits = limits_of(gaps, reference_of(table).types, settings=SETTINGS)
    stop = SETTINGS.shortest_stop_min
    length = reach_km(gaps, limits, settings=SETTINGS, stop_min=stop).iloc[0]
    over = distance_km(*UHWW, table["lat"], table["lon"])
    over = over + distance_km(table["lat"], table["lon"], *story.place)
    may_stop = gaps["stop"].iloc[0] in ("likely", "possible")
    expected = set(table["ident"][over <= length]) if may_stop else set()
    assert set(listed["ident"]) == expected
    assert told["reachable_count"].iloc[0] == len(expected)


def test_without_gaps_or_airports_nothing_is_in_reach() -> None:
    gaps = analysed(unheard(240)).gaps
    told, listed = found_in(gaps, airports())
    assert (len(listed), told["reachable_count"].tolist()) == (0, [0, 0])
    _, none = found_in(gaps.head(0), airports("ZKPY"))
    assert none.empty


def test_judging_and_finding_change_nothing_in_their_arguments() -> None:
    gaps = analysed(unheard(240)).gaps
    before = gaps.copy()
    found_in(gaps, airports("ZKPY"))
    pd.testing.assert_frame_equal(gaps, before)


def test_what_is_assumed_of_a_craft_holds_in_place_of_its_limits() -> None:
    gaps, known = analysed(unheard(240)).gaps.head(1), reference_of(scattered(80))
    slow = {"max_speed_kt": 250.0}
    usual, told = (
        find_reachable(gaps, known, NO_HISTORY, settings=SETTINGS, assumed=assumed)[0].iloc[0]
        for assumed in (None, slow)
    )
    assert told["limit_speed_kt"] == 250.0
    assert told["hard_way_km"] < usual["hard_way_km"]
    assert told["likely_way_km"] < told["hard_way_km"]
    assert told["reachable_count"] < usual["reachable_count"]
