"""Does the answer hold? The sentence names both verdicts with their numbers."""

import pytest

from skygap.settings import Settings, with_values
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.ui.robustness import FLIGHT_LEVERS, SHIP_LEVERS, change_words, fixed_words
from tests.ui.silences import gap_row

OFF = gap_row(cause="likely_switched_off", cause_probability=0.83)


def test_a_verdict_that_changes_says_both_with_their_numbers() -> None:
    words = change_words(OFF, gap_row(cause_probability=0.6))
    assert words.startswith("The verdict changes: cannot tell (60 %)")
    assert "likely switched off (83 %)" in words


def test_a_verdict_that_holds_says_how_its_number_moves() -> None:
    words = change_words(OFF, gap_row(cause="likely_switched_off", cause_probability=0.9))
    assert words.startswith("The verdict holds: likely switched off (90 %)")
    assert "(83 %)" in words


@pytest.mark.parametrize(
    "columns",
    [{"provider": EXAMPLE_PROVIDER}, {"witness_n": 0}, {"witness_n": 0, "mmsi": "273456789"}],
)
def test_where_no_setting_matters_the_reason_is_said(columns: dict[str, object]) -> None:
    assert fixed_words(gap_row(**{"witness_n": 12, **columns}))


def test_where_others_passed_the_settings_matter() -> None:
    assert fixed_words(gap_row(witness_n=12)) == ""
    assert fixed_words(gap_row(witness_n=12, mmsi="273456789")) == ""


@pytest.mark.parametrize("lever", {*FLIGHT_LEVERS, *SHIP_LEVERS}, ids=lambda lever: lever.name)
def test_every_lever_can_go_to_both_its_ends_and_starts_between(lever: object) -> None:
    for value in (lever.least, lever.most):  # type: ignore[attr-defined]
        with_values(Settings(), {lever.name: value})  # type: ignore[attr-defined]
    assert lever.least <= getattr(Settings(), lever.name) <= lever.most  # type: ignore[attr-defined]
