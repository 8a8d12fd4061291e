"""Ends of flights whose airport is seen in the data, and where they are cut to hide it.

What is known of an end is known without the rule that is examined: the craft is on the ground of a
field, or going down to one (up from one) within 500 ft of its height, and no other field is near.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from skygap.exam.masks import HIGH_FT
from skygap.exam.material import clock_ms
from skygap.gaps import vertical_rates
from skygap.geo import Floats
from skygap.ground import Bools, Rows, find_runs
from skygap.places import PlaceIndex, nearest
from skygap.settings import Settings

HEIGHTS_FT = (2_000.0, 5_000.0, 10_000.0, 15_000.0, 25_000.0)
"""Above the field; METHOD 3.3 cuts landings there."""

SEEN, CRUISE = "as it was heard", "in cruise"
SEEN_FT, SEEN_KM = 500.0, 5.0
"""Three degrees lead down from 500 ft in 3 km; a runway begins up to 2 km from a field's point."""

ON_FIELD_KM = 3.0
"""So far reach the grounds of the largest fields."""

APART, APART_KM = 2.0, 5.0
"""An end is known only where any other field is so many times as far away, and so far at least."""


@dataclass(frozen=True, slots=True)
class Flown:
    """Kept fixes, and the first and last row of each flight in them."""

    fixes: pd.DataFrame
    first: Rows
    last: Rows


def flown(fixes: pd.DataFrame, flights: pd.Series) -> Flown:
    """Take kept FIXES and the id of the flight of each, empty where there is none."""
    rows = pd.Series(np.arange(len(fixes))).groupby(flights.to_numpy()).agg(["min", "max"])
    own = rows[rows.index != ""].sort_values("min").to_numpy(np.intp).reshape(-1, 2)
    return Flown(fixes, own[:, 0], own[:, 1])


def known_ends(seen: Flown, airports: PlaceIndex, *, settings: Settings) -> pd.DataFrame:
    """Find the ends whose airport is seen: is_arrival, first, last, truth, elevation_ft.

    `first` and `last` are the rows of the flight; an arrival is known at the last.
    """
    sides = (True, False)
    known = [_known_on(seen, airports, is_arrival=side, settings=settings) for side in sides]
    return pd.concat(known, ignore_index=True)


def _known_on(
    seen: Flown, airports: PlaceIndex, *, is_arrival: bool, settings: Settings
) -> pd.DataFrame:
    at = seen.last if is_arrival else seen.first
    end = seen.fixes.iloc[at]
    fields, far = nearest(airports, end["lat"], end["lon"], count=2, within_km=APART * SEEN_KM)
    found = airports.table.iloc[np.maximum(fields[:, 0], 0)]
    elevation = np.nan_to_num(found["elevation_ft"].to_numpy(float))
    low = end["altitude_ft"].to_numpy() - elevation <= SEEN_FT
    low &= _moves(seen.fixes, at, is_arrival=is_arrival, settings=settings)
    on_ground = end["on_ground"].to_numpy(bool)
    known = np.where(on_ground, far[:, 0] <= ON_FIELD_KM, low & (far[:, 0] <= SEEN_KM))
    known &= far[:, 1] > np.maximum(APART * far[:, 0], APART_KM)
    truth = {"truth": found["ident"].to_numpy(), "elevation_ft": elevation}
    ends = {"is_arrival": is_arrival, "first": seen.first, "last": seen.last}
    return pd.DataFrame(ends | truth)[known]


def _moves(fixes: pd.DataFrame, at: Rows, *, is_arrival: bool, settings: Settings) -> Bools:
    """Tell whether the craft comes down to its end, or climbs from its beginning."""
    rate = vertical_rates(fixes, at, before=is_arrival)
    return np.asarray((-rate if is_arrival else rate) >= settings.level_rate_fpm)


def cuts_of(
    fixes: pd.DataFrame, ends: pd.DataFrame, *, settings: Settings, rng: np.random.Generator
) -> pd.DataFrame:
    """Say where each of ENDS is cut: kind, row, and its columns; the end as it was heard is one.

    The row is the last that is left of an arrival, the first of a departure. An end has no cut at
    a height that was not flown, or that was passed unheard.
    """
    found = [
        (n, kind, row)
        for n, (is_arrival, first, last, _, elevation_ft) in enumerate(ends.itertuples(index=False))
        for kind, row in _cuts(
            fixes,
            _towards_field(first, last, is_arrival=is_arrival),
            elevation_ft,
            settings,
            rng,
        )
    ]
    cuts = pd.DataFrame(found, columns=["end", "kind", "row"])
    return cuts.join(ends.reset_index(drop=True), on="end").drop(columns="end")


