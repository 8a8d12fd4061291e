"""Limits: how fast a craft can fly, what it needs to land, how long it stands.

Of a type in the table its own; of every other type, and of one that its own speed contradicts, the
generic ones of the settings. A wrong type must never shut a place out.
"""

import numpy as np
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats
from skygap.settings import Settings

USUAL_WIDTH_M = 30.0
"""Narrower strips are roads or fields for light aircraft (METHOD 4.6)."""

_CRUISE_FT = 10_000.0
"""Below, aircraft fly no faster than 250 kt, and their speed says nothing about their cruise."""

_TOP_FT = 30_000.0
"""Where a whole climb ends."""


def limits_of(gaps: pd.DataFrame, types: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Give the limits that hold for the craft of each of GAPS, in their order.

    Columns as the numbers of TYPES, and is_known_type. What a type in the table does not tell, and
    every type that is not in it, gets the generic limits of the settings. `typical_speed_kt` is
    the craft's own speed where it was received in cruise and its type is not known.
    """
    generic = _generic(settings)
    own = types.set_index("typecode")[list(generic)].reindex(gaps["typecode"].to_numpy())
    own.index = gaps.index
    seen = own_speed_kt(gaps)
    contradicted = seen > own["max_speed_kt"] + settings.wind_kt
    own = own.mask(contradicted)
    known = own["max_speed_kt"].notna()
    filled = own.fillna(generic)
    typical = filled["typical_speed_kt"].where(known, seen.fillna(settings.unknown_cruise_kt))
    typical = typical.clip(upper=filled["max_speed_kt"])
    return filled.assign(typical_speed_kt=typical, is_known_type=known)


def _generic(settings: Settings) -> dict[str, float]:
    """Give the limits of a type that is not known."""
    return {
        "typical_speed_kt": settings.unknown_cruise_kt,
        "max_speed_kt": settings.reach_speed_kt,
        "climb_min": settings.unknown_climb_min,
        "descent_min": settings.unknown_descent_min,
        "runway_need_m": settings.unknown_runway_m,
        "runway_width_m": USUAL_WIDTH_M,
        "turnround_min": settings.unknown_turnround_min,
        "turnround_typical_min": settings.unknown_stand_min,
    }


def own_speed_kt(gaps: pd.DataFrame) -> pd.Series:
    """Give the ground speed of each craft in cruise, as received at the ends of GAPS, else NaN.

    Low and slow ends tell nothing about cruise; where the height is not known the speed stands.
    """
    speeds = [_cruise_kt(gaps, side) for side in ("start", "end")]
    return pd.concat(speeds, axis=1).max(axis=1)


def _cruise_kt(gaps: pd.DataFrame, side: str) -> pd.Series:
    speed, feet = gaps[f"{side}_ground_speed_kt"], gaps[f"{side}_altitude_ft"]
    light = speed.lt(200.0) & speed.ge(60.0)  # it flies no higher, and no faster there
    tells = (feet.ge(_CRUISE_FT) | light) & ~gaps[f"{side}_on_ground"]
    return speed.where(tells)


def reach_km(
    gaps: pd.DataFrame, limits: pd.DataFrame, *, settings: Settings, stop_min: float = 0.0
) -> pd.Series:
    """Longest way that fits into each gap, in km, with a stop of that many minutes; NaN if open.

    LIMITS are of the same rows. Wind helps only as far as the way leads elsewhere: a round trip
    cannot be shortened by steady wind, a one-way trip gains the full tail wind.
    """
    hours = (gaps["duration_min"] - stop_min).clip(lower=0.0) / 60.0
    still = limits["max_speed_kt"] * KM_PER_NAUTICAL_MILE * hours
    gain = settings.wind_kt * KM_PER_NAUTICAL_MILE * hours
    onward = (gaps["distance_km"] / still.where(still > 0)).clip(upper=1.0).fillna(0.0)
    return still + gain * onward


def plausible_km(gaps: pd.DataFrame, limits: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Longest geodesic way that plausibly fits into each gap, in km, with a stop; NaN if open.

    k (d0 + d1) / V_typical + allowances + least stand <= duration (METHOD 4.2).
    """
    minutes = (
        gaps["duration_min"]
        - allowances_min(gaps, limits, settings=settings)
        - limits["turnround_min"]
    )
    speed_kmh = limits["typical_speed_kt"] * KM_PER_NAUTICAL_MILE
    return minutes.clip(lower=0.0) / 60.0 * speed_kmh / settings.detour_share


def allowances_min(gaps: pd.DataFrame, limits: pd.DataFrame, *, settings: Settings) -> Floats:
    """Minutes that climbs and descents of a stop cost, as far as the ends leave them unseen.

    An end in cruise leaves a whole descent to the stop, or a whole climb from it; one near the
    ground its own climb, or descent, as well; one already going down only the rest of that.
    """
    climb, descent = limits["climb_min"], limits["descent_min"]
    moves_fpm = settings.descent_rate_fpm
    out = _unseen(gaps, "start", away=climb, near=descent, moves_fpm=moves_fpm)
    back = _unseen(gaps, "end", away=descent, near=climb, moves_fpm=moves_fpm)
    return np.asarray(out + back, float)


def _unseen(
    gaps: pd.DataFrame, side: str, *, away: pd.Series, near: pd.Series, moves_fpm: float
) -> pd.Series:
    """Minutes between an end and the stop: `away` of the other side, `near` of the stop's own."""
    feet = gaps[f"{side}_altitude_ft"].mask(gaps[f"{side}_on_ground"], 0.0)
    share = (feet / _TOP_FT).clip(0.0, 1.0).fillna(1.0)
    rate = gaps[f"{side}_vertical_rate_fpm"] * (1.0 if side == "start" else -1.0)
    comes_down = rate <= -moves_fpm
    return (near * share).where(comes_down, near + away * (1.0 - share))
