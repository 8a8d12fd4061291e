"""Scores: a perfect judge scores 1, a guessing one does not, a doubting one is never wrong."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skygap.exam.cases import ALONE, FEW, NATURAL
from skygap.exam.scoring import (
    TOLD_APART,
    baselines,
    brier,
    calibration_error,
    doubt_share,
    f_score,
    macro_f1,
    rates,
    recall_by_witnesses,
    scores_of,
)
from skygap.tables.cases import CASES
from skygap.tables.schema import conform

OFF = "likely_switched_off"


def case(truth: str, said: str, *, kind: str = "made", n: int = 50, p: float | None = None) -> dict:
    stated = p if p is not None else float(said == OFF)
    return {
        "kind": kind, "truth": truth, "cause": said, "witness_n": n, "duration_min": 40.0,
        f"probability_{OFF}": stated, "craft_id": "aaaaaa", "is_reported": True,
        "start_time": pd.Timestamp("2024-03-20T16:30Z"),
    }  # fmt: skip


def cases(*rows: dict) -> pd.DataFrame:
    return conform(CASES, pd.DataFrame(rows))


def perfect() -> pd.DataFrame:
    known = [case(cause, cause) for cause in TOLD_APART for _ in range(100)]
    natural = [case("", "cannot_tell", kind=NATURAL) for _ in range(100)]
    alone = [case("cannot_tell", "cannot_tell", kind=ALONE, n=0) for _ in range(100)]
    return cases(*known, *natural, *alone)


def guessing(*, seed: int = 3) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    made = perfect()
    said = rng.choice([*TOLD_APART, "cannot_tell"], len(made))
    return made.assign(cause=said, **{f"probability_{OFF}": rng.random(len(made))})


def by_name(table: pd.DataFrame) -> dict[str, float]:
    return {score.name: score.value for score in scores_of(table)}


def test_a_perfect_judge_meets_every_mark() -> None:
    scores = scores_of(perfect())
    assert all(score.is_met for score in scores if score.mark is not None)
    found = by_name(perfect())
    assert (found["precision"], found["recall"], found["F0.5"]) == (1, 1, 1)
    assert found["macro-F1 of four causes"] == 1
    assert (found["Brier"], found["calibration error"]) == (0, 0)


def test_a_judge_that_guesses_meets_no_mark_that_counts() -> None:
    scores = scores_of(guessing())
    assert not any(score.is_met for score in scores if score.mark is not None)


def test_always_doubting_is_never_wrong_and_finds_nothing() -> None:
    doubting = perfect().assign(cause="cannot_tell", **{f"probability_{OFF}": 0.0})
    found = by_name(doubting)
    assert (found["false rate on natural gaps"], found["cannot tell without witnesses"]) == (0, 1)
    assert math.isnan(found["precision"])
    assert (found["recall"], found["F0.5"]) == (0, 0)


def test_a_score_without_cases_is_unknown_and_meets_no_mark() -> None:
    nothing = conform(CASES, perfect().iloc[:0])
    scores = [score for score in scores_of(nothing) if score.mark is not None]
    assert not any(score.is_met for score in scores)


def test_a_wrong_switch_off_costs_precision_and_on_a_natural_gap_the_false_rate() -> None:
    natural = [case("", OFF, kind=NATURAL), *[case("", "parked", kind=NATURAL)] * 3]
    table = cases(case(OFF, OFF), case("landed_unseen", OFF), *natural)
    told = rates(table, table["cause"] == OFF)
    assert told["precision"] == pytest.approx(1 / 3)
    assert told["false_rate"] == 0.25
    assert told["recall"] == 1


def test_what_is_said_without_witnesses_counts_only_in_its_own_score() -> None:
    alone = [case("cannot_tell", said, kind=ALONE, n=0, p=1.0) for said in (OFF, "cannot_tell")]
    table = cases(case(OFF, OFF, p=1.0), *alone)
    assert doubt_share(table) == 0.5
    assert rates(table, table["cause"] == OFF)["precision"] == 1
    assert (brier(table), calibration_error(table)) == (0, 0)


def test_cases_with_witnesses_taken_away_count_only_by_their_number() -> None:
    few = [case(OFF, "cannot_tell", kind=FEW, n=3, p=0.0)] * 9
    table = cases(case(OFF, OFF, n=60, p=1.0), *few)
    assert (by_name(table)["recall whoever passed there"], brier(table)) == (1, 0)
    told = {bounds: (count, share) for bounds, count, share in recall_by_witnesses(table)}
    assert told[1, 4] == (9, 0)


def test_recall_is_marked_where_enough_others_passed() -> None:
    found = by_name(cases(case(OFF, OFF, n=10), *[case(OFF, "cannot_tell", n=9)] * 3))
    assert (found["recall"], found["recall whoever passed there"]) == (1, 0.25)


def test_recall_is_told_for_each_number_of_witnesses() -> None:
    table = cases(
        case(OFF, "cannot_tell", n=0),
        case(OFF, "cannot_tell", n=19),
        case(OFF, OFF, n=10),
        case(OFF, OFF, n=5000),
        case("landed_unseen", OFF, n=7),
    )
    told = {bounds: (count, share) for bounds, count, share in recall_by_witnesses(table)}
    assert told[0, 0] == (1, 0)
    assert told[10, 19] == (2, 0.5)
    assert told[200, None] == (1, 1)
    assert told[5, 9][0] == 0
    assert math.isnan(told[5, 9][1])


def test_f_below_one_weighs_precision_more() -> None:
    assert f_score(0.9, 0.3, beta=0.5) > f_score(0.3, 0.9, beta=0.5)
    assert f_score(0.5, 0.5, beta=0.5) == 0.5
    assert f_score(float("nan"), 0.0, beta=0.5) == 0


def test_a_cause_that_is_never_said_pulls_the_average_down_by_its_share() -> None:
    table = perfect()
    never = table["cause"].mask(table["cause"] == "feed_artefact", "cannot_tell")
    assert macro_f1(table.assign(cause=never)) == pytest.approx(0.75)


def test_a_coin_that_knows_it_is_one_is_calibrated_and_not_sharp() -> None:
    table = cases(case(OFF, OFF, p=0.5), case("landed_unseen", "landed_unseen", p=0.5))
    assert (brier(table), calibration_error(table)) == (0.25, 0)


def test_a_judge_that_is_too_sure_is_not_calibrated() -> None:
    table = cases(*[case(OFF, OFF, p=0.95)] * 5, *[case("landed_unseen", OFF, p=0.95)] * 5)
    assert calibration_error(table) == pytest.approx(0.45)


def test_the_simple_rules_call_every_long_gap_switched_off() -> None:
    short, long = case("", "cannot_tell", kind=NATURAL), case(OFF, OFF)
    table = cases(short, {**long, "duration_min": 800.0}, {**long, "duration_min": 20.0})
    told = baselines(table)
    assert told["any gap over 30 min"]["false_rate"] == 1
    assert told["any gap over 30 min"]["recall"] == 0.5
    assert told["any gap over 12 h"]["precision"] == 1


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_brier_and_calibration_stay_within_0_and_1(rows: list[tuple[float, bool]]) -> None:
    table = cases(*(case(OFF if off else "parked", "cannot_tell", p=p) for p, off in rows))
    assert 0 <= brier(table) <= 1
    assert 0 <= calibration_error(table) <= 1
