"""The bar of causes: all that is possible, each with its number and a pattern of its own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from skygap.tables.gaps import CAUSES
from skygap.ui.cause_bar import NOT_WEIGHED, bar_html, ranked
from skygap.ui.style import CAUSE_LOOKS, INK, cause_background
from skygap.ui.text import percent
from tests.ui.silences import gap_row

OFF = gap_row(probability_likely_switched_off=0.83, probability_cannot_tell=0.17)


def test_every_cause_has_its_number_in_words_and_the_likeliest_comes_first() -> None:
    html = bar_html(OFF, theme="light")
    said = re.findall(r"</span>([^<]+)</li>", html)
    assert said == ["Likely switched off 83 %", "Cannot tell 17 %"]
    assert 'aria-label="Likely switched off 83 %; Cannot tell 17 %"' in html


def test_a_number_that_was_never_measured_is_called_assumed() -> None:
    landed = gap_row(probability_landed_unseen=0.6, probability_cannot_tell=0.4)
    assert "Landed out of sight 60 %, assumed" in bar_html(landed, theme="light")


def test_the_pieces_are_as_wide_as_the_probabilities() -> None:
    assert re.findall(r"flex: ([\d.]+)", bar_html(OFF, theme="dark")) == ["0.8300", "0.1700"]


def test_what_is_impossible_is_not_listed() -> None:
    assert ranked(gap_row()) == [("cannot_tell", 1.0)]


def test_a_gap_that_nobody_weighed_says_so_in_place_of_an_empty_bar() -> None:
    page = AppTest.from_string(
        "from skygap.ui.cause_bar import show_causes\n"
        "from tests.ui.silences import gap_row\n"
        "show_causes(gap_row(probability_cannot_tell=0.0))\n"
    ).run()
    assert page.text[0].value == NOT_WEIGHED
    assert not page.get("html")


def test_every_cause_looks_like_no_other_and_none_is_solid() -> None:
    assert CAUSE_LOOKS.keys() == set(CAUSES)
    assert len(set(CAUSE_LOOKS.values())) == len(CAUSES)
    for theme in INK:
        for cause in CAUSES:
            background = cause_background(cause, theme)
            assert background == "none" or "gradient" in background
            assert "{" not in background


@given(st.floats(min_value=0.0, max_value=1.0))
def test_what_is_not_certain_is_never_rounded_to_certainty(share: float) -> None:
    assert (percent(share) == "100 %") == (share == 1.0)
    assert (percent(share) == "0 %") == (share == 0.0)


@pytest.mark.parametrize(
    ("share", "words"), [(0.004, "under 1 %"), (0.996, "over 99 %"), (0.5, "50 %")]
)
def test_the_rims_are_said_in_words(share: float, words: str) -> None:
    assert percent(share) == words
