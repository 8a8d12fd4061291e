"""Judge why a craft was not received.

First matching rule wins, doubt is the default, and every verdict carries its reason in words and
its probability.

identity_mix          its ends are too far apart for one craft, or the feed gives them two names
parked                it was on the ground at one place before and after
feed_artefact         the feed drops points on purpose and says itself that it was not silent
landed_unseen         it was going down to a field before, or coming up from it after, with time
                      enough: it may have stood there, below what receivers hear
out_of_coverage       never without evidence of others who were not heard there either
likely_switched_off   never without others who were heard there, then and at that height
provider_filtered     never without a second provider
gnss_interference     never without poor accuracy around
cannot_tell           everything else

Where the transponder was heard inside a gap, though without a position, its reason says so, and
likely_switched_off is never said.

The four that are never said yet need witnesses, a second provider or the accuracy around; a rule
for each joins RULES with the issue that brings its evidence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from skygap.airports import AirportIndex, nearest
from skygap.endpoints import NONE_OF_THESE, Ends, weigh_fields
from skygap.geo import KM_PER_NAUTICAL_MILE, Floats
from skygap.ground import Bools, Rows
from skygap.heard import times_heard
from skygap.identity import same_airframe
from skygap.settings import Settings

DOUBT = (
    "Nothing loaded shows why: no other craft was compared, and there is no sign of a landing. "
    "Not received is all that can be said."
)
GROUND_DOUBT = (
    "It was on the ground at one end, so part of this silence was a stand. Nothing loaded shows "
    "why the rest was not received."
)
OPEN_DOUBT = (
    "No later position is loaded. The data may simply end here; load the following hours or days."
)

SWITCHED_OFF = "likely_switched_off"

_END_COLUMNS = ("lat", "lon", "altitude_ft", "track_deg", "vertical_rate_fpm")
_FIELDS_WEIGHED = 64
"""Nearest fields weighed for a hidden landing; only the densest regions have more in reach."""
_FITS = 0.01
"""Less weight than this and a field does not fit the height at all."""
_NAMED_SHARE = 0.15
"""A field is named in words from this share of the weight on."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of the gaps it covers: cause, probability and reason, row by row."""

    covers: Bools
    cause: str
    probability: Floats
    reason: pd.Series


Rule = Callable[[pd.DataFrame, AirportIndex, Settings], Verdict]


def judge_gaps(
    gaps: pd.DataFrame,
    airports: AirportIndex,
    *,
    settings: Settings,
    rules: Sequence[Rule] | None = None,
) -> pd.DataFrame:
    """Give back GAPS with cause, cause_probability and reason filled in; by RULES unless told."""
    judged = gaps.assign(
        cause="cannot_tell",
        cause_probability=1.0,
        reason=_doubt(gaps),
    )
    undecided = np.ones(len(gaps), dtype=bool)
    for rule in RULES if rules is None else rules:
        verdict = rule(gaps, airports, settings)
        now = undecided & verdict.covers & ~_is_refuted(gaps, verdict.cause)
        judged.loc[now, "cause"] = verdict.cause
        judged.loc[now, "cause_probability"] = verdict.probability[now]
        judged.loc[now, "reason"] = verdict.reason[now]
        undecided &= ~now
    return judged.assign(reason=judged["reason"] + _heard_words(gaps))


def _is_refuted(gaps: pd.DataFrame, cause: str) -> Bools:
    """Tell where a cause cannot be: what was heard was not switched off."""
    was_heard = gaps["heard_n"].to_numpy() > 0
    return np.asarray(was_heard & (cause == SWITCHED_OFF), dtype=bool)


def _heard_words(gaps: pd.DataFrame) -> pd.Series:
    said = {
        count: f" The transponder was heard {times_heard(count)} within it, without a position."
        for count in gaps["heard_n"].unique()
    }
    return gaps["heard_n"].map({**said, 0: ""}).astype("str")


def _doubt(gaps: pd.DataFrame) -> pd.Series:
    """Say what is not known of each gap, as far as its ends tell."""
    stood = gaps["start_on_ground"] | gaps["end_on_ground"]
    words = np.select([gaps["is_open"], stood], [OPEN_DOUBT, GROUND_DOUBT], DOUBT)
    return pd.Series(words, index=gaps.index, dtype="str")


def probabilities(cause: str, probability: float) -> dict[str, float]:
    """Spell a verdict out as probabilities that sum to one; what is left over is doubt."""
    rest = round(1.0 - probability, 6)
    if rest <= 0 or cause == "cannot_tell":
        return {cause: probability + max(rest, 0.0)}
    return {cause: probability, "cannot_tell": rest}


