"""Reach: which airports fit into a gap, how probable a stop at each is, and for how long.

observed   the craft was on the ground at an end of the gap
excluded   the straight way leaves no time for a stop
likely     a stop is likelier than not, `likely_stop_share` at least
possible   everything else

An airport is `ranked` when usual ways over it leave time for a stop and its runway is known. All
others inside the hard limit cannot be excluded either, and say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, distance_km
from skygap.ground import Bools, Rows
from skygap.history import NOWHERE, History
from skygap.in_reach import Atlas, Ways, ways_within
from skygap.limits import allowances_min, limits_of, plausible_km, reach_km
from skygap.ranking import (
    LIGHT_KT,
    LIGHT_SIZE_WEIGHT,
    NO_SCHEDULE_WEIGHT,
    SIZE_WEIGHT,
    End,
    Fields,
    Question,
    Ranked,
    rank,
)
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.tables.fixes import shared_key
from skygap.tables.reachable import REACHABLE
from skygap.tables.schema import conform, empty

RANKED, NOT_EXCLUDED = "ranked", "cannot_be_excluded"

NO_PRISM = frozenset({"identity_mix", "parked"})
"""Ends that may belong to two craft span no prism; a craft that stood is not asked where it was."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _World:
    """What all gaps of a call share."""

    atlas: Atlas
    fields: Fields
    history: History
    settings: Settings


