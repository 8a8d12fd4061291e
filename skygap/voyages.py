"""Ships: their voyages, and the limits by which the steps shared with aircraft take them.

A ship never flies, so it has no take-off, no landing, no airport and no height. Its fixes are
cleaned by a ship's speed. A voyage is a stretch that was heard without a gap: the ship may have
stood in it. Between two fixes further apart than any ship goes nothing is drawn.
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
        unknown_speed_kt=settings.ship_speed_limit_kt,
        before_min=settings.ship_before_hours * 60.0,
        transit_hole_s=settings.ship_gap_threshold_min * 60.0,
        transit_apart_min=settings.ship_transit_apart_hours * 60.0,
        lost_within_min=settings.ship_lost_within_hours * 60.0,
        block_min=settings.ship_block_hours * 60.0,
        same_day_hours=settings.ship_same_day_hours,
        outage_s=settings.ship_outage_hours * 3_600.0,
        outage_window_min=settings.ship_before_hours * 60.0,
        off_reports_n=settings.ship_off_reports_n,
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


def as_sailing(fixes: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Put FIXES of ships as transits want them: at sea level, and at rest as if on the ground.

    A ship at rest is no witness: it sends more rarely, and it passes nothing.
    """
    rests = fixes["ground_speed_kt"] <= settings.ship_standing_speed_kt
    return fixes.assign(altitude_ft=0.0, on_ground=rests)
