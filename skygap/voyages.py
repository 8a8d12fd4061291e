"""Ships: what the method says of them until it knows the sea better.

A ship never flies, so it has no take-off, no landing, no airport and no height. Its fixes are
cleaned by a ship's speed. A voyage is a stretch that was heard without a gap: the ship may have
stood in it. Between two fixes further apart than any ship goes nothing is drawn.

parked         it stood at one place before and after the gap
cannot_tell    everything else: out on the sea silence is ordinary
"""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd

from skygap.gaps import gap_starts
from skygap.ground import Rows
from skygap.jumps import Steps
from skygap.legs import falls_silent, leg_facts, leg_of_each_fix, received_path
from skygap.settings import Settings
from skygap.tables.legs import LEGS
from skygap.tables.schema import conform, row_id

VOYAGE, AFLOAT = "voyage", "afloat"
DOUBT = (
    "Nothing loaded shows why: at sea a ship is heard only near a shore station or when a "
    "satellite passes, and no other ship was compared. Not received is all that can be said."
)
OPEN_DOUBT = (
    "No later position of this ship is loaded. The data may simply end here; load the following "
    "hours or days."
)
STOOD = (
    "The ship stood at one place before and after, in port or at anchor: it may have stayed, or "
    "left and come back."
)
SHARED_NUMBER = (
    "Heard to and fro between places faster than a ship goes: several ships use this MMSI, or "
    "positions are false. Ways that could be told apart are shown as ships of their own, what fits "
    "none of them was set aside. After a silence a way may go on with another ship."
)
_EVERYWHERE_MIN = 20_160.0
"""Two weeks at 60 knots lead to any place on Earth: from there on no place is too far."""


def ship_settings(settings: Settings) -> Settings:
    """Put the limits of ships where the steps that ships share with aircraft look for limits."""
    return replace(
        settings,
        gap_threshold_min=settings.ship_gap_threshold_min,
        airborne_speed_limit_kt=settings.ship_speed_limit_kt,
        drawn_join_min=settings.ship_drawn_join_min,
        speed_check_horizon_min=_EVERYWHERE_MIN,
        one_way_probability=settings.ship_one_way_probability,
    )


def with_names(fixes: pd.DataFrame) -> pd.DataFrame:
    """Let a fix of a ship without a name bear the one stated before it, else the next one."""
    stated = fixes["craft_name"].where(fixes["craft_name"] != "")
    by_craft = stated.groupby(fixes["craft_id"])
    names = by_craft.ffill().fillna(by_craft.bfill()).fillna("")
    return fixes.assign(craft_name=names.astype("str"))


def split_voyages(fixes: pd.DataFrame, *, settings: Settings) -> tuple[gpd.GeoDataFrame, pd.Series]:
    """Split kept FIXES of ships, ordered by craft and time, into voyages, with `ship_settings`.

    Returns LEGS with geometry, no airport in them, and for every fix the id of its leg.
    """
    first = _voyage_starts(fixes, settings)
    last = np.r_[first[1:], len(fixes)] - 1 if len(first) else first
    silent = falls_silent(fixes, last, settings)
    facts = leg_facts(fixes, first, last)
    table = facts.assign(
        leg_id=_voyage_ids(facts),
        leg_kind=VOYAGE,
        start_evidence=AFLOAT,
        end_evidence=np.where(silent, "gap", AFLOAT),
    )
    spans = zip(first, last, strict=True)
    paths = [received_path(fixes.iloc[a : b + 1], settings=settings) for a, b in spans]
    voyages = gpd.GeoDataFrame(conform(LEGS, table), geometry=paths, crs="EPSG:4326")
    return voyages, leg_of_each_fix(len(fixes), first, last, voyages["leg_id"])


def _voyage_starts(fixes: pd.DataFrame, settings: Settings) -> Rows:
    """Row numbers at which another ship begins, a gap ends or no ship could have come to."""
    crafts = fixes["craft_id"].to_numpy()
    rows = np.arange(max(len(fixes) - 1, 0))
    too_far = Steps(fixes, settings).excess_km(rows, rows + 1) > 0
    starts = np.zeros(len(fixes), dtype=bool)
    starts[:1] = True
    starts[1:] = (crafts[1:] != crafts[:-1]) | too_far
    starts[gap_starts(fixes, settings=settings) + 1] = True
    return np.flatnonzero(starts)


def _voyage_ids(facts: pd.DataFrame) -> pd.Series:
    """Make ids that differ even where one number is at two places at one moment."""
    moments = facts["start_time"].astype("int64")
    starts = zip(facts["craft_id"], moments, facts["start_lat"], facts["start_lon"], strict=True)
    return pd.Series([row_id("leg", *start) for start in starts], dtype="str")


def judge_ship_gaps(gaps: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Give back GAPS of ships with cause, reason and stop; no stop of a ship is looked for yet."""
    stood = (
        (gaps["start_ground_speed_kt"] <= settings.ship_standing_speed_kt)
        & (gaps["end_ground_speed_kt"] <= settings.ship_standing_speed_kt)
        & (gaps["distance_km"] <= settings.ship_same_place_km)
    ).to_numpy(dtype=bool)
    too_far = gaps["implied_speed_kt"] > settings.ship_speed_limit_kt
    too_far &= gaps["distance_km"] > settings.ship_same_place_km
    known = [gaps["is_open"], stood, too_far]
    reasons = np.select(known, [OPEN_DOUBT, STOOD, _apart_words(gaps, settings)], DOUBT)
    return gaps.assign(
        cause=pd.Series(np.where(stood, "parked", "cannot_tell"), index=gaps.index, dtype="str"),
        cause_probability=1.0,
        probability_parked=stood.astype(float),
        probability_cannot_tell=1.0 - stood,
        reason=pd.Series(reasons, index=gaps.index, dtype="str"),
        stop="possible",
    )


def _apart_words(gaps: pd.DataFrame, settings: Settings) -> pd.Series:
    speeds = gaps["implied_speed_kt"].fillna(0.0).round().astype("int64").astype("str")
    limit = f" kt, more than {settings.ship_speed_limit_kt:.0f} kt: "
    return (
        "Its two ends would need "
        + speeds
        + limit
        + "they may belong to two ships with one MMSI, or a place is wrong."
    )