def descent_signs(
    gaps: pd.DataFrame, airports: AirportIndex, *, settings: Settings
) -> pd.DataFrame:
    """Say whether each gap shows a landing: columns down, up, fields.

    `down`: the end before goes down to a field; `up`: the end after comes up from one, not far
    from the end before if that goes down. `fields` names at most three that fit, best first.
    """
    descends = gaps["start_vertical_rate_fpm"].to_numpy() <= -settings.descent_rate_fpm
    climbs = gaps["end_vertical_rate_fpm"].to_numpy() >= settings.descent_rate_fpm
    climbs &= ~descends | (gaps["distance_km"].to_numpy() <= settings.landing_search_km)
    nothing = pd.DataFrame({"down": False, "up": False, "fields": ""}, index=gaps.index)
    some = descends | climbs
    if airports.table.empty or not some.any():
        return nothing
    signs = _weighed(gaps[some], descends[some], climbs[some], airports, settings=settings)
    return signs.reindex(gaps.index).fillna({"down": False, "up": False, "fields": ""})


def _weighed(
    gaps: pd.DataFrame,
    descends: Bools,
    climbs: Bools,
    airports: AirportIndex,
    *,
    settings: Settings,
) -> pd.DataFrame:
    """Weigh the fields of gaps that descend before or climb after; columns as descent_signs."""
    before, after = (_end(gaps, side, settings) for side in ("start", "end"))
    lat, lon = np.where(descends, before.lat, after.lat), np.where(descends, before.lon, after.lon)
    rows, _ = nearest(
        airports, lat, lon, count=_FIELDS_WEIGHED, within_km=settings.landing_search_km
    )
    weights = np.ones(rows.shape)
    signs = []
    for end, moves in ((before, descends), (after, climbs)):
        own = weigh_fields(end, rows, airports, settings=settings)
        own = np.where(_below_ceiling(end, rows, airports, settings), own, 0.0)
        found = moves & (own.max(axis=1) >= _FITS)
        weights = np.where(found[:, None], weights * own, weights)
        signs.append(found)
    words = [_names(r, w, airports.table) for r, w in zip(rows, weights, strict=True)]
    return pd.DataFrame({"down": signs[0], "up": signs[1], "fields": words}, index=gaps.index)


def _end(gaps: pd.DataFrame, side: str, settings: Settings) -> Ends:
    known = {name: gaps[f"{side}_{name}"].to_numpy(float) for name in _END_COLUMNS}
    slow = gaps[f"{side}_ground_speed_kt"].to_numpy(float) < settings.flying_speed_kt
    nowhere = np.zeros(len(gaps), dtype=bool)
    return Ends(**known, on_ground=nowhere, is_slow=slow, is_arrival=side == "start")


def _below_ceiling(end: Ends, rows: Rows, airports: AirportIndex, settings: Settings) -> Bools:
    elevation = np.nan_to_num(airports.table["elevation_ft"].to_numpy(float))[rows]
    return np.asarray(end.altitude_ft[:, None] - elevation <= settings.never_name_above_ft)


def _names(rows: Rows, weights: Floats, table: pd.DataFrame) -> str:
    """Name the few fields that hold most of the weight, best first."""
    share = weights / (weights.sum() + NONE_OF_THESE)
    best = [i for i in np.argsort(-share, kind="stable")[:3] if share[i] >= _NAMED_SHARE]
    fields = table.iloc[rows[best]]
    return ", ".join(f"{n} ({i})" for n, i in zip(fields["name"], fields["ident"], strict=True))


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


def _landed_unseen(gaps: pd.DataFrame, airports: AirportIndex, settings: Settings) -> Verdict:
    signs = descent_signs(gaps, airports, settings=settings)
    both = (signs["down"] & signs["up"]).to_numpy()
    one = (signs["down"] | signs["up"]).to_numpy()
    time_enough = gaps["is_open"] | (
        slack_min(gaps, settings=settings) >= settings.unseen_landing_min
    )
    probability = np.where(both, settings.two_signs_probability, settings.one_sign_probability)
    return Verdict(
        (one & time_enough).to_numpy(), "landed_unseen", probability, _landing_words(signs)
    )


RULES: tuple[Rule, ...] = (_identity_mix, _parked, _feed_artefact, _landed_unseen)
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


def _landing_words(signs: pd.DataFrame) -> pd.Series:
    before, after = "going down before the silence", "coming up after it"
    one = pd.Series(before, index=signs.index).where(signs["down"], after)
    words = one.mask(signs["down"] & signs["up"], f"{before} and {after}")
    text = "It was " + words + ", with time enough to land: it may have stood below what is heard."
    fits = " Fields that fit its height and track: " + signs["fields"] + "."
    return text + fits.where(signs["fields"] != "", "")
