"""Reach between reported ends: the anchor of METHOD 4.6, and a band that errs on the wide side."""

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.case.reported_reach import (
    PLAUSIBLE,
    band_of,
    reported_areas,
    reported_reach,
    speeds_of,
)
from skygap.case.reported_words import claim_words, rivals
from skygap.case.silences import ReportedEnd, Silence, silence_of, silences
from skygap.geo import distance_km
from skygap.readers.shipped.case_folder import read_case
from skygap.readers.shipped.reference import shipped_reference
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.tables.reported import REPORTED_REACH
from tests.builders import START, UHWW, ZKPY
from tests.scenes import DATA

HALF_HOUR_STOP = Settings(shortest_stop_min=30)
KHV = (48.528, 135.188)
"""Khabarovsk."""


@cache
def reference() -> Reference:
    return shipped_reference()


@cache
def anchor() -> Silence:
    table = silences(read_case(DATA / "case").movements, settings=HALF_HOUR_STOP)
    return silence_of(table[table["craft_id"] == "15406e"].iloc[0])


def left_at_once(size_km: float = 3.0) -> Silence:
    """Narrow the anchor to a departure at START, as METHOD 4.6 works it."""
    start, end = anchor().start, anchor().end
    assert start is not None
    assert end is not None
    narrow = replace(start, earliest=START, latest=START, size_km=size_km)
    return replace(anchor(), start=narrow, end=replace(end, size_km=size_km))


def after(hours: float) -> pd.Timestamp:
    return START + pd.Timedelta(hours=hours)


def near(silence: Silence, hours: float, until: float | None = None) -> pd.DataFrame:
    """Ask for a return so many hours after START, or between so many and `until`."""
    asked = after(hours), after(hours if until is None else until)
    return reported_reach(
        silence, reference(), typecode="A124", return_time=asked, settings=HALF_HOUR_STOP
    )


def one(table: pd.DataFrame, ident: str) -> pd.Series:
    return table[table["ident"] == ident].iloc[0]


def told(place: tuple[float, float], time: pd.Timestamp, size_km: float = 3.0) -> ReportedEnd:
    return ReportedEnd("somewhere", *place, size_km, time, time, "then", "UTC", "some-source")


def test_the_way_to_pyongyang_is_that_of_the_method() -> None:
    pyongyang = one(near(left_at_once(), 4), "ZKPY")
    assert pyongyang["distance_out_km"] == pytest.approx(713.0, abs=0.2)
    assert pyongyang["bearing_out_deg"] == pytest.approx(231.7, abs=0.1)


def test_the_earliest_return_from_pyongyang_is_129_minutes_after_take_off() -> None:
    exact = one(near(left_at_once(0.0), 4), "ZKPY")["enters_min"]
    sized = one(near(left_at_once(3.0), 4), "ZKPY")["enters_min"]
    assert exact == pytest.approx(128.9, abs=0.1)
    assert exact - 1.0 < sized < exact


def test_pyongyang_enters_the_list_when_it_says_so_and_not_before() -> None:
    enters = one(near(left_at_once(), 4), "ZKPY")["enters_min"] / 60.0
    assert "ZKPY" not in set(near(left_at_once(), enters - 0.005)["ident"])
    assert "ZKPY" in set(near(left_at_once(), enters + 0.005)["ident"])


def test_after_three_and_a_half_hours_some_forty_airports_are_plausible() -> None:
    table = near(left_at_once(), 3.5)
    plausible = table[table["status"] == PLAUSIBLE]
    assert 30 <= len(plausible) <= 60
    assert (plausible["runway_m"] >= 2500).all()
    assert not (plausible["runway_width_m"] < 30).any()
    assert {"KP", "KR", "JP", "RU", "CN"} == set(plausible["country"])


def test_after_three_hours_pyongyang_is_in_reach_but_not_plausible() -> None:
    table = near(left_at_once(), 3)
    assert one(table, "ZKPY")["status"] == "cannot_be_excluded"
    assert one(table, "ZKWS")["status"] == PLAUSIBLE


def test_wonsan_cannot_be_told_from_pyongyang_by_heading() -> None:
    table = near(left_at_once(), 3.5)
    apart = one(table, "ZKPY")["bearing_out_deg"] - one(table, "ZKWS")["bearing_out_deg"]
    assert 0.0 < apart < 15.0
    assert "ZKWS" in set(rivals(one(table, "ZKPY"), table)["ident"])


def test_the_words_say_compatible_and_not_proven_and_name_the_rival() -> None:
    words = claim_words(anchor(), near(anchor(), 3.5), settings=HALF_HOUR_STOP)
    assert "(ZKPY) is compatible, not proven: 713 km at 231.7°" in words
    assert "Wonsan Kalma International Airport (ZKWS), 611 km at 221.3°" in words
    assert "cannot be told from these by geometry" in words
    assert "with a stop of 30 min" in words
    assert "Reported only" in words
    assert "landed" not in words


def test_without_a_claim_no_airport_is_singled_out() -> None:
    table = near(left_at_once(), 3.5)
    words = claim_words(replace(anchor(), claimed_ident=""), table, settings=HALF_HOUR_STOP)
    assert words.startswith(f"No airport is claimed; {len(table)} are in reach.")


def test_a_return_too_early_for_the_claim_is_said_to_contradict_it() -> None:
    words = claim_words(left_at_once(), near(left_at_once(), 1.5), settings=HALF_HOUR_STOP)
    assert "ZKPY is not in reach" in words
    assert "the time or the claim is wrong" in words


def test_nothing_is_observed_and_nothing_has_a_probability() -> None:
    table = near(anchor(), 4)
    assert set(table["kind"]) == {"reported"}
    assert table["probability"].isna().all()
    assert "observed" not in set(table["status"])


