"""Cuts: where one leg ends and the next begins, and where none does."""

import numpy as np
import pytest

from skygap.cuts import leg_starts
from skygap.settings import with_values
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, Place, craft, flight, near, off

KOPF: Place = (37.7, -126.0)
PHOG: Place = (27.4, -149.0)
DOWN_FT, CRUISE_FT = 4_000.0, 33_000.0


def starts(story: Craft) -> list[int]:
    fixes = story.fixes()
    return leg_starts(fixes, fixes["on_ground"].to_numpy(), settings=SETTINGS).tolist()


def legs(story: Craft) -> int:
    """Count the parts that hold a flight; standing is none."""
    fixes = story.fixes()
    on_ground = fixes["on_ground"].to_numpy()
    first = leg_starts(fixes, on_ground, settings=SETTINGS)
    return int(np.logical_or.reduceat(~on_ground, first).sum())


def cruising(start: Place = UHWW, end: Place = ZKPY, km: float = 100) -> Craft:
    return craft(start, ft=CRUISE_FT).fly_to(near(start, end, km), ft=CRUISE_FT)


def test_a_whole_flight_is_one_leg() -> None:
    assert legs(flight(UHWW, ZKPY)) == 1


def test_a_change_of_callsign_never_cuts() -> None:
    story = cruising().called("OTHER1").fly_to(near(UHWW, ZKPY, 300), ft=CRUISE_FT)
    assert starts(story) == [0]


def test_a_silence_in_cruise_flown_straight_never_cuts() -> None:
    """As KOPF-PHOG was flown: 175 minutes and 2,549 km unheard over the Pacific."""
    story = cruising(KOPF, PHOG, 200)
    landfall = near(story.place, PHOG, 2549)
    story = story.unheard_to(landfall, ft=CRUISE_FT, kt=473).heard()
    assert starts(story.fly_to(near(landfall, PHOG, 50), ft=CRUISE_FT)) == [0]


def test_hours_between_two_sightings_in_cruise_at_one_place_cut() -> None:
    story = cruising().silent(300)
    assert legs(story.fly_to(near(UHWW, ZKPY, 200), ft=CRUISE_FT)) == 2


def test_a_landing_nobody_saw_cuts_when_it_came_down_and_went_up_again() -> None:
    story = cruising().fly_to(near(UHWW, ZKPY, 250), ft=DOWN_FT, kt=350).silent(45)
    assert legs(story.fly_to(near(UHWW, ZKPY, 450), ft=CRUISE_FT, kt=350)) == 2


def test_a_low_silence_too_short_for_a_stop_does_not_cut() -> None:
    story = cruising().fly_to(near(UHWW, ZKPY, 250), ft=DOWN_FT, kt=350).silent(18)
    assert legs(story.fly_to(near(UHWW, ZKPY, 450), ft=CRUISE_FT, kt=350)) == 1


@pytest.mark.parametrize(("minutes", "count"), [(4, 1), (20, 2)])
def test_a_touch_and_go_does_not_cut_and_a_stand_does(minutes: float, count: int) -> None:
    story = craft(off(UHWW, 0, 60), ft=8_000).fly_to(UHWW, ft=0, kt=180).stand(minutes)
    assert legs(story.fly_to(off(UHWW, 180, 60), ft=8_000, kt=180)) == count


def test_a_stand_seen_throughout_belongs_to_neither_leg() -> None:
    story = craft(off(UHWW, 0, 60), ft=8_000).fly_to(UHWW, ft=0, kt=180).stand(60)
    fixes = story.fly_to(off(UHWW, 180, 60), ft=8_000, kt=180).fixes()
    _, stand, departure = leg_starts(fixes, fixes["on_ground"].to_numpy(), settings=SETTINGS)
    heard = fixes["timestamp"]
    assert (heard[departure] - heard[stand]).total_seconds() / 60 >= 55
    assert fixes["on_ground"].iloc[stand - 1 : departure + 1].all()


def test_a_stand_with_a_silence_in_it_belongs_to_neither_leg() -> None:
    """As abfd8c stood in Denver: unheard for 46 minutes, then heard at its stand for 47 more."""
    story = craft(off(UHWW, 0, 60), ft=8_000).fly_to(UHWW, ft=0, kt=180).stand(20)
    waits = story.silent(46).stand(47)
    fixes = waits.fly_to(off(UHWW, 180, 60), ft=8_000, kt=180).fixes()
    found = leg_starts(fixes, fixes["on_ground"].to_numpy(), settings=SETTINGS)
    heard, leaves = fixes["timestamp"], waits.minute
    minutes = (heard[found] - heard[0]).dt.total_seconds() / 60
    assert minutes.iloc[-1] == pytest.approx(leaves, abs=1.1)
    assert minutes.iloc[1] == pytest.approx(leaves - 113, abs=1.1)


def test_a_stand_before_a_way_that_ends_in_silence_is_left_in_its_leg() -> None:
    """It stood, rolled on and fell silent: a cut at the stand would make a leg of the rolling."""
    rolls = craft(off(UHWW, 0, 60), ft=8_000).fly_to(UHWW, ft=0, kt=180).stand(40)
    for _ in range(3):
        rolls = rolls.unheard_to(off(rolls.place, 0, 1), ft=0, kt=15)
        rolls = rolls.heard(on_ground=True, ground_speed_kt=15.0)
    away = rolls.unheard_to(off(rolls.place, 0, 4), ft=0, kt=4).heard(on_ground=True)
    fixes = away.fly_to(off(UHWW, 180, 60), ft=8_000, kt=180).fixes()
    found = leg_starts(fixes, fixes["on_ground"].to_numpy(), settings=SETTINGS)
    assert len(found) == 2


def test_a_long_silence_on_the_ground_cuts() -> None:
    assert len(starts(craft(UHWW).stand(5).silent(26).stand(5))) == 2


def test_a_shorter_silence_on_the_ground_does_not_cut() -> None:
    assert len(starts(craft(UHWW).stand(5).silent(24).stand(5))) == 1


def test_two_stands_at_different_places_are_cut() -> None:
    assert len(starts(craft(UHWW).stand(5).unheard_to(off(UHWW, 0, 150), ft=0).stand(5))) == 2


def test_every_craft_begins_a_leg_and_nothing_heard_begins_none() -> None:
    assert starts(craft(UHWW, ft=CRUISE_FT).heard()) == [0]
    nothing = craft(UHWW).heard().fixes().head(0)
    assert leg_starts(nothing, np.empty(0, bool), settings=SETTINGS).tolist() == []


def test_without_speed_and_height_a_day_of_silence_still_cuts() -> None:
    story = craft(UHWW, ft=float("nan")).heard().silent(24 * 60).heard()
    assert len(starts(story)) == 2


def test_the_length_of_a_stand_is_a_setting() -> None:
    story = craft(off(UHWW, 0, 60), ft=8_000).fly_to(UHWW, ft=0, kt=180).stand(20)
    fixes = story.fly_to(off(UHWW, 180, 60), ft=8_000, kt=180).fixes()
    patient = with_values(SETTINGS, {"ground_stand_min": 30})
    assert leg_starts(fixes, fixes["on_ground"].to_numpy(), settings=patient).tolist() == [0]
