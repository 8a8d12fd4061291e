"""Reach on the map: areas and places with their numbers, never a line between the ends."""

import pytest

from skygap.settings import Settings
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.ui.reach_parts import (
    MOST_WAYS,
    airport_parts,
    airport_style,
    area_parts,
    circle_parts,
    way_parts,
)
from skygap.ui.style import LEGEND, REACH_LEGEND, styles
from tests.ui.reaches import UNKNOWN, many, reachable_of
from tests.ui.silences import gap_row, open_gap

SETTINGS = Settings()
LENGTHS = {"limit_speed_kt": 540.0, "hard_way_km": 2000.0, "likely_way_km": 1000.0}
GAP = gap_row(**LENGTHS)


def test_the_hard_limit_has_no_fill_and_lies_under_the_plausible_area() -> None:
    hard, plausible = area_parts(GAP)
    look = styles("light")
    assert look[str(hard["k"])]["fill_opacity"] == 0.0
    assert float(str(look[str(plausible["k"])]["fill_opacity"])) > 0.0
    assert hard["t"] == ["Cannot have been outside at up to 540 kt"]
    assert plausible["t"] == ["Within reach: possible, not probable"]


def test_what_does_not_fit_is_left_out_and_the_limit_stays() -> None:
    parts = area_parts(gap_row(**{**LENGTHS, "likely_way_km": 10.0}))
    assert [part["k"] for part in parts] == ["reach_limit"]


@pytest.mark.parametrize("column", ["hard_way_km", "likely_way_km"])
def test_an_unknown_length_draws_nothing(column: str) -> None:
    assert len(area_parts(gap_row(**{**LENGTHS, column: UNKNOWN}))) == 1


@pytest.mark.parametrize(
    "columns", [{"cause": "parked"}, {"cause": "identity_mix"}, {"mmsi": "273456789"}]
)
def test_stands_mixed_up_ends_and_ships_bring_nothing(columns: dict[str, object]) -> None:
    gap = gap_row(**LENGTHS, **columns)
    assert area_parts(gap) == airport_parts(gap, many(3)) == []
    assert circle_parts(gap, 60.0, settings=SETTINGS) == []


def test_each_airport_carries_its_number_in_its_label() -> None:
    found = reachable_of(("ZKWS", "KP", UNKNOWN), ("ZKPY", "KP", 0.06))
    labels = [part["label"] for part in airport_parts(GAP, found)]
    assert labels == ["ZKPY 6 %", "ZKWS ?"]


def test_the_more_probable_the_larger_and_unknown_is_hollow() -> None:
    look = styles("dark")
    sizes = [float(str(look[airport_style(p)]["radius"])) for p in (0.001, 0.05, 0.4)]
    assert sizes == sorted(set(sizes))
    assert look[airport_style(UNKNOWN)]["fill"] != look[airport_style(0.4)].get("fill")


def test_nothing_of_reach_is_a_line() -> None:
    parts = [*area_parts(GAP), *airport_parts(GAP, many(5))]
    assert {bool("p" in part) or str(part["k"]).startswith("reach") for part in parts} == {True}
    assert all("dash" in styles("light")[str(part["k"])] for part in parts if "g" in part)


def test_sampled_ways_are_dashed_lead_over_an_airport_and_say_that_nobody_saw_them() -> None:
    found = reachable_of(("ZKPY", "KP", 0.4), ("ZKWS", "KP", UNKNOWN))
    [way] = way_parts(GAP, found)
    assert "dash" in styles("light")[str(way["k"])]
    assert way["t"] == ["A way over ZKPY: sampled, not observed"]
    out, back = way["g"]  # type: ignore[misc]
    assert out[:2] == [50_000, 138_000]
    assert back[:2] == [51_000, 139_000]
    assert way_parts(open_gap(), found) == []
    assert len(way_parts(GAP, many(40))) == MOST_WAYS


def test_the_circle_of_an_open_gap_grows_with_the_minutes() -> None:
    gap = open_gap(limit_speed_kt=540.0)
    spans = []
    for minutes in (10.0, 60.0):
        [circle] = circle_parts(gap, minutes, settings=SETTINGS)
        spans.append(sum(abs(step) for step in circle["g"][0][2:]))  # type: ignore[index]
    assert spans[0] < spans[1]
    assert area_parts(gap) == []


def test_an_open_gap_of_unknown_speed_has_no_circle() -> None:
    assert circle_parts(open_gap(limit_speed_kt=UNKNOWN), 60.0, settings=SETTINGS) == []


def test_all_of_the_example_says_that_it_was_generated() -> None:
    gap = gap_row(**LENGTHS, provider=EXAMPLE_PROVIDER)
    parts = [*area_parts(gap), *airport_parts(gap, many(2))]
    assert all("generated" in part["t"][-1] for part in parts)  # type: ignore[index]


def test_the_legend_of_reach_says_possible_not_probable() -> None:
    assert {meaning.style for meaning in REACH_LEGEND} <= styles("light").keys()
    said = " ".join(meaning.text for meaning in LEGEND if meaning.style.startswith("reach"))
    assert "ossible, not probable" in said
