"""Ends whose airport is seen, and where flights are cut to hide it."""

import numpy as np
import pandas as pd
import pytest

from skygap.exam.ends import (
    CRUISE,
    HEIGHTS_FT,
    SEEN,
    cut_words,
    cuts_of,
    flown,
    known_ends,
    rest_errors_s,
)
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, index, near, off

LEVEL = 33_000.0


def arrival(*, until_ft: float = 117.0, stands: float = 20.0) -> Craft:
    """Fly from afar to ZKPY (117 ft), level at first, and stand there if it comes so low."""
    level = Craft(off(ZKPY, 90, 400), altitude_ft=LEVEL).fly_to(off(ZKPY, 90, 200), ft=LEVEL)
    down = level.fly_to(off(ZKPY, 90, 2), ft=until_ft, every=0.1)
    return down.fly_to(ZKPY, ft=117, kt=120, every=0.1).stand(stands) if stands else down


def ends_of(fixes: pd.DataFrame, *idents: str) -> pd.DataFrame:
    flights = pd.Series("leg", index=fixes.index)
    return known_ends(flown(fixes, flights), index(*idents), settings=SETTINGS)


def cuts(fixes: pd.DataFrame, ends: pd.DataFrame, *, seed: int = 1) -> pd.DataFrame:
    return cuts_of(fixes, ends, settings=SETTINGS, rng=np.random.default_rng(seed))


def test_a_landing_seen_to_the_ground_is_known() -> None:
    fixes = arrival().fixes()
    ends = ends_of(fixes, "ZKPY", "UHWW")
    assert ends[["is_arrival", "truth", "elevation_ft"]].to_numpy().tolist() == [
        [True, "ZKPY", 117.0]
    ]
    assert ends[["first", "last"]].to_numpy().tolist() == [[0, len(fixes) - 1]]


@pytest.mark.parametrize(("height_ft", "known"), [(400, 1), (700, 0)])
def test_a_landing_lost_in_the_air_is_known_from_500_ft_down(height_ft: float, known: int) -> None:
    story = arrival(until_ft=117 + height_ft, stands=0)
    assert len(ends_of(story.fixes(), "ZKPY")) == known


def test_a_take_off_is_known_as_a_landing_is() -> None:
    story = craft(ZKPY).stand(5).fly_to(off(ZKPY, 0, 100), ft=20_000)
    ends = ends_of(story.fixes(), "ZKPY")
    assert ends[["is_arrival", "truth"]].to_numpy().tolist() == [[False, "ZKPY"]]


def test_who_passes_low_over_a_field_without_coming_down_is_not_known_to_land() -> None:
    level = craft(off(ZKPY, 90, 20), ft=400).fly_to(off(ZKPY, 90, 1), ft=400, kt=120)
    assert ends_of(level.fixes(), "ZKPY").empty


def test_an_end_between_two_fields_is_not_known() -> None:
    beside = Craft(off(ZKPY, 90, 4)).stand(5).fixes()
    assert ends_of(beside, "ZKPY").empty


def test_a_landing_is_cut_where_it_first_comes_below_each_height_for_good() -> None:
    fixes = arrival().fixes()
    found = cuts(fixes, ends_of(fixes, "ZKPY")).set_index("kind")["row"]
    assert set(found.index) == {SEEN, CRUISE, *map(cut_words, HEIGHTS_FT)}
    height = fixes["altitude_ft"] - 117.0
    for limit in HEIGHTS_FT:
        row = found[cut_words(limit)]
        assert height[row] < limit <= height[row - 1]
    assert found[SEEN] == len(fixes) - 1


def test_a_cut_in_cruise_is_high_and_level() -> None:
    fixes = arrival().fixes()
    ends = ends_of(fixes, "ZKPY")
    rows = {cuts(fixes, ends, seed=n).set_index("kind")["row"][CRUISE] for n in range(9)}
    assert len(rows) > 1
    assert (fixes.loc[list(rows), "altitude_ft"] == LEVEL).all()


def test_a_take_off_is_cut_at_the_last_fix_below_each_height() -> None:
    fixes = craft(ZKPY).stand(5).fly_to(off(ZKPY, 0, 150), ft=20_000, every=0.1).fixes()
    found = cuts(fixes, ends_of(fixes, "ZKPY")).set_index("kind")["row"]
    height = fixes["altitude_ft"] - 117.0
    row = found[cut_words(5_000)]
    assert height[row] < 5_000 <= height[row + 1]
    assert cut_words(25_000) not in found


def test_a_height_that_was_passed_unheard_is_no_cut() -> None:
    story = Craft(off(ZKPY, 90, 150), altitude_ft=20_000).fly_to(off(ZKPY, 90, 50), ft=11_000)
    heard_again = story.unheard_to(off(ZKPY, 90, 5), ft=1_000, kt=200)
    fixes = heard_again.fly_to(ZKPY, ft=117, kt=120).stand(5).fixes()
    kinds = set(cuts(fixes, ends_of(fixes, "ZKPY"))["kind"])
    assert kinds == {SEEN, cut_words(15_000)}


def test_the_boundary_is_off_by_what_lies_between_the_end_and_the_rest() -> None:
    fixes = arrival().fixes()
    touched = int(fixes["on_ground"].to_numpy().argmax())
    rows = pd.DataFrame({"row": [touched, touched + 3, 0], "is_arrival": True})
    found = rest_errors_s(fixes, rows, settings=SETTINGS)
    assert found[:2].tolist() == [0.0, 180.0]
    assert np.isnan(found[2])


def test_a_stand_too_short_to_end_a_leg_is_no_boundary() -> None:
    fixes = arrival(stands=3).fixes()
    rows = pd.DataFrame({"row": [len(fixes) - 1], "is_arrival": True})
    assert np.isnan(rest_errors_s(fixes, rows, settings=SETTINGS)).all()


def test_a_rest_after_a_silence_was_not_seen() -> None:
    rolls = arrival(stands=0).silent(1).heard(on_ground=True, ground_speed_kt=20.0)
    fixes = rolls.silent(30).stand(20).fixes()
    touched = int(fixes["on_ground"].to_numpy().argmax())
    rows = pd.DataFrame({"row": [touched, len(fixes) - 3], "is_arrival": True})
    found = rest_errors_s(fixes, rows, settings=SETTINGS)
    assert np.isnan(found[0])
    assert found[1] == 18 * 60


def test_nothing_flown_has_no_ends() -> None:
    fixes = craft(near(UHWW, ZKPY, 300), ft=LEVEL).heard().fixes()
    ends = ends_of(fixes, "ZKPY", "UHWW")
    assert ends.empty
    assert cuts(fixes, ends).empty
