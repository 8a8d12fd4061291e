"""Weigh what may explain a gap that no hard rule explains: Bayes, every term shown to the reader.

Before anything is known a craft that falls silent in the air has been switched off once in
`off_prior_odds` cases (METHOD 1.5 D), and in all others it transmitted and was not received. How
often a craft that transmits is not heard there, the witnesses say: so silence where all others
were heard speaks for the first, silence where others were lost too for the second. Signs of a
landing take their share first.

What the evidence cannot carry goes to doubt: without witnesses everything, with few, at the edge of
reception, or when the craft was not received well before, whatever would speak for a switch-off.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import Floats
from skygap.interference import was_inaccurate
from skygap.settings import Settings
from skygap.tables.gaps import CAUSES

Bools = npt.NDArray[np.bool_]

COVERAGE_WORDS = " So others are mostly lost there, too."
LITTLE_WORDS = " That does not show why it was not received."

OFF, COVERAGE, LANDED, DOUBT = (
    "likely_switched_off",
    "out_of_coverage",
    "landed_unseen",
    "cannot_tell",
)
HIGH_FT = 10_000.0
"""So high every receiver of a region hears; the height of the lowest witness counts below."""
CLEAR_FT = 3_000.0
"""So much above the lowest that others were heard at (METHOD 1.5)."""


Conditions = Mapping[str, Bools]
"""What a switch-off needs, in words, and which gaps fulfil it."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """What is said of one kind of craft: words, or a column of them, one for each gap.

    `passed` names what is counted, for example transits of other ships; `off` and `landed` are for
    these causes, `nobody` where no other passed, `is_open` is added where no later fix is loaded.
    """

    passed: str
    off: str
    landed: str | pd.Series
    nobody: pd.Series
    is_open: str


def judge_by_weight(
    gaps: pd.DataFrame, landed: Floats, own: Conditions, say: Sayings, *, settings: Settings
) -> pd.DataFrame:
    """Give back GAPS with their evidence, with cause, probabilities and reason as they weigh.

    `landed` is the probability that each gap hides a landing, from its ends; `own` are the
    conditions of a switch-off that hold for this kind of craft only.
    """
    fulfilled = conditions(gaps, own, settings=settings)
    weights = weigh(gaps, landed, fulfilled, settings=settings)
    told = gaps.assign(**name_causes(weights, settings=settings))
    return told.assign(reason=_reasons(told, missing_words(gaps, fulfilled), say, settings))


def _reasons(gaps: pd.DataFrame, missing: pd.Series, say: Sayings, settings: Settings) -> pd.Series:
    seen, cause = evidence_words(gaps, passed=say.passed, settings=settings), gaps["cause"]
    little = seen + LITTLE_WORDS + missing
    little = little.where(~gaps["is_open"], little + " " + say.is_open)
    words = np.select(
        [cause == OFF, cause == COVERAGE, cause == LANDED, seen != ""],
        [seen + say.off, seen + COVERAGE_WORDS, say.landed, little],
        say.nobody,
    )
    return pd.Series(words, index=gaps.index, dtype="str")


def weigh(
    gaps: pd.DataFrame, landed: Floats, fulfilled: Conditions, *, settings: Settings
) -> pd.DataFrame:
    """Give the probability of each cause for GAPS with their evidence: columns as CAUSES.

    `landed` is the probability that each gap hides a landing, from its ends; `fulfilled` are the
    conditions of a switch-off. A row adds up to 1.
    """
    rest = 1.0 - landed
    odds = settings.off_prior_odds * gaps["silence_probability"].to_numpy(float)
    off = rest / (1.0 + odds)
    carried = np.nan_to_num(np.where(can_be_off(fulfilled), off, 0.0))
    lost = np.nan_to_num(np.where(_others_lost(gaps, settings), rest - off, 0.0))
    found = {OFF: carried, COVERAGE: lost, LANDED: landed, DOUBT: rest - carried - lost}
    return pd.DataFrame({cause: found.get(cause, 0.0) for cause in CAUSES}, index=gaps.index)


def name_causes(weights: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Name the cause that is likelier than all others together; a switch-off needs more.

    Columns cause, cause_probability and, of each cause, probability_<cause>.
    """
    said = [weights[OFF] >= settings.off_probability]
    said += [weights[LANDED] >= 0.5, weights[COVERAGE] >= 0.5]
    cause = pd.Series(np.select(said, [OFF, LANDED, COVERAGE], DOUBT), weights.index, dtype="str")
    own = weights.to_numpy()[np.arange(len(weights)), weights.columns.get_indexer(cause)]
    return weights.add_prefix("probability_").assign(cause=cause, cause_probability=own)


