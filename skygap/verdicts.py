"""Verdicts of hard rules: the first that covers a gap decides it, whatever was weighed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from skygap.geo import Floats
from skygap.ground import Bools
from skygap.settings import Settings
from skygap.tables.gaps import CAUSES
from skygap.weighing import DOUBT

ARTEFACT, MIX, PARKED = "feed_artefact", "identity_mix", "parked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of the gaps it covers: cause, probability and reason, row by row."""

    covers: Bools
    cause: str
    probability: Floats
    reason: pd.Series


Rule = Callable[[pd.DataFrame, Settings], Verdict]


def verdict(
    gaps: pd.DataFrame, covers: pd.Series, cause: str, probability: float, reason: str | pd.Series
) -> Verdict:
    """Say one cause with one probability of all GAPS that are covered."""
    words = pd.Series(reason, index=gaps.index, dtype="str")
    return Verdict(covers.to_numpy(dtype=bool), cause, np.full(len(gaps), probability), words)


def decide(weighed: pd.DataFrame, rules: Sequence[Rule], *, settings: Settings) -> pd.DataFrame:
    """Give back weighed GAPS with the verdicts of rules, in order, in place of what was weighed."""
    undecided = np.ones(len(weighed), dtype=bool)
    for rule in rules:
        said = rule(weighed, settings)
        now = undecided & said.covers
        weighed = _ruled(weighed, now, said)
        undecided &= ~now
    return weighed


def outage(gaps: pd.DataFrame, settings: Settings, *, moment: str) -> Verdict:
    """Say that a whole feed fell silent where most of those around were lost at one MOMENT."""
    n, lost = gaps["around_n"], gaps["around_lost"]
    covers = (n >= settings.outage_least_n) & (lost > settings.outage_share * n)
    reason = (
        "Of " + n.astype("str") + " other craft heard around it " + lost.astype("str")
        + f" were lost within the same {moment}: the feed stopped, or the data ends here."
    )  # fmt: skip
    return verdict(gaps, covers, ARTEFACT, settings.outage_probability, reason)


def apart_words(gaps: pd.DataFrame, limit_kt: float, *, who: str) -> pd.Series:
    """Say that the ends of gaps are too far apart for one craft at its fastest."""
    speeds = gaps["implied_speed_kt"].fillna(0.0).round().astype("int64").astype("str")
    limit = f" kt, more than {limit_kt:.0f} kt: they may belong to {who}, or a place is wrong."
    return "Its two ends would need " + speeds + limit


def _ruled(judged: pd.DataFrame, now: Bools, said: Verdict) -> pd.DataFrame:
    """Put the verdict of a rule in place of what was weighed."""
    told = pd.DataFrame(0.0, judged.index, [f"probability_{cause}" for cause in CAUSES])
    told = told.assign(
        **{f"probability_{DOUBT}": 1.0 - said.probability},
        **{f"probability_{said.cause}": said.probability},
        cause=pd.Series(said.cause, judged.index, dtype="str"),
        cause_probability=said.probability,
        reason=said.reason,
    )
    return judged.assign(**{name: judged[name].mask(now, told[name]) for name in told})
