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
provider_filtered     never said: where one provider has it there is no gap, where none has it
                      withholding looks like not receiving
gnss_interference     its positions were inaccurate just before, and so were those of enough
                      others in that area on that day
cannot_tell           everything else

Where the transponder was heard inside a gap, though without a position, its reason says so, and
likely_switched_off is never said.
"""

import numpy as np
import pandas as pd

from skygap.heard import times_heard
from skygap.identity import same_airframe
from skygap.interference import (
    inaccurate_words,
    interference_words,
    others_inaccurate,
    was_inaccurate,
)
from skygap.landings import descent_signs, landing_probability, landing_words
from skygap.places import PlaceIndex
from skygap.settings import Settings
from skygap.verdicts import (
    ARTEFACT,
    MIX,
    PARKED,
    Rule,
    Verdict,
    apart_words,
    decide,
    outage,
    verdict,
)
from skygap.weighing import Sayings, flight_conditions, judge_by_weight

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
SET_ASIDE_WORDS = " Positions within it were received and set aside as false: it was not silent."
PASSED = "transits of others at this height"


def judge_gaps(gaps: pd.DataFrame, airports: PlaceIndex, *, settings: Settings) -> pd.DataFrame:
    """Give back GAPS, which carry their evidence, with cause, probabilities and reason filled in.

    `cause_probability` is that of the cause; the probabilities of all causes add up to 1.
    """
    weighed = _weighed(gaps.reset_index(drop=True), airports, settings)
    judged = decide(weighed, RULES, settings=settings)
    more = _heard_words(judged) + _accuracy_words(judged, settings)
    return judged.assign(reason=judged["reason"] + more).set_index(gaps.index)


def _weighed(gaps: pd.DataFrame, airports: PlaceIndex, settings: Settings) -> pd.DataFrame:
    signs = descent_signs(gaps, airports, settings=settings)
    landed = landing_probability(gaps, signs, settings=settings)
    say = Sayings(PASSED, OFF_WORDS, landing_words(signs), _doubt(gaps), OPEN_DOUBT)
    own = flight_conditions(gaps, settings=settings)
    return judge_by_weight(gaps, landed, own, say, settings=settings)


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


def _parked(gaps: pd.DataFrame, settings: Settings) -> Verdict:
    covers = (
        gaps["start_on_ground"]
        & gaps["end_on_ground"]
        & ~gaps["is_open"]
        & (gaps["distance_km"] <= settings.same_place_km)
    )
    reason = "On the ground at one place before and after: it stood there, or came back to it."
    return verdict(gaps, covers, PARKED, 1.0, reason)


def _identity_mix(gaps: pd.DataFrame, settings: Settings) -> Verdict:
    limit = 1.15 * settings.reach_speed_kt + settings.wind_kt
    far = gaps["distance_km"] > settings.same_place_km
    too_fast = far & (gaps["implied_speed_kt"] > limit)
    reason = apart_words(gaps, limit, who="two craft")
    renamed = _renamed(gaps)
    words = reason.where(too_fast, renamed)
    return verdict(gaps, too_fast | (renamed != ""), MIX, 1.0, words)


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


def _feed_artefact(gaps: pd.DataFrame, settings: Settings) -> Verdict:
    covers = gaps["marks_silence"] & ~gaps["end_is_stale"] & ~gaps["is_open"]
    reason = (
        "This feed drops points on purpose and marks real silence; it did not mark this one. "
        "Positions may have been heard and not stored."
    )
    return verdict(gaps, covers, ARTEFACT, settings.unmarked_probability, reason)


def _outage(gaps: pd.DataFrame, settings: Settings) -> Verdict:
    return outage(gaps, settings, moment="minute")


def _interference(gaps: pd.DataFrame, settings: Settings) -> Verdict:
    """Cover an open gap only where others were heard on: else the data may simply end there."""
    heard_on = gaps["around_n"] - gaps["around_lost"] >= settings.off_around_n
    covers = was_inaccurate(gaps, settings=settings) & (~gaps["is_open"] | heard_on)
    covers &= others_inaccurate(gaps, settings=settings)
    words = interference_words(gaps, settings=settings)
    return verdict(gaps, covers, INTERFERENCE, settings.gnss_probability, words)


RULES: tuple[Rule, ...] = (_identity_mix, _parked, _outage, _feed_artefact, _interference)
"""In order: the first that covers a gap decides it. What none covers is weighed."""
