"""Reach: which airports fit into a gap, and for how long the craft could have stood there.

observed   the craft was on the ground at an end of the gap
excluded   the straight way leaves no time for a stop
likely     a landing is likelier than not (see skygap/causes.py for its number)
possible   everything else

Only what cannot be excluded is listed. Nothing is ranked here: an airport in the list is in
reach, not probable.
"""

import numpy as np
import pandas as pd

from skygap.geo import KM_PER_NAUTICAL_MILE, Floats, distance_km
from skygap.ground import Rows
from skygap.places import PlaceIndex, distances_km
from skygap.prism import reach_km
from skygap.settings import Settings
from skygap.tables.reachable import REACHABLE
from skygap.tables.schema import conform, empty

_HAVERSINE_SLACK = 1.006
"""Haversine is off by up to 0.56 %: prune with that much to spare, decide with the geodesic."""

_SIZE_ORDER = {"large": 0, "medium": 1, "small": 2, "seaplane": 3}


def judge_stops(gaps: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Give back judged GAPS with `stop`: observed, likely, possible or excluded."""
    room = reach_km(gaps, settings=settings, stop_min=settings.shortest_stop_min)
    no_time = (room < gaps["distance_km"]) | (gaps["duration_min"] < settings.shortest_stop_min)
    artefact = gaps["cause"].isin(["feed_artefact", "identity_mix"])
    likely = (gaps["cause"] == "landed_unseen") & (gaps["cause_probability"] >= 0.55)  # ICD 203
    stood = gaps["start_on_ground"] | gaps["end_on_ground"]
    stop = np.select(
        [stood & ~artefact, no_time | (artefact & ~stood), likely],
        ["observed", "excluded", "likely"],
        "possible",
    )
    return gaps.assign(stop=pd.Series(stop, index=gaps.index, dtype="str"))


def find_reachable(
    gaps: pd.DataFrame, airports: PlaceIndex, *, settings: Settings
) -> tuple[pd.DataFrame, pd.Series]:
    """List the airports inside the hard prism of each gap that may hide a stop.

    Returns REACHABLE and, for every gap, the count of all airports in reach. The list of a gap
    ends at `reach_list_max` airports, larger fields and longer possible stands first; the count
    never does. Open gaps and gaps without room for a stop have none.
    """
    lengths = reach_km(gaps, settings=settings, stop_min=settings.shortest_stop_min)
    counts = pd.Series(0, index=gaps.index, dtype="int64")
    ranks = airports.table["size"].map(_SIZE_ORDER).to_numpy(float)
    found = []
    for at in gaps.index[gaps["stop"].isin(["likely", "possible"]) & ~gaps["is_open"]]:
        gap, length_km = gaps.loc[at], float(lengths[at])
        rows, way = _inside(gap, length_km, airports)
        counts[at] = len(rows)
        listed = rows[np.lexsort((way, ranks[rows]))[: int(settings.reach_list_max)]]
        found.append(_bounded(gap, airports.table.iloc[listed], length_km, settings))
    table = conform(REACHABLE, pd.concat(found)) if found else empty(REACHABLE)
    return table.reset_index(drop=True), counts


def _inside(gap: pd.Series, length_km: float, airports: PlaceIndex) -> tuple[Rows, Floats]:
    """Rows of the airports inside the prism, with the way over each as haversine has it."""
    start, end = (gap["start_lat"], gap["start_lon"]), (gap["end_lat"], gap["end_lon"])
    way = distances_km(airports, *start) + distances_km(airports, *end)
    inside = way <= length_km / _HAVERSINE_SLACK
    unsure = np.flatnonzero(~inside & (way <= length_km * _HAVERSINE_SLACK))
    lat, lon = (airports.table[c].to_numpy(float)[unsure] for c in ("lat", "lon"))
    exact = distance_km(*start, lat, lon) + distance_km(lat, lon, *end)
    inside[unsure[exact <= length_km]] = True
    rows = np.flatnonzero(inside)
    return rows, way[rows]


def _bounded(
    gap: pd.Series, near: pd.DataFrame, length_km: float, settings: Settings
) -> pd.DataFrame:
    """Say of each listed airport how far it is and how long the craft can have stood there."""
    out = distance_km(gap["start_lat"], gap["start_lon"], near["lat"], near["lon"])
    back = distance_km(near["lat"], near["lon"], gap["end_lat"], gap["end_lon"])
    speed_km_min = length_km / (gap["duration_min"] - settings.shortest_stop_min)
    longest = gap["duration_min"] - (out + back) / speed_km_min
    bounded = near.assign(
        gap_id=gap["gap_id"],
        distance_out_km=np.round(out, 1),
        distance_back_km=np.round(back, 1),
        min_ground_min=0.0,  # it may have taken any detour: the hard limit bounds from above only
        max_ground_min=np.round(longest, 1),
        status="cannot_be_excluded",
    )
    return bounded.sort_values("max_ground_min", ascending=False, kind="stable")


def speed_words(settings: Settings) -> str:
    """Say the limit the prism rests on, for legends and panels."""
    kmh = settings.reach_speed_kt * KM_PER_NAUTICAL_MILE
    return f"{settings.reach_speed_kt:.0f} kt ({kmh:.0f} km/h)"
