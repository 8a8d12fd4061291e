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

from skygap.airports import AirportIndex, within
from skygap.geo import KM_PER_NAUTICAL_MILE, distance_km, haversine_km
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
    gaps: pd.DataFrame, airports: AirportIndex, *, settings: Settings
) -> tuple[pd.DataFrame, pd.Series]:
    """List the airports inside the hard prism of each gap that may hide a stop.

    Returns REACHABLE and, for every gap, the count of all airports in reach. The list of a gap
    ends at `reach_list_max` airports, larger fields and longer possible stands first; the count
    never does. Open gaps and gaps without room for a stop have none.
    """
    lengths = reach_km(gaps, settings=settings, stop_min=settings.shortest_stop_min)
    counts = pd.Series(0, index=gaps.index, dtype="int64")
    found = []
    for at in gaps.index[gaps["stop"].isin(["likely", "possible"]) & ~gaps["is_open"]]:
        inside = _inside(gaps.loc[at], float(lengths[at]), airports, settings)
        counts[at] = len(inside)
        found.append(_shortened(inside, settings))
    table = conform(REACHABLE, pd.concat(found)) if found else empty(REACHABLE)
    return table.reset_index(drop=True), counts


def _inside(
    gap: pd.Series, length_km: float, airports: AirportIndex, settings: Settings
) -> pd.DataFrame:
    near = airports.table.iloc[_candidates(gap, length_km, airports)]
    out = distance_km(gap["start_lat"], gap["start_lon"], near["lat"], near["lon"])
    back = distance_km(near["lat"], near["lon"], gap["end_lat"], gap["end_lon"])
    fits = out + back <= length_km
    speed_km_min = length_km / (gap["duration_min"] - settings.shortest_stop_min)
    longest = gap["duration_min"] - (out + back) / speed_km_min
    return near.assign(
        gap_id=gap["gap_id"],
        distance_out_km=np.round(out, 1),
        distance_back_km=np.round(back, 1),
        min_ground_min=0.0,  # it may have taken any detour: the hard limit bounds from above only
        max_ground_min=np.round(longest, 1),
        status="cannot_be_excluded",
    )[fits]


def _candidates(gap: pd.Series, length_km: float, airports: AirportIndex) -> np.ndarray:
    """Rows of airports round the last fix that haversine cannot rule out."""
    start, end = (gap["start_lat"], gap["start_lon"]), (gap["end_lat"], gap["end_lon"])
    rows = within(airports, *start, (length_km + gap["distance_km"]) / 2 * _HAVERSINE_SLACK)
    lat, lon = (airports.table[c].to_numpy(float)[rows] for c in ("lat", "lon"))
    way = haversine_km(*start, lat, lon) + haversine_km(lat, lon, *end)
    return rows[way <= length_km * _HAVERSINE_SLACK]


def _shortened(inside: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    order = inside.assign(_size=inside["size"].map(_SIZE_ORDER))
    kept = order.sort_values(["_size", "max_ground_min"], ascending=[True, False])
    return kept.head(int(settings.reach_list_max)).sort_values("max_ground_min", ascending=False)


def speed_words(settings: Settings) -> str:
    """Say the limit the prism rests on, for legends and panels."""
    kmh = settings.reach_speed_kt * KM_PER_NAUTICAL_MILE
    return f"{settings.reach_speed_kt:.0f} kt ({kmh:.0f} km/h)"
