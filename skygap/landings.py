"""Landings that nobody saw: whether the ends of a gap go down to a field, or come up from one."""

import numpy as np
import pandas as pd

from skygap.endpoints import NONE_OF_THESE, Ends, weigh_fields
from skygap.geo import KM_PER_NAUTICAL_MILE, Floats
from skygap.ground import Bools, Rows
from skygap.places import PlaceIndex, nearest
from skygap.settings import Settings

_END_COLUMNS = ("lat", "lon", "altitude_ft", "track_deg", "vertical_rate_fpm")
_FIELDS_WEIGHED = 64
"""Nearest fields weighed for a hidden landing; only the densest regions have more in reach."""
_FITS = 0.01
"""Less weight than this and a field does not fit the height at all."""
_NAMED_SHARE = 0.15
"""A field is named in words from this share of the weight on."""


def landing_probability(gaps: pd.DataFrame, signs: pd.DataFrame, *, settings: Settings) -> Floats:
    """Give the probability that each gap hides a landing, from its signs and the time it had."""
    both = (signs["down"] & signs["up"]).to_numpy()
    one = (signs["down"] | signs["up"]).to_numpy()
    time_enough = gaps["is_open"] | (
        slack_min(gaps, settings=settings) >= settings.unseen_landing_min
    )
    probability = np.where(both, settings.two_signs_probability, settings.one_sign_probability)
    return np.where(one & time_enough, probability, 0.0)


def descent_signs(gaps: pd.DataFrame, airports: PlaceIndex, *, settings: Settings) -> pd.DataFrame:
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
    airports: PlaceIndex,
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


def _below_ceiling(end: Ends, rows: Rows, airports: PlaceIndex, settings: Settings) -> Bools:
    elevation = np.nan_to_num(airports.table["elevation_ft"].to_numpy(float))[rows]
    return np.asarray(end.altitude_ft[:, None] - elevation <= settings.never_name_above_ft)


def _names(rows: Rows, weights: Floats, table: pd.DataFrame) -> str:
    """Name the few fields that hold most of the weight, best first."""
    share = weights / (weights.sum() + NONE_OF_THESE)
    best = [i for i in np.argsort(-share, kind="stable")[:3] if share[i] >= _NAMED_SHARE]
    fields = table.iloc[rows[best]]
    return ", ".join(f"{n} ({i})" for n, i in zip(fields["name"], fields["ident"], strict=True))


def slack_min(gaps: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Minutes of each gap left over by the straight way at the craft's own speed; NaN if open."""
    ends = gaps[["start_ground_speed_kt", "end_ground_speed_kt"]]
    own = (
        ends.where(ends >= settings.flying_speed_kt).mean(axis=1).fillna(settings.unknown_speed_kt)
    )
    way = gaps["distance_km"] / (own * KM_PER_NAUTICAL_MILE) * 60.0
    return gaps["duration_min"] - way


def landing_words(signs: pd.DataFrame) -> pd.Series:
    """Say in words what the signs are, and which fields fit."""
    before, after = "going down before the silence", "coming up after it"
    one = pd.Series(before, index=signs.index).where(signs["down"], after)
    words = one.mask(signs["down"] & signs["up"], f"{before} and {after}")
    text = "It was " + words + ", with time enough to land: it may have stood below what is heard."
    fits = " Fields that fit its height and track: " + signs["fields"] + "."
    return text + fits.where(signs["fields"] != "", "")
