"""Transits: one visit of one craft to one cell, broken where a silence touches it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.tables.fixes import FIXES, merge_fixes
from skygap.tables.schema import empty
from skygap.transits import bands_of, cells_of, find_transits
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, near, off


def transits(*stories: Craft) -> pd.DataFrame:
    fixes = merge_fixes([story.frame() for story in stories])
    return find_transits(fixes, settings=SETTINGS)


def cruise(km: float, *, every: float = 0.25, name: str = "aaaaaa") -> Craft:
    start = craft(UHWW, ft=33_000, name=name)
    return start.fly_to(near(UHWW, ZKPY, km), ft=33_000, every=every)


def test_a_cruise_crosses_cell_after_cell_and_only_its_ends_are_broken() -> None:
    found = transits(cruise(400)).sort_values("start_time")
    assert len(found) > 20
    minute = pd.Timedelta(minutes=1)
    first, last = found["start_time"].min(), found["end_time"].max()
    near_end = (found["start_time"] - first <= minute) | (last - found["end_time"] <= minute)
    assert found["is_unbroken"].tolist() == (~near_end).tolist()
    assert not found["is_lost"].any()  # the data ends there, and nothing more is known


def test_a_feed_that_samples_slowly_has_the_same_transits() -> None:
    """Cells between two fixes are crossed too: a way can be sampled once in two minutes."""
    dense, sparse = transits(cruise(400)), transits(cruise(400, every=2.0))
    shared = set(dense["cell"]) & set(sparse["cell"])
    assert len(shared) >= 0.9 * dense["cell"].nunique()
    assert sparse["is_unbroken"].mean() > 0.8


def test_a_silence_breaks_every_cell_on_its_straight_way() -> None:
    whole = cruise(150)
    dark_to = near(UHWW, ZKPY, 300)
    story = whole.unheard_to(dark_to, ft=33_000).fly_to(
        near(UHWW, ZKPY, 450), ft=33_000, every=0.25
    )
    found = transits(story)
    between = cells_of(*zip(*[near(UHWW, ZKPY, km) for km in (180, 220, 260)], strict=True))
    assert set(between) <= set(found.loc[~found["is_unbroken"] & found["is_lost"], "cell"])


def test_where_a_craft_may_have_gone_elsewhere_nothing_is_drawn_between() -> None:
    """Three hours for 150 km are no straight way: only the two ends are broken."""
    story = cruise(150).silent(180).unheard_to(near(UHWW, ZKPY, 300), ft=33_000)
    found = transits(story.fly_to(near(UHWW, ZKPY, 450), ft=33_000, every=0.25))
    [middle] = cells_of([near(UHWW, ZKPY, 225)[0]], [near(UHWW, ZKPY, 225)[1]])
    assert middle not in set(found["cell"])


def test_heights_are_never_mixed() -> None:
    climb = craft(UHWW).fly_to(near(UHWW, ZKPY, 20), ft=12_000, kt=250, every=0.1)
    assert set(transits(climb)["band"]) == {0, 1, 2, 3}


def test_a_landing_that_was_heard_breaks_nothing() -> None:
    down = craft(off(UHWW, 90, 60), ft=9_000).fly_to(UHWW, ft=300, kt=250, every=0.2)
    found = transits(down.unheard_to(UHWW, ft=0).stand(20))
    last = found.sort_values("start_time").iloc[-1]
    assert last["band"] == 0
    assert last["is_unbroken"]


def test_circling_in_one_cell_is_one_transit() -> None:
    there, back = off(UHWW, 0, 3), off(UHWW, 180, 3)
    story = craft(UHWW, ft=20_500)
    for place in [there, back] * 10:
        story = story.fly_to(place, ft=20_500, kt=200, every=0.25)
    found = transits(story)
    assert not found.duplicated(["cell", "band"]).any()


def test_coming_back_hours_later_is_another_transit() -> None:
    again = cruise(100).silent(300).unheard_to(UHWW, ft=33_000)
    found = transits(again.fly_to(near(UHWW, ZKPY, 100), ft=33_000, every=0.25))
    assert found.groupby(["cell", "band"]).size().max() == 2


def test_what_a_feed_left_out_on_purpose_breaks_nothing() -> None:
    fixes = cruise(400, every=3.0).fixes().assign(marks_silence=True, is_stale=False)
    assert find_transits(fixes, settings=SETTINGS)["is_unbroken"].mean() > 0.8


def test_the_ground_and_unknown_heights_are_no_transit() -> None:
    assert transits(craft(UHWW).stand(60)).empty
    unknown = cruise(200).fixes().assign(altitude_ft=np.nan)
    assert find_transits(unknown, settings=SETTINGS).empty
    assert find_transits(empty(FIXES), settings=SETTINGS).empty


@pytest.mark.parametrize(
    ("feet", "band"), [(0, 0), (1_999, 0), (2_000, 1), (9_999, 2), (30_000, 5), (45_000, 5)]
)
def test_each_height_has_its_band(feet: float, band: int) -> None:
    assert bands_of([feet]).tolist() == [band]


@settings(max_examples=40, deadline=None)
@given(
    st.floats(-85, 85), st.floats(-180, 180), st.floats(0, 360), st.sampled_from([0.25, 1.0, 2.0])
)
def test_a_way_anywhere_on_earth_misses_no_cell_it_crosses(
    lat: float, lon: float, bearing: float, every: float
) -> None:
    """Over the pole and across the antimeridian too; the corner of a cell may be missed."""
    end = off((lat, lon), bearing, 120)
    story = craft((lat, lon), ft=33_000).fly_to(end, ft=33_000, every=every)
    places = [off((lat, lon), bearing, km) for km in np.arange(0, 120, 0.5)]
    crossed = pd.Series(cells_of(*zip(*places, strict=True))).value_counts()
    deep = crossed[crossed >= 16]
    assert set(deep.index) <= set(transits(story)["cell"])


def test_a_transit_keeps_the_worst_accuracy_that_its_craft_told_in_it() -> None:
    story = craft(UHWW, ft=33_000)
    for nic, source in ((8.0, "adsb_icao"), (6.0, "adsb_icao"), (0.0, "mlat")):
        story = story.heard(position_source=source, nic=nic).silent(0.5)
    found = transits(story.heard())
    assert (found["nic"].tolist(), found["nac_p"].isna().all()) == ([6.0], True)
