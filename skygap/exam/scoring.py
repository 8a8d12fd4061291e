"""Scores of cases: how often a switch-off is said, how often rightly, what its number is worth.

Doubt is an answer: `cannot_tell` is never wrong and never a hit. A score without any case to rest
on is NaN and meets no mark.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from skygap.exam.cases import ALONE, FEW, NATURAL
from skygap.exam.marks import Score, share
from skygap.exam.masks import ARTEFACT, COVERAGE, LANDED, SWITCHED_OFF

TOLD_APART = (COVERAGE, LANDED, SWITCHED_OFF, ARTEFACT)
"""The causes that a case can have as its truth."""

APART = (ALONE, FEW)
"""Kinds with fewer witnesses than there were: they count only in scores of their own."""

BINS = 10
WITNESSES = ((0, 0), (1, 4), (5, 9), (10, 19), (20, 49), (50, 99), (100, 199), (200, None))
"""Bins of how many others passed there, ends included."""

ENOUGH_WITNESSES = 10
"""Recall is marked where a switch-off can be told at all (METHOD 1.7)."""

Bounds = tuple[int, int | None]


def scores_of(cases: pd.DataFrame) -> list[Score]:
    """Score CASES against the marks of METHOD 1.7."""
    said = cases["cause"] == SWITCHED_OFF
    told, telling = rates(cases, said), ~cases["kind"].isin(APART)
    enough = telling & ~((cases["truth"] == SWITCHED_OFF) & ~_has_enough(cases))
    return [
        Score("false rate on natural gaps", told["false_rate"], 0.01, is_at_least=False),
        Score("precision", told["precision"], 0.95),
        Score("recall", rates(cases[enough], said[enough])["recall"], 0.60),
        Score("recall whoever passed there", told["recall"]),
        Score("F0.5", told["f_half"], 0.85),
        Score("macro-F1 of four causes", macro_f1(cases), 0.80),
        Score("Brier", brier(cases), 0.10, is_at_least=False),
        Score("calibration error", calibration_error(cases), 0.05, is_at_least=False),
        Score("cannot tell without witnesses", doubt_share(cases), 1.0),
    ]


def rates(cases: pd.DataFrame, said: pd.Series) -> Mapping[str, float]:
    """Rate SAID, which cases are called switched off: precision, recall, f_half, false_rate.

    Cases with witnesses taken away are left out. The false rate is that on natural gaps.
    """
    telling = ~cases["kind"].isin(APART)
    off, natural = cases["truth"] == SWITCHED_OFF, cases["kind"] == NATURAL
    hits = int((said & off & telling).sum())
    precision = share(hits, int((said & telling).sum()))
    recall = share(hits, int((off & telling).sum()))
    return {
        "precision": precision,
        "recall": recall,
        "f_half": f_score(precision, recall, beta=0.5),
        "false_rate": share(int((said & natural).sum()), int(natural.sum())),
    }


def f_score(precision: float, recall: float, *, beta: float) -> float:
    """Join precision and recall; below 1, BETA weighs precision more. 0 without any hit."""
    if not recall:
        return 0.0
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def macro_f1(cases: pd.DataFrame) -> float:
    """Average F1 over the four causes, each weighing the same however many cases it has."""
    known = cases[cases["truth"].isin(TOLD_APART) & ~cases["kind"].isin(APART)]
    return float(np.mean([_f1(known, cause) for cause in TOLD_APART]))


def brier(cases: pd.DataFrame) -> float:
    """Mean squared distance of the probability of a switch-off from what was true."""
    probability, is_off = _stated(cases)
    return float(((probability - is_off) ** 2).mean())


def calibration_error(cases: pd.DataFrame) -> float:
    """Distance, in ten bins, of the mean probability of a switch-off from how often it was one."""
    probability, is_off = _stated(cases)
    places = np.minimum((probability * BINS).astype("int64"), BINS - 1)
    bins = pd.DataFrame({"stated": probability, "true": is_off}).groupby(places)
    apart = (bins["stated"].mean() - bins["true"].mean()).abs()
    return (
        float((apart * bins.size()).sum() / len(probability)) if len(probability) else float("nan")
    )


def doubt_share(cases: pd.DataFrame) -> float:
    """Share of the cases without witnesses of which it is said that nobody can tell."""
    alone = cases[cases["kind"] == ALONE]
    return share(int((alone["cause"] == "cannot_tell").sum()), len(alone))


def recall_by_witnesses(cases: pd.DataFrame) -> list[tuple[Bounds, int, float]]:
    """Give for each bin of witnesses how many switch-offs it has and what share was found."""
    off = cases[(cases["truth"] == SWITCHED_OFF) & (cases["kind"] != ALONE)]
    found = []
    for least, most in WITNESSES:
        own = off[off["witness_n"].between(least, np.inf if most is None else most)]
        hits = int((own["cause"] == SWITCHED_OFF).sum())
        found.append(((least, most), len(own), share(hits, len(own))))
    return found


def baselines(cases: pd.DataFrame) -> Mapping[str, Mapping[str, float]]:
    """Rate what others do: call every gap longer than so many minutes switched off."""
    rules = {"any gap over 30 min": 30.0, "any gap over 12 h": 720.0}
    return {name: rates(cases, cases["duration_min"] > least) for name, least in rules.items()}


def _has_enough(cases: pd.DataFrame) -> pd.Series:
    return cases["witness_n"] >= ENOUGH_WITNESSES


def _stated(cases: pd.DataFrame) -> Sequence[pd.Series]:
    known = cases[~cases["kind"].isin(APART)]
    is_off = (known["truth"] == SWITCHED_OFF).astype("float64")
    return known[f"probability_{SWITCHED_OFF}"], is_off


def _f1(cases: pd.DataFrame, cause: str) -> float:
    said, true = cases["cause"] == cause, cases["truth"] == cause
    hits = int((said & true).sum())
    return f_score(share(hits, int(said.sum())), share(hits, int(true.sum())), beta=1.0)
