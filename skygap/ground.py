"""Was it on the ground? The feed's flag, freed from flicker, in runs of like fixes.

Transponders say *ground* for seconds in flight and *airborne* for seconds while taxiing. A short
ground run at flying speed is flight; an airborne run beside a ground run that is slow, or over in
seconds, is ground.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, haversine_km
from skygap.settings import Settings

Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of fixes of one craft that are all on the ground or all in the air."""

    first: Rows
    last: Rows
    on_ground: Bools
    starts_craft: Bools


def ground_state(fixes: pd.DataFrame, *, settings: Settings) -> Bools:
    """Tell for each kept fix, ordered by craft and time, whether the craft was on the ground."""
    state: Bools = np.array(fixes["on_ground"], dtype=bool)
    for judge in (_is_flicker, _is_slow_roll):
        runs = find_runs(fixes, state)
        state = state ^ np.repeat(judge(fixes, runs, settings), runs.last - runs.first + 1)
    return state


def find_runs(fixes: pd.DataFrame, on_ground: Bools) -> Runs:
    """Cut the fixes wherever the craft or its ground state changes."""
    if fixes.empty:
        nothing = np.empty(0, dtype=np.intp)
        return Runs(nothing, nothing, np.empty(0, bool), np.empty(0, bool))
    crafts = fixes["craft_id"].to_numpy()
    new_craft = np.r_[True, crafts[1:] != crafts[:-1]]
    changes = new_craft | np.r_[False, on_ground[1:] != on_ground[:-1]]
    first = np.flatnonzero(changes)
    last = np.r_[first[1:], len(fixes)] - 1
    return Runs(first, last, on_ground[first], new_craft[first])


def _is_flicker(fixes: pd.DataFrame, runs: Runs, settings: Settings) -> Bools:
    """Tell which ground runs are a false flag in flight."""
    seconds = fixes["timestamp"].astype("int64").to_numpy() / 1000.0
    speed = np.nan_to_num(fixes["ground_speed_kt"].to_numpy())
    lasted = seconds[runs.last] - seconds[runs.first]
    before, after = _neighbours(runs, present=~runs.on_ground)
    flying = settings.flying_speed_kt
    fast_before = before & (speed[np.maximum(runs.first - 1, 0)] >= flying)
    fast_after = after & (speed[np.minimum(runs.last + 1, len(fixes) - 1)] >= flying)
    brief = (lasted < settings.ground_flicker_s) & fast_before & fast_after
    impossible = _run_low(speed, runs) > settings.ground_speed_limit_kt
    return np.asarray(runs.on_ground & (brief | impossible))


def _is_slow_roll(fixes: pd.DataFrame, runs: Runs, settings: Settings) -> Bools:
    """Tell which airborne runs are a craft rolling beside its ground run."""
    slow = _run_high(_speeds(fixes, settings), runs) < settings.flying_speed_kt
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    before, after = _neighbours(runs, present=runs.on_ground)
    near = np.zeros(len(runs.first), dtype=bool)
    for present, mine, other in (
        (before, runs.first, runs.first - 1),
        (after, runs.last, runs.last + 1),
    ):
        there = np.clip(other, 0, len(fixes) - 1)
        close = haversine_km(lat[mine], lon[mine], lat[there], lon[there]) < settings.same_place_km
        near |= present & close
    brief = before & after & (_seconds_off_ground(fixes, runs) < settings.ground_flicker_s)
    return ~runs.on_ground & near & (slow | brief)


def _seconds_off_ground(fixes: pd.DataFrame, runs: Runs) -> Floats:
    """Seconds from the fix before each run to the fix after it."""
    seconds = fixes["timestamp"].astype("int64").to_numpy() / 1000.0
    then = np.minimum(runs.last + 1, max(len(fixes) - 1, 0))
    return np.asarray(seconds[then] - seconds[np.maximum(runs.first - 1, 0)])


def _speeds(fixes: pd.DataFrame, settings: Settings) -> Floats:
    """Take the reported speeds in knots; where there is none, the speed from the fix before.

    Right after a fix the way covered is the better witness if it is the slower one: after a
    landing some feeds repeat the last speed for minutes.
    """
    reported = fixes["ground_speed_kt"].to_numpy()
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    hours = np.diff(fixes["timestamp"].astype("int64").to_numpy()) / 3_600_000.0
    far = haversine_km(lat[:-1], lon[:-1], lat[1:], lon[1:]) / KM_PER_NAUTICAL_MILE
    with np.errstate(divide="ignore", invalid="ignore"):
        covered = np.r_[np.inf, np.where(hours > 0, far / hours, np.inf)][: len(reported)]
    fresh = np.r_[False, (hours > 0) & (hours < settings.ground_flicker_s / 3600.0)]
    believed = np.where(fresh[: len(reported)], np.minimum(reported, covered), reported)
    return np.asarray(np.where(np.isnan(reported), covered, believed))


def _neighbours(runs: Runs, *, present: Bools) -> tuple[Bools, Bools]:
    """Tell for each run whether the same craft has such a run right before, and right after."""
    same = ~runs.starts_craft
    before = np.r_[False, present[:-1]] & same if len(present) else present
    after = np.r_[present[1:] & same[1:], False] if len(present) else present
    return before, after


def _run_low(values: Floats, runs: Runs) -> Floats:
    return np.minimum.reduceat(values, runs.first) if len(runs.first) else np.empty(0)


def _run_high(values: Floats, runs: Runs) -> Floats:
    return np.maximum.reduceat(values, runs.first) if len(runs.first) else np.empty(0)
