"""Judge why a craft was not received.

Hard rules come first, the first that fits decides; what none fits is weighed by `weighing.py` from
the witnesses and from signs of a landing. Doubt is the default, and every verdict carries its
reason in words and its probability.

identity_mix          its ends are too far apart for one craft, or the feed gives them two names
parked                it was on the ground at one place before and after
feed_artefact         most of those around were lost in the same minute; or the feed drops points on
                      purpose and says itself that it was not silent
landed_unseen         it was going down to a field before, or coming up from it after, with time
                      enough: it may have stood there, below what receivers hear
out_of_coverage       others were mostly not heard there either
likely_switched_off   others were heard there, then and at that height, and all conditions of
                      `weighing.conditions` hold; withheld by the provider is not told from it
provider_filtered     never said yet: it needs two providers compared
gnss_interference     its positions were inaccurate just before, and so were those of enough
                      others in that area on that day
cannot_tell           everything else

Where the transponder was heard inside a gap, though without a position, its reason says so, and
likely_switched_off is never said.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from skygap.airports import AirportIndex
from skygap.geo import Floats
from skygap.ground import Bools
from skygap.heard import times_heard
from skygap.identity import same_airframe
from skygap.interference import (
    inaccurate_words,
    interference_words,
    others_inaccurate,
    was_inaccurate,
)
from skygap.landings import descent_signs, landing_probability, landing_words
from skygap.settings import Settings
from skygap.tables.gaps import CAUSES
from skygap.weighing import COVERAGE, DOUBT, LANDED, OFF, evidence_words, missing_words, weigh

INTERFERENCE = "gnss_interference"
NOBODY = (
    "Nothing loaded shows why: no other craft that is loaded passed there at its height, and there "
    "is no sign of a landing. Not received is all that can be said."
)
GROUND_DOUBT = (
    "It was on the ground at one end, so part of this silence was a stand. Nothing loaded shows "
    "why the rest was not received."
)
OPEN_DOUBT = (
    "No later position is loaded. The data may simply end here; load the following hours or days."
)
OFF_WORDS = (
    " It was received well until then and was not descending, and others around were heard on: "
    "that it stopped sending, or that the provider withholds it, is likelier than that it was not "
    "received. Which of the two cannot be told."
)
COVERAGE_WORDS = " So others are mostly lost there, too."
SET_ASIDE_WORDS = " Positions within it were received and set aside as false: it was not silent."
LITTLE_WORDS = " That does not show why it was not received."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of the gaps it covers: cause, probability and reason, row by row."""

    covers: Bools
    cause: str
    probability: Floats
    reason: pd.Series


Rule = Callable[[pd.DataFrame, AirportIndex, Settings], Verdict]


def judge_gaps(gaps: pd.DataFrame, airports: AirportIndex, *, settings: Settings) -> pd.DataFrame:
    """Give back GAPS, which carry their evidence, with cause, probabilities and reason filled in.

    `cause_probability` is that of the cause; the probabilities of all causes add up to 1.
    """
    judged = _weighed(gaps.reset_index(drop=True), airports, settings)
    undecided = np.ones(len(gaps), dtype=bool)
    for rule in RULES:
        verdict = rule(judged, airports, settings)
        now = undecided & verdict.covers
        judged = _ruled(judged, now, verdict)
        undecided &= ~now
    more = _heard_words(judged) + _accuracy_words(judged, settings)
    return judged.assign(reason=judged["reason"] + more).set_index(gaps.index)


def _ruled(judged: pd.DataFrame, now: Bools, verdict: Verdict) -> pd.DataFrame:
    """Put the verdict of a rule in place of what was weighed."""
    told = pd.DataFrame(0.0, judged.index, [f"probability_{cause}" for cause in CAUSES])
    told = told.assign(
        **{f"probability_{DOUBT}": 1.0 - verdict.probability},
        **{f"probability_{verdict.cause}": verdict.probability},
        cause=pd.Series(verdict.cause, judged.index, dtype="str"),
        cause_probability=verdict.probability,
        reason=verdict.reason,
    )
    return judged.assign(**{name: judged[name].mask(now, told[name]) for name in told})


def _weighed(gaps: pd.DataFrame, airports: AirportIndex, settings: Settings) -> pd.DataFrame:
    signs = descent_signs(gaps, airports, settings=settings)
    landed = landing_probability(gaps, signs, settings=settings)
    weights = weigh(gaps, landed, settings=settings)
    cause = _named(weights, settings)
    own = weights.to_numpy()[np.arange(len(gaps)), weights.columns.get_indexer(cause)]
    return gaps.assign(
        **weights.add_prefix("probability_"),
        cause=cause,
        cause_probability=own,
        reason=_reasons(gaps, cause, signs, settings),
    )


def _named(weights: pd.DataFrame, settings: Settings) -> pd.Series:
    """Name the cause that is likelier than all others together; a switch-off needs more."""
    named = np.select(
        [
            weights[OFF] >= settings.off_probability,
            weights[LANDED] >= 0.5,
            weights[COVERAGE] >= 0.5,
        ],
        [OFF, LANDED, COVERAGE],
        DOUBT,
    )
    return pd.Series(named, index=weights.index, dtype="str")


