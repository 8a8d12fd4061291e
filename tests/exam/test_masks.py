"""Masks: which rows are hidden, and that the truth of each is what it says."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.exam.masks import (
    BLIND_KM,
    blind_spot,
    hidden_rows,
    landings,
    outage,
    switch_offs,
)
from skygap.exam.material import flights_seen
from skygap.geo import haversine_km
from skygap.tables.fixes import FIXES, merge_fixes
from skygap.tables.schema import empty
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, flight, index, near, off


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def cruise(name: str, *, minute: float = 0.0, km: float = 700) -> Craft:
    start = Craft(UHWW, name=name, minute=minute, altitude_ft=33_000)
    return start.fly_to(near(UHWW, ZKPY, km), ft=33_000, every=0.25)


def fixes_of(*stories: Craft) -> pd.DataFrame:
    return merge_fixes([story.frame() for story in stories])


def minutes(fixes: pd.DataFrame, masks: pd.DataFrame) -> pd.Series:
    """Tell how long the gap is that each closed mask leaves."""
    times = fixes["timestamp"]
    heard = times.iloc[masks["first"] - 1].array
    again = times.iloc[masks["last"]].array
    return pd.Series((again - heard).total_seconds() / 60.0)


def test_a_flight_is_seen_from_silence_to_silence_and_not_on_the_ground() -> None:
    story = craft(UHWW).stand(10).fly_to(near(UHWW, ZKPY, 150), ft=33_000, every=0.5)
    fixes = fixes_of(story.silent(5).fly_to(ZKPY, ft=500, every=0.5).stand(10), cruise("bbbbbb"))
    seen = flights_seen(fixes)
    assert len(seen) == 3
    for first, last in seen[["first", "last"]].to_numpy():
        own = fixes.iloc[first:last]
        assert not own["on_ground"].any()
        assert len(set(own["craft_id"])) == 1
        assert own["timestamp"].diff().max() <= pd.Timedelta(minutes=1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_a_switch_off_lies_within_a_flight_and_is_longer_than_the_threshold(seed: int) -> None:
    fixes = fixes_of(cruise("aaaaaa"), cruise("bbbbbb", km=350))
    masks = switch_offs(fixes, is_open=False, rng=rng(seed))
    assert len(masks) == 2
    assert (minutes(fixes, masks) >= 12).all()
    craft_ids = fixes["craft_id"].to_numpy()
    assert (craft_ids[masks["first"] - 1] == craft_ids[masks["last"]]).all()
    assert set(masks["truth"]) == {"likely_switched_off"}


def test_an_open_switch_off_hides_all_that_the_craft_sent_later() -> None:
    fixes = fixes_of(cruise("aaaaaa").silent(200).heard(), cruise("bbbbbb"))
    masks = switch_offs(fixes, is_open=True, rng=rng())
    left = fixes.drop(index=hidden_rows(masks, len(fixes)))
    ends = left.groupby("craft_id")["timestamp"].max()
    assert masks["last"].tolist() == [int((fixes["craft_id"] == "aaaaaa").sum()), len(fixes)]
    assert (ends < fixes.groupby("craft_id")["timestamp"].max()).all()


def test_a_flight_that_is_too_short_is_not_masked() -> None:
    assert switch_offs(fixes_of(cruise("aaaaaa", km=100)), is_open=False, rng=rng()).empty


@pytest.mark.parametrize("seed", range(5))
def test_a_landing_is_hidden_below_one_height_until_the_next_climb(seed: int) -> None:
    again = flight(UHWW, ZKPY).fly_to(near(ZKPY, UHWW, 150), ft=33_000)
    fixes = fixes_of(again)
    masks = landings(fixes, index("UHWW", "ZKPY"), rng=rng(seed), settings=SETTINGS)
    assert masks["truth"].tolist() == ["landed_unseen"]
    first, last = int(masks["first"].iloc[0]), int(masks["last"].iloc[0])
    hidden, before, after = fixes.iloc[first:last], fixes.iloc[first - 1], fixes.iloc[last]
    assert hidden["on_ground"].any()
    assert hidden["altitude_ft"].max() < 8_200
    assert before["altitude_ft"] >= 500
    assert after["altitude_ft"] > hidden["altitude_ft"].dropna().iloc[-1]


def test_a_flight_that_is_lost_in_cruise_is_no_landing() -> None:
    assert landings(fixes_of(cruise("aaaaaa")), index("ZKPY"), rng=rng(), settings=SETTINGS).empty


def test_an_outage_hides_all_craft_at_once_and_counts_who_was_in_the_air() -> None:
    parked = Craft(UHWW, name="cccccc").stand(60)
    fixes = fixes_of(cruise("aaaaaa"), cruise("bbbbbb"), parked)
    masks = outage(fixes, rng=rng(4))
    left = fixes.drop(index=hidden_rows(masks, len(fixes)))
    hidden = fixes.iloc[hidden_rows(masks, len(fixes))]["timestamp"]
    assert not left["timestamp"].between(hidden.min(), hidden.max()).any()
    counted = fixes["craft_id"].to_numpy()[masks.loc[masks["counts"], "first"]]
    assert set(counted) == {"aaaaaa", "bbbbbb"}


def test_a_blind_spot_hides_a_circle_and_counts_who_crossed_it_high_up() -> None:
    low = Craft(UHWW, name="cccccc", altitude_ft=9_000).fly_to(ZKPY, ft=9_000, every=0.5)
    fixes = fixes_of(cruise("aaaaaa"), low)
    masks = blind_spot(fixes, rng=rng(2))
    hidden = fixes.iloc[hidden_rows(masks, len(fixes))]
    apart = haversine_km(hidden["lat"], hidden["lon"], hidden["lat"].iloc[0], hidden["lon"].iloc[0])
    assert 0 < apart.max() <= 2 * BLIND_KM
    counted = masks[masks["counts"]]
    assert set(fixes["craft_id"].to_numpy()[counted["first"]]) <= {"aaaaaa"}
    assert set(masks["truth"]) == {"out_of_coverage"}


def test_hidden_rows_are_each_named_once() -> None:
    masks = pd.DataFrame({"first": [2, 3, 8], "last": [5, 6, 9]})
    assert hidden_rows(masks, 10).tolist() == [2, 3, 4, 5, 8]


def test_nothing_loaded_gives_no_masks() -> None:
    nothing = empty(FIXES)
    assert switch_offs(nothing, is_open=False, rng=rng()).empty
    assert landings(nothing, index("ZKPY"), rng=rng(), settings=SETTINGS).empty
    assert outage(nothing, rng=rng()).empty
    assert blind_spot(nothing, rng=rng()).empty


def test_the_height_of_a_landing_is_above_its_field() -> None:
    """A field at 117 ft: who is last heard at 1,600 ft above the sea came down to it."""
    down = Craft(off(ZKPY, 0, 150), altitude_ft=20_000).fly_to(near(ZKPY, UHWW, 3), ft=1_600)
    found = landings(fixes_of(down), index("ZKPY"), rng=rng(), settings=SETTINGS)
    assert len(found) == 1
