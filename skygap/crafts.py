"""Crafts: several that send under one address at once get a key and a track each.

A way (`ways.py`) is another craft only when it was heard by turns with the longest one many times,
at steps that one craft cannot fly; when one craft can have flown it as its speeds say; and when it
is no false copy of the longest: it has a callsign, a height, a ground state or a motion of its own.
Scattered jumps, a way that runs parallel, the same path at other times, and a receiver that is
deceived into standing or circling have none of these. What is not told apart is left to cleaning.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import EARTH_RADIUS_KM, Floats, haversine_km
from skygap.jumps import Steps
from skygap.settings import Settings
from skygap.tables.fixes import FIXES, FURTHER
from skygap.tables.schema import ordered
from skygap.tables.ships import is_ship
from skygap.ways import Rows, Ways, velocities

Bools = npt.NDArray[np.bool_]

_TURNED = 0.3
"""By this share of its length a step may miss where velocities lead: craft turn."""
_JUDGED_S = 60.0
"""Whether a way was flown is judged over so long at least."""
_LIKE_VELOCITY = 0.15
"""A copy repeats the velocities of the first; others differ by more than this share of theirs."""
_PARTS_KM = 20.0
"""A copy keeps its distance; two that part by more than this, and twofold, are no copies."""
_JOINED_S = 300.0
"""Between fixes this near in time place and height are taken as even."""
_MOST_JUDGED = 16
"""So many of the longest ways can be craft: bounds the work on noise."""
_SAMPLE, _PATH_STEP_KM = 300, 3.0
"""How finely a way is compared with the path of another."""


def separate(fixes: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Give what a second and further craft sent under one address keys of its own: X#2, X#3.

    Takes FIXES ordered by craft and time and gives them back so. The craft that was heard first
    keeps the key, so later files change no number.
    """
    numbers = np.ones(len(fixes), dtype=np.intp)
    for first, last in _suspects(fixes, settings):
        numbers[first:last] = _numbers(fixes.iloc[first:last], settings)
    if (numbers == 1).all():
        return fixes
    further = fixes["craft_id"] + FURTHER + pd.Series(numbers, index=fixes.index).astype("str")
    return ordered(FIXES, fixes.assign(craft_id=fixes["craft_id"].where(numbers == 1, further)))


def _suspects(fixes: pd.DataFrame, settings: Settings) -> list[tuple[int, int]]:
    """First row and row after the last of each craft with many impossible steps."""
    crafts, _ = pd.factorize(fixes["craft_id"])
    rows = np.flatnonzero(crafts[1:] == crafts[:-1])
    bad = rows[Steps(fixes, settings).excess_km(rows, rows + 1) > 0]
    counts = np.bincount(crafts[bad], minlength=int(crafts.max(initial=-1)) + 1)
    suspects = np.flatnonzero(counts > 2 * settings.stray_crossings_max)
    firsts = np.searchsorted(crafts, suspects)
    return list(zip(firsts, np.searchsorted(crafts, suspects, side="right"), strict=True))


def _numbers(track: pd.DataFrame, settings: Settings) -> Rows:
    """Tell the number of the craft that sent each fix: 1 throughout when there is only one.

    Whole runs first, which is fast and shows whether there can be a second craft; then fix by
    fix, because a run may hold fixes of two craft that came close.
    """
    ways = Ways(track, settings)
    every = np.arange(len(track))
    cuts = np.flatnonzero(ways.steps.excess_km(every[:-1], every[1:]) > 0) + 1
    runs = ways.led(np.r_[0, cuts], np.r_[cuts, len(track)] - 1)
    numbers = np.ones(len(track), dtype=np.intp)
    if runs is None or not _crafts(track, ways.steps, runs, settings, flown=0.0):
        return numbers
    owner = ways.led(every, every)
    if owner is None:
        return numbers
    crafts = _crafts(track, ways.steps, owner, settings, flown=settings.one_way_probability)
    for number, way in enumerate(crafts, 1):
        numbers[owner == way] = number
    return numbers


def _by_turns(steps: Steps, owner: Rows, settings: Settings) -> list[int]:
    """Name the ways heard by turns with the longest one, at steps impossible for one craft."""
    found = []
    main, *others = np.argsort(-np.bincount(owner), kind="stable")[:_MOST_JUDGED].tolist()
    for way in others:
        rows = np.flatnonzero((owner == main) | (owner == way))
        turns = np.flatnonzero(np.diff(owner[rows]) != 0)
        impossible = steps.excess_km(rows[turns], rows[turns + 1]) > 0
        if impossible.sum() > 2 * settings.stray_crossings_max:
            found.append(way)
    return found