def _reasons(
    gaps: pd.DataFrame, cause: pd.Series, signs: pd.DataFrame, settings: Settings
) -> pd.Series:
    seen = evidence_words(gaps, settings=settings)
    nobody = _doubt(gaps)
    little = seen + LITTLE_WORDS + missing_words(gaps, settings=settings)
    little = little.where(~gaps["is_open"], little + " " + OPEN_DOUBT)
    words = np.select(
        [cause == OFF, cause == COVERAGE, cause == LANDED, seen != ""],
        [seen + OFF_WORDS, seen + COVERAGE_WORDS, landing_words(signs), little],
        nobody,
    )
    return pd.Series(words, index=gaps.index, dtype="str")


def _heard_words(gaps: pd.DataFrame) -> pd.Series:
    said = {
        count: f" The transponder was heard {times_heard(count)} within it, without a position."
        for count in gaps["heard_n"].unique()
    }
    heard = gaps["heard_n"].map({**said, 0: ""}).astype("str")
    return heard.where(gaps["set_aside_n"] == 0, heard + SET_ASIDE_WORDS)


def _accuracy_words(gaps: pd.DataFrame, settings: Settings) -> pd.Series:
    """Say where positions were inaccurate and another cause was found, or none."""
    words = inaccurate_words(gaps, settings=settings)
    return words.where(gaps["cause"] != INTERFERENCE, "")


def _doubt(gaps: pd.DataFrame) -> pd.Series:
    """Say what is not known of each gap, as far as its ends tell."""
    stood = gaps["start_on_ground"] | gaps["end_on_ground"]
    words = np.select([gaps["is_open"], stood], [OPEN_DOUBT, GROUND_DOUBT], NOBODY)
    return pd.Series(words, index=gaps.index, dtype="str")


def _parked(gaps: pd.DataFrame, _: AirportIndex, settings: Settings) -> Verdict:
    covers = (
        gaps["start_on_ground"]
        & gaps["end_on_ground"]
        & ~gaps["is_open"]
        & (gaps["distance_km"] <= settings.same_place_km)
    )
    reason = "On the ground at one place before and after: it stood there, or came back to it."
    return _verdict(gaps, covers, "parked", 1.0, reason)


def _identity_mix(gaps: pd.DataFrame, _: AirportIndex, settings: Settings) -> Verdict:
    limit = 1.15 * settings.reach_speed_kt + settings.wind_kt
    far = gaps["distance_km"] > settings.same_place_km
    too_fast = far & (gaps["implied_speed_kt"] > limit)
    speeds = gaps["implied_speed_kt"].fillna(0.0).round().astype("int64").astype("str")
    reason = (
        "Its two ends would need "
        + speeds
        + f" kt, more than {limit:.0f} kt: they may belong to two craft, or a place is wrong."
    )
    renamed = _renamed(gaps)
    words = reason.where(too_fast, renamed)
    return _verdict(gaps, too_fast | (renamed != ""), "identity_mix", 1.0, words)


def _renamed(gaps: pd.DataFrame) -> pd.Series:
    """Say where one feed itself names another airframe or type after the gap; empty elsewhere.

    Two providers that disagree are two databases, not two craft.
    """
    names = gaps[
        ["provider", "end_provider", "registration", "end_registration", "typecode", "end_typecode"]
    ]
    words = [
        _other_name("registration", a, b) or _other_name("type", c, d) if who == then else ""
        for who, then, a, b, c, d in names.itertuples(index=False)
    ]
    return pd.Series(words, index=gaps.index, dtype="str")


def _other_name(what: str, before: str, after: str) -> str:
    if not before or not after or same_airframe(before, after):
        return ""
    return (
        f"The feed gives the {what} {before} before and {after} after: the ends may belong to two "
        "craft, or a name is wrong."
    )


def _feed_artefact(gaps: pd.DataFrame, _: AirportIndex, settings: Settings) -> Verdict:
    covers = gaps["marks_silence"] & ~gaps["end_is_stale"] & ~gaps["is_open"]
    reason = (
        "This feed drops points on purpose and marks real silence; it did not mark this one. "
        "Positions may have been heard and not stored."
    )
    return _verdict(gaps, covers, "feed_artefact", settings.unmarked_probability, reason)


def _outage(gaps: pd.DataFrame, _: AirportIndex, settings: Settings) -> Verdict:
    n, lost = gaps["around_n"], gaps["around_lost"]
    covers = (n >= settings.outage_least_n) & (lost > settings.outage_share * n)
    reason = (
        "Of " + n.astype("str") + " other craft heard around it " + lost.astype("str")
        + " were lost within the same minute: the feed stopped, or the data ends here."
    )  # fmt: skip
    return _verdict(gaps, covers, "feed_artefact", settings.outage_probability, reason)


def _interference(gaps: pd.DataFrame, _: AirportIndex, settings: Settings) -> Verdict:
    """Cover an open gap only where others were heard on: else the data may simply end there."""
    heard_on = gaps["around_n"] - gaps["around_lost"] >= settings.off_around_n
    covers = was_inaccurate(gaps, settings=settings) & (~gaps["is_open"] | heard_on)
    covers &= others_inaccurate(gaps, settings=settings)
    words = interference_words(gaps, settings=settings)
    return _verdict(gaps, covers, INTERFERENCE, settings.gnss_probability, words)


RULES: tuple[Rule, ...] = (_identity_mix, _parked, _outage, _feed_artefact, _interference)
"""In order: the first that covers a gap decides it. What none covers is weighed."""


def _verdict(
    gaps: pd.DataFrame, covers: pd.Series, cause: str, probability: float, reason: str | pd.Series
) -> Verdict:
    words = pd.Series(reason, index=gaps.index, dtype="str")
    return Verdict(covers.to_numpy(dtype=bool), cause, np.full(len(gaps), probability), words)
