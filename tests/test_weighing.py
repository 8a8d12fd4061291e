"""Weighing: a switch-off must be earned by every condition; what is not carried is doubt."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.causes import NOBODY, judge_gaps
from skygap.gaps import find_gaps
from skygap.settings import with_values
from skygap.tables.gaps import CAUSES, GAPS
from skygap.tables.schema import conform
from skygap.weighing import COVERAGE_WORDS, Conditions, conditions, flight_conditions, weigh
from skygap.witnesses import silence_probability
from tests.builders import SETTINGS, UHWW, ZKPY, craft, index, near

WELL = {
    "covered_share": 1.0,
    "same_day_k": 12,
    "around_n": 8,
    "reports_before": 20,
    "floor_ft": 31_000.0,
}


def silent(n: int = 400, k: int = 400, **changed: object) -> pd.DataFrame:
    """Make one gap in cruise, two hours long, with so many witnesses of whom so many were heard."""
    story = craft(UHWW, ft=33_000).fly_to(near(UHWW, ZKPY, 100), ft=33_000)
    gaps = find_gaps(story.silent(120).heard().fixes(), settings=SETTINGS).head(1)
    seen = {"witness_n": n, "witness_k": k, "witness_block": "start" if n else ""}
    silence = silence_probability([n], [k])[0]
    return gaps.assign(**{**seen, "silence_probability": silence, **WELL, **changed})


def fulfilled(gaps: pd.DataFrame) -> Conditions:
    own = flight_conditions(gaps, settings=SETTINGS)
    return conditions(gaps, own, settings=SETTINGS)


def weighed(gaps: pd.DataFrame, landed: float = 0.0) -> pd.Series:
    """Weigh one gap that hides a landing with some probability."""
    return weigh(gaps, np.array([landed]), fulfilled(gaps), settings=SETTINGS).iloc[0]


def judged(gaps: pd.DataFrame, **values: float) -> pd.Series:
    chosen = with_values(SETTINGS, values)
    return judge_gaps(gaps, index(), settings=chosen).iloc[0]


def test_silence_where_all_others_were_heard_is_likely_switched_off() -> None:
    gap = judged(silent())
    assert gap["cause"] == "likely_switched_off"
    assert gap["cause_probability"] == pytest.approx(1 / (1 + 50 * (1 - 400.5 / 401)))
    assert "400 of 400 transits of others at this height" in gap["reason"]
    assert "Which of the two cannot be told" in gap["reason"]


def test_few_witnesses_are_too_few_for_the_word() -> None:
    gap = judged(silent(12, 12))
    assert gap["cause"] == "cannot_tell"
    assert gap["probability_likely_switched_off"] == pytest.approx(0.342, abs=0.01)
    assert "12 of 12 transits" in gap["reason"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"covered_share": 0.3}, "in too small a part of its way"),
        ({"same_day_k": 0}, "nobody was heard there on that day"),
        ({"around_n": 2, "around_lost": 0}, "too few others around were heard on"),
        ({"reports_before": 4}, "not received well before"),
        ({"start_altitude_ft": 3_000.0, "floor_ft": 2_000.0}, "it flew too low to say"),
        ({"start_vertical_rate_fpm": -900.0}, "it was descending"),
        ({"heard_n": 2}, "its transponder was heard"),
        ({"set_aside_n": 3}, "positions within it were set aside"),
        ({"start_nic": 0.0}, "its positions were inaccurate before"),
    ],
)
def test_every_condition_must_hold(changed: dict[str, Any], words: str) -> None:
    gap = judged(silent(**changed))
    assert (gap["cause"], gap["probability_likely_switched_off"]) == ("cannot_tell", 0)
    assert words in gap["reason"]


def test_fewer_than_ten_witnesses_never_carry_it_whatever_the_prior() -> None:
    gap = judged(silent(9, 9), off_prior_odds=1.0)
    assert gap["cause"] == "cannot_tell"
    assert "too few others passed there" in gap["reason"]


def test_nobody_and_no_sign_of_a_landing_is_always_doubt() -> None:
    gap = judged(silent(0, 0, covered_share=np.nan, floor_ft=np.nan, same_day_k=0))
    assert (gap["cause"], gap["cause_probability"], gap["reason"]) == ("cannot_tell", 1, NOBODY)


def test_others_that_were_never_heard_again_are_no_sign_of_coverage() -> None:
    """Where they were last heard the data may simply end."""
    assert judged(silent(20, 4, witness_lost=2))["cause"] == "cannot_tell"


def test_where_others_are_lost_too_it_is_coverage() -> None:
    gap = judged(silent(20, 4, witness_lost=16))
    assert gap["cause"] == "out_of_coverage"
    assert gap["reason"].endswith(COVERAGE_WORDS)


def test_two_lost_others_are_no_evidence_of_poor_coverage() -> None:
    assert judged(silent(2, 0))["cause"] == "cannot_tell"


def test_most_around_lost_in_the_same_minute_is_an_outage() -> None:
    gap = judged(silent(around_n=5, around_lost=4))
    assert (gap["cause"], gap["cause_probability"]) == ("feed_artefact", 0.9)
    assert "Of 5 other craft heard around it 4 were lost" in gap["reason"]
    assert judged(silent(around_n=6, around_lost=2))["cause"] == "likely_switched_off"


def test_with_too_few_around_an_outage_cannot_be_excluded() -> None:
    assert judged(silent(around_n=2, around_lost=2))["cause"] == "cannot_tell"


def test_a_landing_takes_its_share_first() -> None:
    weights = weighed(silent(), 0.6)
    assert weights["landed_unseen"] == 0.6
    assert weights["likely_switched_off"] < 0.4


def test_own_transits_are_said_apart() -> None:
    assert "it was itself heard there 3 times of 4." in judged(silent(self_n=4, self_k=3))["reason"]


evidence = st.tuples(st.integers(0, 500), st.integers(0, 500), st.floats(0, 1))


@settings(deadline=None)
@given(evidence)
def test_probabilities_add_up_and_never_exceed_what_was_seen(told: tuple[int, int, float]) -> None:
    n, k, landed = told[0], min(told[1], told[0]), told[2]
    weights = weighed(silent(n, k), landed)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    assert n >= 10 or weights["likely_switched_off"] == 0


@settings(deadline=None)
@given(st.integers(10, 400), st.integers(0, 400))
def test_one_more_heard_never_speaks_against_a_switch_off(n: int, k: int) -> None:
    k = min(k, n)
    less, more = (weighed(silent(a, b))["likely_switched_off"] for a, b in ((n, k), (n + 1, k + 1)))
    assert more >= less


@given(st.sampled_from(sorted(WELL)))
def test_a_missing_value_never_strengthens_a_conclusion(name: str) -> None:
    unknown = conform(GAPS, silent()).assign(**{name: np.nan})
    if name == "floor_ft":  # high enough without it
        unknown = unknown.assign(start_altitude_ft=9_000.0)
    assert judged(unknown)["probability_likely_switched_off"] == 0


def test_each_condition_is_named_in_words() -> None:
    told = fulfilled(silent())
    assert all(holds.all() for holds in told.values())
    assert len(told) == 11
    assert set(CAUSES) == set(weighed(silent()).index)
