"""Gaps: silences strictly longer than the threshold, with both their ends."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.gaps import find_gaps, gap_starts, vertical_rates
from skygap.settings import with_values
from skygap.tables.fixes import merge_fixes
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, near, off

waits = st.lists(st.floats(0.01, 60), min_size=1, max_size=15)


def gaps(story: Craft) -> pd.DataFrame:
    return find_gaps(story.fixes(), settings=SETTINGS)


def closed(story: Craft) -> pd.DataFrame:
    found = gaps(story)
    return found[~found["is_open"]]


@pytest.mark.parametrize(("minutes", "count"), [(9.999, 0), (10.0, 0), (10.001, 1)])
def test_a_gap_is_strictly_longer_than_the_threshold(minutes: float, count: int) -> None:
    story = craft(UHWW, ft=30_000).heard().silent(minutes).heard()
    assert len(closed(story)) == count


def test_duplicates_collapse_and_make_no_gap_of_their_own() -> None:
    story = craft(UHWW, ft=30_000).heard().heard().silent(20).heard().heard()
    assert closed(story)["duration_min"].tolist() == [20]


def test_a_lone_fix_in_the_dark_ends_one_gap_and_begins_the_next() -> None:
    found = closed(craft(UHWW, ft=30_000).heard().silent(60).heard().silent(90).heard())
    assert found["duration_min"].tolist() == [60, 90]
    assert found["end_time"].iloc[0] == found["start_time"].iloc[1]


def test_a_gap_is_open_when_the_craft_was_last_heard_in_the_air() -> None:
    found = gaps(craft(UHWW).stand(5).fly_to(ZKPY, ft=30_000))
    assert found["is_open"].tolist() == [True]
    assert found[["end_time", "duration_min", "end_lat", "distance_km"]].isna().all(axis=None)


def test_a_craft_last_heard_on_the_ground_has_no_open_gap() -> None:
    assert gaps(craft(UHWW).stand(60)).empty


def test_a_gap_carries_the_place_height_and_speed_of_both_ends() -> None:
    there = near(UHWW, ZKPY, 600)
    story = craft(UHWW, ft=30_000).heard(ground_speed_kt=440.0)
    gap = closed(story.unheard_to(there, ft=20_000).heard(ground_speed_kt=300.0)).iloc[0]
    assert (gap["start_lat"], gap["start_lon"]) == UHWW
    assert (gap["end_lat"], gap["end_lon"]) == pytest.approx(there)
    assert (gap["start_altitude_ft"], gap["end_altitude_ft"]) == (30_000, 20_000)
    assert (gap["start_ground_speed_kt"], gap["end_ground_speed_kt"]) == (440, 300)


def test_the_implied_speed_is_the_straight_way_over_the_time() -> None:
    gap = closed(craft(UHWW, ft=30_000).heard().unheard_to(ZKPY, ft=30_000, kt=400).heard())
    assert gap["distance_km"].iloc[0] == pytest.approx(713.0, abs=0.05)
    assert gap["implied_speed_kt"].iloc[0] == pytest.approx(400, abs=0.1)


def test_a_gap_across_the_antimeridian_is_as_long_as_the_way() -> None:
    east = craft((50.0, 178.0), ft=30_000).heard()
    gap = closed(east.unheard_to((50.0, -178.0), ft=30_000).heard())
    assert gap["distance_km"].iloc[0] == pytest.approx(286.9, abs=0.5)


def test_a_gap_over_the_pole_is_as_long_as_the_way() -> None:
    south = craft((85.0, 10.0), ft=30_000).heard()
    gap = closed(south.unheard_to((85.0, -170.0), ft=30_000).heard())
    assert gap["distance_km"].iloc[0] == pytest.approx(1116.8, abs=1)


def test_a_gap_longer_than_a_year_is_one_gap() -> None:
    found = closed(craft(UHWW).stand(5).silent(400 * 24 * 60).stand(5))
    assert found["duration_min"].tolist() == [400 * 24 * 60]


def test_crafts_are_silent_each_on_its_own() -> None:
    one, other = (craft(UHWW, ft=30_000, name=n) for n in ("aaaaaa", "bbbbbb"))
    both = pd.concat([one.heard().frame(), other.silent(60).heard().frame()])
    found = find_gaps(merge_fixes([both]), settings=SETTINGS)
    assert found["is_open"].tolist() == [True, True]


def test_nothing_heard_has_no_gaps() -> None:
    assert find_gaps(merge_fixes([]), settings=SETTINGS).empty


def test_the_id_of_a_gap_does_not_change_when_more_is_loaded() -> None:
    early = craft(UHWW, ft=30_000).heard().silent(60).heard()
    later = early.silent(60).heard()
    assert gaps(early)["gap_id"].tolist() == gaps(later)["gap_id"].tolist()[:2]


@given(waits, st.floats(0.5, 30))
def test_every_silence_over_the_threshold_is_a_gap_and_no_other(
    minutes: list[float], threshold: float
) -> None:
    fixes = _heard_after(minutes).fixes()
    chosen = with_values(SETTINGS, {"gap_threshold_min": threshold})
    starts = gap_starts(fixes, settings=chosen)
    pauses = fixes["timestamp"].diff().dt.total_seconds().to_numpy()[1:] / 60
    assert starts.tolist() == np.flatnonzero(pauses > threshold).tolist()


@settings(deadline=None, max_examples=20)
@given(waits, st.randoms())
def test_the_order_of_rows_does_not_matter(minutes: list[float], random: object) -> None:
    frame = _heard_after(minutes).frame()
    order = list(range(len(frame)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight, mixed = (merge_fixes([f]) for f in (frame, frame.iloc[order]))
    pd.testing.assert_frame_equal(
        find_gaps(straight, settings=SETTINGS), find_gaps(mixed, settings=SETTINGS)
    )


@settings(deadline=None, max_examples=20)
@given(waits)
def test_the_ends_of_a_gap_are_consecutive_fixes(minutes: list[float]) -> None:
    fixes = _heard_after(minutes).fixes()
    times = fixes["timestamp"].tolist()
    found = find_gaps(fixes, settings=SETTINGS)
    for gap in found[~found["is_open"]].itertuples():
        assert times.index(gap.end_time) == times.index(gap.start_time) + 1


def test_the_climb_at_an_end_is_judged_over_two_minutes_in_the_air() -> None:
    fixes = craft(UHWW).stand(5).fly_to(off(UHWW, 90, 60), ft=9000, kt=300).fixes()
    last = np.array([len(fixes) - 1])
    assert vertical_rates(fixes, last, before=True) == pytest.approx(1389, abs=1)


def test_without_reported_climb_the_heights_tell() -> None:
    frame = craft(UHWW, ft=9000).fly_to(off(UHWW, 90, 60), ft=0, kt=300).frame()
    fixes = merge_fixes([frame.assign(vertical_rate_fpm=np.nan)])
    assert vertical_rates(fixes, np.array([0]), before=False) == pytest.approx(-1389, abs=1)


def test_without_any_height_the_climb_is_unknown() -> None:
    frame = craft(UHWW, ft=9000).fly_to(off(UHWW, 90, 60), ft=0).frame()
    fixes = merge_fixes([frame.assign(vertical_rate_fpm=np.nan, altitude_ft=np.nan)])
    assert np.isnan(vertical_rates(fixes, np.array([0]), before=False)).all()


def test_finding_gaps_changes_nothing_in_its_argument() -> None:
    fixes = _heard_after([5, 50, 5]).fixes()
    before = fixes.copy()
    find_gaps(fixes, settings=SETTINGS)
    pd.testing.assert_frame_equal(fixes, before)


def _heard_after(minutes: list[float]) -> Craft:
    story = craft(UHWW, ft=30_000).heard()
    for wait in minutes:
        story = story.silent(wait).heard()
    return story


def sure(story: Craft, nic: float, nac_p: float) -> Craft:
    """Send one fix that tells how sure its place is."""
    return story.heard(position_source="adsb_icao", nic=nic, nac_p=nac_p)


def test_a_gap_keeps_the_worst_accuracy_of_five_minutes_at_either_end() -> None:
    story = sure(craft(UHWW, ft=30_000), 1, 1).silent(6)
    story = sure(sure(story, 8, 10).silent(1), 7, np.nan).silent(1).heard().silent(60)
    story = sure(sure(story, np.nan, 9).silent(4), np.nan, 3).silent(2)
    gap = closed(sure(story, 0, 0)).iloc[0]
    assert (gap["start_nic"], gap["start_nac_p"]) == (7, 10)
    assert (np.isnan(gap["end_nic"]), gap["end_nac_p"]) == (True, 3)


def test_accuracy_is_unknown_where_nobody_told_it_and_after_an_open_gap() -> None:
    names = ["start_nic", "start_nac_p", "end_nic", "end_nac_p"]
    silent = gaps(craft(UHWW, ft=30_000).heard().silent(60).heard())
    assert silent[names].isna().all(axis=None)
    told = gaps(sure(craft(UHWW, ft=30_000), 8, 9)).iloc[0]
    assert (told["start_nic"], told["start_nac_p"]) == (8, 9)
    assert told[["end_nic", "end_nac_p"]].isna().all()


def test_another_craft_and_the_ground_tell_nothing_of_its_accuracy() -> None:
    other = sure(craft(UHWW, ft=30_000, name="000000"), 0, 0)
    stand = craft(UHWW).heard(on_ground=True, position_source="adsb_icao", nic=0.0)
    fixes = merge_fixes([other.frame(), stand.silent(1).heard().silent(60).heard().frame()])
    gap = find_gaps(fixes, settings=SETTINGS).set_index("craft_id").loc["aaaaaa"].iloc[0]
    assert np.isnan(gap["start_nic"])
