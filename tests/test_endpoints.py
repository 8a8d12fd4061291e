"""Names of airports: where the evidence allows one, and silence everywhere else."""

import numpy as np
import pandas as pd
import pytest

from skygap.endpoints import ends_at, name_airports
from skygap.places import index_places
from skygap.tables.fixes import merge_fixes
from tests.builders import SETTINGS, ZKPY, Craft, craft, index, off


def named(story: Craft, *idents: str, **changed: object) -> pd.Series:
    """Name the airport of the last fix."""
    fixes = merge_fixes([story.frame().assign(**changed)])
    last = np.array([len(fixes) - 1])
    on_ground = fixes["on_ground"].to_numpy()
    ends = ends_at(fixes, last, on_ground, is_arrival=True, settings=SETTINGS)
    return name_airports(ends, index(*idents), settings=SETTINGS).iloc[0]


def approach(to_km: float, ft: float, *, kt: float = 150.0) -> Craft:
    """Come in from the east on a straight way to ZKPY, as far as so many km."""
    start = craft(off(ZKPY, 90, to_km + 30), ft=ft + 4000)
    return start.fly_to(off(ZKPY, 90, to_km), ft=ft, kt=kt, every=0.2)


def test_a_stand_on_a_field_is_observed_there() -> None:
    end = named(craft(ZKPY).stand(5), "UHWW", "ZKPY")
    assert (end["ident"], end["kind"]) == ("ZKPY", "observed")
    assert end["probability"] > 0.9


def test_a_stand_far_from_any_field_has_no_name() -> None:
    end = named(craft(off(ZKPY, 0, 30)).stand(5), "ZKPY")
    assert (end["ident"], end["kind"]) == ("", "")
    assert np.isnan(end["probability"])


@pytest.mark.parametrize(("km", "ft"), [(3, 600), (8, 1500), (14, 2500)])
def test_a_straight_approach_low_over_a_field_is_inferred(km: float, ft: float) -> None:
    end = named(approach(km, ft), "ZKPY", "UHWW")
    assert (end["ident"], end["kind"], end["is_low"]) == ("ZKPY", "inferred", True)


def test_a_descent_still_too_far_out_has_no_name() -> None:
    assert named(approach(30, 4500), "ZKPY")["ident"] == ""


def test_nobody_is_named_in_cruise_right_over_a_field() -> None:
    end = named(craft(off(ZKPY, 90, 50), ft=33_000).fly_to(ZKPY, ft=33_000), "ZKPY")
    assert (end["ident"], end["is_low"]) == ("", False)


def test_a_low_craft_flying_away_from_a_field_is_not_said_to_land_there() -> None:
    story = craft(off(ZKPY, 0, 3), ft=3500).fly_to(off(ZKPY, 0, 15), ft=1500, kt=150, every=0.2)
    assert named(story, "ZKPY")["ident"] == ""


def test_an_arrival_that_climbs_has_no_name() -> None:
    story = craft(off(ZKPY, 90, 10), ft=500).fly_to(off(ZKPY, 90, 4), ft=2500, kt=150, every=0.2)
    assert named(story, "ZKPY")["ident"] == ""


def test_high_over_a_small_field_is_no_landing_there() -> None:
    story = craft(off((89.9, 10.0), 90, 25), ft=4700).fly_to(off((89.9, 10.0), 90, 2), ft=4000)
    assert named(story, "XPOL")["ident"] == ""


def test_so_slow_in_the_air_only_a_field_right_below_counts() -> None:
    """A helicopter that comes down beside an airport lands at no airport."""
    beside = approach(3.6, 900, kt=35)
    over = approach(0.8, 300, kt=35)
    assert [named(s, "ZKPY")["ident"] for s in (beside, over)] == ["", "ZKPY"]


def test_a_reported_track_that_contradicts_the_way_flown_is_not_believed() -> None:
    assert named(approach(8, 1500), "ZKPY", track_deg=90.0)["ident"] == "ZKPY"


def test_two_fields_that_cannot_be_told_apart_give_no_name() -> None:
    twins = index("ZKPY")
    table = pd.concat([twins.table, twins.table.assign(ident="TWIN")], ignore_index=True)
    fixes = approach(8, 1500).fixes()
    last = np.array([len(fixes) - 1])
    on_ground = fixes["on_ground"].to_numpy()
    ends = ends_at(fixes, last, on_ground, is_arrival=True, settings=SETTINGS)
    assert name_airports(ends, index_places(table), settings=SETTINGS)["ident"].tolist() == [""]


def test_without_any_airport_table_no_airport_is_invented() -> None:
    assert named(craft(ZKPY).stand(5))["ident"] == ""


def test_a_departure_is_named_after_the_field_it_climbs_from() -> None:
    story = craft(off(ZKPY, 0, 3), ft=800).fly_to(off(ZKPY, 0, 30), ft=9000, kt=220, every=0.2)
    fixes = story.fixes()
    on_ground = fixes["on_ground"].to_numpy()
    ends = ends_at(fixes, np.array([0]), on_ground, is_arrival=False, settings=SETTINGS)
    assert name_airports(ends, index("ZKPY"), settings=SETTINGS)["ident"].tolist() == ["ZKPY"]
