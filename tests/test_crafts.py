"""Several craft with one address are told apart; one craft never is."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skygap.crafts import separate
from skygap.errors import SkygapError
from skygap.geo import Floats, haversine_km
from skygap.readers import read
from skygap.tables.fixes import merge_fixes
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, analysed, craft, flight, near, off
from tests.exam_tracks import cruise, side_by_side, with_jumps

FOLDERS = ("readsb", "adsbx_csv", "fr24", "opensky", "kml", "sbs")
INTERVALS = st.sampled_from([1.0, 5.0, 15.0, 30.0, 60.0])
SEEDS = st.integers(0, 4000)
CRUISE_KT = 450.0


def crafts(fixes: pd.DataFrame) -> list[str]:
    return sorted(separate(fixes, settings=SETTINGS)["craft_id"].unique())


def apart_km(one: pd.DataFrame, other: pd.DataFrame, moments: pd.Series) -> Floats:
    """How far two craft are from one another at some moments."""
    places = []
    for track in (one, other):
        times = track["timestamp"].astype("int64")
        lon = np.unwrap(track["lon"], period=360.0)
        asked = moments.astype("int64")
        places += [np.interp(asked, times, track["lat"]), np.interp(asked, times, lon)]
    return haversine_km(*places)


def fly_alike(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Tell whether two craft fly side by side, most of the time on one course."""
    moments = one["timestamp"]
    times = other["timestamp"].astype("int64")
    east = np.interp(moments.astype("int64"), times, np.sin(np.radians(other["track_deg"])))
    north = np.interp(moments.astype("int64"), times, np.cos(np.radians(other["track_deg"])))
    own = np.radians(one["track_deg"])
    near, far = np.quantile(apart_km(one, other, moments), [0.1, 0.9])
    on_course = np.sin(own) * east + np.cos(own) * north > np.cos(np.radians(15.0))
    return bool(on_course.mean() >= 0.5 and (far <= 2.0 * near or far - near <= 20.0))


def two_craft(*, ft: float = 33_000, other_ft: float = 33_000, name: str = "TEST1") -> Craft:
    """One here, heard each minute, and one 2,000 km off that flies the other way, in between."""
    here = craft(UHWW, ft=ft).fly_to(off(UHWW, 90, 400), ft=ft)
    start = off(UHWW, 0, 2000)
    there = craft(start, ft=other_ft).called(name).silent(0.5).fly_to(off(start, 0, 400), ft=ft)
    return Craft(UHWW, rows=(*here.rows, *there.rows))


def copied(fixes: pd.DataFrame, copy: pd.DataFrame) -> pd.DataFrame:
    """Hear a craft and, half a second later each time, a false copy of it."""
    later = copy["timestamp"] + pd.Timedelta("500ms")
    return merge_fixes([fixes, copy.assign(timestamp=later, evidence_id="c" * 64)])


@settings(deadline=None, max_examples=25)
@example((5.0, 1.0), (2071, 3726), (-0.14, 0.05))  # one course and speed, and yet they part
@given(
    st.tuples(INTERVALS, INTERVALS),
    st.tuples(SEEDS, SEEDS).filter(lambda pair: pair[0] != pair[1]),
    st.tuples(st.floats(-1, 1), st.floats(-8, 8)),
)
def test_two_craft_with_one_address_come_out_separated(
    every_s: tuple[float, float], seeds: tuple[int, int], apart: tuple[float, float]
) -> None:
    one, other = side_by_side(every_s, seeds=seeds, apart=apart)
    found = separate(merge_fixes([one, other]), settings=SETTINGS)
    told = found[apart_km(one, other, found["timestamp"]) > 20.0]
    if len(crafts(found)) == 1 and fly_alike(one, other):
        return  # as a copy does: one height, no callsign, and nothing else tells them apart
    if len(told) < 0.3 * len(found):
        return
    is_second, is_other = told["craft_id"].str.contains("#"), told["evidence_id"] == "b" * 64
    assert max((is_second == is_other).mean(), (is_second != is_other).mean()) >= 0.99
    assert len(found) == len(one) + len(other)


