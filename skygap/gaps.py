"""Gaps: consecutive fixes of one craft strictly further apart in time than the threshold.

A gap says *not received* and nothing more. Every gap carries both of its ends; a gap after which
no fix of an airborne craft was loaded is open. A craft last heard on the ground has no open gap:
standing still is not a question.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.accuracy import own_accuracy
from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, distance_km
from skygap.settings import Settings
from skygap.tables.gaps import GAPS
from skygap.tables.schema import conform, row_id

RATE_WINDOW_S = 120.0
"""Climb and descent at an end are judged over two minutes (METHOD 1.5 C)."""

ACCURACY_S = 300.0
"""How sure a craft was of its place is asked of the five minutes at an end (METHOD 1.5 A3)."""

_END_NAMES = ("registration", "typecode", "provider")
_END_COLUMNS = ("lat", "lon", "altitude_ft", "on_ground", "ground_speed_kt", "track_deg")


def find_gaps(fixes: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Find every gap of kept FIXES ordered by craft and time; GAPS without any judgement.

    An empty result means that no silence was longer than the threshold and that every craft was
    last heard on the ground.
    """
    starts = gap_starts(fixes, settings=settings)
    last = _open_ends(fixes)
    rows = np.sort(np.r_[starts, last])
    gaps = _with_ends(fixes, rows, is_open=np.isin(rows, last)).assign(
        reports_before=reports_before(fixes, rows, settings=settings)
    )
    return conform(GAPS, _measured(gaps))


def gap_starts(fixes: pd.DataFrame, *, settings: Settings) -> npt.NDArray[np.intp]:
    """Row numbers of the fixes after which the same craft is not heard for over the threshold."""
    milliseconds = fixes["timestamp"].astype("int64").to_numpy()
    crafts = fixes["craft_id"].to_numpy()
    silent = np.diff(milliseconds) > settings.gap_threshold_min * 60_000.0
    return np.flatnonzero(silent & (crafts[1:] == crafts[:-1]))


def vertical_rates(
    fixes: pd.DataFrame, rows: npt.NDArray[np.intp], *, before: bool
) -> npt.NDArray[np.float64]:
    """Mean climb in feet per minute over the two minutes that end (or begin) at each row.

    Reported rates in the air where there are any, else the slope of the altitude; NaN without
    either.
    """
    window = window_bounds(fixes, rows, before=before, seconds=RATE_WINDOW_S)
    aloft = fixes["vertical_rate_fpm"].mask(fixes["on_ground"]).to_numpy(float)
    reported = _window_mean(aloft, *window)
    return np.where(np.isnan(reported), _altitude_slope(fixes, *window), reported)


def reports_before(
    fixes: pd.DataFrame, rows: npt.NDArray[np.intp], *, settings: Settings
) -> npt.NDArray[np.int64]:
    """Count the fixes of the craft in the minutes that end at each row, that one included."""
    first, last = window_bounds(fixes, rows, before=True, seconds=settings.before_min * 60.0)
    return np.asarray(last - first + 1, dtype=np.int64)


