"""Off course: a fix that does not lie where the reported velocities around it lead.

A speed limit cannot see two kilometres to the side in ten seconds; speed and direction can. A fix,
or a short branch of fixes, is off course when the steps to it and from it both miss the place that
the velocities lead to, while the step past it hits. A craft may turn, so only steps are judged that
are too short for much of a full circle at its speed; a feed may be late, so each craft is
measured by how well its own velocities foretell its own positions.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import EARTH_RADIUS_KM, KM_PER_NAUTICAL_MILE, Floats
from skygap.settings import Settings

Rows = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

_LONGEST_BRANCH = 5
"""Longer false branches are far off or they last: a matter for jumps and for the stall."""

_STEP_QUARTERS, _PAST_QUARTERS = 1.5, 6.0
"""How much of a full circle, in quarters, may fit into a step that is judged, and into the step
past a branch: that one has to hit by itself, so a circle flown in it only keeps fixes."""


def off_course(fixes: pd.DataFrame, *, settings: Settings) -> Bools:
    """Tell which fixes, ordered by craft and time, their neighbours' velocities contradict."""
    off = np.zeros(len(fixes), dtype=bool)
    if len(fixes) < 3:
        return off
    suspect = _Courses(fixes, settings).crafts_with_a_miss()
    for length in range(1, _LONGEST_BRANCH + 1):
        left = np.flatnonzero(suspect & ~off)
        if len(left) > length + 1:
            courses = _Courses(fixes.iloc[left], settings)
            off[left[courses.strays(length)]] = True
    return off


class _Courses:
    """Positions and velocities of fixes, and what they say of a step from one to another."""

    def __init__(self, fixes: pd.DataFrame, settings: Settings) -> None:
        self.seconds: Floats = fixes["timestamp"].astype("int64").to_numpy() / 1000.0
        self.lat: Floats = fixes["lat"].to_numpy()
        self.lon: Floats = fixes["lon"].to_numpy()
        self.aloft: Bools = ~fixes["on_ground"].to_numpy()
        self.km_per_s: Floats = fixes["ground_speed_kt"].to_numpy() * KM_PER_NAUTICAL_MILE / 3600.0
        self.course: Floats = np.radians(fixes["track_deg"].to_numpy())
        self.craft, _ = pd.factorize(fixes["craft_id"])
        self.settings = settings
        self.slack_km = self._own_slack_km()

    def crafts_with_a_miss(self) -> Bools:
        """Tell which fixes are of a craft that has any step off course."""
        rows = np.arange(len(self.seconds) - 1)
        return np.isin(self.craft, self.craft[rows[self._misses(rows, rows + 1)]])

    def strays(self, length: int) -> Rows:
        """Rows of all branches of that many fixes that are missed on both sides, but not past."""
        first = np.arange(1, len(self.seconds) - length)
        before, last, after = first - 1, first + length - 1, first + length
        missed = self._misses(before, first) & self._misses(last, after)
        first, before, last, after = (rows[missed] for rows in (first, before, last, after))
        least = np.minimum(self._unexplained_km(before, first), self._unexplained_km(last, after))
        past = self._unexplained_km(before, after)
        hit = self._is_judged(before, after, quarters=_PAST_QUARTERS)
        hit &= past < np.maximum(self.slack_km[self.craft[before]], least / 3.0)
        for step in range(length - 1):
            hit &= ~self._misses(first + step, first + step + 1)
        return np.unique(first[hit][:, None] + np.arange(length))

    def _misses(self, a: Rows, b: Rows) -> Bools:
        beyond = self._unexplained_km(a, b) > self.slack_km[self.craft[a]]
        return np.asarray(beyond & self._is_judged(a, b, quarters=_STEP_QUARTERS))

    def _is_judged(self, a: Rows, b: Rows, *, quarters: float) -> Bools:
        """Tell which steps of one craft aloft are too short for more than quarters of a circle."""
        metres_per_s = 1000.0 * self._mean(a, b, self.km_per_s)
        sideways_m_per_s2 = 9.81 * np.tan(np.radians(self.settings.turn_bank_deg))
        quarter_s = np.pi / 2.0 * metres_per_s / sideways_m_per_s2
        brief = self.seconds[b] - self.seconds[a] <= quarters * quarter_s
        return np.asarray(brief & self.aloft[a] & self.aloft[b] & (self.craft[a] == self.craft[b]))

    def _unexplained_km(self, a: Rows, b: Rows) -> Floats:
        """Say how far b is from where the velocities lead, less what a turn explains."""
        seconds = self.seconds[b] - self.seconds[a]
        east, north = self._displacement_km(a, b)
        east = east - self._mean(a, b, self.km_per_s * np.sin(self.course)) * seconds
        north = north - self._mean(a, b, self.km_per_s * np.cos(self.course)) * seconds
        way = self._mean(a, b, self.km_per_s) * seconds
        turn = 1.0 - np.abs(np.cos((self.course[b] - self.course[a]) / 2.0))
        return np.asarray(np.hypot(east, north) - (self.settings.course_factor + turn) * way)

    @staticmethod
    def _mean(a: Rows, b: Rows, values: Floats) -> Floats:
        return np.asarray((values[a] + values[b]) / 2.0)

    def _displacement_km(self, a: Rows, b: Rows) -> tuple[Floats, Floats]:
        degrees_east = (self.lon[b] - self.lon[a] + 180.0) % 360.0 - 180.0
        shrunk = np.cos(np.radians((self.lat[a] + self.lat[b]) / 2.0))
        km_per_degree = np.radians(1.0) * EARTH_RADIUS_KM
        return degrees_east * km_per_degree * shrunk, (self.lat[b] - self.lat[a]) * km_per_degree

    def _own_slack_km(self) -> Floats:
        """Measure each craft by itself: a factor times what 19 in 20 of its steps keep within."""
        rows = np.arange(len(self.seconds) - 1)
        judged = rows[self._is_judged(rows, rows + 1, quarters=_STEP_QUARTERS)]
        missed = pd.Series(self._unexplained_km(judged, judged + 1))
        usual = missed.groupby(self.craft[judged]).quantile(0.95)
        widened = (
            self.settings.own_slack_factor
            * usual.reindex(range(int(self.craft.max()) + 1)).fillna(0.0).to_numpy()
        )
        return np.asarray(np.fmax(self.settings.position_slack_km, widened))
