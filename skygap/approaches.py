"""Low approaches and touch-and-goes: events inside a leg that end nothing.

A craft that comes down low over a field and climbs away again, without a stand that would end the
leg, was not landing there for good. With positions on the ground between it touched down; without
it may have, or passed low: a low approach is all that can be said. Heights are by pressure altitude
and may be off by some hundred feet.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import Floats
from skygap.places import PlaceIndex, nearest
from skygap.settings import Settings
from skygap.tables.approaches import APPROACHES, LOW_APPROACH, TOUCH_AND_GO
from skygap.tables.schema import conform, empty, ordered

Bools = npt.NDArray[np.bool_]


def find_approaches(
    fixes: pd.DataFrame, airports: PlaceIndex, *, settings: Settings
) -> pd.DataFrame:
    """Find APPROACHES in kept FIXES with judged ground state and `leg_id`, ordered by craft, time.

    The take-off and the landing of a leg are none. Empty without airports, and for craft that were
    never low over one.
    """
    flown = fixes[fixes["leg_id"] != ""].reset_index(drop=True)
    if flown.empty or airports.table.empty:
        return empty(APPROACHES)
    field, height = _over_fields(flown, airports, settings)
    runs = _low_runs(flown, height, settings)
    found = [_event(flown, runs == run, field, height) for run in _inner(flown, runs, settings)]
    if not found:
        return empty(APPROACHES)
    table = pd.DataFrame(found)
    idents = airports.table["ident"].to_numpy()[table["field"]]
    return ordered(APPROACHES, conform(APPROACHES, table.assign(ident=idents)))


def _over_fields(
    fixes: pd.DataFrame, airports: PlaceIndex, settings: Settings
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Give for each fix the nearest field, and the height above it; infinite away from any."""
    rows, _ = nearest(airports, fixes["lat"], fixes["lon"], count=1, within_km=settings.approach_km)
    field = rows[:, 0]
    elevation = np.nan_to_num(airports.table["elevation_ft"].to_numpy(float))[field]
    feet = np.where(fixes["on_ground"], elevation, fixes["altitude_ft"].to_numpy())
    return field, np.where(field >= 0, np.nan_to_num(feet - elevation, nan=np.inf), np.inf)


def _low_runs(fixes: pd.DataFrame, height: Floats, settings: Settings) -> npt.NDArray[np.intp]:
    """Give each stretch that is low over a field its number, from 1; 0 for all other fixes.

    A stretch goes on until the craft has climbed well away from where it was low: who circles low
    in and out of a field's surroundings makes one approach.
    """
    low = height <= settings.approach_height_ft
    feet = fixes["altitude_ft"]
    floor = (feet - height).where(low).groupby(fixes["leg_id"]).ffill()
    high = (feet > floor + 2.0 * settings.approach_height_ft).to_numpy()
    legs = pd.factorize(fixes["leg_id"])[0]
    climbs = np.cumsum(np.r_[True, (legs[1:] != legs[:-1]) | (high[1:] & ~high[:-1])])
    return np.where(low, climbs, 0)


def _inner(fixes: pd.DataFrame, runs: npt.NDArray[np.intp], settings: Settings) -> list[int]:
    """Name the stretches that lie between two flights of one leg: flown to, and flown away from."""
    table = pd.DataFrame({"leg": fixes["leg_id"], "run": runs, "row": np.arange(len(runs))})
    legs = table.groupby("leg")["row"].agg(["min", "max"])
    own = (
        table[table["run"] > 0]
        .groupby("run")
        .agg(leg=("leg", "first"), first=("row", "min"), last=("row", "max"))
    )
    ends = legs.loc[own["leg"]]
    away = settings.approach_fixes_n
    inner = (own["first"].to_numpy() - ends["min"].to_numpy() >= away) & (
        ends["max"].to_numpy() - own["last"].to_numpy() >= away
    )
    return [int(run) for run in own.index[inner]]


def _event(
    fixes: pd.DataFrame, low: Bools, field: npt.NDArray[np.intp], height: Floats
) -> dict[str, object]:
    rows = np.flatnonzero(low)
    lowest = rows[np.argmin(height[rows])]
    touched = bool(fixes["on_ground"].to_numpy()[rows].any())
    fix = fixes.iloc[lowest]
    return {
        **{name: fix[name] for name in ("leg_id", "craft_id", "timestamp", "lat", "lon")},
        "approach_kind": TOUCH_AND_GO if touched else LOW_APPROACH,
        "field": field[lowest],
        "height_ft": float(height[lowest]),
    }
