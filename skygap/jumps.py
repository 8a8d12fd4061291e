"""Jumps: the cheapest way through the fixes of one craft, and what lies beside it.

Fixes are cut into runs at every step that is too fast. Of all ways through the runs the cheapest
is kept: a fix left out costs one, a step that is too fast costs by how many kilometres it is. So a
far jump that comes back is found even when it lasts, and a track that merely catches up with its
own delay keeps every fix.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, haversine_km
from skygap.settings import Settings

Rows = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

_RUNS_LOOKED_BACK = 60
"""Alternative runs compared with each run: bounds the work on a track that is noise throughout."""


def off_path(fixes: pd.DataFrame, *, settings: Settings) -> Bools:
    """Tell which fixes, ordered by craft and time, are not on their craft's cheapest way.

    The first and the last fix of a craft are always on it.
    """
    off = np.zeros(len(fixes), dtype=bool)
    if len(fixes) < 3:
        return off
    steps = Steps(fixes, settings)
    crafts = fixes["craft_id"].to_numpy()
    starts = np.flatnonzero(np.r_[True, crafts[1:] != crafts[:-1]])
    for first, last in _suspect_crafts(steps, starts):
        off[first + 1 : last] = _off_path(steps, first, last)[1:-1]
    return off


class Steps:
    """The columns that steps between fixes are judged by."""

    def __init__(self, fixes: pd.DataFrame, settings: Settings) -> None:
        self.seconds: Floats = fixes["timestamp"].astype("int64").to_numpy() / 1000.0
        self.lat: Floats = fixes["lat"].to_numpy()
        self.lon: Floats = fixes["lon"].to_numpy()
        self.ground: Bools = fixes["on_ground"].to_numpy()
        self.speed: Floats = np.nan_to_num(fixes["ground_speed_kt"].to_numpy(), nan=0.0)
        self.settings = settings

    def excess_km(self, a: Rows, b: Rows) -> Floats:
        """Say for each pair of fixes, in order of time, how much further than possible it is."""
        s, seconds = self.settings, self.seconds[b] - self.seconds[a]
        far = haversine_km(self.lat[a], self.lon[a], self.lat[b], self.lon[b])
        limit = np.where(
            self.ground[a] & self.ground[b], s.ground_speed_limit_kt, self._air_limit(a, b, seconds)
        )
        allowed = s.position_slack_km + limit * KM_PER_NAUTICAL_MILE * seconds / 3600.0
        unknown = seconds > s.speed_check_horizon_min * 60.0
        return np.where(unknown, 0.0, np.maximum(far - allowed, 0.0))

    def _air_limit(self, a: Rows, b: Rows, seconds: Floats) -> Floats:
        known = np.maximum(self.speed[a], self.speed[b])
        grown = known * 1.15 + 30.0 + 3.0 * seconds  # readsb: 3 kt for each second unknown
        ceiling = self.settings.airborne_speed_limit_kt
        return np.where(known > 0, np.clip(grown, 250.0, ceiling), ceiling)


def _suspect_crafts(steps: Steps, starts: Rows) -> list[tuple[int, int]]:
    """First and last row of each craft that has at least one impossible step."""
    count = len(steps.seconds)
    lasts = np.r_[starts[1:], count] - 1
    rows = np.setdiff1d(np.arange(count - 1), lasts)
    owners = np.repeat(np.arange(len(starts)), lasts - starts + 1)
    bad = rows[steps.excess_km(rows, rows + 1) > 0]
    return [(int(starts[i]), int(lasts[i])) for i in np.unique(owners[bad])]


def _off_path(steps: Steps, first: int, last: int) -> Bools:
    """Tell which fixes of one craft are not on its cheapest way."""
    rows = np.arange(first, last + 1)
    cuts = first + 1 + np.flatnonzero(steps.excess_km(rows[:-1], rows[1:]) > 0)
    firsts, lasts = np.r_[first, cuts], np.r_[cuts, last + 1] - 1
    off = np.ones(len(rows), dtype=bool)
    for run in _best_chain(steps, firsts, lasts):
        off[firsts[run] - first : lasts[run] + 1 - first] = False
    return off


def _best_chain(steps: Steps, firsts: Rows, lasts: Rows) -> list[int]:
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
