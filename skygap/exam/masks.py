"""What is hidden from the judge: which rows of fixes are taken away, and why they would be missing.

A mask is a run of rows of one craft, `first` to before `last`, with the truth about the gap that
it leaves: one of CAUSES. Nothing here looks at what the judge would say.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.exam.material import Rows, clock_ms, craft_ends, flights_seen
from skygap.geo import Floats, haversine_km
from skygap.places import PlaceIndex, nearest
from skygap.settings import Settings

Bools = npt.NDArray[np.bool_]

SWITCHED_OFF, COVERAGE = "likely_switched_off", "out_of_coverage"
LANDED, ARTEFACT = "landed_unseen", "feed_artefact"

LEAD_MIN, TAIL_MIN = 3.0, 1.0
"""So long a flight is heard at least before its mask, and after it unless the mask is open."""

SHORTEST_MIN, LONGEST_MIN = 12.0, 240.0
HIGH_FT = 20_000.0
"""Above this nobody lands, so what is hidden there did not land."""

BLIND_KM = 90.0
"""Radius of a planted hole in reception: a jet is lost in it for longer than the threshold."""

LOWEST_CUT_FT, HIGHEST_CUT_FT = 500.0, 8_000.0
_LANDS_BELOW_FT = 1_500.0
_COMES_FROM_FT = 9_000.0


def switch_offs(fixes: pd.DataFrame, *, is_open: bool, rng: np.random.Generator) -> pd.DataFrame:
    """Take a block out of each flight that is long enough; OPEN: everything of the craft after it.

    Truth: it was switched off.
    """
    seen = flights_seen(fixes)
    long = seen[seen["minutes"] >= LEAD_MIN + SHORTEST_MIN + TAIL_MIN]
    chance = rng.random((2, len(long)))
    room = long["minutes"].to_numpy() - LEAD_MIN - SHORTEST_MIN - TAIL_MIN
    begin = LEAD_MIN + chance[0] * room
    longest = np.minimum(long["minutes"].to_numpy() - begin - TAIL_MIN, LONGEST_MIN)
    until = begin + SHORTEST_MIN + chance[1] * (longest - SHORTEST_MIN)
    first = _rows_at(fixes, long, begin)
    last = craft_ends(fixes)[first] if is_open else _rows_at(fixes, long, until)
    kind = "switched off, open" if is_open else "switched off"
    return _masks(kind, SWITCHED_OFF, first, last)


def landings(
    fixes: pd.DataFrame, airports: PlaceIndex, *, rng: np.random.Generator, settings: Settings
) -> pd.DataFrame:
    """Hide what is lower than a random height, from the descent to the next climb through it.

    Truth: it landed unseen. Only flights that are heard down to a field count.
    """
    found = []
    ends, height = craft_ends(fixes), _height_ft(fixes, airports, settings)
    for first, last in flights_seen(fixes)[["first", "last"]].to_numpy():
        own = height[first:last]
        if not (own[-1] <= _LANDS_BELOW_FT and own.max() >= _COMES_FROM_FT):
            continue
        cut = rng.uniform(LOWEST_CUT_FT, HIGHEST_CUT_FT)
        lost = first + int(np.flatnonzero(own >= cut)[-1]) + 1
        again = np.flatnonzero(height[last : ends[first]] >= cut)
        found.append((lost, last + int(again[0]) if len(again) else ends[first]))
    rows = np.array(found, dtype=np.int64).reshape(-1, 2)
    return _masks("landing", LANDED, rows[:, 0], rows[:, 1])


def outage(fixes: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    """Take away what any craft sent in 12 to 60 minutes that begin while somebody is in the air.

    Truth: the feed stopped. Only who was in the air when it began has a mask with it.
    """
    ms = clock_ms(fixes)
    begin = ms[rng.integers(len(ms))] if len(ms) else 0
    end = begin + rng.uniform(SHORTEST_MIN, 60.0) * 60_000.0
    runs = _runs((ms > begin) & (ms <= end), fixes)
    before = np.maximum(runs["first"].to_numpy() - 1, 0)
    same = _same_craft(fixes, before, runs["first"].to_numpy())
    aloft = ~fixes["on_ground"].to_numpy()[before]
    was_there = same & aloft & (begin - ms[before] <= 60_000)
    return _masks("outage", ARTEFACT, *runs.to_numpy().T).assign(counts=was_there)


def blind_spot(fixes: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    """Take away what any craft sent in one circle.

    Truth: nobody is received there. Only who crossed it high up counts: others may have landed.
    """
    high = np.flatnonzero(fixes["altitude_ft"].to_numpy() >= HIGH_FT)
    centre = fixes.iloc[high[rng.integers(len(high))]] if len(high) else None
    if centre is None:
        return _masks("blind spot", COVERAGE, high, high).assign(counts=False)
    km = haversine_km(fixes["lat"], fixes["lon"], centre["lat"], centre["lon"])
    runs = _runs(np.asarray(km <= BLIND_KM), fixes)
    lowest = [
        fixes["altitude_ft"].iloc[first:last].fillna(0.0).min() for first, last in runs.to_numpy()
    ]
    before = np.maximum(runs["first"].to_numpy() - 1, 0)
    same = _same_craft(fixes, before, runs["first"].to_numpy())
    counted = same & (np.array(lowest, dtype=float) >= HIGH_FT)
    return _masks("blind spot", COVERAGE, *runs.to_numpy().T).assign(counts=counted)


def hidden_rows(masks: pd.DataFrame, count: int) -> Rows:
    """List the rows, of so many, that masks take away."""
    step = np.zeros(count + 1, dtype=np.int64)
    np.add.at(step, masks["first"].to_numpy(np.int64), 1)
    np.add.at(step, masks["last"].to_numpy(np.int64), -1)
    return np.flatnonzero(np.cumsum(step)[:count] > 0)


def _masks(kind: str, truth: str, first: Rows, last: Rows) -> pd.DataFrame:
    return pd.DataFrame({"kind": kind, "truth": truth, "first": first, "last": last})


def _rows_at(fixes: pd.DataFrame, flights: pd.DataFrame, minutes: Floats) -> Rows:
    """Tell for each flight the first row at least so many minutes after its beginning."""
    ms = clock_ms(fixes)
    bounds = flights[["first", "last"]].to_numpy()
    rows = [
        first + np.searchsorted(ms[first:last], ms[first] + minute * 60_000.0)
        for (first, last), minute in zip(bounds, minutes, strict=True)
    ]
    return np.array(rows, dtype=np.int64)


def _height_ft(fixes: pd.DataFrame, airports: PlaceIndex, settings: Settings) -> Floats:
    """Tell the height of each fix above the nearest field; 0 on the ground, else unknown if far."""
    rows, _ = nearest(
        airports, fixes["lat"], fixes["lon"], count=1, within_km=settings.near_airport_km
    )
    elevation = airports.table["elevation_ft"].fillna(0.0).to_numpy(float)
    field = np.where(rows[:, 0] >= 0, np.r_[elevation, 0.0][rows[:, 0]], 0.0)
    return np.where(fixes["on_ground"], 0.0, fixes["altitude_ft"].to_numpy() - field)


def _runs(hidden: Bools, fixes: pd.DataFrame) -> pd.DataFrame:
    """Find the runs of hidden rows within each craft: first row, and row after the last."""
    craft = pd.factorize(fixes["craft_id"])[0]
    joined = hidden[1:] & hidden[:-1] & (craft[1:] == craft[:-1])
    first = np.flatnonzero(hidden & ~np.r_[False, joined][: len(hidden)])
    last = np.flatnonzero(hidden & ~np.r_[joined, False][: len(hidden)]) + 1
    return pd.DataFrame({"first": first, "last": last})


def _same_craft(fixes: pd.DataFrame, one: Rows, other: Rows) -> Bools:
    craft = fixes["craft_id"].to_numpy()
    return np.asarray((one < other) & (craft[one] == craft[other]), dtype=bool)