@settings(deadline=None, max_examples=25)
@given(INTERVALS, SEEDS)
def test_one_clean_track_is_never_told_apart(every_s: float, seed: int) -> None:
    fixes = cruise(every_s, seed=seed)
    pd.testing.assert_frame_equal(separate(fixes, settings=SETTINGS), fixes)


@pytest.mark.parametrize("km", [2.0, 10.0, 50.0, 500.0])
@pytest.mark.parametrize("share", [0.01, 0.05, 0.15])
def test_scattered_jumps_are_no_second_craft(km: float, share: float) -> None:
    for seed, every_s in enumerate([1, 5, 30]):
        planted = with_jumps(cruise(every_s, seed=seed), km, seed=seed, share=share)
        assert len(crafts(planted.fixes)) == 1


def test_no_real_track_is_told_apart_with_and_without_planted_jumps(shared_data: Path) -> None:
    checked = 0
    for path in (path for folder in FOLDERS for path in sorted((shared_data / folder).iterdir())):
        try:
            fixes = read(path).fixes
        except SkygapError:
            continue
        for track in (fixes, *(with_jumps(fixes, km, seed=7).fixes for km in (10.0, 500.0))):
            assert crafts(track) == sorted(track["craft_id"].unique())
        checked += 1
    assert checked >= 30


def test_three_craft_with_one_address_get_three_keys() -> None:
    third = craft(off(UHWW, 180, 3000), ft=20_000).silent(0.25)
    third = third.fly_to(off(third.place, 180, 400), ft=20_000)
    both = merge_fixes([two_craft().frame(), third.frame()])
    assert crafts(both) == ["aaaaaa", "aaaaaa#2", "aaaaaa#3"]


