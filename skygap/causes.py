"""Judge why a craft was not received.

First matching rule wins, doubt is the default, and every verdict carries its reason in words and
its probability.

parked                it was on the ground at one place before and after
identity_mix          its ends are too far apart for one craft
feed_artefact         the feed drops points on purpose and says itself that it was not silent
landed_unseen         it was going down to a field before, or coming up from it after, with time
                      enough: it may have stood there, below what receivers hear
out_of_coverage       never without evidence of others who were not heard there either
likely_switched_off   never without others who were heard there, then and at that height
provider_filtered     never without a second provider
gnss_interference     never without poor accuracy around
cannot_tell           everything else

The last four before doubt need witnesses; `skygap.analysis` hands the counts in with the gaps.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from skygap.airports import AirportIndex, nearest
from skygap.geo import KM_PER_NAUTICAL_MILE, Floats
from skygap.ground import Bools
from skygap.settings import Settings

DOUBT = (
    "Nothing loaded shows why: no other craft was compared, and there is no sign of a landing. "
    "Not received is all that can be said."
)
OPEN_DOUBT = (
    "No later position is loaded. The data may simply end here; load the following hours or days."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of the gaps it covers: cause, probability and reason, row by row."""

    covers: Bools
    cause: str
    probability: Floats
    reason: pd.Series


Rule = Callable[[pd.DataFrame, AirportIndex, Settings], Verdict]


def judge_gaps(gaps: pd.DataFrame, airports: AirportIndex, *, settings: Settings) -> pd.DataFrame:
    """Give back GAPS with cause, cause_probability and reason filled in."""
    judged = gaps.assign(
        cause="cannot_tell",
        cause_probability=1.0,
        reason=gaps["is_open"].map({True: OPEN_DOUBT, False: DOUBT}).astype("str"),
    )
    undecided = np.ones(len(gaps), dtype=bool)
    for rule in RULES:
        verdict = rule(gaps, airports, settings)
        now = undecided & verdict.covers
        judged.loc[now, "cause"] = verdict.cause
        judged.loc[now, "cause_probability"] = verdict.probability[now]
        judged.loc[now, "reason"] = verdict.reason[now]
        undecided &= ~now
    return judged


def probabilities(cause: str, probability: float) -> dict[str, float]:
    """Spell a verdict out as probabilities that sum to one; what is left over is doubt."""
    rest = round(1.0 - probability, 6)
    return {cause: probability, "cannot_tell": rest} if rest > 0 else {cause: probability}


def descent_signs(
    gaps: pd.DataFrame, airports: AirportIndex, *, settings: Settings
) -> pd.DataFrame:
    """Find the field each gap may have gone down to: columns down, up, ident, name.

    `down` and `up` say whether the end before descends to it and the end after climbs from it;
    the field is the nearest whose distance matches the height on a 3 degree path.
    """
    down, down_rows = _profile(gaps, airports, settings, side="start")
    up, up_rows = _profile(gaps, airports, settings, side="end")
    rows = np.where(down, down_rows, np.where(up, up_rows, -1))
    named = airports.table.reindex(rows).reset_index(drop=True)
    return pd.DataFrame(
        {
            "down": down,
            "up": up & (~down | _same_field(gaps, settings)),
            "ident": named["ident"].fillna("").to_numpy(),
            "name": named["name"].fillna("").to_numpy(),
        }
    )


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
    speeds = gaps["implied_speed_kt"].fillna(0.0).round().astype("int64").astype("str")
    reason = (
        "Its two ends would need "
        + speeds
        + f" kt, more than {limit:.0f} kt: they may belong to two craft, or a place is wrong."
    )
    covers = far & (gaps["implied_speed_kt"] > limit)
    return _verdict(gaps, covers, "identity_mix", 1.0, reason)


def _feed_artefact(gaps: pd.DataFrame, _: AirportIndex, __: Settings) -> Verdict:
    covers = gaps["marks_silence"] & ~gaps["end_is_stale"] & ~gaps["is_open"]
    reason = (
        "This feed thins its points and marks real silence; it did not mark this one, so "
        "positions were probably heard and not stored."
    )
    return _verdict(gaps, covers, "feed_artefact", 1.0, reason)


