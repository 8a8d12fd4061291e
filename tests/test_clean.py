"""Cleaning: what no craft can have flown is masked with the reason, and nothing is lost."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.clean import KEPT, kept, mask_fixes
from skygap.tables.fixes import merge_fixes
from tests.builders import SETTINGS, UHWW, ZKPY, craft, flight, near, off

GOOD = craft(UHWW, ft=33_000).fly_to(near(UHWW, ZKPY, 600), ft=33_000, every=0.25).fixes()
MIDDLE = len(GOOD) // 2


def displaced(fixes: pd.DataFrame, rows: slice, km: float) -> pd.DataFrame:
    """Put some rows so far to the side, as spoofing does."""
    places = [
        off(place, 90.0, km) for place in fixes[["lat", "lon"]].iloc[rows].itertuples(index=False)
    ]
    moved = fixes.copy()
    moved.iloc[rows, [fixes.columns.get_loc("lat"), fixes.columns.get_loc("lon")]] = places
    return moved


@pytest.mark.parametrize("count", [1, 5, 30])
@pytest.mark.parametrize("km", [20.0, 100.0, 500.0])
def test_fixes_that_jump_away_and_come_back_are_masked(count: int, km: float) -> None:
    jumped = slice(MIDDLE, MIDDLE + count)
    masked = mask_fixes(displaced(GOOD, jumped, km), settings=SETTINGS)
    expected = np.zeros(len(GOOD), dtype=bool)
    expected[jumped] = True
    assert np.array_equal(masked["mask_reason"] != KEPT, expected)


def test_a_jump_of_10_km_is_masked_in_a_densely_heard_track() -> None:
    track = craft(UHWW, ft=33_000).fly_to(near(UHWW, ZKPY, 300), ft=33_000, every=0.1).fixes()
    masked = mask_fixes(displaced(track, slice(100, 101), 10.0), settings=SETTINGS)
    assert np.flatnonzero(masked["mask_reason"] != KEPT).tolist() == [100]


@pytest.mark.parametrize("every", [0.05, 0.5, 4.0])
def test_a_good_track_keeps_every_fix(every: float) -> None:
    track = craft(UHWW).stand(10, every=every).fly_to(ZKPY, ft=33_000, every=every)
    masked = mask_fixes(track.fixes(), settings=SETTINGS)
    assert (masked["mask_reason"] == KEPT).all()


def test_a_parked_craft_keeps_every_fix() -> None:
    masked = mask_fixes(craft(UHWW).stand(600).fixes(), settings=SETTINGS)
    assert (masked["mask_reason"] == KEPT).all()


def test_a_far_place_after_an_hour_unheard_is_believed() -> None:
    story = craft(UHWW, ft=33_000).heard().silent(61)
    far = craft(off(UHWW, 0, 3000), ft=33_000)
    later = [{**far.heard().rows[0], "timestamp": story.heard().rows[-1]["timestamp"]}]
    fixes = pd.concat([story.fixes(), pd.DataFrame(later)], ignore_index=True)
    masked = mask_fixes(_ordered(fixes), settings=SETTINGS)
    assert (masked["mask_reason"] == KEPT).all()


def test_two_crafts_are_never_compared_with_each_other() -> None:
    here = craft(UHWW, ft=33_000, name="aaaaaa").fly_to(ZKPY, ft=33_000).frame()
    there = craft(off(UHWW, 0, 5000), ft=33_000, name="bbbbbb").stand(60).frame()
    masked = mask_fixes(_ordered(pd.concat([here, there])), settings=SETTINGS)
    assert (masked["mask_reason"] == KEPT).all()


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.floats(-89, 89), st.floats(-180, 180)), min_size=1, max_size=40))
def test_first_and_last_fix_are_never_masked(places: list[tuple[float, float]]) -> None:
    rows = [craft(place, ft=30_000).silent(i).heard().rows[0] for i, place in enumerate(places)]
    masked = mask_fixes(_ordered(pd.DataFrame(rows)), settings=SETTINGS)
    assert masked["mask_reason"].iloc[[0, -1]].tolist() == [KEPT, KEPT]
    assert len(masked) == len(places)


@settings(deadline=None, max_examples=20)
@given(st.integers(1, len(GOOD) - 40), st.integers(1, 30), st.floats(30, 3000))
def test_wherever_a_jump_lies_it_alone_is_masked(first: int, count: int, km: float) -> None:
    jumped = slice(first, first + count)
    masked = mask_fixes(displaced(GOOD, jumped, km), settings=SETTINGS)
    bad = np.flatnonzero(masked["mask_reason"] != KEPT)
    assert bad.tolist() == list(range(first, first + count))


def test_masking_changes_nothing_in_its_argument() -> None:
    given_fixes = displaced(GOOD, slice(50, 51), 100)
    before = given_fixes.copy()
    mask_fixes(given_fixes, settings=SETTINGS)
    pd.testing.assert_frame_equal(given_fixes, before)


def test_kept_drops_what_is_masked_and_numbers_anew() -> None:
    masked = mask_fixes(displaced(GOOD, slice(50, 51), 100), settings=SETTINGS)
    assert kept(masked).index.tolist() == list(range(len(GOOD) - 1))


def test_a_whole_flight_with_landing_is_left_alone() -> None:
    masked = mask_fixes(flight(UHWW, ZKPY).fixes(), settings=SETTINGS)
    assert (masked["mask_reason"] == KEPT).all()


def _ordered(fixes: pd.DataFrame) -> pd.DataFrame:
    return merge_fixes([fixes])
