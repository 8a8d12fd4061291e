"""Cases of the exam of reach: seen stops, hidden at three depths, and flights without one.

Each is hidden by itself, alone and from cleaned fixes, and asked as any gap is. That the craft was
seen on the ground of that very stop is taken out of what is known of its visits.

below 10,000 ft   what is lower, around the stop (M1 of METHOD 4.7)
cruise            from the top of climb before it to the top of descent after it (M2)
50 NM             from 50 NM out to 50 NM back (M3: what was seen of the anchor case)
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from skygap.analysis import judge
from skygap.exam.marks import in_halves, set_size
from skygap.exam.masks import switch_offs
from skygap.exam.material import Rows, cleaned, told_apart
from skygap.gaps import find_gaps
from skygap.geo import KM_PER_NAUTICAL_MILE, haversine_km
from skygap.history import NOWHERE, History, history_of
from skygap.legs import split_legs
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.tables.cases import REACH_CASES
from skygap.tables.schema import conform, empty, ordered
from skygap.tables.transits import TRANSITS

LOW, CRUISE, FAR, NO_STOP = "below 10,000 ft", "cruise", "50 NM", "no stop"
LOW_FT = 10_000.0
FAR_KM = 50.0 * KM_PER_NAUTICAL_MILE
LEVEL_SHARE = 0.95
"""The top of climb and of descent: where so much of the greatest height is reached."""


@dataclass(frozen=True, slots=True)
class _Flown:
    """Cleaned fixes with the legs in them, and the first and last row of each leg."""

    fixes: pd.DataFrame
    legs: pd.DataFrame
    first: Rows
    last: Rows
    reference: Reference
    history: History


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What is taken away of one craft, rows `first` to before `last`, around a stop at `truth`."""

    kind: str
    truth: str
    first: int
    last: int
    ground_min: float
    legs: tuple[int, ...]


def reach_cases(
    fixes: pd.DataFrame, reference: Reference, *, settings: Settings, seed: int
) -> pd.DataFrame:
    """Hide the stops that FIXES show, and stretches of flights without one: REACH_CASES."""
    seen = _flown(fixes, reference, settings=settings)
    rng = np.random.default_rng(seed)
    asked = [
        *(_case(seen, hidden, settings=settings) for hidden in _stops(seen)),
        *(_case(seen, hidden, settings=settings) for hidden in _no_stops(seen, rng)),
    ]
    found = [each for each in asked if each is not None]
    if not found:
        return empty(REACH_CASES)
    cases = conform(REACH_CASES, pd.concat(found, ignore_index=True))
    return ordered(REACH_CASES, in_halves(cases, seed=seed))


def _flown(fixes: pd.DataFrame, reference: Reference, *, settings: Settings) -> _Flown:
    kept = cleaned(told_apart(fixes, settings=settings), settings=settings)
    legs, leg_of_fix = split_legs(kept, reference.airports, settings=settings)
    rows = pd.Series(np.arange(len(kept))).groupby(leg_of_fix.to_numpy()).agg(["min", "max"])
    own = rows.reindex(legs["leg_id"]).to_numpy(np.int64)
    table = pd.DataFrame(legs.drop(columns="geometry")).reset_index(drop=True)
    history = _unheard(table, reference)
    return _Flown(kept, table, own[:, 0], own[:, 1], reference, history)


def _unheard(legs: pd.DataFrame, reference: Reference) -> History:
    """Count visits; who was received on which ground says nothing of what is hidden by hand."""
    return replace(history_of(legs, reference), heard=NOWHERE)


def _stops(seen: _Flown) -> Iterator[_Hidden]:
    """Find flights that end, seen, on the ground of an airport where the next one begins."""
    legs = seen.legs
    follows = legs["craft_id"].eq(legs["craft_id"].shift(-1))
    there = legs["destination_ident"].eq(legs["origin_ident"].shift(-1))
    known = legs["destination_kind"].eq("observed") & legs["origin_kind"].shift(-1).eq("observed")
    flights = legs["leg_kind"].eq("flight") & legs["leg_kind"].shift(-1).eq("flight")
    for at in np.flatnonzero(follows & there & known & flights):
        for kind, first, last in _depths(seen, int(at)):
            truth = legs["destination_ident"].iloc[at]
            stood = _ground_min(seen, int(at))
            yield _Hidden(kind, truth, first, last, stood, (int(at), int(at) + 1))


def _ground_min(seen: _Flown, at: int) -> float:
    """Minutes from the first fix on the ground to the last before it flew again."""
    rows = np.arange(seen.first[at], seen.last[at + 1] + 1)
    on_ground = seen.fixes["on_ground"].to_numpy(bool)[rows]
    middle = seen.last[at] - seen.first[at]
    aloft = np.flatnonzero(~on_ground)
    before, after = aloft[aloft <= middle], aloft[aloft > middle]
    if not len(before) or not len(after):
        return float("nan")
    times = seen.fixes["timestamp"].iloc[rows[[before[-1], after[0]]]]
    return float((times.iloc[1] - times.iloc[0]).total_seconds() / 60.0)


