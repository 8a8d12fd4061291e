"""Reach: every airport that cannot be excluded, with the longest possible stand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.geo import distance_km
from skygap.places import index_places
from skygap.prism import reach_km
from skygap.reach import find_reachable, judge_stops, speed_words
from skygap.settings import with_values
from skygap.tables.airports import AIRPORTS
from skygap.tables.schema import conform
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, airports, analysed, craft, index, near, off

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


def test_a_round_trip_to_pyongyang_needs_129_minutes_with_a_stop() -> None:
    """METHOD 4.6: two ways of 49.5 minutes at 865 km/h and half an hour on the ground."""
    at_865 = with_values(SETTINGS, {"reach_speed_kt": 467, "shortest_stop_min": 30})
    gaps = pd.DataFrame({"duration_min": [128.0, 130.0], "distance_km": [0.0, 0.0]})
    assert (reach_km(gaps, settings=at_865, stop_min=30) >= 2 * 713.0).tolist() == [False, True]


@pytest.mark.parametrize(("minutes", "idents"), [(60, []), (90, ["ZKWS"]), (240, ["ZKPY", "ZKWS"])])
def test_the_longer_the_silence_the_more_airports_are_in_reach(
    minutes: float, idents: list[str]
) -> None:
    reachable = analysed(unheard(minutes), "ZKPY", "ZKWS").reachable
    assert sorted(reachable["ident"]) == idents


def test_an_airport_in_reach_is_not_excluded_and_not_ranked() -> None:
    found = analysed(unheard(240), "ZKPY").reachable.iloc[0]
    assert found["status"] == "cannot_be_excluded"
    assert np.isnan(found["probability"])


def test_the_longest_stand_is_what_the_fastest_way_leaves() -> None:
    found = analysed(unheard(240), "ZKPY").reachable.iloc[0]
    way = found["distance_out_km"] + found["distance_back_km"]
    kmh = SETTINGS.reach_speed_kt * 1.852
    assert found["max_ground_min"] == pytest.approx(240 - way / kmh * 60, abs=0.2)
    assert found["min_ground_min"] == 0


def test_a_stop_is_excluded_when_the_straight_way_leaves_no_time() -> None:
    story = craft(UHWW, ft=33_000).heard().unheard_to(ZKPY, ft=33_000, kt=500)
    assert stops_of(story.heard(), "ZKPY") == "excluded"


def test_a_stop_is_observed_when_an_end_was_on_the_ground() -> None:
    assert stops_of(craft(UHWW).stand(5).silent(60).stand(5), "UHWW") == "observed"


def test_a_stop_in_a_long_silence_in_cruise_is_possible() -> None:
    story = craft(UHWW, ft=33_000).heard().silent(300).heard()
    assert stops_of(story, "UHWW") == "possible"


def test_an_open_gap_lists_no_airports() -> None:
    result = analysed(craft(UHWW, ft=33_000).heard(), "UHWW")
    assert (len(result.reachable), result.gaps["reachable_count"].tolist()) == (0, [0])


def test_the_list_ends_at_its_limit_and_the_count_never_does() -> None:
    short = with_values(SETTINGS, {"reach_list_max": 5})
    gaps = analysed(unheard(400)).gaps
    listed, counts = find_reachable(gaps, index_places(scattered(80)), settings=short)
    assert len(listed) == 5
    assert counts.iloc[0] > 5


def test_larger_fields_are_listed_before_smaller_ones() -> None:
    table = airports("ZKPY", "ZKWS").assign(size=["small", "large"])
    one = with_values(SETTINGS, {"reach_list_max": 1})
    listed, _ = find_reachable(analysed(unheard(240)).gaps, index_places(table), settings=one)
    assert listed["ident"].tolist() == ["ZKWS"]


@settings(deadline=None, max_examples=15)
@given(st.floats(30, 600), st.floats(0, 359), st.floats(0, 1500))
def test_just_the_airports_over_which_the_way_fits_are_in_reach(
    minutes: float, bearing: float, km: float
) -> None:
    story = craft(UHWW, ft=33_000).heard().silent(minutes)
    story = story.unheard_to(off(UHWW, bearing, km + 1), ft=33_000).heard()
    gaps, table = analysed(story).gaps, scattered(60)
    listed, counts = find_reachable(gaps, index_places(table), settings=SETTINGS)
    length = reach_km(gaps, settings=SETTINGS, stop_min=SETTINGS.shortest_stop_min).iloc[0]
    over = distance_km(*UHWW, table["lat"], table["lon"])
    over = over + distance_km(table["lat"], table["lon"], *story.place)
    may_stop = gaps["stop"].iloc[0] in ("likely", "possible")
    expected = set(table["ident"][over <= length]) if may_stop else set()
    assert set(listed["ident"]) == expected
    assert counts.iloc[0] == len(expected)


def test_without_gaps_or_airports_nothing_is_in_reach() -> None:
    gaps = analysed(unheard(240)).gaps
    listed, counts = find_reachable(gaps, index(), settings=SETTINGS)
    assert (len(listed), counts.tolist()) == (0, [0, 0])
    none, _ = find_reachable(gaps.head(0), index("ZKPY"), settings=SETTINGS)
    assert none.empty


def test_judging_and_finding_change_nothing_in_their_arguments() -> None:
    gaps = analysed(unheard(240)).gaps
    before = gaps.copy()
    find_reachable(judge_stops(gaps, settings=SETTINGS), index("ZKPY"), settings=SETTINGS)
    pd.testing.assert_frame_equal(gaps, before)


def test_the_limit_is_said_in_both_units() -> None:
    chosen = with_values(SETTINGS, {"reach_speed_kt": 500})
    assert speed_words(chosen) == "500 kt (926 km/h)"