def cut_words(height_ft: float) -> str:
    """Name a cut by its height above the field."""
    return f"cut at {height_ft:,.0f} ft"


def _towards_field(first: int, last: int, *, is_arrival: bool) -> Rows:
    rows = np.arange(first, last + 1)
    return rows if is_arrival else rows[::-1]


def _cuts(
    fixes: pd.DataFrame,
    rows: Rows,
    elevation_ft: float,
    settings: Settings,
    rng: np.random.Generator,
) -> list[tuple[str, int]]:
    """Cut one end; its rows lead towards the field."""
    own = fixes.iloc[rows]
    height = np.where(own["on_ground"], 0.0, own["altitude_ft"].to_numpy() - elevation_ft)
    cuts = [(SEEN, int(rows[-1]))]
    passed = ((ft, _passes(height, ft)) for ft in HEIGHTS_FT)
    cuts += [(cut_words(ft), int(rows[at])) for ft, at in passed if at]
    slow = (own["vertical_rate_fpm"].abs() < settings.level_rate_fpm).to_numpy()
    level = rows[(height >= HIGH_FT) & slow]
    return [*cuts, (CRUISE, int(rng.choice(level)))] if len(level) else cuts


def _passes(height: Floats, limit_ft: float) -> int:
    """Find where heights come below a limit for good; 0 where they do not, or pass it unheard."""
    above = np.flatnonzero(height >= limit_ft)
    below = int(above[-1]) + 1 if len(above) else 0
    is_heard = 0 < below < len(height) and height[below] >= limit_ft / 2.0
    return below if is_heard else 0


def rest_errors_s(fixes: pd.DataFrame, cuts: pd.DataFrame, *, settings: Settings) -> Floats:
    """Seconds from each end to when the craft was seen to come to rest, or to leave its rest.

    At rest is who sends standing speeds for long enough to end a leg, judged by these alone. NaN
    for ends in the air, and where no rest was seen or a silence lies between.
    """
    row, rest = cuts["row"].to_numpy(np.intp), _rests(fixes, cuts, settings)
    known = np.nan_to_num(rest).astype(np.intp)
    ms = clock_ms(fixes)
    silences = np.r_[0, np.cumsum(np.diff(ms) > settings.gap_threshold_min * 60_000.0)]
    is_seen = ~np.isnan(rest) & (silences[row] == silences[known])
    return np.where(is_seen, np.abs(ms[known] - ms[row]) / 1000.0, np.nan)


def _rests(fixes: pd.DataFrame, cuts: pd.DataFrame, settings: Settings) -> Floats:
    """Row at which the longest rest around each end begins, of a departure ends; NaN for none."""
    on_ground = fixes["on_ground"].to_numpy(bool)
    stay, row = _run_of_row(fixes, on_ground), cuts["row"].to_numpy(np.intp)
    stands = _stands(fixes, settings)
    longest = stands.assign(stay=stay[stands["first"]]).sort_values("minutes")
    longest = longest.drop_duplicates("stay", keep="last").set_index("stay")
    own = longest.reindex(np.where(on_ground[row], stay[row], -1))
    rest = own["first"].where(cuts["is_arrival"].to_numpy(bool), own["last"])
    return np.asarray(rest, dtype=float)


def _stands(fixes: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    still = fixes["on_ground"] & (fixes["ground_speed_kt"] < settings.standing_speed_kt)
    runs = find_runs(fixes, still.to_numpy(bool))
    ms = clock_ms(fixes)
    minutes = (ms[runs.last] - ms[runs.first]) / 60_000.0
    table = pd.DataFrame({"first": runs.first, "last": runs.last, "minutes": minutes})
    return table[runs.on_ground & (minutes >= settings.ground_stand_min)]


def _run_of_row(fixes: pd.DataFrame, state: Bools) -> Rows:
    runs = find_runs(fixes, state)
    return np.repeat(np.arange(len(runs.first)), runs.last - runs.first + 1)