def _landed_unseen(gaps: pd.DataFrame, airports: AirportIndex, settings: Settings) -> Verdict:
    signs = descent_signs(gaps, airports, settings=settings)
    both = (signs["down"] & signs["up"]).to_numpy()
    one = (signs["down"] | signs["up"]).to_numpy()
    time_enough = gaps["is_open"] | (
        slack_min(gaps, settings=settings) >= settings.unseen_landing_min
    )
    probability = np.where(both, settings.two_signs_probability, settings.one_sign_probability)
    return Verdict(
        (one & time_enough).to_numpy(), "landed_unseen", probability, _landing_words(gaps, signs)
    )


RULES: tuple[Rule, ...] = (_parked, _identity_mix, _feed_artefact, _landed_unseen)
"""In order: the first that covers a gap decides it."""


def slack_min(gaps: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Minutes of each gap left over by the straight way at the craft's own speed; NaN if open."""
    ends = gaps[["start_ground_speed_kt", "end_ground_speed_kt"]]
    own = (
        ends.where(ends >= settings.flying_speed_kt).mean(axis=1).fillna(settings.unknown_speed_kt)
    )
    way = gaps["distance_km"] / (own * KM_PER_NAUTICAL_MILE) * 60.0
    return gaps["duration_min"] - way


def _verdict(
    gaps: pd.DataFrame, covers: pd.Series, cause: str, probability: float, reason: str | pd.Series
) -> Verdict:
    words = pd.Series(reason, index=gaps.index, dtype="str")
    return Verdict(covers.to_numpy(dtype=bool), cause, np.full(len(gaps), probability), words)


def _profile(
    gaps: pd.DataFrame, airports: AirportIndex, settings: Settings, *, side: str
) -> tuple[Bools, np.ndarray]:
    """Tell whether an end goes down to (or comes up from) a field, and the row of that field."""
    known = gaps[[f"{side}_lat", f"{side}_lon"]].fillna(0.0)
    rows, far = nearest(
        airports, *known.to_numpy().T, count=8, within_km=settings.landing_search_km
    )
    matches = _matches_height(
        gaps[f"{side}_altitude_ft"].to_numpy(float), rows, far, airports, settings
    )
    rate = gaps[f"{side}_vertical_rate_fpm"].to_numpy(float)
    moves = (
        rate <= -settings.descent_rate_fpm if side == "start" else rate >= settings.descent_rate_fpm
    )
    present = gaps[f"{side}_lat"].notna().to_numpy()
    first = matches.argmax(axis=1) if matches.size else np.zeros(len(gaps), dtype=int)
    found = matches.any(axis=1) & moves & present
    return found, rows[np.arange(len(gaps)), first]


def _matches_height(
    altitude_ft: Floats, rows: np.ndarray, far: Floats, airports: AirportIndex, settings: Settings
) -> Bools:
    if not len(airports.table):
        return np.zeros(rows.shape, dtype=bool)
    elevation = np.nan_to_num(airports.table["elevation_ft"].to_numpy(float))[np.maximum(rows, 0)]
    height = altitude_ft[:, None] - elevation
    wanted_km = np.maximum(height, 1.0) / settings.glide_ft_per_km
    close = far <= wanted_km * settings.glide_factor
    not_too_close = far >= wanted_km / settings.glide_factor - settings.same_place_km
    ceiling = height <= settings.never_name_above_ft
    return np.asarray((rows >= 0) & close & not_too_close & ceiling)


def _same_field(gaps: pd.DataFrame, settings: Settings) -> Bools:
    """Tell whether both ends are near enough to each other to speak of one field."""
    return np.asarray(gaps["distance_km"] <= settings.landing_search_km)


def _landing_words(gaps: pd.DataFrame, signs: pd.DataFrame) -> pd.Series:
    before = "going down before the silence near " + signs["name"] + " (" + signs["ident"] + ")"
    after = "coming up after it near " + signs["name"] + " (" + signs["ident"] + ")"
    both = before + " and coming up after it"
    words = both.where(signs["down"] & signs["up"], before.where(signs["down"], after))
    text = "It was " + words + ", with time enough to land: it may have stood below what is heard."
    return pd.Series(text.to_numpy(), index=gaps.index, dtype="str")
