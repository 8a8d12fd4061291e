"""Ground state: the feed's flag, freed from flicker."""

import numpy as np
import pandas as pd

from skygap.ground import find_runs, ground_state
from skygap.tables.fixes import merge_fixes
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, near, off


def state(story: Craft) -> list[bool]:
    return [bool(s) for s in ground_state(story.fixes(), settings=SETTINGS)]


def cruising() -> Craft:
    return craft(UHWW, ft=33_000).fly_to(near(UHWW, ZKPY, 100), ft=33_000, every=0.5)


def test_five_seconds_of_false_ground_in_flight_are_flight() -> None:
    story = cruising().silent(0.1).heard(on_ground=True, ground_speed_kt=450.0)
    story = story.silent(0.1).heard(on_ground=True).silent(0.1)
    assert not any(state(story.fly_to(near(UHWW, ZKPY, 200), ft=33_000)))


def test_a_ground_flag_far_above_any_roll_is_wrong_however_long() -> None:
    story = cruising()
    for _ in range(10):
        story = story.silent(0.5).heard(on_ground=True, ground_speed_kt=440.0)
    assert not any(state(story))


def test_a_stand_is_ground() -> None:
    assert all(state(craft(UHWW).stand(20)))


def test_a_slow_roll_flagged_airborne_is_ground() -> None:
    story = craft(UHWW).stand(5).silent(1).heard(ground_speed_kt=15.0)
    assert all(state(story.silent(1).stand(5)))


def test_an_airborne_blink_of_seconds_between_ground_fixes_is_ground() -> None:
    story = craft(UHWW).stand(5).silent(0.1).heard(ground_speed_kt=130.0)
    assert all(state(story.silent(0.1).stand(5)))


def test_a_speed_repeated_after_landing_does_not_lift_the_craft() -> None:
    story = craft(UHWW).stand(5).silent(0.05).heard(ground_speed_kt=102.0)
    assert all(state(story.silent(50).stand(5)))


def test_a_lone_fast_fix_between_two_silences_stays_a_flight() -> None:
    story = craft(UHWW).stand(5).silent(30).heard(altitude_ft=5000.0, ground_speed_kt=200.0)
    assert state(story.silent(30).stand(5)).count(False) == 1


def test_a_take_off_is_seen_at_the_first_fix_in_the_air() -> None:
    story = craft(UHWW).stand(5).fly_to(off(UHWW, 90, 30), ft=8000, kt=200)
    on_ground = state(story)
    assert on_ground[:6] == [True] * 6
    assert not any(on_ground[7:])


def test_without_speeds_the_way_covered_tells() -> None:
    story = craft(UHWW).stand(5).fly_to(off(UHWW, 90, 60), ft=8000, kt=300)
    silent = story.frame().assign(ground_speed_kt=np.nan)
    on_ground = ground_state(merge_fixes([silent]), settings=SETTINGS)
    assert not on_ground[7:].any()


def test_runs_never_span_two_crafts() -> None:
    both = pd.concat([craft(UHWW, name=n).stand(3).frame() for n in ("aaaaaa", "bbbbbb")])
    runs = find_runs(merge_fixes([both]), np.ones(8, dtype=bool))
    assert (runs.first.tolist(), runs.last.tolist()) == ([0, 4], [3, 7])
    assert runs.starts_craft.all()


def test_nothing_heard_has_no_state() -> None:
    assert ground_state(merge_fixes([]), settings=SETTINGS).tolist() == []
