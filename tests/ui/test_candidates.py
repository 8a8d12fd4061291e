"""Candidates in words: each with its number, none shut out by rounding, unknown stays unknown."""

import numpy as np
import pytest

from skygap.settings import Settings
from skygap.ui.candidates import (
    LISTED_AIRPORTS,
    UNKNOWN_RUNWAY,
    airport_list,
    answer_words,
    candidate_table,
    chance_words,
    country_words,
    first_candidates,
    ground_words,
    reach_words,
)
from skygap.ui.countries import NAMES, country_name
from tests.ui.reaches import UNKNOWN, many, reachable_of
from tests.ui.silences import gap_row, open_gap

SETTINGS = Settings()
GAP = gap_row(reachable_count=3, stop="likely", stop_probability=0.73, elsewhere_probability=0.08)
FOUND = reachable_of(("RKSI", "KR", 0.25), ("ZKPY", "KP", 0.4), ("ZKWS", "KP", UNKNOWN))


def test_candidates_stand_in_the_order_of_their_probability_and_unknown_ones_last() -> None:
    assert first_candidates(FOUND)["ident"].tolist() == ["ZKPY", "RKSI", "ZKWS"]


def test_airports_of_unknown_runway_keep_a_quarter_of_the_list() -> None:
    first = first_candidates(many(40, unknown=30))
    assert len(first) == LISTED_AIRPORTS
    assert first["probability"].isna().sum() == LISTED_AIRPORTS // 4


def test_where_few_are_ranked_the_others_fill_the_list() -> None:
    assert len(first_candidates(many(2, unknown=30))) == LISTED_AIRPORTS


def test_the_list_of_the_panel_says_number_bounds_and_country() -> None:
    first = airport_list(FOUND).iloc[0]
    assert first["Airport"] == "ZKPY"
    assert first["Country"] == "North Korea"
    assert first["Probability"] == "40 %"
    assert first["On the ground"] == "35 min to 95 min"
    assert airport_list(FOUND)["Probability"].iloc[-1] == UNKNOWN_RUNWAY


def test_what_rounds_to_nothing_is_not_called_nothing() -> None:
    assert chance_words(0.0) == "under 1 %"


@pytest.mark.parametrize(
    ("bounds", "words"),
    [((UNKNOWN, 60.0), "up to 60 min"), ((UNKNOWN, UNKNOWN), "not known")],
)
def test_bounds_that_are_not_known_are_not_said(bounds: tuple[float, float], words: str) -> None:
    assert ground_words(*bounds) == words


def test_the_note_counts_all_and_says_what_the_numbers_add_up_to() -> None:
    note = reach_words(GAP, FOUND)
    assert note.startswith("3 airports cannot be excluded; 3 are listed")
    assert "A stop at all: 73 %, of which 8 %" in note
    assert note.endswith("In reach means possible, not probable.")
    assert reach_words(gap_row(reachable_count=0), FOUND) == ""
    assert "The data may simply end here" in reach_words(open_gap(reachable_count=3), FOUND)


def test_the_answer_names_the_first_with_its_number_and_proves_nothing() -> None:
    verdict, leader, countries = answer_words(GAP, FOUND)
    assert verdict == "A stop is likely (73 %)."
    assert leader.startswith("First stands ZKPY (Field ZKPY, North Korea) with 40 %")
    assert "compatible, not proven. 2 others cannot be excluded." in leader
    assert countries.startswith("By country: North Korea 40 %, South Korea 25 %")


def test_probabilities_of_one_country_add_up() -> None:
    found = reachable_of(("A", "KP", 0.1), ("B", "KP", 0.2), ("C", "CN", 0.25))
    assert "North Korea 30 %, China 25 %; no known place" in country_words(GAP, found)


def test_of_an_open_gap_the_answer_says_first_that_the_data_may_end_here() -> None:
    gap = open_gap(reachable_count=2, stop_probability=0.0, elsewhere_probability=0.2)
    first, leader, _ = answer_words(gap, reachable_of(("ZKPY", "KP", 0.4), ("RKSI", "KR", 0.3)))
    assert "the data may simply end here" in first
    assert "40 % for going there next" in leader
    assert "In the circle: 1 other; beyond it nothing is excluded" in leader


def test_where_no_runway_is_known_nobody_stands_first() -> None:
    words = " ".join(answer_words(GAP, reachable_of(("ZKWS", "KP", UNKNOWN))))
    assert "of none the probability is known" in words
    assert "First stands" not in words


def test_no_airport_in_reach_excludes_no_landing_elsewhere() -> None:
    empty = reachable_of()
    assert "excludes no landing" in answer_words(gap_row(stop="possible"), empty)[1]
    excluded = answer_words(gap_row(stop="excluded", stop_probability=0.0), empty)
    assert excluded[0] == "No time for a stop."


def test_an_airport_is_in_reach_from_the_silence_in_which_way_and_stop_fit() -> None:
    table = candidate_table(GAP, FOUND, 50, settings=SETTINGS)
    least = 120.0 - 95.0 + SETTINGS.shortest_stop_min
    assert (table["In reach from, min of silence"] == least).all()
    assert np.isnan(table.set_index("Airport").loc["ZKWS", "Runway, m"])


def test_an_open_gap_has_no_way_back_in_its_table() -> None:
    table = candidate_table(open_gap(), FOUND, 50, settings=SETTINGS)
    assert "Km out" in table
    assert not [name for name in table if "back" in name or "silence" in name]


def test_countries_have_names_and_unknown_letters_stay() -> None:
    assert country_name("KP") == "North Korea"
    assert country_name("QQ") == "QQ"
    assert country_name("") == "country not known"
    assert all(len(letters) == 2 and letters.isupper() for letters in NAMES)
