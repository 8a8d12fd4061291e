"""Blocks: the cells and heights where a silent craft must have been.

A craft that vanishes in the air is somewhere ahead of its last fix for the first minutes, and
somewhere behind its next fix for the last ones; between two ends that only a straight way can
join, it was on that way. The cell in which it was last heard is left out: there it was heard.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, WGS84, Floats, great_circle
from skygap.settings import Settings
from skygap.spread import Rows, spread
from skygap.transits import SAMPLE_KM, bands_of, cells_of

BLOCK_KM = 185.2
"""100 nautical miles: blocks as long as this are heard by receivers of their own."""

_STEPS = 12
"""Points ahead of an end: a jet, and a ship in its longer time, misses few cells between them."""

START, END, BETWEEN = "start", "end", "between"
COLUMNS = ["gap", "block", "number", "cell", "band"]


def blocks_of(gaps: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Give for GAPS the cells of their blocks: columns gap (row), block, number, cell, band.

    A gap has at most one block `start`, one `end` and any number `between`, told apart by number.
    It has none where both ends are on the ground or without height, speed or direction.
    """
    parts = [_edge(gaps, side, settings) for side in (START, END)] + [_between(gaps, settings)]
    points = pd.concat(parts, ignore_index=True)
    cells = points.assign(
        cell=cells_of(points["lat"], points["lon"]), band=bands_of(points["feet"])
    )
    return cells[cells["cell"] != cells["own_cell"]][COLUMNS].drop_duplicates(ignore_index=True)


def _edge(gaps: pd.DataFrame, side: str, settings: Settings) -> pd.DataFrame:
    """Follow each craft for some minutes past its last fix, or back before its next one."""
    names = ("lat", "lon", "altitude_ft", "ground_speed_kt", "track_deg")
    ends = gaps[[f"{side}_{name}" for name in names]].to_numpy(float)
    known = ~np.isnan(ends).any(axis=1) & ~gaps[f"{side}_on_ground"].to_numpy(bool)
    rows = np.flatnonzero(known)
    minutes = np.arange(1, _STEPS + 1) * settings.block_min / _STEPS
    gap, after = np.repeat(rows, len(minutes)), np.tile(minutes, len(rows))
    lat, lon, feet, speed, track = ends[gap].T
    sign = 1.0 if side == START else -1.0
    km = speed * KM_PER_NAUTICAL_MILE / 60.0 * after
    ahead = track if side == START else track + 180.0
    lon_then, lat_then, _ = WGS84.fwd(lon, lat, ahead, km * 1000.0)
    climb = np.nan_to_num(gaps[f"{side}_vertical_rate_fpm"].to_numpy(float))[gap]
    longest = gaps["duration_min"].fillna(np.inf).to_numpy()[gap]
    points = _points(gap, lat_then, lon_then, np.maximum(feet + sign * climb * after, 0.0))
    own = cells_of(lat, lon)
    return points.assign(block=side, number=0, own_cell=own)[after <= longest]


def _between(gaps: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Follow the straight way, where the craft had no time for any other."""
    rows = np.flatnonzero(_is_direct(gaps, settings))
    counts = np.maximum(gaps["distance_km"].to_numpy()[rows] // SAMPLE_KM, 0).astype(np.intp)
    owner, order = spread(counts)
    gap, number = rows[owner], ((order + 1) * SAMPLE_KM / BLOCK_KM).astype(np.intp)
    share = (order + 1.0) / (counts[owner] + 1.0)
    a, b = (gaps[[f"{side}_lat", f"{side}_lon"]].to_numpy()[gap].T for side in (START, END))
    lat, lon = great_circle(a[0], a[1], b[0], b[1], share)
    first, last = (gaps[f"{side}_altitude_ft"].to_numpy()[gap] for side in (START, END))
    points = _points(gap, lat, lon, first + share * (last - first))
    return points.assign(block=BETWEEN, number=number, own_cell=0)


def _is_direct(gaps: pd.DataFrame, settings: Settings) -> npt.NDArray[np.bool_]:
    speeds = gaps[["start_ground_speed_kt", "end_ground_speed_kt"]]
    own = speeds.mean(axis=1).fillna(settings.unknown_speed_kt)
    heights = gaps[["start_altitude_ft", "end_altitude_ft"]].notna().all(axis=1)
    straight = gaps["implied_speed_kt"] * settings.detour_factor >= own
    return np.asarray(straight & heights & ~gaps["is_open"])


def _points(gap: Rows, lat: Floats, lon: Floats, feet: Floats) -> pd.DataFrame:
    return pd.DataFrame({"gap": gap, "lat": lat, "lon": lon, "feet": feet})