def can_be_off(fulfilled: Conditions) -> Bools:
    """Tell where the evidence can carry a switch-off at all: every condition is fulfilled."""
    return np.asarray(np.all(list(fulfilled.values()), axis=0))


def conditions(gaps: pd.DataFrame, own: Conditions, *, settings: Settings) -> Conditions:
    """Tell for each condition of a switch-off, in words, which gaps fulfil it.

    `own` are those that hold for this kind of craft only; the first that is missing is named.
    """
    still_heard = gaps["around_n"] - gaps["around_lost"]
    return {
        "too few others passed there": at_least(gaps["witness_n"], settings.off_least_n),
        "others were heard in too small a part of its way": at_least(
            gaps["covered_share"], settings.off_covered_share
        ),
        "nobody was heard there on that day": at_least(gaps["same_day_k"], 1.0),
        "too few others around were heard on": at_least(still_heard, settings.off_around_n),
        "it was not received well before": at_least(gaps["reports_before"], settings.off_reports_n),
        **own,
        "its transponder was heard": gaps["heard_n"].to_numpy() == 0,
        "positions within it were set aside": gaps["set_aside_n"].to_numpy() == 0,
    }


def flight_conditions(gaps: pd.DataFrame, *, settings: Settings) -> Conditions:
    """Tell the conditions that hold for aircraft: it flew high, and not towards a landing."""
    feet, floor = gaps["start_altitude_ft"].to_numpy(), gaps["floor_ft"].to_numpy()
    high = (feet >= HIGH_FT) | (feet >= floor + CLEAR_FT)
    falling = gaps["start_vertical_rate_fpm"].to_numpy() <= -settings.descent_rate_fpm
    return {
        "it flew too low to say": high,
        "it was descending": ~falling,
        "it was on the ground": ~gaps["start_on_ground"].to_numpy(bool),
        "its positions were inaccurate before": ~was_inaccurate(gaps, settings=settings),
    }


def at_least(values: pd.Series, least: float) -> Bools:
    """Tell which values are known and not below a limit."""
    return np.asarray(values.to_numpy(float) >= least)


def _others_lost(gaps: pd.DataFrame, settings: Settings) -> Bools:
    """Tell where others were lost and heard again, too, and that mostly.

    Who was never heard again may stand where the data ends, which shows nothing.
    """
    mostly = gaps["silence_probability"] >= settings.coverage_silence_probability
    return np.asarray(mostly & (gaps["witness_lost"] >= settings.coverage_lost_n))


def evidence_words(gaps: pd.DataFrame, *, passed: str, settings: Settings) -> pd.Series:
    """Say of each gap what others tell of it, with the numbers; empty where nobody passed.

    `passed` names what is counted, for example transits of other ships.
    """
    n, k = (gaps[name].astype("str") for name in ("witness_n", "witness_k"))
    days = f"{settings.witness_days:g}"
    where = gaps["witness_block"].map(_WHERE).fillna("")
    words = (
        k + " of " + n + f" {passed} " + where + " within "
        + days + " days were heard all the way"
    )  # fmt: skip
    day = ", " + gaps["same_day_k"].astype("str") + " of them within "
    day += f"{settings.same_day_hours:g} hours of it"
    own = "; it was itself heard there " + gaps["self_k"].astype("str") + " times of "
    own = (own + gaps["self_n"].astype("str")).where(gaps["self_n"] > 0, "")
    return (words + day + own + ".").where(gaps["witness_n"] > 0, "")


_WHERE: Mapping[str, str] = {
    "start": "where it fell silent",
    "end": "where it was heard again",
    "between": "on its straight way",
}


def missing_words(gaps: pd.DataFrame, fulfilled: Conditions) -> pd.Series:
    """Say of each gap why more cannot be said of a switch-off; empty where nothing is missing."""
    told = pd.Series("", index=gaps.index, dtype="str")
    for words, holds in fulfilled.items():
        told = told.where(holds | (told != ""), f" More is not said, because {words}.")
    return told
