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

from skygap.geo import KM_PER_NAUTICAL_MILE, distance_km
from skygap.ground import Bools
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

_NO_PRISM = frozenset({"identity_mix", "parked"})
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
    world = _World(reference.atlas, _fields(airports), history, settings)
    found = [_answer(gap, world) for gap in asked[_is_asked(asked)].to_dict("records")]
    told = pd.DataFrame([each[0] for each in found], columns=list(_TOLD)).set_index("gap_id")
    listed = [each[1] for each in found if len(each[1])]
    table = conform(REACHABLE, pd.concat(listed)) if listed else empty(REACHABLE)
    return _with_stops(gaps, asked, told, settings), table.reset_index(drop=True)


_TOLD = ("gap_id", "stop_probability", "elsewhere_probability", "reachable_count")


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
        extra_min=allowances_min(gaps, limits),
    )


def _is_asked(asked: pd.DataFrame) -> Bools:
    stands = asked["is_open"] & asked["start_on_ground"]
    return np.asarray(~(no_time(asked) | asked["cause"].isin(_NO_PRISM) | stands), dtype=bool)


def no_time(asked: pd.DataFrame) -> pd.Series:
    """Tell where the straight way leaves no time for a stop; never of an open gap."""
    return asked["length_km"].lt(asked["distance_km"]) | asked["length_km"].le(0.0)


def _with_stops(
    gaps: pd.DataFrame, asked: pd.DataFrame, told: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    own = told.reindex(gaps["gap_id"].to_numpy()).set_index(gaps.index).astype("float64")
    likely = own["stop_probability"].ge(settings.likely_stop_share)
    stood = (gaps["start_on_ground"] | gaps["end_on_ground"]) & (gaps["cause"] != "identity_mix")
    stop = np.select(
        [stood, no_time(asked), likely], ["observed", "excluded", "likely"], "possible"
    )
    return gaps.assign(
        **asked[["limit_speed_kt", "hard_way_km", "likely_way_km"]],
        stop=pd.Series(stop, index=gaps.index, dtype="str"),
        stop_probability=own["stop_probability"].mask(no_time(asked), 0.0),
        elsewhere_probability=own["elsewhere_probability"],
        reachable_count=own["reachable_count"].fillna(0).astype("int64"),
    )


def _answer(gap: Row, world: _World) -> tuple[tuple[Any, ...], pd.DataFrame]:
    """Rank the airports of one gap: a row of _TOLD, and its own rows of REACHABLE."""
    question = question_of(gap)
    ways = _apart_from_ends(gap, _ways(gap, world), world)
    chain = world.history.chain(shared_key(gap["craft_id"]))
    heard = NOWHERE if gap["is_open"] else world.history.heard
    ranked = rank(question, ways, world.fields, chain, heard, settings=world.settings)
    landed = gap["probability_landed_unseen"]
    if not gap["is_open"] and landed > ranked.stop > 0.0:
        ranked = _raised(ranked, landed)
    stop = landed if gap["is_open"] else ranked.stop
    told = (gap["gap_id"], round(stop, 4), round(ranked.elsewhere, 4), len(ways.rows))
    return told, _listed(gap, ways, ranked, world)


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
    return Ways(ways.rows[other], ways.out_km[other], ways.back_km[other])


def question_of(gap: Row) -> Question:
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
        flying_min=apart / speed_kmh * 60.0,
        stand_min=gap["turnround_typical_min"],
        runway_m=gap["runway_need_m"],
        width_m=gap["runway_width_m"],
        is_light=bool(gap["typical_speed_kt"] < LIGHT_KT),
        transmits=1.0 - gap["probability_likely_switched_off"],
    )


def _end(gap: Row, side: str, sign: float) -> End:
    return End(
        lat=gap[f"{side}_lat"],
        lon=gap[f"{side}_lon"],
        feet=gap[f"{side}_altitude_ft"],
        track_deg=gap[f"{side}_track_deg"],
        rate_fpm=gap[f"{side}_vertical_rate_fpm"],
        on_ground=gap[f"{side}_on_ground"],
        sign=sign,
    )


def _fields(table: pd.DataFrame) -> Fields:
    served = np.where(table["has_schedule"].to_numpy(bool), 1.0, NO_SCHEDULE_WEIGHT)
    return Fields(
        lat=table["lat"].to_numpy(float),
        lon=table["lon"].to_numpy(float),
        elevation_ft=np.nan_to_num(table["elevation_ft"].to_numpy(float)),
        runway_m=table["runway_m"].to_numpy(float),
        width_m=table["runway_width_m"].to_numpy(float),
        size_weight=table["size"].map(SIZE_WEIGHT).to_numpy(float) * served,
        light_weight=table["size"].map(LIGHT_SIZE_WEIGHT).to_numpy(float),
    )


def _listed(gap: Row, ways: Ways, ranked: Ranked, world: _World) -> pd.DataFrame:
    """Lay out the weightiest airports, the most probable first."""
    first = _first(ways, ranked, int(world.settings.reach_list_max))
    near = world.atlas.index.table.iloc[ways.rows[first]]
    out = distance_km(gap["start_lat"], gap["start_lon"], near["lat"], near["lon"])
    plain = {
        "gap_id": gap["gap_id"],
        "distance_out_km": np.round(out, 1),
        "probability": np.round(ranked.probability[first], 6),
    }
    if gap["is_open"]:
        return near.assign(**plain, status=_statuses(near["runway_m"].notna().to_numpy()))
    back = distance_km(near["lat"], near["lon"], gap["end_lat"], gap["end_lon"])
    return near.assign(
        **plain,
        distance_back_km=np.round(back, 1),
        **_bounds(gap, out + back, ranked, first, world.settings),
        status=_statuses(
            near["runway_m"].notna().to_numpy() & (out + back <= gap["likely_way_km"])
        ),
    )


def _first(ways: Ways, ranked: Ranked, most: int) -> np.ndarray:
    """Order the airports: known probability first; those of unknown runway by their nearness."""
    way = ways.out_km + ways.back_km
    known = np.nan_to_num(ranked.probability, nan=-1.0)
    order = np.lexsort((way, -known))
    if len(order) <= most:
        return np.asarray(order)
    unknown = order[known[order] < 0]
    kept = min(len(unknown), most // 4)
    return np.asarray(np.r_[order[: most - kept], unknown[:kept]])


def _statuses(is_ranked: Bools) -> np.ndarray:
    return np.asarray(np.where(is_ranked, RANKED, NOT_EXCLUDED))


def _bounds(
    gap: Row, way: np.ndarray, ranked: Ranked, first: np.ndarray, settings: Settings
) -> dict[str, np.ndarray]:
    """Say how long the craft can have stood at each airport, and how long by usual ways."""
    speed_km_min = gap["length_km"] / (gap["duration_min"] - settings.shortest_stop_min)
    longest = gap["duration_min"] - way / speed_km_min
    usual, doubt = ranked.ground_min[first], 1.645 * ranked.ground_doubt_min[first]
    usual = np.clip(usual, 0.0, longest)
    return {
        "min_ground_min": np.round(np.clip(ranked.ground_min[first] - doubt, 0.0, longest), 1),
        "max_ground_min": np.round(longest, 1),
        "ground_min": np.round(usual, 1),
        "ground_doubt_min": np.round(doubt, 1),
    }
