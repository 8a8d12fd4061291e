"""Words on the screen: no likelihood without its number, no formula for a spreadsheet."""

import pandas as pd
import pytest

from skygap.tables.gaps import CAUSES
from skygap.ui.method import CAUSES as EXPLAINED
from skygap.ui.text import CAUSE_WORDS, cause_words, height, interval, place, safe_cells, stop_words

MARCH = pd.Timestamp("2024-03-20T16:30Z")


def test_every_cause_has_its_words_and_its_explanation() -> None:
    assert set(CAUSE_WORDS) == set(EXPLAINED) == set(CAUSES)


def test_a_likelihood_never_goes_without_its_number() -> None:
    assert "60%" in cause_words("landed_unseen", 0.6)
    assert "60 %" in stop_words("likely", 0.6)
    assert "20 %" in stop_words("possible", 0.2)
    assert "likely" not in stop_words("likely", float("nan"))


def test_doubt_and_facts_carry_no_number() -> None:
    assert cause_words("cannot_tell", 1.0) == "Cannot tell"
    assert cause_words("parked", 1.0) == "Parked"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(cell: str) -> None:
    assert safe_cells(pd.DataFrame({"Callsign": [cell]}))["Callsign"].iloc[0] == f"'{cell}"


def test_plain_cells_and_numbers_stay_as_they_are() -> None:
    table = pd.DataFrame({"Callsign": ["RFF7203"], "Minutes": [-3.0]})
    pd.testing.assert_frame_equal(safe_cells(table), table)


def test_an_interval_says_on_which_side_it_is_open() -> None:
    assert interval(MARCH, pd.NaT) == "after 20 Mar 2024, 16:30 UTC"
    assert interval(pd.NaT, MARCH) == "before 20 Mar 2024, 16:30 UTC"
    assert interval(pd.NaT, pd.NaT) == "not reported"


def test_a_moment_given_exactly_is_said_once() -> None:
    assert interval(MARCH, MARCH) == "20 Mar 2024, 16:30 UTC"


def test_unknown_places_and_heights_look_unknown() -> None:
    assert place(float("nan"), float("nan")) == "unknown"
    assert height(float("nan"), on_ground=False) == "height unknown"
    assert height(float("nan"), on_ground=True) == "on the ground"
