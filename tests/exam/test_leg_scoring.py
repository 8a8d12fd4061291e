"""Scores of names: silence is never wrong, a wrong name always is."""

import math

import pandas as pd
import pytest

from skygap.exam.ends import CRUISE, SEEN, cut_words
from skygap.exam.leg_report import leg_findings
from skygap.exam.leg_scoring import baselines, brier, coverage_at, leg_scores, named_rates
from skygap.tables.cases import NAMED_ENDS
from skygap.tables.schema import conform

LOW = cut_words(2_000)


def end(ident: str, *, p: float | None = None, kind: str = LOW, **columns: object) -> dict:
    return {
        "kind": kind, "is_arrival": True, "craft_id": "aaaaaa", "truth": "ZKPY", "ident": ident,
        "timestamp": pd.Timestamp("2024-03-20T16:30Z"), "probability": p if ident else None,
        "nearest_ident": "XPOL", "nearest_km": 3.0, "nearest_height_ft": 2_000.0,
        "large_ident": "ZKPY", "large_km": 9.0, "large_height_ft": 2_000.0, **columns,
    }  # fmt: skip


def ends(*rows: dict) -> pd.DataFrame:
    return conform(NAMED_ENDS, pd.DataFrame(rows))


def perfect() -> pd.DataFrame:
    cruise = end("", kind=CRUISE)
    return ends(*[end("ZKPY", p=0.99, boundary_error_s=5.0)] * 60, *[cruise] * 5)


def by_name(table: pd.DataFrame) -> dict[str, float]:
    return {score.name: score.value for score in leg_scores(table)}


def test_a_perfect_judge_meets_every_mark() -> None:
    marked = [score for score in leg_scores(perfect()) if score.mark is not None]
    assert len(marked) == 6
    assert all(score.is_met for score in marked)


def test_naming_the_wrong_field_everywhere_meets_no_mark_that_counts() -> None:
    wrong = perfect().assign(ident="UHWW", probability=0.99, boundary_error_s=500.0)
    assert not any(score.is_met for score in leg_scores(wrong) if score.mark is not None)


def test_silence_is_never_wrong_and_covers_nothing() -> None:
    told = by_name(perfect().assign(ident="", probability=float("nan")))
    assert (told["coverage"], told["coverage with 99 in 100 right"]) == (0, 0)
    assert math.isnan(told["accuracy of names"])
    assert told["ends in cruise named"] == 0


def test_no_ends_meet_no_mark() -> None:
    assert not any(score.is_met for score in leg_scores(ends(end("ZKPY")).iloc[:0]))


def test_a_name_in_cruise_costs_only_its_own_score() -> None:
    told = by_name(ends(end("ZKPY", p=0.9), end("UHWW", p=0.9, kind=CRUISE)))
    assert (told["ends in cruise named"], told["accuracy of names"]) == (1, 1)


def test_ends_as_they_were_heard_do_not_raise_the_coverage() -> None:
    whole = [end("ZKPY", p=0.99, kind=SEEN)] * 8
    assert named_rates(ends(*whole))["coverage"] == 1
    assert by_name(ends(*whole, end(""), end("ZKPY", p=0.9)))["coverage"] == 0.5


def test_coverage_counts_the_surest_names_while_enough_of_them_are_right() -> None:
    table = ends(*[end("ZKPY", p=0.95)] * 3, end("UHWW", p=0.8), *[end("")] * 4)
    assert coverage_at(table, 0.99) == 3 / 8
    assert coverage_at(table, 0.75) == 4 / 8


def test_the_number_of_a_wrong_name_is_worth_less_the_surer_it_was() -> None:
    assert brier(ends(end("ZKPY", p=0.9), end(""))) == pytest.approx(0.01)
    assert brier(ends(end("UHWW", p=0.9))) == pytest.approx(0.81)


def test_the_nearest_field_is_named_at_equal_coverage_where_it_is_nearest() -> None:
    near_right = end("", nearest_ident="ZKPY", nearest_km=1.0)
    told = baselines(ends(near_right, end("ZKPY", p=0.9), end("")))
    assert told["nearest field, always"] == {"coverage": 1, "accuracy": pytest.approx(1 / 3)}
    equal = told["nearest field, at equal coverage"]
    assert equal == {"coverage": pytest.approx(1 / 3), "accuracy": 1}


def test_the_rule_of_ten_miles_and_5000_ft_names_nothing_higher_or_farther() -> None:
    told = baselines(ends(end(""), end("", large_height_ft=5_001.0), end("", large_km=19.0)))
    assert told["nearest large or medium, within 10 NM and 5,000 ft"] == {
        "coverage": pytest.approx(1 / 3), "accuracy": 1,
    }  # fmt: skip


def test_each_kind_and_side_is_counted() -> None:
    rows = leg_findings(ends(end("ZKPY", p=0.9), end("UHWW", p=0.8), end("")))["ends"]
    row = next(each for each in rows if each["kind"] == LOW and each["side"] == "arrival")
    assert (row["ends"], row["named"], row["right"]) == (3, 2, 1)
    assert (row["coverage"], row["accuracy"], row["nearest"]) == (0.6667, 0.5, 0.0)
