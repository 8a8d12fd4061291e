"""Cleaning by physics: a fix no craft could have sent from there is masked with the reason.

Nothing is lost: masked fixes stay in the table. In turn: positions that stay while the craft
moves, positions that are slower than an aircraft can fly at their height, positions beside the way
that speed and direction tell (`offcourse.py`), and jumps (`jumps.py`).
First and last fix of a craft are never masked; a fix on the ground only when it is far off.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, haversine_km
from skygap.jumps import off_path
from skygap.offcourse import off_course
from skygap.settings import Settings

KEPT = ""
JUMP = "too far from its neighbours for the time between"
SAME_TIME = "a second position at the same moment, which fits the track less"
FROZEN = "the same position again, while speed and the next position say it moved"
OFF_COURSE = "not where speed and direction of the fixes around it lead"
TOO_SLOW = "slower than this craft can fly at this height, so the position is not its own"

Rows = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]


def mask_fixes(fixes: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Give back all fixes with a column `mask_reason`: empty for the fixes that are kept.

    Takes FIXES ordered by craft and time. First and last fix of a craft are never masked.
    """
    reasons = np.full(len(fixes), KEPT, dtype=object)
    for judge, reason in _JUDGES:
        left = np.flatnonzero(reasons == KEPT)
        heard = fixes.iloc[left]
        reasons[left[judge(heard, settings) & ~_at_an_end(heard)]] = reason
    reasons[np.isin(reasons, (JUMP, OFF_COURSE)) & _has_kept_twin(fixes, reasons == KEPT)] = (
        SAME_TIME
    )
    return fixes.assign(mask_reason=pd.Series(reasons, index=fixes.index, dtype="str"))


def kept(fixes: pd.DataFrame) -> pd.DataFrame:
    """Only the fixes that are not masked, rows numbered anew."""
    return fixes[fixes["mask_reason"] == KEPT].reset_index(drop=True)


def _at_an_end(fixes: pd.DataFrame) -> Bools:
    changes = _changes(fixes["craft_id"])
    return np.asarray(changes[:-1] | changes[1:])


def _changes(*columns: pd.Series) -> Bools:
    """Tell before which rows, and after the last, any column changes: one longer than they are."""
    if columns[0].empty:
        return np.ones(1, dtype=bool)
    values = [column.to_numpy() for column in columns]
    inside = np.logical_or.reduce([v[1:] != v[:-1] for v in values])
    return np.asarray(np.r_[True, inside, True])


def _seconds(fixes: pd.DataFrame) -> Floats:
    return np.asarray(fixes["timestamp"].astype("int64").to_numpy() / 1000.0)


def _is_frozen(fixes: pd.DataFrame, settings: Settings) -> Bools:
    """Tell which airborne fixes repeat the place of a fix before, though the craft had moved on.

    Where it is heard next tells a frozen position from a parked craft whose feed repeats its last
    speed. At the end of a track only a speed that no craft has on the ground tells it.
    """
    changes = _changes(fixes["craft_id"], fixes["lat"], fixes["lon"])
    if changes.all():
        return np.zeros(len(fixes), dtype=bool)
    edges = np.flatnonzero(changes)
    first, after = (np.repeat(edge, np.diff(edges)) for edge in (edges[:-1], edges[1:]))
    speed = np.nan_to_num(fixes["ground_speed_kt"].to_numpy())
    elapsed = _seconds(fixes) - _seconds(fixes)[first]
    should_have_moved = speed * KM_PER_NAUTICAL_MILE * elapsed / 3600.0 > settings.taxi_km
    flying = (speed >= settings.flying_speed_kt) & ~fixes["on_ground"].to_numpy()
    return np.asarray(flying & should_have_moved & _moved_on(fixes, first, after, settings))


