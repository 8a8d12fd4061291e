"""The whole way from fixes to analysis, also where there is next to nothing to analyse."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.analysis import analyse
from skygap.reference import reference_of
from skygap.tables.fixes import EXAMPLE_PROVIDER, FIXES, merge_fixes
from skygap.tables.gaps import GAPS
from skygap.tables.legs import LEGS
from skygap.tables.schema import empty
from tests.builders import (
    SETTINGS,
    UHWW,
    ZKPY,
    Craft,
    airports,
    analysed,
    craft,
    flight,
    near,
    off,
    places,
)

BARE = ["craft_id", "timestamp", "lat", "lon", "provider", "evidence_id"]


def twice() -> Craft:
    """Fly there and back with three hours unheard between."""
    out = craft(UHWW).stand(10).fly_to(near(UHWW, ZKPY, 200), ft=33_000).silent(180)
    return out.fly_to(near(UHWW, ZKPY, 20), ft=3000).fly_to(near(UHWW, ZKPY, 2), ft=300, kt=150)


def test_geometric_heights_stand_in_only_for_a_craft_that_sent_no_other() -> None:
    fixes = flight(UHWW, ZKPY).fixes()
    geometric = fixes.assign(altitude_geom_ft=fixes.altitude_ft + 500, altitude_ft=np.nan)
    both = geometric.assign(altitude_ft=fixes.altitude_ft)
    tops = [
        analyse(x, places(), settings=SETTINGS).legs["max_altitude_ft"][0]
        for x in (geometric, both)
    ]
    assert tops[0] == tops[1] + 500


def test_a_flight_there_and_back_tells_legs_gap_cause_and_reach() -> None:
    result = analysed(twice(), "UHWW", "ZKPY", "ZKWS")
    assert result.legs["origin_ident"].tolist() == ["UHWW", ""]
    assert result.gaps["cause"].tolist()[0] == "cannot_tell"
    assert result.gaps["stop"].tolist()[0] == "likely"
    assert result.gaps["stop_probability"].iloc[0] >= SETTINGS.likely_stop_share
    assert set(result.reachable["ident"]) == {"UHWW", "ZKPY", "ZKWS"}


def test_a_gap_belongs_to_the_leg_in_which_it_begins() -> None:
    result = analysed(twice(), "UHWW")
    assert result.gaps["leg_id"].tolist() == result.legs["leg_id"].tolist()


def test_the_order_of_rows_does_not_matter() -> None:
    frame = twice().frame()
    straight, mixed = (
        analysed(merge_fixes([f]), "UHWW", "ZKPY")
        for f in (frame, frame.sample(frac=1, random_state=5))
    )
    for name in ("legs", "gaps", "stops", "reachable"):
        pd.testing.assert_frame_equal(getattr(straight, name), getattr(mixed, name))


def test_crafts_do_not_change_each_other() -> None:
    one, other = flight(UHWW, ZKPY), flight(ZKPY, UHWW)
    both = [one.frame(), other.frame().assign(craft_id="bbbbbb", icao24="bbbbbb")]
    together = analysed(merge_fixes(both), "UHWW", "ZKPY").legs
    alone = analysed(one, "UHWW", "ZKPY").legs
    assert together["leg_id"].tolist()[0] == alone["leg_id"].tolist()[0]
    assert together["destination_ident"].tolist() == ["ZKPY", "UHWW"]


@pytest.mark.parametrize(
    "story",
    [
        craft(UHWW).stand(120),
        craft(UHWW, ft=33_000).heard(),
        craft(UHWW).heard(on_ground=True),
        craft(UHWW, ft=33_000).heard().heard().heard(),
        craft((89.99, 0.0), ft=33_000).heard().silent(60).heard(),
        craft((0.0, 180.0), ft=33_000).heard().silent(600).fly_to((0.0, -179.0), ft=33_000),
        craft(UHWW).stand(5).silent(400 * 24 * 60).stand(5),
    ],
    ids=[
        "only ground",
        "one fix",
        "one on the ground",
        "all equal",
        "pole",
        "antimeridian",
        "year",
    ],
)
def test_odd_tracks_are_analysed_like_any_other(story: Craft) -> None:
    result = analysed(story, "UHWW", "ZKPY", "XPOL", "NFFN")
    assert list(result.gaps.columns) == list(GAPS.columns)
    assert list(result.legs.columns) == [*LEGS.columns, "geometry"]
    assert len(result.fixes) == len(story.fixes())


def test_nothing_at_all_gives_empty_tables() -> None:
    result = analyse(empty(FIXES), places("UHWW"), settings=SETTINGS)
    assert [len(t) for t in (result.legs, result.gaps, result.stops, result.reachable)] == [0] * 4


def test_without_heights_and_speeds_the_gaps_are_the_same() -> None:
    bare = merge_fixes([twice().frame()[BARE]])
    told, untold = (analysed(f, "UHWW").gaps for f in (twice().fixes(), bare))
    assert untold["start_time"].tolist() == told["start_time"].tolist()
    assert untold["start_altitude_ft"].isna().all()


def test_without_an_airport_table_no_airport_is_invented() -> None:
    result = analysed(flight(UHWW, ZKPY))
    named = result.legs[["origin_ident", "destination_ident"]]
    assert (named == "").all(axis=None)
    assert (len(result.reachable), result.stops["ident"].tolist()) == (0, [""])


def test_nobody_is_named_in_cruise() -> None:
    over = craft(off(UHWW, 0, 200), ft=37_000).fly_to(UHWW, ft=37_000)
    result = analysed(over.silent(300).fly_to(off(UHWW, 0, 100), ft=37_000), "UHWW")
    assert (result.legs[["origin_ident", "destination_ident"]] == "").all(axis=None)


def test_masked_fixes_are_kept_with_their_reason_and_warned_of() -> None:
    frame = flight(UHWW, ZKPY).frame()
    frame.loc[60, ["lat", "lon"]] = off(UHWW, 0, 900)
    result = analysed(merge_fixes([frame]), "UHWW")
    assert (result.fixes["mask_reason"] != "").sum() == 1
    assert result.warnings["code"].tolist() == ["masked_fixes"]


def test_the_worked_example_is_warned_of() -> None:
    example = merge_fixes([craft(UHWW).stand(5).frame().assign(provider=EXAMPLE_PROVIDER)])
    warned = analysed(example, "UHWW").warnings
    assert warned["code"].tolist() == ["worked_example"]
    assert "not a real aircraft" in warned["text"].iloc[0]


def test_analysing_changes_nothing_in_its_arguments() -> None:
    fixes, table = twice().fixes(), airports("UHWW", "ZKPY")
    before = fixes.copy(), table.copy()
    analyse(fixes, reference_of(table), settings=SETTINGS)
    pd.testing.assert_frame_equal(fixes, before[0])
    pd.testing.assert_frame_equal(table, before[1])


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 2000), st.floats(-90, 90), st.floats(-180, 180), st.booleans(),
            st.sampled_from([np.nan, -100.0, 3000.0, 38_000.0]),
        ),
        min_size=1,
        max_size=25,
    )
)  # fmt: skip
def test_no_noise_makes_it_fail(rows: list[tuple[float, float, float, bool, float]]) -> None:
    heard = [
        craft((lat, lon)).silent(minute).heard(on_ground=ground, altitude_ft=ft).rows[0]
        for minute, lat, lon, ground, ft in rows
    ]
    fixes = merge_fixes([pd.DataFrame(heard)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = analysed(fixes, "UHWW", "ZKPY", "XPOL", "NFFN")
    assert len(result.fixes) == len(fixes)
    assert result.gaps["reason"].ne("").all()
    assert result.gaps["stop"].isin(["observed", "likely", "possible", "excluded"]).all()
