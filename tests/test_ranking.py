"""Ranking: what speaks for an airport, and that nothing missing ever speaks for another."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.geo import bearing_deg, distance_km
from skygap.history import NO_HISTORY, NOWHERE, History
from skygap.ranking import stand_density
from skygap.reach import find_reachable
from skygap.reference import reference_of
from skygap.settings import with_values
from skygap.tables.airports import AIRPORTS
from skygap.tables.gaps import CAUSES, GAPS
from skygap.tables.schema import conform
from tests.builders import SETTINGS, UHWW, Place, off

EAST, WEST = off(UHWW, 90, 500), off(UHWW, 270, 500)


def fields(*places: Place, **columns: object) -> pd.DataFrame:
    """Make large fields with long runways at places, named F0, F1, ..."""
    table = pd.DataFrame(places, columns=["lat", "lon"])
    known = {
        "ident": [f"F{n}" for n in range(len(places))], "name": "field", "size": "large",
        "elevation_ft": 0.0, "country": "RU", "has_schedule": True, "runway_m": 3000.0,
        "runway_width_m": 45.0,
    }  # fmt: skip
    return conform(AIRPORTS, table.assign(**(known | columns)))


def a_gap(end: Place = UHWW, **columns: object) -> pd.DataFrame:
    """Make a judged gap of 200 minutes in cruise that begins over Vladivostok."""
    start = pd.Timestamp("2024-03-20T16:30Z")
    minutes = 200.0
    known = {
        "gap_id": "g", "craft_id": "aaaaaa", "start_time": start, "is_open": False,
        "end_time": start + pd.Timedelta(minutes=minutes), "duration_min": minutes,
        "distance_km": float(distance_km(*UHWW, *end)), "start_lat": UHWW[0],
        "start_lon": UHWW[1], "end_lat": end[0], "end_lon": end[1],
        "start_altitude_ft": 33_000.0, "end_altitude_ft": 33_000.0,
        "start_ground_speed_kt": 450.0, "end_ground_speed_kt": 450.0,
        "start_on_ground": False, "end_on_ground": False, "cause": "cannot_tell",
        "provider": "test", "evidence_id": "e",
        **{f"probability_{cause}": 0.0 for cause in CAUSES},
    }  # fmt: skip
    return conform(GAPS, pd.DataFrame([known | columns]))


def said(
    gap: pd.DataFrame, table: pd.DataFrame, history: History = NO_HISTORY
) -> tuple[pd.Series, pd.Series]:
    """Give the gap as it was answered, and the probability of each field by ident."""
    told, listed = find_reachable(gap, reference_of(table), history, settings=SETTINGS)
    return told.iloc[0], listed.set_index("ident")["probability"]


def seen(*counts: float, craft: str = "aaaaaa") -> History:
    """Let one craft have been seen on the fields so often."""
    own = (np.arange(len(counts), dtype=np.intp), np.array(counts))
    return History({"craft": {craft: own}, "operator": {}, "country": {}}, own, {
        craft: {"craft": craft, "operator": "", "country": ""}
    }, NOWHERE)  # fmt: skip


def test_what_is_said_adds_up_to_the_probability_of_a_stop() -> None:
    gap, ranks = said(a_gap(), fields(EAST, WEST))
    assert ranks.sum() + gap["elsewhere_probability"] == pytest.approx(
        gap["stop_probability"], abs=1e-4
    )
    assert 0 < gap["stop_probability"] < 1


def test_the_last_track_speaks_for_the_field_ahead() -> None:
    _, ranks = said(a_gap(start_track_deg=90.0), fields(EAST, WEST))
    assert ranks["F0"] > 3 * ranks["F1"]


def test_the_first_track_after_it_speaks_for_the_field_behind() -> None:
    _, ranks = said(a_gap(end_track_deg=270.0), fields(EAST, WEST))
    assert ranks["F0"] > 3 * ranks["F1"]


def test_a_descent_speaks_for_a_field_at_the_distance_that_its_height_leaves() -> None:
    down = a_gap(start_altitude_ft=15_000.0, start_vertical_rate_fpm=-1500.0)
    _, ranks = said(down, fields(off(UHWW, 0, 95), off(UHWW, 0, 400)))
    assert ranks["F0"] > 10 * ranks["F1"]


def test_the_way_that_leaves_a_usual_stand_is_likelier_than_one_that_leaves_none() -> None:
    _, ranks = said(a_gap(duration_min=150.0), fields(off(UHWW, 0, 450), off(UHWW, 0, 900)))
    assert ranks["F0"] > 10 * ranks["F1"]


def test_a_field_it_was_seen_at_is_likelier() -> None:
    _, ranks = said(a_gap(), fields(EAST, WEST), seen(30, 0))
    assert ranks["F0"] > 2 * ranks["F1"]


def test_a_runway_too_short_is_unlikely_and_still_listed() -> None:
    _, ranks = said(a_gap(typecode=""), fields(EAST, WEST, runway_m=[3000.0, 400.0]))
    assert 0 < ranks["F1"] < 0.1 * ranks["F0"]


def test_a_field_whose_ground_others_are_heard_on_is_less_likely_while_it_transmits() -> None:
    heard = History({"craft": {}, "operator": {}, "country": {}}, NOWHERE, {}, (
        np.array([0]), np.array([0.9])
    ))  # fmt: skip
    _, sending = said(a_gap(), fields(EAST, WEST), heard)
    assert sending["F0"] < 0.2 * sending["F1"]
    _, silent = said(a_gap(probability_likely_switched_off=1.0), fields(EAST, WEST), heard)
    assert silent["F0"] == pytest.approx(silent["F1"], rel=0.01)


def test_a_straight_flight_at_its_own_speed_did_not_stop() -> None:
    there = off(UHWW, 90, 2200)
    gap, _ = said(a_gap(there, duration_min=158.0), fields(off(UHWW, 90, 1000)))
    assert gap["stop_probability"] < 0.05


def test_ends_that_need_more_than_the_time_exclude_a_stop() -> None:
    gap, ranks = said(a_gap(off(UHWW, 90, 2400), duration_min=130.0), fields(EAST))
    assert (gap["stop"], gap["stop_probability"], len(ranks)) == ("excluded", 0.0, 0)


@pytest.mark.parametrize("minutes", [0.0, 5.0])
def test_no_time_at_all_is_no_prism(minutes: float) -> None:
    gap, ranks = said(a_gap(duration_min=minutes), fields(UHWW))
    assert (gap["stop"], len(ranks)) == ("excluded", 0)


def test_two_craft_under_one_address_have_no_prism() -> None:
    _, ranks = said(a_gap(cause="identity_mix"), fields(EAST))
    assert ranks.empty


def test_ends_of_which_only_place_and_time_are_known_are_answered() -> None:
    nothing = dict.fromkeys(
        (f"{s}_{c}" for s in ("start", "end") for c in ("altitude_ft", "ground_speed_kt")), np.nan
    )
    gap, ranks = said(a_gap(**nothing), fields(EAST, WEST))
    assert ranks["F0"] == pytest.approx(ranks["F1"], rel=0.01)
    assert np.isfinite(gap["stop_probability"])


@pytest.mark.parametrize("place", [(89.0, 10.0), (-17.0, 179.9), (0.0, -180.0)])
def test_poles_and_the_antimeridian_are_places_as_any(place: Place) -> None:
    gap = a_gap(place, start_lat=place[0], start_lon=place[1], distance_km=0.0)
    _, ranks = said(gap, fields(off(place, 90, 300), off(place, 270, 300)))
    assert ranks["F0"] == pytest.approx(ranks["F1"], rel=0.02)


def test_an_open_gap_is_ranked_by_where_it_was_going() -> None:
    going = a_gap(
        is_open=True, end_time=None, duration_min=np.nan, distance_km=np.nan, end_lat=np.nan,
        end_lon=np.nan, end_altitude_ft=np.nan, start_track_deg=90.0, start_altitude_ft=20_000.0,
        start_vertical_rate_fpm=-1500.0,
    )  # fmt: skip
    gap, ranks = said(going, fields(off(UHWW, 90, 130), off(UHWW, 270, 130), off(UHWW, 90, 900)))
    assert ranks.index[0] == "F0"
    assert ranks["F0"] > 0.5
    assert gap["reachable_count"] == 3


places_around = st.tuples(st.floats(0, 359), st.floats(20, 1000))


@settings(deadline=None, max_examples=25)
@given(st.lists(places_around, min_size=2, max_size=6), st.data())
def test_a_missing_runway_length_strengthens_nothing(
    where: list[tuple[float, float]], data: st.DataObject
) -> None:
    """Neither the airport itself nor any other: its weight goes to elsewhere."""
    known = fields(*(off(UHWW, *each) for each in where))
    lost = data.draw(st.integers(0, len(where) - 1))
    short = data.draw(st.sampled_from([500.0, 1500.0, 3000.0]))
    known = known.assign(runway_m=known["runway_m"].mask(known.index == lost, short))
    missing = known.assign(runway_m=known["runway_m"].mask(known.index == lost, np.nan))
    (before, with_all), (after, without) = said(a_gap(), known), said(a_gap(), missing)
    assert set(with_all.index) == set(without.index)
    assert np.isnan(without[f"F{lost}"]) if f"F{lost}" in without.index else True
    others = without.drop(f"F{lost}", errors="ignore")
    whole_before, whole_after = (
        with_all[others.index] / max(before["stop_probability"], 1e-9),
        others / max(after["stop_probability"], 1e-9),
    )
    assert (whole_after <= whole_before + 1e-4).all()


@settings(deadline=None, max_examples=30)
@given(st.floats(20, 600), st.floats(0, 60))
def test_the_time_on_the_ground_is_a_density(median: float, doubt: float) -> None:
    minutes = np.linspace(-400, 20_000, 200_000)
    total = np.trapezoid(stand_density(minutes, np.full(len(minutes), doubt + 1), median), minutes)
    assert 0.7 < total < 1.3


def test_the_elsewhere_share_is_never_lost() -> None:
    most = with_values(SETTINGS, {"elsewhere_share": 0.5})
    told, _ = find_reachable(a_gap(), reference_of(fields(EAST)), NO_HISTORY, settings=most)
    row = told.iloc[0]
    assert row["elsewhere_probability"] == pytest.approx(0.5 * row["stop_probability"], abs=1e-3)


def test_a_field_on_whose_ground_an_end_was_seen_is_not_asked_again() -> None:
    stood = a_gap(start_on_ground=True, start_altitude_ft=np.nan)
    gap, ranks = said(stood, fields(UHWW, EAST))
    assert gap["stop"] == "observed"
    assert ranks.index.tolist() == ["F1"]


def test_bearings_of_the_test_are_as_they_are_named() -> None:
    assert float(bearing_deg(*UHWW, *EAST)) == pytest.approx(90.0, abs=0.01)


def test_a_head_wind_over_an_ocean_is_no_stop() -> None:
    """Eight hours and a half where still air takes seven."""
    there = off(UHWW, 90, 5800)
    gap, _ = said(a_gap(there, duration_min=500.0), fields(off(UHWW, 90, 3000)))
    assert gap["stop"] == "possible"
    assert gap["stop_probability"] < SETTINGS.likely_stop_share
