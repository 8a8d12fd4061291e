"""Whether the directions of a track say that its latitudes and longitudes are exchanged.

Where no longitude exceeds 90 degrees the numbers alone cannot say so. But an exchanged track is
the mirror image of the true one, and stated directions do not turn with it. North-east and
south-west are the same in both: a track of these alone shows nothing.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import Floats, turn_deg

_LEAST_STEPS = 10
_MOST_ROWS = 20_000
_LONGEST_STEP = pd.Timedelta(minutes=2)
"""In a longer one a craft may turn."""
_SHORTEST_DEG = 0.003
"""About 300 m: below it rounding makes the direction."""
_FITS_DEG, _CONTRADICTS_DEG = 15.0, 45.0


def runs_across(fixes: pd.DataFrame) -> bool:
    """Tell whether stated directions fit the way of the craft only when places are exchanged."""
    if "track_deg" not in fixes:
        return False
    rows = fixes.sort_values(["craft_id", "timestamp"], kind="stable").head(_MOST_ROWS)
    lat, lon, track = (rows[name].to_numpy() for name in ("lat", "lon", "track_deg"))
    read, exchanged = _courses(lat, lon), _courses(lon, lat)
    told = _is_step(rows, lat, lon) & np.isfinite(track[:-1])
    if told.sum() < _LEAST_STEPS:
        return False
    off = [float(np.median(turn_deg(way, track[:-1])[told])) for way in (read, exchanged)]
    return off[0] > _CONTRADICTS_DEG and off[1] < _FITS_DEG


def _courses(lat: Floats, lon: Floats) -> Floats:
    east = np.diff(lon) * np.cos(np.radians(lat[:-1]))
    return np.degrees(np.arctan2(east, np.diff(lat)))


def _is_step(rows: pd.DataFrame, lat: Floats, lon: Floats) -> npt.NDArray[np.bool_]:
    """Tell between which neighbours one craft moved far enough, and soon enough after."""
    craft = rows["craft_id"].to_numpy()
    is_soon = (rows["timestamp"].diff() <= _LONGEST_STEP).to_numpy()[1:]
    moved = np.hypot(np.diff(lat), np.diff(lon))
    told: npt.NDArray[np.bool_] = (craft[1:] == craft[:-1]) & is_soon & (moved > _SHORTEST_DEG)
    return told & (moved < 90.0)