def test_the_craft_heard_first_keeps_the_key_and_later_files_change_no_number() -> None:
    fixes = two_craft().fixes()
    early = fixes[fixes["timestamp"] < fixes["timestamp"].iloc[len(fixes) // 2]]
    whole, part = (separate(x, settings=SETTINGS) for x in (fixes, early))
    keys = ["timestamp", "lat", "lon"]
    both = part.merge(whole, on=keys, suffixes=("", "_later"))
    assert len(both) == len(part)
    assert both["craft_id"].tolist() == both["craft_id_later"].tolist()
    assert set(part["craft_id"]) == {"aaaaaa", "aaaaaa#2"}
    assert whole.loc[whole["timestamp"].idxmin(), "craft_id"] == "aaaaaa"


def test_a_jump_of_one_of_two_craft_does_not_hide_the_other() -> None:
    fixes = two_craft().fixes()
    for row in range(5, len(fixes), 10):
        fixes.loc[row, ["lat", "lon"]] = off(UHWW, 77.0 * row, 5000.0)
    counts = separate(fixes, settings=SETTINGS)["craft_id"].value_counts()
    assert sorted(counts.index) == ["aaaaaa", "aaaaaa#2"]
    assert counts.min() >= 0.35 * len(fixes)


def test_a_parked_craft_and_one_that_flies_are_two() -> None:
    parked = craft(ZKPY).silent(0.3).stand(60)
    flying = craft(UHWW, ft=33_000).fly_to(off(UHWW, 45, 800), ft=33_000)
    assert crafts(merge_fixes([parked.frame(), flying.frame()])) == ["aaaaaa", "aaaaaa#2"]


def test_without_speeds_another_height_or_callsign_tells_two_craft_apart() -> None:
    silent_on_speed = {"ground_speed_kt": np.nan, "track_deg": np.nan}
    alike, higher, named = (
        story.fixes().assign(**silent_on_speed)
        for story in (two_craft(), two_craft(other_ft=36_000, ft=20_000), two_craft(name="OTHER"))
    )
    assert crafts(alike) == ["aaaaaa"]
    assert crafts(higher) == crafts(named) == ["aaaaaa", "aaaaaa#2"]


@pytest.mark.parametrize("kt", [0.0, 60.0, 140.0])
def test_a_receiver_deceived_into_circling_is_no_second_craft(kt: float) -> None:
    true = cruise(5, seed=3)
    turned = np.arange(len(true)) * 5.0 * kt * 1.852 / 3600.0 / 8.0
    false = true.assign(
        lat=33.8 + 8.0 / 111.2 * np.cos(turned),
        lon=35.5 + 8.0 / 111.2 / np.cos(np.radians(33.8)) * np.sin(turned),
        ground_speed_kt=kt,
        track_deg=np.degrees(turned + np.pi / 2.0) % 360.0,
    )
    assert len(crafts(copied(true, false))) == 1


def test_two_that_fly_alike_far_from_one_another_are_two() -> None:
    """No wrong decoding leads so far."""
    true = cruise(5, seed=4)
    assert len(crafts(copied(true, true.assign(lat=true["lat"] - 30.0)))) == 2


@pytest.mark.parametrize("degrees", [0.5, 6.0])
def test_a_copy_beside_the_track_is_no_second_craft(degrees: float) -> None:
    true = cruise(5, seed=4)
    assert len(crafts(copied(true, true.assign(lat=true["lat"] + degrees)))) == 1


@pytest.mark.parametrize("minutes", [1, 5, 60])
def test_the_same_flight_on_another_clock_is_no_second_craft(minutes: int) -> None:
    true = flight(UHWW, ZKPY).fixes()
    late = true.assign(timestamp=true["timestamp"] + pd.Timedelta(minutes=minutes))
    assert len(crafts(copied(true, late))) == 1


def test_a_frozen_copy_is_no_second_craft() -> None:
    true = cruise(5, seed=5)
    stuck = true.iloc[np.arange(len(true)) // 200 * 200]
    frozen = true.assign(lat=stuck["lat"].to_numpy(), lon=stuck["lon"].to_numpy())
    assert len(crafts(copied(true, frozen))) == 1


def test_noise_throughout_is_no_second_craft() -> None:
    rng = np.random.default_rng(1)
    fixes = cruise(5, seed=6)
    places = {"lat": rng.uniform(-80, 80, len(fixes)), "lon": rng.uniform(-180, 180, len(fixes))}
    noise = fixes.assign(**places)
    assert len(crafts(noise)) == 1


def test_each_of_two_craft_has_its_own_legs_and_gaps() -> None:
    fixes = two_craft(other_ft=20_000).fixes()
    result = analysed(fixes)
    assert result.legs["craft_id"].tolist() == ["aaaaaa", "aaaaaa#2"]
    assert set(result.legs["icao24"]) == {"aaaaaa"}
    assert (result.legs["distance_km"] < 410).all()
    assert result.gaps["is_open"].tolist() == [True, True]
    assert len(result.fixes) == len(fixes)


def test_separating_changes_nothing_in_its_arguments() -> None:
    fixes = two_craft().fixes()
    before = fixes.copy()
    separate(fixes, settings=SETTINGS)
    pd.testing.assert_frame_equal(fixes, before)


def test_two_craft_heard_near_one_another_once_keep_their_ways() -> None:
    """They cross at one height, seconds apart."""
    east = craft(off(UHWW, 270, 200), ft=33_000).fly_to(off(UHWW, 90, 200), ft=33_000, every=0.25)
    north = craft(off(UHWW, 180, 200), ft=33_000).silent(0.1)
    north = north.fly_to(near(UHWW, off(UHWW, 0, 200), 200), ft=33_000, every=0.25)
    named = merge_fixes([east.frame(), north.frame().assign(evidence_id="b" * 64)])
    found = separate(named, settings=SETTINGS)
    assert found.groupby("craft_id")["evidence_id"].nunique().tolist() == [1, 1]