def _crafts(
    track: pd.DataFrame, steps: Steps, owner: Rows, settings: Settings, *, flown: float
) -> list[int]:
    """Name the ways that are craft, first heard first; empty when there is one craft only.

    `flown` is the share of steps that must lead where the velocities say.
    """
    if is_ship(track).all():
        return _ships(owner, settings)
    main = int(np.bincount(owner).argmax())
    first = track[owner == main]
    crafts = [
        way
        for way in _by_turns(steps, owner, settings)
        if _is_another(track[owner == way], first, settings, flown=flown)
    ]
    order = sorted([main, *crafts], key=lambda way: int(np.argmax(owner == way)))
    return order if crafts else []


def _ships(owner: Rows, settings: Settings) -> list[int]:
    """Name the ways that are ships of their own, first heard first; empty for one ship only.

    Ships are heard hours apart and send no height, so a way need only be long enough: that no ship
    can have gone from the others to it was seen at each of its beginnings. It may be a ship with a
    wrong number or a false position; the warning says both.
    """
    counts = np.bincount(owner)
    found = np.flatnonzero(counts > 2 * settings.stray_crossings_max)
    order = sorted(found.tolist(), key=lambda way: int(np.argmax(owner == way)))
    return order if len(order) > 1 else []


def _is_another(
    way: pd.DataFrame, first: pd.DataFrame, settings: Settings, *, flown: float
) -> bool:
    """Tell whether a way is a craft of its own and no false copy of the first."""
    share = _flown_share(way, settings)
    own, then = _at_once(way, first)
    if share < flown or len(own) <= settings.stray_crossings_max:
        return False
    if _other_callsign(own, then, settings):
        return True
    if _same_path(way, first, settings):
        return False
    leads_far = not np.isnan(share) and _extent_km(own) >= settings.own_way_km
    return (
        _other_state(own, then)
        or _other_height(own, first, settings)
        or (leads_far and _other_velocity(own, then, settings))
        or (leads_far and _parts(own, first, settings))
    )


def _flown_share(way: pd.DataFrame, settings: Settings) -> float:
    """Say what share of a way leads where its velocities say; NaN where they say too little.

    It is judged over a minute and more: within seconds the slack would hide a frozen position.
    """
    seconds = _seconds(way)
    later = np.searchsorted(seconds, seconds + _JUDGED_S)
    rows = np.flatnonzero(later < len(seconds))
    a, b = rows, later[rows]
    steps = np.diff(seconds)
    moved = [(each[:-1] + each[1:]) / 2.0 * steps for each in velocities(way)]
    east, north = (_summed(each)[b] - _summed(each)[a] for each in moved)
    unknown = _summed(np.isnan(moved[0]))
    known = (unknown[b] == unknown[a]) & (seconds[b] - seconds[a] <= _JOINED_S)
    if known.sum() <= settings.stray_crossings_max:
        return float("nan")
    missed = _beside_km(way, a[known], b[known], east[known], north[known])
    allowed = settings.position_slack_km + _TURNED * np.hypot(east, north)[known]
    return float((missed <= allowed).mean())


def _summed(steps: Floats) -> Floats:
    """Sum up steps along a way, the unknown ones as nothing."""
    return np.asarray(np.r_[0.0, np.cumsum(np.nan_to_num(steps))], float)


def _beside_km(way: pd.DataFrame, a: Rows, b: Rows, east_km: Floats, north_km: Floats) -> Floats:
    """Say how far each later fix is from so many kilometres east and north of the earlier one."""
    lat, lon = way["lat"].to_numpy(), way["lon"].to_numpy()
    led_lat = lat[a] + np.degrees(north_km / EARTH_RADIUS_KM)
    shrunk = np.maximum(np.cos(np.radians((lat[a] + lat[b]) / 2.0)), 0.01)
    led_lon = lon[a] + np.degrees(east_km / EARTH_RADIUS_KM) / shrunk
    return haversine_km(led_lat, led_lon, lat[b], lon[b])


def _other_callsign(way: pd.DataFrame, then: pd.DataFrame, settings: Settings) -> bool:
    own, others = way["callsign"].to_numpy(), then["callsign"].to_numpy()
    known = (own != "") & (others != "")
    enough = known.sum() > settings.stray_crossings_max
    return bool(enough and (own != others)[known].mean() > 0.5)


def _other_state(way: pd.DataFrame, then: pd.DataFrame) -> bool:
    """Tell whether one of the two is on the ground while the other flies, most of the time."""
    return bool((way["on_ground"].to_numpy() != then["on_ground"].to_numpy()).mean() > 0.5)


