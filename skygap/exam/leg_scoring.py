"""Scores of named airports: how many ends are named, how many rightly, what the number is worth.

An end without a name is never wrong and never right. What counts are the ends cut at a height;
those as they were heard and those in cruise have scores of their own.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from skygap.exam.ends import CRUISE, HEIGHTS_FT, SEEN, cut_words
from skygap.exam.marks import Score, share

KINDS = (SEEN, *(cut_words(ft) for ft in HEIGHTS_FT), CRUISE)

LOW_FT, NEAR_KM = 5_000.0, 18.52
"""The limits of OPDI's rule M7: 5,000 ft and 10 nautical miles."""


def leg_scores(ends: pd.DataFrame) -> Sequence[Score]:
    """Score NAMED_ENDS against the marks of METHOD 3.3."""
    cut, cruise = cut_ends(ends), ends[ends["kind"] == CRUISE]
    told = named_rates(cut)
    beyond = told["accuracy"] - rates(cut, "nearest", _nearest_first(cut, "nearest"))["accuracy"]
    errors = ends["boundary_error_s"].dropna()
    off_s = float(errors.median())
    return [
        Score("coverage", told["coverage"]),
        Score("accuracy of names", told["accuracy"], 0.99),
        Score("coverage with 99 in 100 right", coverage_at(cut, 0.99), 0.59),
        Score("coverage with 98 in 100 right", coverage_at(cut, 0.98), 0.70),
        Score("accuracy beyond the nearest field's", beyond, 0.10),
        Score("ends in cruise named", named_rates(cruise)["coverage"], 0.0, is_at_least=False),
        Score(f"boundary error of {len(errors)} ends, s", off_s, 60.0, is_at_least=False),
        Score("Brier", brier(cut)),
    ]


def cut_ends(ends: pd.DataFrame) -> pd.DataFrame:
    """Take the ends that were cut at a height."""
    return ends[~ends["kind"].isin((SEEN, CRUISE))]


def named_rates(ends: pd.DataFrame) -> Mapping[str, float]:
    """Rate the names that were given: coverage, and accuracy of what is covered."""
    return _rated(ends, ends["ident"], ends["ident"] != "")


def rates(ends: pd.DataFrame, word: str, chosen: pd.Series) -> Mapping[str, float]:
    """Rate the nearest fields, `nearest` or `large`, where they are CHOSEN."""
    return _rated(ends, ends[f"{word}_ident"], chosen)


def coverage_at(ends: pd.DataFrame, accuracy: float) -> float:
    """Tell how many ends can be named, the surest first, while so many of the names are right."""
    named = ends[ends["ident"] != ""].sort_values("probability", ascending=False, kind="stable")
    right = (named["ident"] == named["truth"]).to_numpy()
    so_far = np.cumsum(right) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(so_far >= accuracy)
    return share(int(enough[-1]) + 1 if len(enough) else 0, len(ends))


def brier(ends: pd.DataFrame) -> float:
    """Mean squared distance of the probability of a name from whether it is right."""
    named = ends[ends["ident"] != ""]
    return float(((named["probability"] - (named["ident"] == named["truth"])) ** 2).mean())


def baselines(ends: pd.DataFrame) -> Mapping[str, Mapping[str, float]]:
    """Rate what others do: name the field nearest to the last fix, or to the first."""
    cut = cut_ends(ends)
    return {
        rule: rates(cut, word, chosen)
        for word, named in (("nearest", "nearest field"), ("large", "nearest large or medium"))
        for rule, chosen in {
            f"{named}, always": pd.Series(data=True, index=cut.index),
            f"{named}, at equal coverage": _nearest_first(cut, word),
            f"{named}, within 10 NM and 5,000 ft": _is_low(cut, word),
        }.items()
    }


def _nearest_first(ends: pd.DataFrame, word: str) -> pd.Series:
    """Choose as many ends as were named, those nearest to their field."""
    count = int((ends["ident"] != "").sum())
    return ends[f"{word}_km"].rank(method="first") <= count


def _is_low(ends: pd.DataFrame, word: str) -> pd.Series:
    return (ends[f"{word}_km"] <= NEAR_KM) & (ends[f"{word}_height_ft"] <= LOW_FT)


def _rated(ends: pd.DataFrame, named: pd.Series, chosen: pd.Series) -> Mapping[str, float]:
    right = int((chosen & (named == ends["truth"])).sum())
    count = int(chosen.sum())
    return {"coverage": share(count, len(ends)), "accuracy": share(right, count)}