def test_the_careful_bound_takes_the_longest_silence_and_the_sure_one_the_shortest() -> None:
    assert anchor().start is not None
    table = near(anchor(), 2.5, until=5)
    band = band_of(anchor(), (after(2.5), after(5)))
    assert (band.shortest_min, band.longest_min) == (75.0, 315.0)
    pyongyang = one(table, "ZKPY")
    assert not pyongyang["is_sure"]  # 75 minutes are too short for it
    assert pyongyang["min_ground_min"] == 0.0
    assert pyongyang["max_ground_min"] == pytest.approx(315.0 - 98.4, abs=0.5)


def test_a_city_reaches_further_than_an_airport_and_is_less_sure() -> None:
    airport, city = near(left_at_once(3.0), 2.2), near(left_at_once(30.0), 2.2)
    assert set(airport["ident"]) < set(city["ident"])
    assert one(city, "ZKPY")["enters_min"] < one(airport, "ZKPY")["enters_min"]
    assert one(airport, "ZKPY")["is_sure"]
    assert not one(city, "ZKPY")["is_sure"]


def test_without_a_bound_of_time_every_airport_stays_in_reach() -> None:
    start = left_at_once().start
    assert start is not None
    unbounded = replace(left_at_once(), start=replace(start, earliest=pd.NaT))
    table = near(unbounded, 4)
    assert len(table) == len(reference().airports.table)
    assert table["max_ground_min"].isna().all()


@pytest.mark.parametrize("goal", [UHWW, KHV])
@pytest.mark.parametrize("hours", [1.0, 2.2, 6.0])
def test_no_airport_that_enters_in_time_is_left_out(
    hours: float, goal: tuple[float, float]
) -> None:
    end = told(goal, after(hours))
    unbounded = Silence("s", replace(told(UHWW, START), earliest=pd.NaT), end, "", "")
    everywhere = near(unbounded, hours)
    entered = everywhere.loc[everywhere["enters_min"] <= hours * 60.0, "ident"]
    assert set(entered) == set(near(Silence("s", told(UHWW, START), end, "", ""), hours)["ident"])


def test_a_return_before_the_departure_leaves_nothing_in_reach() -> None:
    table = near(left_at_once(), -2)
    assert table.empty
    assert list(table.columns) == list(REPORTED_REACH.columns)


@pytest.mark.parametrize("side", ["start", "end"])
def test_a_visit_known_from_one_picture_asks_how_far_it_can_have_come(side: str) -> None:
    seen = told(ZKPY, START)
    silence = Silence("one", *((seen, None) if side == "start" else (None, seen)), "", "")
    table = near(silence, 0.75 if side == "start" else -0.75)
    away = table["distance_out_km" if side == "start" else "distance_back_km"]
    assert "UHWW" in set(table["ident"])  # 713 km in 45 minutes need the wind; it is not shut out
    assert away.max() <= (467.1 + 100.0) * 1.852 * 0.75 + 3.0 + 0.1
    assert not one(table, "UHWW")["is_sure"]
    assert table[["min_ground_min", "max_ground_min"]].isna().all(axis=None)


def test_a_type_that_is_not_known_reaches_as_far_as_any_airliner() -> None:
    asked = (after(2), after(2))
    unknown = reported_reach(
        left_at_once(), reference(), typecode="", return_time=asked, settings=HALF_HOUR_STOP
    )
    assert set(near(left_at_once(), 2)["ident"]) < set(unknown["ident"])


@settings(deadline=None, max_examples=40)
@given(st.floats(0.5, 8.0), st.sampled_from([UHWW, ZKPY, KHV]), st.sampled_from([0.0, 3.0, 30.0]))
def test_an_airport_is_listed_exactly_when_the_silence_is_long_enough(
    hours: float, goal: tuple[float, float], size_km: float
) -> None:
    silence = Silence("s", told(UHWW, START, size_km), told(goal, after(hours), size_km), "", "")
    table = near(silence, hours)
    assert (table["enters_min"] <= hours * 60.0).all()
    assert (table["max_ground_min"] >= HALF_HOUR_STOP.shortest_stop_min - 1e-6).all()
    assert (table["min_ground_min"] <= table["max_ground_min"]).all()
    assert (table["likely_enters_min"] >= table["enters_min"] - 1e-6).all()
    if size_km == 0.0:
        way = table["distance_out_km"] + table["distance_back_km"]
        assert (way <= hours * (467.1 + 100.0) * 1.852).all()


@settings(deadline=None, max_examples=40)
@given(st.floats(1.0, 10.0), st.floats(0.1, 5.0))
def test_a_longer_silence_never_shuts_an_airport_out(hours: float, more: float) -> None:
    shorter, longer = near(anchor(), hours), near(anchor(), hours + more)
    assert set(shorter["ident"]) <= set(longer["ident"])
    assert set(shorter.loc[shorter["is_sure"], "ident"]) <= set(
        longer.loc[longer["is_sure"], "ident"]
    )


def test_the_drawn_area_holds_the_airports_in_reach_and_no_more() -> None:
    silence = left_at_once(30.0)
    asked = (after(3), after(3))
    speeds = speeds_of("A124", reference(), settings=HALF_HOUR_STOP)
    hard, usual = reported_areas(silence, band_of(silence, asked), speeds)
    reach_km = (3.0 - 0.5) * 467.1 * 1.852 / 2.0 + 30.0
    west, south, east, north = hard.bounds
    tall = float(distance_km(south, 132.148, north, 132.148)) / 2.0
    assert tall == pytest.approx(reach_km, rel=0.01)
    assert hard.contains(usual)
    assert west < 132.148 < east
