"""Ways: which fixes of one address one craft can have sent, when several send at once.

Fixes are put, in order of time, on the way that leads to them: where speed and direction of its
last fix lead, without a step that is impossible for cleaning. A fix that no way can lead to begins
another. Whether a way is a craft is judged in `crafts.py`.
"""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats
from skygap.jumps import Steps
from skygap.settings import Settings

Rows = npt.NDArray[np.intp]

RECKONED_S = 600.0
"""Speed and direction foretell nothing after ten minutes; then only the last place counts."""

_MOST_OPEN = 8
"""Ways that may go on at a time: bounds the work on noise."""
_OTHER_NAME_KM, _OTHER_HEIGHT_KM = 20.0, 50.0
"""How much further off a way counts whose callsign or height is another."""
_STEADY_S = 10.0
"""So long another velocity counts even where two craft meet and their places tell nothing."""
_LEVEL_FT, _CLIMB_FT_PER_S = 500.0, 100.0
"""A height is another when no climb or descent leads to it in the time between."""
_KM_PER_DEGREE = 111.2


class Ways:
    """The fixes of one address, and which way leads to each."""

    def __init__(self, track: pd.DataFrame, settings: Settings) -> None:
        self.steps = Steps(track, settings)
        self.slack_km = settings.position_slack_km
        self.seconds = self.steps.seconds.tolist()
        self.lat, self.lon = self.steps.lat.tolist(), self.steps.lon.tolist()
        east, north = velocities(track)
        self.east, self.north = east.tolist(), north.tolist()
        self.height = track["altitude_ft"].tolist()
        self.callsign = track["callsign"].tolist()

    def led(self, firsts: Rows, lasts: Rows) -> Rows | None:
        """Put each fix on a way, run by run; None when they lead nowhere: it is noise."""
        ends: dict[int, int] = {}
        sizes: dict[int, int] = {}
        owner = np.empty(int(lasts[-1]) + 1, dtype=np.intp)
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            way = self._leading_to(first, ends)
            way = len(sizes) if way is None else way
            ends[way], sizes[way] = last, sizes.get(way, 0) + last - first + 1
            owner[first : last + 1] = way
            if len(ends) > _MOST_OPEN:
                del ends[min(ends, key=lambda each: (sizes[each], ends[each]))]
            if len(sizes) > 3 * _MOST_OPEN + len(firsts) // 10:
                return None
        return owner

    def _leading_to(self, row: int, ends: dict[int, int]) -> int | None:
        """Choose the way that leads nearest to a fix; None when it is impossible from each."""
        missed = {way: self._missed_km(end, row) for way, end in ends.items()}
        for way in sorted(missed, key=missed.__getitem__):
            if missed[way] <= self.slack_km or self._is_possible(ends[way], row):
                return way
        return None

    def _is_possible(self, a: int, b: int) -> bool:
        return bool(self.steps.excess_km(np.array([a]), np.array([b]))[0] == 0)

    def _missed_km(self, a: int, b: int) -> float:
        """Say how far a fix is from where the way leads, more when height or name are others."""
        seconds = self.seconds[b] - self.seconds[a]
        missed = self._unreckoned_km(a, b, seconds)
        if self.callsign[a] != self.callsign[b] and self.callsign[a] and self.callsign[b]:
            missed += _OTHER_NAME_KM
        if abs(self.height[b] - self.height[a]) > _LEVEL_FT + _CLIMB_FT_PER_S * seconds:
            missed += _OTHER_HEIGHT_KM
        return missed

    def _unreckoned_km(self, a: int, b: int, seconds: float) -> float:
        """Say how much of a step the velocities at its ends leave open, more when they differ."""
        degrees = (self.lon[b] - self.lon[a] + 180.0) % 360.0 - 180.0
        east = degrees * _KM_PER_DEGREE * math.cos(math.radians(self.lat[b]))
        north = (self.lat[b] - self.lat[a]) * _KM_PER_DEGREE
        told = [end for end in (a, b) if not math.isnan(self.east[end])]
        if seconds > RECKONED_S or not told:
            return math.hypot(east, north)
        missed = [
            math.hypot(east - self.east[end] * seconds, north - self.north[end] * seconds)
            for end in told
        ]
        first, last = told[0], told[-1]
        turned = math.hypot(
            self.east[last] - self.east[first], self.north[last] - self.north[first]
        )
        return sum(missed) / len(missed) + _STEADY_S * turned


def velocities(fixes: pd.DataFrame) -> tuple[Floats, Floats]:
    """Kilometres a second to the east and to the north; NaN where speed or direction is unknown."""
    km_per_s = fixes["ground_speed_kt"].to_numpy() * KM_PER_NAUTICAL_MILE / 3600.0
    course = np.radians(fixes["track_deg"].to_numpy())
    still = km_per_s == 0
    return (
        np.where(still, 0.0, km_per_s * np.sin(course)),
        np.where(still, 0.0, km_per_s * np.cos(course)),
    )
