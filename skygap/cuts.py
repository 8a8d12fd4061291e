"""Where one leg ends and the next begins.

cut on the ground     the craft stood: a long enough stand between two flights, a long silence on
                      the ground, or two stands at different places; fixes received while it
                      stood still belong to neither leg
cut in the air        a landing nobody saw: more time than the way, a descent, a stop and a climb
                      need; with no descent before and climb after, half as much again
no cut                all else: a change of callsign, a gap in cruise flown straight, a touch-and-go
"""

import numpy as np
import pandas as pd

from skygap.gaps import gap_starts, vertical_rates
from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, distance_km
from skygap.ground import Bools, Rows, Runs, find_runs
from skygap.settings import Settings


def leg_starts(fixes: pd.DataFrame, on_ground: Bools, *, settings: Settings) -> Rows:
    """Row numbers at which a new leg begins; the first row of every craft is among them.

    Takes kept FIXES ordered by craft and time with their ground state.
    """
    if fixes.empty:
        return np.empty(0, dtype=np.intp)
    runs = find_runs(fixes, on_ground)
    gaps = gap_starts(fixes, settings=settings)
    at_rest, aloft = on_ground[gaps] & on_ground[gaps + 1], ~on_ground[gaps] & ~on_ground[gaps + 1]
    cuts = np.r_[
        runs.first[runs.starts_craft],
        _cut_stands(fixes, gaps[at_rest], settings) + 1,
        _cut_unseen_landings(fixes, gaps[aloft], settings) + 1,
    ]
    return np.unique(np.r_[cuts, _cut_ground_runs(fixes, runs, cuts, settings)])


def _cut_stands(fixes: pd.DataFrame, gaps: Rows, settings: Settings) -> Rows:
    """Find the gaps between two ground fixes that part two legs."""
    minutes, far = _hop(fixes, gaps)
    return gaps[(minutes > settings.ground_gap_min) | (far > settings.same_place_km)]


def _cut_unseen_landings(fixes: pd.DataFrame, gaps: Rows, settings: Settings) -> Rows:
    """Find the gaps between two airborne fixes that are too long and slow to be one flight."""
    minutes, far = _hop(fixes, gaps)
    own_speed = _own_speed(fixes, gaps, settings)
    travel = settings.detour_factor * far / (own_speed * KM_PER_NAUTICAL_MILE) * 60.0
    need = np.maximum(
        settings.shortest_stop_min + _climb_minutes(fixes, gaps, settings),
        settings.unseen_landing_min,
    )
    signs = _descends_and_climbs(fixes, gaps, settings)
    margin = np.where(signs, 1.0, settings.cruise_margin)
    return gaps[minutes - travel >= need * margin]


def _descends_and_climbs(fixes: pd.DataFrame, gaps: Rows, settings: Settings) -> Bools:
    down = vertical_rates(fixes, gaps, before=True) <= -settings.descent_rate_fpm
    up = vertical_rates(fixes, gaps + 1, before=False) >= settings.descent_rate_fpm
    return np.asarray(down & up)


def _climb_minutes(fixes: pd.DataFrame, gaps: Rows, settings: Settings) -> Floats:
    """Minutes to come down from the last height and up to the next one."""
    altitude = np.nan_to_num(fixes["altitude_ft"].to_numpy()).clip(min=0.0)
    return np.asarray((altitude[gaps] + altitude[gaps + 1]) / settings.climb_rate_fpm)


def _own_speed(fixes: pd.DataFrame, gaps: Rows, settings: Settings) -> Floats:
    """Speed of the craft at the ends of each gap, knots: the mean of what is known."""
    speed = fixes["ground_speed_kt"].to_numpy()
    ends = np.stack([speed[gaps], speed[gaps + 1]])
    ends = np.where(ends >= settings.flying_speed_kt, ends, np.nan)
    known = ~np.isnan(ends)
    total = np.where(known, ends, 0.0).sum(axis=0)
    count = known.sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), settings.unknown_speed_kt)


def _hop(fixes: pd.DataFrame, rows: Rows) -> tuple[Floats, Floats]:
    """Minutes and kilometres from each row to the next."""
    minutes = fixes["timestamp"].astype("int64").to_numpy() / 60_000.0
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    far = distance_km(lat[rows], lon[rows], lat[rows + 1], lon[rows + 1])
    return minutes[rows + 1] - minutes[rows], far


def _cut_ground_runs(fixes: pd.DataFrame, runs: Runs, cuts: Rows, settings: Settings) -> Rows:
    """Cut each stand beside a flight where the craft came to rest and where it moved on.

    The silences before and after the ground fixes belong to the stand, as far as the way leaves
    time. Where a gap has cut already, the rest around it is cut off on both sides, or nothing.
    """
    ends_craft = np.r_[runs.starts_craft[1:], True]
    firsts = np.where(runs.starts_craft, runs.first, runs.first - 1)  # from the last fix in the air
    lasts = np.where(ends_craft, runs.last, runs.last + 1)
    known, found = np.sort(cuts), [np.empty(0, dtype=np.intp)]
    for run in np.flatnonzero(runs.on_ground & ~(runs.starts_craft & ends_craft)):
        first, last = firsts[run], lasts[run]
        if first == last:
            continue
        stand, hops = fixes.iloc[first : last + 1], np.arange(last - first)
        pauses = _pauses(stand, hops, settings)
        if pauses.sum() < settings.ground_stand_min:
            continue
        rest = first + _rest(stand, hops, pauses, settings) + 1
        if not _any_within(known, first + 1, last) or _any_within(known, rest[0], rest[-1]):
            found.append(rest)
    return np.concatenate(found)


def _any_within(cuts: Rows, first: int, last: int) -> bool:
    """Tell whether any of the sorted cuts lies between two rows, these included."""
    return bool(np.searchsorted(cuts, first) < np.searchsorted(cuts, last, side="right"))


def _pauses(fixes: pd.DataFrame, hops: Rows, settings: Settings) -> Floats:
    """Minutes of each hop from touch-down to take-off, less the flying in the first and last."""
    minutes, far = _hop(fixes, hops)
    edges = np.array([0, len(hops) - 1])
    flying = far[edges] / (_own_speed(fixes, hops[edges], settings) * KM_PER_NAUTICAL_MILE) * 60.0
    minutes[edges] -= np.minimum(flying, minutes[edges])
    return minutes


def _rest(fixes: pd.DataFrame, hops: Rows, pauses: Floats, settings: Settings) -> Rows:
    """Find the first and the last hop of the longest rest; one hop if that alone is longest."""
    _, far = _hop(fixes, hops)
    speed = far / KM_PER_NAUTICAL_MILE / np.maximum(pauses / 60.0, 1e-6)
    still = speed < settings.standing_speed_kt
    still[[0, -1]] = False  # these hops lead through the air
    stretch = np.cumsum(~still)
    rests = np.bincount(stretch[still], weights=pauses[still]) if still.any() else np.zeros(1)
    longest = int(pauses.argmax())
    if rests.max() < pauses[longest]:
        return hops[[longest]]
    return hops[np.flatnonzero(still & (stretch == rests.argmax()))[[0, -1]]]
