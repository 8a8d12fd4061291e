"""Legs: one flight from take-off to landing, drawn only where it was received."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.ground import ground_state
from skygap.legs import NO_LEG, split_legs
from skygap.tables.fixes import merge_fixes
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, flight, index, near, off

steps = st.tuples(
    st.sampled_from(["stand", "fly", "silent"]), st.floats(1, 120), st.integers(0, 359)
)


def split(story: Craft, *idents: str) -> tuple[pd.DataFrame, pd.Series]:
    fixes = story.fixes()
    judged = fixes.assign(on_ground=ground_state(fixes, settings=SETTINGS))
    return split_legs(judged, index(*idents), settings=SETTINGS)


def legs(story: Craft, *idents: str) -> pd.DataFrame:
    return split(story, *idents)[0]


def test_a_flight_seen_from_stand_to_stand_names_both_airports() -> None:
    found = legs(flight(UHWW, ZKPY), "UHWW", "ZKPY")
    assert found[["origin_ident", "destination_ident"]].to_numpy().tolist() == [["UHWW", "ZKPY"]]
    assert found[["origin_kind", "destination_kind"]].eq("observed").all(axis=None)
    assert found[["start_evidence", "end_evidence"]].eq("ground").all(axis=None)


def test_a_leg_begins_where_the_craft_moves_off_and_ends_where_it_comes_to_rest() -> None:
    story = flight(UHWW, ZKPY, stand_min=30)
    leg, heard = legs(story).iloc[0], story.fixes()["timestamp"]
    assert leg["start_time"] - heard.min() == pd.Timedelta(minutes=30)
    assert heard.max() - leg["end_time"] == pd.Timedelta(minutes=30)


def test_the_way_of_a_leg_is_measured_along_its_fixes() -> None:
    assert legs(flight(UHWW, ZKPY))["distance_km"].tolist() == pytest.approx([713.0], abs=0.1)


def test_the_callsigns_of_a_leg_stand_in_the_order_heard() -> None:
    story = craft(UHWW, ft=9000).fly_to(near(UHWW, ZKPY, 100), ft=9000).called("B")
    story = story.fly_to(near(UHWW, ZKPY, 200), ft=9000).called("TEST1").heard()
    assert legs(story)["callsigns"].tolist() == ["TEST1 B"]


def test_the_highest_altitude_is_the_highest_received_or_unknown() -> None:
    assert legs(flight(UHWW, ZKPY))["max_altitude_ft"].tolist() == [33_000]
    assert legs(craft(UHWW, ft=float("nan")).heard())["max_altitude_ft"].isna().all()


def test_rolling_without_flying_is_a_taxi() -> None:
    story = craft(UHWW).stand(3).silent(1)
    for km in (0.2, 0.4, 0.6):
        there = replace(story, place=off(UHWW, 90, km))
        story = there.heard(on_ground=True, ground_speed_kt=15.0).silent(1)
    assert legs(story, "UHWW")["leg_kind"].tolist() == ["taxi"]


def test_mere_standing_is_no_leg() -> None:
    found, owner = split(craft(UHWW).stand(120), "UHWW")
    assert found.empty
    assert owner.eq(NO_LEG).all()


def test_a_leg_that_falls_silent_in_the_air_ends_in_a_gap() -> None:
    story = craft(UHWW, ft=33_000).fly_to(near(UHWW, ZKPY, 100), ft=33_000).silent(300)
    found = legs(story.fly_to(near(UHWW, ZKPY, 200), ft=33_000))
    assert found["end_evidence"].tolist() == ["gap", "airborne"]


def test_nothing_is_drawn_across_a_silence() -> None:
    story = craft(UHWW, ft=33_000).fly_to(near(UHWW, ZKPY, 100), ft=33_000)
    story = story.unheard_to(near(UHWW, ZKPY, 400), ft=33_000).fly_to(ZKPY, ft=33_000)
    found = legs(story)
    assert [len(shape.geoms) for shape in found.geometry] == [2]


def test_a_leg_across_the_antimeridian_is_drawn_in_two_pieces() -> None:
    found = legs(craft((50.0, 179.0), ft=33_000).fly_to((50.0, -179.0), ft=33_000))
    first, second = found.geometry.iloc[0].geoms
    assert (first.bounds[2], second.bounds[0]) == (180, -180)


def test_one_fix_is_a_leg_of_no_length() -> None:
    found = legs(craft(UHWW, ft=33_000).heard())
    assert found["fix_count"].tolist() == [1]
    assert found.geometry.iloc[0].length == 0


def test_legs_of_nothing_are_an_empty_table_with_all_columns() -> None:
    found, owner = split_legs(merge_fixes([]), index(), settings=SETTINGS)
    assert (len(found), len(owner)) == (0, 0)
    assert {"leg_id", "origin_ident", "geometry"} <= set(found.columns)


@settings(deadline=None, max_examples=25)
@given(st.lists(steps, min_size=1, max_size=8))
def test_legs_part_the_fixes_that_flew_in_order_and_without_overlap(
    story: list[tuple[str, float, int]],
) -> None:
    fixes = _told(story).fixes()
    judged = fixes.assign(on_ground=ground_state(fixes, settings=SETTINGS))
    found, owner = split_legs(judged, index("UHWW"), settings=SETTINGS)
    assert owner[~judged["on_ground"].to_numpy()].ne(NO_LEG).all()
    assert found["fix_count"].tolist() == [int(owner.eq(i).sum()) for i in found["leg_id"]]
    assert (found["end_time"].to_numpy()[:-1] <= found["start_time"].to_numpy()[1:]).all()


def test_splitting_changes_nothing_in_its_argument() -> None:
    fixes = flight(UHWW, ZKPY).fixes()
    before = fixes.copy()
    split_legs(fixes, index("UHWW"), settings=SETTINGS)
    pd.testing.assert_frame_equal(fixes, before)


def _told(steps_taken: list[tuple[str, float, int]]) -> Craft:
    story = craft(UHWW).stand(2)
    for what, minutes, bearing in steps_taken:
        if what == "stand":
            story = story.stand(minutes)
        elif what == "fly":
            story = story.fly_to(off(story.place, bearing, minutes * 10), ft=9000)
        else:
            story = story.silent(minutes)
    return story
