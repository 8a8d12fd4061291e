"""Cleaning by physics: a fix no craft could have reached is masked, with the reason, never lost.

Fixes of one craft are cut into runs at every step that is too fast. Of all ways through the runs
the cheapest is kept and the rest masked: a fix left out costs one, a step that is too fast costs
by how many kilometres it is. So a far jump that comes back is masked even when it lasts, and a
track that merely catches up with its own delay keeps every fix.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, haversine_km
from skygap.settings import Settings

KEPT = ""
JUMP = "too far from its neighbours for the time between"

_RUNS_LOOKED_BACK = 60
"""Alternative runs compared with each run: bounds the work on a track that is noise throughout."""


def mask_fixes(fixes: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Give back all fixes with a column `mask_reason`: empty for the fixes that are kept.

    Takes FIXES ordered by craft and time. First and last fix of a craft are never masked.
    Thresholds follow readsb's speed check: airborne and ground limits, a slack, and no judgement
    after an hour without position.
    """
    reasons = np.full(len(fixes), KEPT, dtype=object)
    for rows in _suspect_crafts(fixes, settings):
        track = _Steps(fixes.iloc[rows], settings)
        reasons[rows[_off_path(track)]] = JUMP
    return fixes.assign(mask_reason=pd.Series(reasons, index=fixes.index, dtype="str"))


def kept(fixes: pd.DataFrame) -> pd.DataFrame:
    """Only the fixes that are not masked, rows numbered anew."""
    return fixes[fixes["mask_reason"] == KEPT].reset_index(drop=True)


class _Steps:
    """The columns one craft's steps are judged by."""

    def __init__(self, fixes: pd.DataFrame, settings: Settings) -> None:
        self.seconds: Floats = fixes["timestamp"].astype("int64").to_numpy() / 1000.0
        self.lat: Floats = fixes["lat"].to_numpy()
        self.lon: Floats = fixes["lon"].to_numpy()
        self.ground: npt.NDArray[np.bool_] = fixes["on_ground"].to_numpy()
        self.speed: Floats = np.nan_to_num(fixes["ground_speed_kt"].to_numpy(), nan=0.0)
        self.settings = settings

    def excess_km(self, a: npt.NDArray[np.intp], b: npt.NDArray[np.intp]) -> Floats:
        """Say for each pair of fixes, in order of time, how much further than possible it is."""
        s, seconds = self.settings, self.seconds[b] - self.seconds[a]
        far = haversine_km(self.lat[a], self.lon[a], self.lat[b], self.lon[b])
        limit = np.where(
            self.ground[a] & self.ground[b], s.ground_speed_limit_kt, self._air_limit(a, b, seconds)
        )
        allowed = s.position_slack_km + limit * KM_PER_NAUTICAL_MILE * seconds / 3600.0
        unknown = seconds > s.speed_check_horizon_min * 60.0
        return np.where(unknown, 0.0, np.maximum(far - allowed, 0.0))

    def _air_limit(
        self, a: npt.NDArray[np.intp], b: npt.NDArray[np.intp], seconds: Floats
    ) -> Floats:
        known = np.maximum(self.speed[a], self.speed[b])
        grown = known * 1.15 + 30.0 + 3.0 * seconds  # readsb: 3 kt for each second unknown
        ceiling = self.settings.airborne_speed_limit_kt
        return np.where(known > 0, np.clip(grown, 250.0, ceiling), ceiling)


def _suspect_crafts(fixes: pd.DataFrame, settings: Settings) -> list[npt.NDArray[np.intp]]:
    """Row numbers of each craft that has at least one impossible step."""
    if len(fixes) < 3:
        return []
    steps = _Steps(fixes, settings)
    rows = np.arange(len(fixes))
    crafts = fixes["craft_id"].to_numpy()
    same = crafts[1:] == crafts[:-1]
    bad = same & (steps.excess_km(rows[:-1], rows[1:]) > 0)
    starts = np.flatnonzero(np.r_[True, ~same])
    ends = np.r_[starts[1:], len(fixes)]
    owners = np.unique(np.searchsorted(starts, np.flatnonzero(bad), side="right") - 1)
    return [rows[starts[i] : ends[i]] for i in owners]


def _off_path(steps: _Steps) -> npt.NDArray[np.bool_]:
    """Tell which fixes of one craft are not on its cheapest path."""
    count = len(steps.seconds)
    rows = np.arange(count)
    cuts = np.flatnonzero(steps.excess_km(rows[:-1], rows[1:]) > 0) + 1
    firsts, lasts = np.r_[0, cuts], np.r_[cuts, count] - 1
    off = np.ones(count, dtype=bool)
    for run in _best_chain(steps, firsts, lasts):
        off[firsts[run] : lasts[run] + 1] = False
    off[[0, -1]] = False
    return off


def _best_chain(
    steps: _Steps, firsts: npt.NDArray[np.intp], lasts: npt.NDArray[np.intp]
) -> list[int]:
    """Find the chain of runs that holds most fixes after paying for its impossible steps."""
    sizes = lasts - firsts + 1
    best, before = sizes.astype(float), np.full(len(sizes), -1)
    for run in range(1, len(sizes)):
        earlier = np.arange(max(0, run - _RUNS_LOOKED_BACK), run)
        excess = steps.excess_km(lasts[earlier], np.full(len(earlier), firsts[run]))
        totals = best[earlier] - steps.settings.jump_cost_fixes_per_km * excess
        if totals.max() > 0:
            before[run] = earlier[int(totals.argmax())]
            best[run] += totals.max()
    chain, run = [], int(best.argmax())
    while run >= 0:
        chain.append(run)
        run = int(before[run])
    return chain