def _depths(seen: _Flown, at: int) -> Iterator[tuple[str, int, int]]:
    """Say what is hidden at each depth that both flights allow."""
    before = np.arange(seen.first[at], seen.last[at] + 1)
    after = np.arange(seen.first[at + 1], seen.last[at + 1] + 1)
    feet = np.nan_to_num(seen.fixes["altitude_ft"].to_numpy(float))
    high = [rows[feet[rows] >= LOW_FT] for rows in (before, after)]
    if all(map(len, high)):
        yield LOW, int(high[0][-1]) + 1, int(high[1][0])
    tops = [rows[feet[rows] >= LEVEL_SHARE * feet[rows].max()] for rows in (before, after)]
    both_cruise = min(feet[before].max(), feet[after].max()) > LOW_FT
    if both_cruise and max(feet[before[0]], feet[after[-1]]) < LOW_FT:
        yield CRUISE, int(tops[0][0]) + 1, int(tops[1][-1])
    away = [_km_from(seen, rows, end) for rows, end in ((before, before[0]), (after, after[-1]))]
    if away[0][-1] > FAR_KM and away[1][0] > FAR_KM:
        out, back = (np.flatnonzero(km <= FAR_KM) for km in away)
        yield FAR, int(before[out[-1]]) + 1, int(after[back[0]])


def _km_from(seen: _Flown, rows: Rows, end: int) -> np.ndarray:
    lat, lon = (seen.fixes[c].to_numpy(float) for c in ("lat", "lon"))
    return haversine_km(lat[rows], lon[rows], lat[end], lon[end])


def _no_stops(seen: _Flown, rng: np.random.Generator) -> Iterator[_Hidden]:
    """Hide a stretch of each flight that is seen all the way: it did not land there."""
    for row in switch_offs(seen.fixes, is_open=False, rng=rng).itertuples():
        yield _Hidden(NO_STOP, "", int(row.first), int(row.last), float("nan"), ())


def _case(seen: _Flown, hidden: _Hidden, *, settings: Settings) -> pd.DataFrame | None:
    """Ask the gap that is left; none where what is hidden is too short for one."""
    craft = seen.fixes["craft_id"].to_numpy()
    own = np.flatnonzero(craft == craft[hidden.first])
    left = seen.fixes.iloc[own[(own < hidden.first) | (own >= hidden.last)]]
    gaps = find_gaps(left.reset_index(drop=True).assign(leg_id=""), settings=settings)
    lost = seen.fixes["timestamp"].iloc[hidden.first - 1]
    gap = gaps[(gaps["start_time"] == lost) & ~gaps["is_open"]]
    if gap.empty or gap["start_on_ground"].iloc[0] or gap["end_on_ground"].iloc[0]:
        return None
    history = _known_visits(seen, hidden)
    said = judge(gap, empty(TRANSITS), seen.reference, history=history, settings=settings)
    return _told(said.gaps.iloc[0], said.reachable, hidden)


def _known_visits(seen: _Flown, hidden: _Hidden) -> History:
    """Count the visits that are known beside the hidden stop."""
    if not hidden.legs:
        return seen.history
    ends = {"destination_kind": hidden.legs[:1], "origin_kind": hidden.legs[1:]}
    legs = seen.legs.assign(
        **{
            name: seen.legs[name].mask(seen.legs.index.isin(rows), "")
            for name, rows in ends.items()
        }
    )
    return _unheard(legs, seen.reference)


def _told(gap: pd.Series, reachable: pd.DataFrame, hidden: _Hidden) -> pd.DataFrame:
    """Lay what was said beside the truth."""
    ranks = reachable[reachable["probability"].notna()].reset_index(drop=True)
    at = reachable[reachable["ident"] == hidden.truth]
    place = np.flatnonzero(ranks["ident"] == hidden.truth)
    truth_country = at["country"].iloc[0] if len(at) else ""
    countries = ranks.groupby("country")["probability"].sum()
    row = {
        "kind": hidden.kind,
        "craft_id": gap["craft_id"],
        "start_time": gap["start_time"],
        "duration_min": gap["duration_min"],
        "truth": hidden.truth,
        "ident": ranks["ident"].iloc[0] if len(ranks) else "",
        "probability": ranks["probability"].iloc[0] if len(ranks) else 0.0,
        "truth_place": int(place[0]) + 1 if len(place) else 0,
        "truth_probability": at["probability"].fillna(0.0).iloc[0] if len(at) else 0.0,
        "truth_status": at["status"].iloc[0] if len(at) else "",
        "squares": float((ranks["probability"] ** 2).sum()),
        "stop": gap["stop"],
        "stop_probability": gap["stop_probability"],
        "elsewhere_probability": gap["elsewhere_probability"],
        "set_size": set_size(ranks["probability"]),
        "country_right": bool(len(countries) and countries.idxmax() == truth_country),
        "ground_min": hidden.ground_min,
        "ground_said_min": at["ground_min"].iloc[0] if len(at) else np.nan,
        "ground_doubt_min": at["ground_doubt_min"].iloc[0] if len(at) else np.nan,
        "reachable_count": gap["reachable_count"],
        "nearest_ident": _nearest(reachable),
    }
    return pd.DataFrame([row])


def _nearest(reachable: pd.DataFrame) -> str:
    """Name the field nearest to the last fix, as a simpler rule would."""
    if reachable.empty:
        return ""
    return str(reachable.loc[reachable["distance_out_km"].idxmin(), "ident"])