def _moved_on(fixes: pd.DataFrame, first: Rows, after: Rows, settings: Settings) -> Bools:
    """Tell of each fix whether the next other place shows that the craft had left this one.

    It had when the next place is as far as half its speed leads since, and further than half as
    much again as the last step alone leads: a craft that was parked could not be there yet.
    """
    speed = np.nan_to_num(fixes["ground_speed_kt"].to_numpy())
    crafts, seconds = fixes["craft_id"].to_numpy(), _seconds(fixes)
    then = np.minimum(after, len(fixes) - 1)
    goes_on = (after < len(fixes)) & (crafts[then] == crafts)
    far = _far_km(fixes, first, then)
    km_per_s = KM_PER_NAUTICAL_MILE / 3600.0
    led = speed * km_per_s * (seconds[then] - seconds[first])
    last_step = np.maximum(speed, speed[then]) * km_per_s * (seconds[then] - seconds[after - 1])
    left = (far > led / 2.0) & (far > last_step * 1.5)
    return np.asarray(np.where(goes_on, left, speed > settings.ground_speed_limit_kt))


def _is_too_slow(fixes: pd.DataFrame, settings: Settings) -> Bools:
    """Tell which fixes hold a height at which this craft, by its own speeds, would have stalled.

    A receiver that is deceived reports a false place and a false speed that agree; the height is
    the barometer's and gives them away. Balloons and gliders are never fast at such heights.
    """
    high = fixes["altitude_ft"].to_numpy() >= settings.stall_check_height_ft
    speed = fixes["ground_speed_kt"].to_numpy()
    crawling = high & (speed < settings.stall_check_speed_kt)
    if not crawling.any():
        return np.asarray(crawling)
    crafts, names = pd.factorize(fixes["craft_id"])
    fast = high & (speed >= settings.stall_check_cruise_kt)
    fast_enough = np.bincount(crafts, fast, len(names)) > np.bincount(crafts, crawling, len(names))
    return np.asarray(crawling & fast_enough[crafts] & _creeps(fixes, crawling, settings))


def _creeps(fixes: pd.DataFrame, alike: Bools, settings: Settings) -> Bools:
    """Tell which runs of like fixes also cover their way as slowly as their speeds say."""
    edges = np.flatnonzero(_changes(fixes["craft_id"], pd.Series(alike)))
    run = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    within = np.flatnonzero((run[1:] == run[:-1]) & alike[1:])
    seconds = _seconds(fixes)
    lasted = np.maximum(seconds[within + 1] - seconds[within], 0.001)
    covered_kt = _far_km(fixes, within, within + 1) / lasted * 3600.0 / KM_PER_NAUTICAL_MILE
    usual = pd.Series(covered_kt).groupby(run[within]).median()
    return np.isin(run, usual.index[usual < settings.stall_check_speed_kt])


def _is_jump(fixes: pd.DataFrame, settings: Settings) -> Bools:
    """Tell which fixes no way leads through; on the ground only those beyond any airport's size."""
    off = off_path(fixes, settings=settings)
    on_path = np.flatnonzero(~off)
    doubted = np.flatnonzero(off & fixes["on_ground"].to_numpy())
    later = np.searchsorted(on_path, doubted)
    nearest = np.minimum(
        _far_km(fixes, doubted, on_path[later - 1]), _far_km(fixes, doubted, on_path[later])
    )
    off[doubted] = nearest > settings.airport_km
    return off


def _far_km(fixes: pd.DataFrame, a: Rows, b: Rows) -> Floats:
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    return haversine_km(lat[a], lon[a], lat[b], lon[b])


def _is_off_course(fixes: pd.DataFrame, settings: Settings) -> Bools:
    return off_course(fixes, settings=settings)


def _has_kept_twin(fixes: pd.DataFrame, is_kept: Bools) -> Bools:
    """Tell which fixes share craft and moment with one that is kept."""
    edges = np.flatnonzero(_changes(fixes["craft_id"], fixes["timestamp"]))
    moment = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    return np.asarray(np.bincount(moment, is_kept, max(len(edges) - 1, 0))[moment] > 0)


_JUDGES = (
    (_is_frozen, FROZEN),
    (_is_too_slow, TOO_SLOW),
    (_is_off_course, OFF_COURSE),
    (_is_jump, JUMP),
)
"""In this order: what stays in place or creeps would make the good fixes beside it look far, and
short branches go before jumps, which weigh the long ones."""
