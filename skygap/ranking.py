"""Rank the airports of one gap: how probable a stop at each is, at none of them, and none at all.

One generative model, with every factor relative to what a craft that goes anywhere would show:

prior      visits seen on the ground: this craft <- operator and type <- country <- all <- size
time       what usual ways leave for the ground, against how long craft stand there
heading    the last track leads to the airport, the next one comes from it (von Mises)
height     a descent at the last fix, a climb at the next, and what they leave of the way
runway     what the type needs, softly; unknown lengths count as long enough
silence    others were heard on its ground, as far as this craft transmitted

Against a stop stands the straight way, with the time that it would have taken. METHOD 4.4.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import i0e, ndtr

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, sphere_bearing_deg
from skygap.history import Counts
from skygap.in_reach import Ways
from skygap.settings import Settings

SIZE_WEIGHT = {"large": 1.0, "medium": 0.25, "small": 0.01, "seaplane": 0.001}
"""How often a craft of airline speed stops at each size, before anything is known (assumed)."""

NO_SCHEDULE_WEIGHT = 0.3
"""What is left of that to a field without scheduled flights: bases, business fields (assumed)."""

LIGHT_SIZE_WEIGHT = {"large": 0.5, "medium": 1.0, "small": 0.3, "seaplane": 0.02}
"""The same of a slow craft (assumed)."""

LIGHT_KT = 220.0
"""Slower in cruise is a light aircraft, which uses small fields."""

NEAR_KM = 50.0 * KM_PER_NAUTICAL_MILE

_DOWN_FT_PER_KM, _UP_FT_PER_KM = 155.0, 340.0
"""What descents lose and climbs gain on average, measured from 2,000 to 25,000 ft on real flights:
descents a little flatter than three degrees, climbs twice as steep (docs/method.md)."""

_PROFILE_SPREAD = 0.33
"""Spread of the logarithm of the way that a height leaves, measured on the same flights."""

_LEVEL_FT = 15_000.0
"""Level flight so high means that the descent is still to come; lower it may be vectoring."""

LINED_UP_DEG, LINED_UP_FT = 10.0, 4_000.0
"""Half of those so low and near are lined up with the airport already, or still (assumed)."""

_HEIGHT_FLOOR, _LOW_HEIGHT_FLOOR = 0.02, 0.003
"""Share of the time far from the airport at which a craft climbs or descends so; the second below
20,000 ft, where nobody is on the way to a place far off (assumed)."""

_AIR_DOUBT_MIN, _AIR_DOUBT_SHARE = 5.0, 0.08
"""One standard deviation of the time in the air: holding, winds, vectoring (assumed)."""

_WIND_DOUBT_SHARE = 0.1
"""One standard deviation of how much longer a straight way takes: a head wind of 45 kt is no stop
(assumed)."""

_SURE_KM = 10.0
"""A straight way so short has no direction."""

LOITER_SHARE, LOITER_MIN = 0.25, 90.0
"""Share of flights without a stop that loiter, and for how long: training, patrol (assumed)."""

Stands = tuple[tuple[float, float, float], ...]
"""Components of the time on the ground: share, median in minutes, spread of its logarithm."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a gap: where it was, how high, and how it moved. `sign` is -1 at the next fix."""

    lat: float
    lon: float
    feet: float
    track_deg: float
    rate_fpm: float
    on_ground: bool
    sign: float


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of each airport, by the rows of the table.

    `place_of_row` is that of the atlas.
    """

    place_of_row: npt.NDArray[np.intp]
    lat: Floats
    lon: Floats
    elevation_ft: Floats
    runway_m: Floats
    width_m: Floats
    size_weight: Floats
    light_weight: Floats


@dataclass(frozen=True, slots=True)
class Question:
    """One gap as it is asked: its ends, its minutes (NaN while open) and what its craft needs."""

    start: End
    end: End | None
    minutes: float
    apart_km: float
    speed_kmh: float
    extra_min: float
    stand_min: float
    runway_m: float
    width_m: float
    is_light: bool
    transmits: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """The answer: of each airport its probability and its time on the ground, in minutes.

    `probability` of those whose runway is not known is NaN: their weight is in `elsewhere`. With
    `elsewhere` they add up to `stop`, the probability that there was a stop at all.
    """

    probability: Floats
    ground_min: Floats
    ground_doubt_min: Floats
    elsewhere: float
    stop: float


def rank(
    question: Question,
    ways: Ways,
    fields: Fields,
    chain: list[Counts],
    heard: Counts,
    *,
    settings: Settings,
) -> Ranked:
    """Weigh the airports of WAYS against each other, against elsewhere and against no stop."""
    ground, doubt = _ground_min(question, ways, settings)
    weight = prior(question, ways, fields, chain, settings)
    weight = weight * _evidence(question, ways, fields, settings)
    weight *= _runway(question, ways, fields, settings) * _silence(question, ways, fields, heard)
    weight *= _time(question, ground, doubt)
    total = float(weight.sum())
    against = _no_stop(question, settings)
    share = settings.elsewhere_share
    if question.end is None:
        against, beside = 0.0, share * against
    else:
        against = against * (1.0 - settings.stop_prior_share) / settings.stop_prior_share
        beside = share / (1.0 - share) * total
    whole = total + beside + against
    known = np.isfinite(fields.runway_m[ways.rows])
    probability = weight / whole if whole > 0 else np.zeros(len(weight))
    stop = (total + beside) / whole if whole > 0 else 0.0
    ranked = np.where(known, probability, np.nan)
    return Ranked(ranked, ground, doubt, stop - float(np.nansum(ranked)), stop)


def prior(
    question: Question, ways: Ways, fields: Fields, chain: list[Counts], settings: Settings
) -> Floats:
    """Share of each airport before the gap is looked at; adds up to 1, empty stays empty.

    From size alone, then step by step from the counts of the widest group to those of the craft
    (Dirichlet smoothing): each step counts its own visits among the airports in reach, and what
    the step before says as so many visits more.
    """
    base = fields.light_weight if question.is_light else fields.size_weight
    share = base[ways.rows]
    share = share / share.sum() if len(share) else share
    for step, counts in enumerate(chain):
        own = _among(ways, fields, counts)
        is_craft = step == len(chain) - 1
        before = settings.history_weight_n if is_craft else settings.group_weight_n
        share = (own + before * share) / (own.sum() + before)
    return share


def _among(ways: Ways, fields: Fields, counts: Counts) -> Floats:
    """Spread the counts of some airports over those in reach."""
    rows, n = counts
    own = np.zeros(len(ways.rows))
    if len(rows) and len(own):
        at = np.searchsorted(ways.places, fields.place_of_row[rows])
        at = np.minimum(at, len(own) - 1)
        inside = ways.rows[at] == rows
        own[at[inside]] = n[inside]
    return own


def _ground_min(question: Question, ways: Ways, settings: Settings) -> tuple[Floats, Floats]:
    """Minutes left for the ground by usual ways, and one standard deviation of that."""
    way = settings.detour_share * (ways.out_km + ways.back_km) / question.speed_kmh * 60.0
    doubt = np.hypot(_AIR_DOUBT_MIN, _AIR_DOUBT_SHARE * way)
    return question.minutes - way - question.extra_min, doubt


def _time(question: Question, ground: Floats, doubt: Floats) -> Floats:
    """Density of the time on the ground, per minute; 1 of an open gap, which tells no time."""
    if question.end is None:
        return np.ones(len(ground))
    return stand_density(ground, doubt, question.stand_min)


def stand_density(ground: Floats, doubt: Floats, median_min: float) -> Floats:
    """Density per minute of standing so long, blurred by the doubt on the time in the air.

    A turn-round around the usual one of the type, a longer stay, a night.
    """
    stands: Stands = ((0.5, median_min, 0.4), (0.35, 3.0 * median_min, 0.6), (0.15, 720.0, 0.5))
    minutes = doubt * np.logaddexp(0.0, ground / doubt)  # never below zero, and smoothly so
    fits = ndtr(ground / doubt)  # below zero the usual ways take longer than the gap
    found = np.zeros(len(ground))
    for share, median, spread in stands:
        found += share * fits * _lognormal(minutes, median, np.hypot(spread, doubt / median))
    return found


def _lognormal(x: Floats, median: float, spread: Floats) -> Floats:
    z = np.log(np.maximum(x, 1e-3) / median) / spread
    return np.asarray(np.exp(-0.5 * z**2) / (np.maximum(x, 1.0) * spread * np.sqrt(2.0 * np.pi)))


def _no_stop(question: Question, settings: Settings) -> float:
    """Weight of no stop: of an open gap, of going to no airport that is known."""
    if question.end is None:
        return _profile_of_others(question.start, settings)
    here, there = question.start, question.end
    way = question.apart_km / question.speed_kmh * 60.0
    doubt = float(np.hypot(_AIR_DOUBT_MIN, _WIND_DOUBT_SHARE * way))
    late = question.minutes - settings.detour_share * way
    straight = np.exp(-0.5 * (late / doubt) ** 2) / (doubt * np.sqrt(2.0 * np.pi))
    loiter = np.exp(-max(late, 0.0) / LOITER_MIN) / LOITER_MIN * float(ndtr(late / doubt))
    density = (1.0 - LOITER_SHARE) * straight + LOITER_SHARE * loiter
    for end, other in ((here, there), (there, here)):
        density *= _onward(end, other, question.apart_km, settings)
        density *= _profile_of_others(end, settings)
    return float(density)


def _onward(end: End, other: End, apart_km: float, settings: Settings) -> float:
    """Likelihood of the track at an end of the straight way to the other; 1 without a way."""
    if apart_km <= _SURE_KM:
        return 1.0
    place = np.array([other.lat]), np.array([other.lon])
    return float(_heading(end, *place, np.array([apart_km]), settings)[0])


def _evidence(question: Question, ways: Ways, fields: Fields, settings: Settings) -> Floats:
    """Weigh each airport by what both ends show: headings and heights."""
    lat, lon = fields.lat[ways.rows], fields.lon[ways.rows]
    elevation = fields.elevation_ft[ways.rows]
    said = np.ones(len(ways.rows))
    for end, km in ((question.start, ways.out_km), (question.end, ways.back_km)):
        if end is not None:
            said *= _heading(end, lat, lon, km, settings) * _profile(end, elevation, km, settings)
    return said


def _heading(end: End, lat: Floats, lon: Floats, km: Floats, settings: Settings) -> Floats:
    """Likelihood of the track at an end, given the airport, relative to any direction."""
    if np.isnan(end.track_deg) or end.on_ground:
        return np.ones(len(km))
    way_deg = sphere_bearing_deg(end.lat, end.lon, lat, lon)
    off = np.radians(way_deg - end.track_deg + (0.0 if end.sign > 0 else 180.0))
    leaves = _leaves(end, settings) and end.feet < 10_000.0
    near = np.ones(len(km), bool) if leaves else km <= NEAR_KM
    wide, narrow, lined_up = (
        _around(off, np.radians(spread) ** -2.0)
        for spread in (settings.near_heading_spread_deg, settings.heading_spread_deg, LINED_UP_DEG)
    )
    low = 0.5 * (wide + lined_up) if end.feet < LINED_UP_FT else wide
    told = np.where(near, low, narrow)
    chance = settings.chance_heading_share
    return np.asarray(np.where(km <= 3.0, 1.0, chance + (1.0 - chance) * told))


def _around(off: Floats, kappa: float) -> Floats:
    """Von Mises density relative to that of any direction."""
    return np.asarray(np.exp(kappa * (np.cos(off) - 1.0)) / i0e(kappa))


def _comes_down(end: End, settings: Settings) -> bool:
    """Tell whether an end moves as near the airport: down to it, or up from it after the gap."""
    return bool(-end.sign * end.rate_fpm >= settings.descent_rate_fpm)


def _leaves(end: End, settings: Settings) -> bool:
    """Tell whether it still climbs away before the gap, or already comes down after it."""
    return bool(end.sign * end.rate_fpm >= settings.descent_rate_fpm)


def _profile(end: End, elevation_ft: Floats, km: Floats, settings: Settings) -> Floats:
    """Likelihood of how an end climbs or descends, given the airport.

    Coming down (of the next fix: climbing out) at a height leaves just so much way; level in
    cruise leaves at least that.
    """
    if end.on_ground or np.isnan(end.feet):
        return np.ones(len(km))
    slope = _DOWN_FT_PER_KM if end.sign > 0 else _UP_FT_PER_KM
    wanted = np.maximum(end.feet - elevation_ft, 0.0) / slope
    ratio = np.log((km + 4.0) / (wanted + 4.0))
    if _comes_down(end, settings):
        told = np.exp(-0.5 * (ratio / _PROFILE_SPREAD) ** 2)
        floor = _LOW_HEIGHT_FLOOR if end.feet < 20_000.0 else _HEIGHT_FLOOR
        return np.asarray(floor + (1.0 - floor) * told)
    if end.feet < _LEVEL_FT and not _leaves(end, settings):
        return np.full(len(km), 0.5)
    return np.asarray(np.where(ratio < -0.3, _HEIGHT_FLOOR, 1.0 - _HEIGHT_FLOOR))


def _profile_of_others(end: End, settings: Settings) -> float:
    """Say the same of a craft that comes down to no airport here, or from none."""
    if end.on_ground or np.isnan(end.feet):
        return 1.0
    if _comes_down(end, settings):
        return 0.15
    if end.feet < _LEVEL_FT and not _leaves(end, settings):
        return 0.5
    return 0.85


def _runway(question: Question, ways: Ways, fields: Fields, settings: Settings) -> Floats:
    """Share of what the type does that the runway allows; 1 where its length is not known."""
    metres, width = fields.runway_m[ways.rows], fields.width_m[ways.rows]
    enough = ndtr((metres - question.runway_m) / settings.runway_spread_m)
    narrow = np.where(width < question.width_m, settings.narrow_share, 1.0)
    return np.where(np.isnan(metres), 1.0, np.maximum(enough, 1e-4) * narrow)


def _silence(question: Question, ways: Ways, fields: Fields, heard: Counts) -> Floats:
    """Chance of not being received at each airport, whose ground others were received on.

    Counts only as far as the craft transmitted: one that did not is silent everywhere.
    """
    return np.asarray(1.0 - question.transmits * _among(ways, fields, heard))