def find_reachable(
    gaps: pd.DataFrame,
    reference: Reference,
    history: History,
    *,
    settings: Settings,
    assumed: Mapping[str, float] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give back judged GAPS with what is said of a stop, and REACHABLE.

    Fills in `stop`, `stop_probability`, `elsewhere_probability` and `reachable_count`. The list of
    a gap ends at `reach_list_max` airports, the weightiest; the count never does. Gaps without
    room for a stop have none; of an open gap the list says where it may have gone next.

    ASSUMED names columns of `limits_of` and what holds in their place for all gaps: the question
    of what would follow if the craft were another. A typical speed is never above the highest.
    """
    asked = _with_limits(gaps, reference.types, assumed or {}, settings=settings)
    airports = reference.airports.table
    world = _World(reference.atlas, _fields(airports, reference.atlas), history, settings)
    own = asked[_is_asked(asked)]
    answers = [_answer(gap, world) for gap in own[list(_ASKED)].to_dict("records")]
    told = pd.DataFrame([a.told for a in answers], columns=list(_TOLD), index=own["gap_id"])
    listed = _laid_out(own, answers, airports, settings) if answers else empty(REACHABLE)
    return _with_stops(gaps, asked, told, settings), listed


_ENDS = ("lat", "lon", "altitude_ft", "track_deg", "vertical_rate_fpm", "on_ground")
_ASKED = (
    "craft_id", "is_open", "duration_min", "distance_km", "probability_landed_unseen",
    "probability_likely_switched_off", "typical_speed_kt", "max_speed_kt", "runway_need_m",
    "runway_width_m", "turnround_typical_min", "extra_min", "length_km",
    *(f"{side}_{name}" for side in ("start", "end") for name in _ENDS),
)  # fmt: skip
"""The columns that one gap is asked by."""

_TOLD = ("stop_probability", "elsewhere_probability", "reachable_count")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is said of one gap (_TOLD), and of the airports that are listed for it."""

    told: tuple[float, float, int]
    rows: Rows
    probability: Floats
    ground_min: Floats
    doubt_min: Floats


def _with_limits(
    gaps: pd.DataFrame, types: pd.DataFrame, assumed: Mapping[str, float], *, settings: Settings
) -> pd.DataFrame:
    """Put beside each gap what its craft can do, and the lengths of way that fit."""
    limits = limits_of(gaps, types, settings=settings).assign(**assumed)
    typical = limits["typical_speed_kt"].clip(upper=limits["max_speed_kt"])
    limits = limits.assign(typical_speed_kt=typical)
    stop = settings.shortest_stop_min
    return gaps.assign(
        **limits,
        limit_speed_kt=limits["max_speed_kt"],
        length_km=reach_km(gaps, limits, settings=settings, stop_min=stop),
        hard_way_km=reach_km(gaps, limits, settings=settings),
        likely_way_km=plausible_km(gaps, limits, settings=settings),
        extra_min=allowances_min(gaps, limits, settings=settings),
    )


def _is_asked(asked: pd.DataFrame) -> Bools:
    stands = asked["is_open"] & asked["start_on_ground"]
    return np.asarray(~(_no_time(asked) | asked["cause"].isin(NO_PRISM) | stands), dtype=bool)


def _no_time(asked: pd.DataFrame) -> pd.Series:
    """Tell where the straight way leaves no time for a stop; never of an open gap."""
    return asked["length_km"].lt(asked["distance_km"]) | asked["length_km"].le(0.0)


def _with_stops(
    gaps: pd.DataFrame, asked: pd.DataFrame, told: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    own = told.reindex(gaps["gap_id"].to_numpy()).set_index(gaps.index).astype("float64")
    likely = own["stop_probability"].ge(settings.likely_stop_share)
    stood = (gaps["start_on_ground"] | gaps["end_on_ground"]) & (gaps["cause"] != "identity_mix")
    stop = np.select(
        [stood, _no_time(asked), likely], ["observed", "excluded", "likely"], "possible"
    )
    return gaps.assign(
        **asked[["limit_speed_kt", "hard_way_km", "likely_way_km"]],
        stop=pd.Series(stop, index=gaps.index, dtype="str"),
        stop_probability=own["stop_probability"].mask(_no_time(asked), 0.0),
        elsewhere_probability=own["elsewhere_probability"],
        reachable_count=own["reachable_count"].fillna(0).astype("int64"),
    )


def _answer(gap: Row, world: _World) -> _Answer:
    """Rank the airports of one gap."""
    question = _question_of(gap)
    ways = _apart_from_ends(gap, _ways(gap, world), world)
    chain = world.history.chain(shared_key(gap["craft_id"]))
    heard = NOWHERE if gap["is_open"] else world.history.heard
    ranked = rank(question, ways, world.fields, chain, heard, settings=world.settings)
    landed = gap["probability_landed_unseen"]
    if not gap["is_open"] and landed > ranked.stop > 0.0:
        ranked = _raised(ranked, landed)
    stop = landed if gap["is_open"] else ranked.stop
    first = _first(ways, ranked, int(world.settings.reach_list_max))
    return _Answer(
        (round(stop, 6), round(ranked.elsewhere, 6), len(ways.rows)),
        ways.rows[first],
        ranked.probability[first],
        ranked.ground_min[first],
        ranked.ground_doubt_min[first],
    )


def _raised(ranked: Ranked, stop: float) -> Ranked:
    """Raise the whole answer to what the signs of a landing show by themselves."""
    factor = stop / ranked.stop
    return Ranked(
        ranked.probability * factor,
        ranked.ground_min,
        ranked.ground_doubt_min,
        ranked.elsewhere * factor,
        stop,
    )


def _ways(gap: Row, world: _World) -> Ways:
    start = (gap["start_lat"], gap["start_lon"])
    if not gap["is_open"]:
        return ways_within(world.atlas, start, (gap["end_lat"], gap["end_lon"]), gap["length_km"])
    hours = world.settings.open_reach_min / 60.0
    radius = (gap["max_speed_kt"] + world.settings.wind_kt) * KM_PER_NAUTICAL_MILE * hours
    return ways_within(world.atlas, start, start, 2.0 * radius)


def _apart_from_ends(gap: Row, ways: Ways, world: _World) -> Ways:
    """Leave out the airport on whose ground an end was seen: the question is where else."""
    place_km = world.settings.same_place_km
    other = ~(gap["start_on_ground"] & (ways.out_km <= place_km))
    other &= ~(gap["end_on_ground"] & (ways.back_km <= place_km))
    return Ways(ways.places[other], ways.rows[other], ways.out_km[other], ways.back_km[other])


def _question_of(gap: Row) -> Question:
    """Ask of one row of GAPS with its limits."""
    speed_kmh = gap["typical_speed_kt"] * KM_PER_NAUTICAL_MILE
    apart = 0.0 if gap["is_open"] else gap["distance_km"]
    return Question(
        start=_end(gap, "start", 1.0),
        end=None if gap["is_open"] else _end(gap, "end", -1.0),
        minutes=gap["duration_min"],
        apart_km=apart,
        speed_kmh=speed_kmh,
        extra_min=gap["extra_min"],
        stand_min=gap["turnround_typical_min"],
        runway_m=gap["runway_need_m"],
        width_m=gap["runway_width_m"],
        is_light=bool(gap["typical_speed_kt"] < LIGHT_KT),
        transmits=1.0 - gap["probability_likely_switched_off"],
    )


def _end(gap: Row, side: str, sign: float) -> End:
    lat, lon, feet, track_deg, rate_fpm, on_ground = (gap[f"{side}_{name}"] for name in _ENDS)
    return End(lat, lon, feet, track_deg, rate_fpm, on_ground, sign)


def _fields(table: pd.DataFrame, atlas: Atlas) -> Fields:
    served = np.where(table["has_schedule"].to_numpy(bool), 1.0, NO_SCHEDULE_WEIGHT)
    return Fields(
        place_of_row=atlas.place_of_row,
        lat=table["lat"].to_numpy(float),
        lon=table["lon"].to_numpy(float),
        elevation_ft=np.nan_to_num(table["elevation_ft"].to_numpy(float)),
        runway_m=table["runway_m"].to_numpy(float),
        width_m=table["runway_width_m"].to_numpy(float),
        size_weight=table["size"].map(SIZE_WEIGHT).to_numpy(float) * served,
        light_weight=table["size"].map(LIGHT_SIZE_WEIGHT).to_numpy(float),
    )


def _first(ways: Ways, ranked: Ranked, most: int) -> np.ndarray:
    """Order the airports: known probability first; those of unknown runway by their nearness."""
    way = ways.out_km + ways.back_km
    known = np.nan_to_num(ranked.probability, nan=-1.0)
    told, unknown = np.flatnonzero(known >= 0), np.flatnonzero(known < 0)
    kept = min(len(unknown), max(most // 4, most - len(told)))
    told = _best(told, -known[told], most - kept)
    unknown = _best(unknown, way[unknown], kept)
    order = np.r_[told, unknown]
    return np.asarray(order[np.lexsort((way[order], -known[order]))])


def _best(rows: Rows, worth: Floats, count: int) -> Rows:
    """Keep so many of the rows that have the least worth."""
    if len(rows) <= count:
        return rows
    return rows[np.argpartition(worth, count)[:count]] if count else rows[:0]


_LAID_OUT = (
    "gap_id", "start_lat", "start_lon", "end_lat", "end_lon", "duration_min", "length_km",
    "likely_way_km",
)  # fmt: skip


def _laid_out(
    asked: pd.DataFrame, answers: list[_Answer], airports: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Lay out the airports of all gaps, of each the most probable first: REACHABLE."""
    counts = [len(answer.rows) for answer in answers]
    gap = asked[list(_LAID_OUT)].iloc[np.repeat(np.arange(len(asked)), counts)]
    gap = gap.reset_index(drop=True)
    rows, probability, ground, doubt = (
        np.concatenate([getattr(answer, name) for answer in answers])
        for name in ("rows", "probability", "ground_min", "doubt_min")
    )
    near = airports.iloc[rows].reset_index(drop=True)
    out = distance_km(gap["start_lat"], gap["start_lon"], near["lat"], near["lon"])
    back = distance_km(near["lat"], near["lon"], gap["end_lat"], gap["end_lon"])
    usual = np.nan_to_num(out + back) <= gap["likely_way_km"].fillna(np.inf)
    told = near.assign(
        gap_id=gap["gap_id"],
        distance_out_km=np.round(out, 1),
        distance_back_km=np.round(back, 1),
        probability=np.round(probability, 6),
        **_bounds(gap, out + back, ground, 1.645 * doubt, settings),
        status=np.where(near["runway_m"].notna() & usual, RANKED, NOT_EXCLUDED),
    )
    return conform(REACHABLE, told)


def _bounds(
    gap: pd.DataFrame, way: Floats, ground: Floats, doubt: Floats, settings: Settings
) -> dict[str, pd.Series]:
    """Say how long the craft can have stood at each airport, and how long by usual ways."""
    speed_km_min = gap["length_km"] / (gap["duration_min"] - settings.shortest_stop_min)
    longest = gap["duration_min"] - way / speed_km_min
    said = {
        "min_ground_min": (longest * 0.0 + ground - doubt).clip(0.0, longest),
        "max_ground_min": longest,
        "ground_min": (longest * 0.0 + ground).clip(0.0, longest),
        "ground_doubt_min": longest * 0.0 + doubt,  # unknown where nothing ends the gap
    }
    return {name: values.round(1) for name, values in said.items()}