def window_bounds(
    fixes: pd.DataFrame, rows: npt.NDArray[np.intp], *, before: bool, seconds: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """First and last row of the window that ends (or begins) at each row; never leaves the craft.

    Takes FIXES ordered by craft and time.
    """
    heard = fixes["timestamp"].astype("int64").to_numpy() / 1000.0
    crafts = pd.factorize(fixes["craft_id"])[0]
    span = float(np.ptp(heard)) + seconds + 1.0 if len(heard) else 1.0
    clock = heard - (heard.min() if len(heard) else 0.0) + crafts * span
    if before:
        return np.searchsorted(clock, clock[rows] - seconds), rows
    return rows, np.searchsorted(clock, clock[rows] + seconds, side="right") - 1


def _open_ends(fixes: pd.DataFrame) -> npt.NDArray[np.intp]:
    if fixes.empty:
        return np.empty(0, dtype=np.intp)
    crafts = fixes["craft_id"].to_numpy()
    is_last = np.r_[crafts[1:] != crafts[:-1], True]
    return np.flatnonzero(is_last & ~fixes["on_ground"].to_numpy())


def _with_ends(
    fixes: pd.DataFrame, rows: npt.NDArray[np.intp], *, is_open: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    first = fixes.iloc[rows].reset_index(drop=True)
    following = np.minimum(rows + 1, max(len(fixes) - 1, 0))
    then = fixes.iloc[following].reset_index(drop=True)
    gaps = first.rename(columns={"timestamp": "start_time"}).assign(
        is_open=is_open,
        end_time=then["timestamp"].mask(is_open),
        end_is_stale=then["is_stale"].mask(is_open, other=False),
        start_vertical_rate_fpm=vertical_rates(fixes, rows, before=True),
        end_vertical_rate_fpm=pd.Series(vertical_rates(fixes, following, before=False)).mask(
            is_open
        ),
        gap_id=_gap_ids(first),
        **{f"end_{name}": then[name].mask(is_open, other="") for name in _END_NAMES},
        **_end_accuracies(fixes, rows, following, is_open=is_open),
    )
    for name in _END_COLUMNS:
        unknown = False if name == "on_ground" else np.nan
        gaps[f"start_{name}"] = first[name]
        gaps[f"end_{name}"] = then[name].mask(is_open, other=unknown)
    return gaps


def _end_accuracies(
    fixes: pd.DataFrame,
    rows: npt.NDArray[np.intp],
    following: npt.NDArray[np.intp],
    *,
    is_open: npt.NDArray[np.bool_],
) -> dict[str, Floats]:
    """Find the worst `nic` and `nac_p` of the five minutes before each gap and after it.

    NaN where the craft told none of its own positions in the air.
    """
    before = window_bounds(fixes, rows, before=True, seconds=ACCURACY_S)
    after = window_bounds(fixes, following, before=False, seconds=ACCURACY_S)
    found = {}
    for name, told in own_accuracy(fixes).items():
        found[f"start_{name}"] = _window_least(told, *before)
        found[f"end_{name}"] = np.where(is_open, np.nan, _window_least(told, *after))
    return found


def _measured(gaps: pd.DataFrame) -> pd.DataFrame:
    minutes = (gaps["end_time"] - gaps["start_time"]).dt.total_seconds() / 60.0
    far = pd.Series(np.nan, index=gaps.index)
    closed = ~gaps["is_open"]
    ends = gaps.loc[closed, ["start_lat", "start_lon", "end_lat", "end_lon"]].to_numpy(float).T
    far[closed] = distance_km(*ends) if ends.size else np.empty(0)
    speed = far / KM_PER_NAUTICAL_MILE / (minutes / 60.0)
    return gaps.assign(duration_min=minutes, distance_km=far, implied_speed_kt=speed)


def _gap_ids(first: pd.DataFrame) -> list[str]:
    moments = first["timestamp"].astype("int64")
    return [row_id("gap", c, t) for c, t in zip(first["craft_id"], moments, strict=True)]


def _window_mean(values: Floats, first: npt.NDArray[np.intp], last: npt.NDArray[np.intp]) -> Floats:
    known = ~np.isnan(values)
    totals = np.r_[0.0, np.cumsum(np.where(known, values, 0.0))]
    counts = np.r_[0, np.cumsum(known)]
    count = counts[last + 1] - counts[first]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(count > 0, (totals[last + 1] - totals[first]) / count, np.nan)


def _window_least(
    values: Floats, first: npt.NDArray[np.intp], last: npt.NDArray[np.intp]
) -> Floats:
    """Find the least known value from `first` to `last`; NaN where none is."""
    if not len(first):
        return np.empty(0)
    windows = np.column_stack([first, last + 1]).ravel()
    return np.asarray(np.fmin.reduceat(np.r_[values, np.nan], windows)[::2])


def _altitude_slope(
    fixes: pd.DataFrame, first: npt.NDArray[np.intp], last: npt.NDArray[np.intp]
) -> Floats:
    altitude = fixes["altitude_ft"].to_numpy()
    minutes = fixes["timestamp"].astype("int64").to_numpy() / 60_000.0
    span = minutes[last] - minutes[first]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(span > 0, (altitude[last] - altitude[first]) / span, np.nan)