def _other_height(way: pd.DataFrame, first: pd.DataFrame, settings: Settings) -> bool:
    known = first[first["altitude_ft"].notna()]
    apart = np.abs(way["altitude_ft"].to_numpy() - _at(way, known, known["altitude_ft"].to_numpy()))
    apart = apart[~np.isnan(apart)]
    enough = len(apart) > settings.stray_crossings_max
    return bool(enough and np.median(apart) > settings.other_height_ft)


def _parts(way: pd.DataFrame, first: pd.DataFrame, settings: Settings) -> bool:
    """Tell whether a way is no copy that runs beside the first all the while."""
    apart = _apart_km(way, first)
    if len(apart) <= settings.stray_crossings_max:
        return False
    near, far = np.quantile(apart, [0.1, 0.9])
    return bool(near > settings.wrong_cell_km or (far > 2.0 * near and far - near > _PARTS_KM))


def _apart_km(way: pd.DataFrame, first: pd.DataFrame) -> Floats:
    """Say how far a way is from the first, where that was heard before and after."""
    lon = np.unwrap(first["lon"].to_numpy(), period=360.0)
    there = _at(way, first, first["lat"].to_numpy()), _at(way, first, lon)
    apart = haversine_km(way["lat"].to_numpy(), way["lon"].to_numpy(), *there)
    return apart[~np.isnan(apart)]


def _other_velocity(way: pd.DataFrame, then: pd.DataFrame, settings: Settings) -> bool:
    (east, north), (their_east, their_north) = velocities(way), velocities(then)
    differ = np.hypot(east - their_east, north - their_north)
    known = ~np.isnan(differ)
    other = differ[known] > _LIKE_VELOCITY * np.hypot(east, north)[known]
    return bool(known.sum() > settings.stray_crossings_max and other.mean() > 0.5)


def _same_path(way: pd.DataFrame, first: pd.DataFrame, settings: Settings) -> bool:
    """Tell whether a way that moves lies on the path of the first, at whatever times."""
    if _extent_km(way) <= settings.airport_km:
        return False
    lat, lon = _path(first)
    some = way.iloc[np.linspace(0, len(way) - 1, min(len(way), _SAMPLE)).astype(np.intp)]
    own = some["lat"].to_numpy()[:, None], some["lon"].to_numpy()[:, None]
    nearest = haversine_km(*own, lat[None, :], lon[None, :]).min(axis=1)
    return bool((nearest <= settings.same_place_km).mean() >= settings.one_way_probability)


def _path(fixes: pd.DataFrame) -> tuple[Floats, Floats]:
    """Give places along the path of fixes, one every few kilometres."""
    lat, lon = fixes["lat"].to_numpy(), np.unwrap(fixes["lon"].to_numpy(), period=360.0)
    steps = haversine_km(lat[:-1], lon[:-1], lat[1:], lon[1:])
    along = np.r_[0.0, np.cumsum(steps)]
    places = np.linspace(0.0, along[-1], min(int(along[-1] / _PATH_STEP_KM) + 2, 20_000))
    return np.interp(places, along, lat), np.interp(places, along, lon)


def _extent_km(fixes: pd.DataFrame) -> float:
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    return float(haversine_km(lat[0], lon[0], lat, lon).max())


def _at_once(way: pd.DataFrame, first: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Pair fixes of a way with those of the first that are nearest in time, where they are near."""
    own, times = _seconds(way), _seconds(first)
    later = np.minimum(np.searchsorted(times, own), len(times) - 1)
    before = np.maximum(later - 1, 0)
    nearest = np.where(np.abs(own - times[before]) <= np.abs(times[later] - own), before, later)
    near = np.abs(own - times[nearest]) <= _JOINED_S
    return way[near], first.iloc[nearest[near]]


def _at(way: pd.DataFrame, first: pd.DataFrame, values: Floats) -> Floats:
    """Give the values of the first way at the times of a way; NaN where it was silent around."""
    if len(first) < 2:
        return np.full(len(way), np.nan)
    own, times = _seconds(way), _seconds(first)
    later = np.clip(np.searchsorted(times, own), 1, len(times) - 1)
    heard = (own >= times[0]) & (own <= times[-1])
    heard &= times[later] - times[later - 1] <= _JOINED_S
    return np.where(heard, np.interp(own, times, values), np.nan)


def _seconds(fixes: pd.DataFrame) -> Floats:
    return np.asarray(fixes["timestamp"].astype("int64").to_numpy() / 1000.0)
