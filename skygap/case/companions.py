"""Companions: other craft that flew the same two places in the same hours, and how they were heard.

A companion is context, never proof: that one craft was heard on a way does not say where another
went. Nor does it say anything that no companion is loaded.
"""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import distance_km
from skygap.places import PlaceIndex, index_places, nearest_km
from skygap.settings import Settings
from skygap.tables.company import COMPANIONS
from skygap.tables.fixes import EXAMPLE_PROVIDER, shared_key, shared_keys
from skygap.tables.items import OBSERVED, REPORTED
from skygap.tables.schema import conform, empty, ordered
from skygap.tables.ships import are_ships, is_ship, is_ship_mmsi
from skygap.timing import spoken, spoken_duration

Bools = npt.NDArray[np.bool_]

ALL_THE_WAY = "heard all the way"
IN_PART = "no gap while it was heard; the data begins or ends in the air"
NO_TRACK = "reported, no track loaded"
TRACKED = "reported; a track of it around these hours is loaded"
UNNAMED = "reported; no airframe is named, so no track can be matched to it"
PERHAPS_ITSELF = "it may be this craft"

_AT_A_FIELD = ("ground", "low")
_TIMES = ["departure_earliest", "departure_latest", "arrival_earliest", "arrival_latest"]


def companions(
    gap: pd.Series,
    legs: gpd.GeoDataFrame,
    movements: pd.DataFrame,
    gaps: pd.DataFrame,
    *,
    places: pd.DataFrame,
    settings: Settings,
) -> pd.DataFrame:
    """List who else flew the pair of places of a gap within `companion_hours`; COMPANIONS.

    `places` are the airports it may have gone to, with lat and lon. An end of the other craft lies
    within `companion_km` of where the leg of the gap began at a field or of the last fix, the other
    end so near to one of `places`, in either direction, and its ends are further apart than that.
    Empty for ships, for the worked example and without `places`: then nothing was compared.
    """
    generated = gap["provider"] == EXAMPLE_PROVIDER
    if is_ship_mmsi(gap["mmsi"]) or generated or places.empty:
        return empty(COMPANIONS)
    others = pd.DataFrame(legs.drop(columns="geometry", errors="ignore"))
    pair = index_places(_homes(gap, others)), index_places(places[["lat", "lon"]])
    flown = _flown_then(others, gap, settings)
    flown = flown[_joins(flown, ("start", "end"), pair, settings.companion_km)]
    told = _told_then(movements, gap, settings)
    told = told[_joins(told, ("origin", "destination"), pair, settings.companion_km)]
    found = [_observed(flown, gaps), _reported(gap, told, others, settings)]
    found = [rows for rows in found if len(rows)]
    table = pd.concat(found, ignore_index=True) if found else empty(COMPANIONS)
    return ordered(COMPANIONS, conform(COMPANIONS, table))


def _homes(gap: pd.Series, legs: pd.DataFrame) -> pd.DataFrame:
    """Where the craft is known to have come from: its last fix, and the field its leg began at."""
    leg = legs[(legs["leg_id"] == gap["leg_id"]) & legs["start_evidence"].isin(_AT_A_FIELD)]
    lat, lon = ([gap[f"start_{c}"], *leg[f"start_{c}"].dropna()] for c in ("lat", "lon"))
    return pd.DataFrame({"lat": lat, "lon": lon}, dtype=float)


def _flown_then(legs: pd.DataFrame, gap: pd.Series, settings: Settings) -> pd.DataFrame:
    """Legs of other aircraft in the hours around a gap."""
    earliest, latest = _hours_around(gap, settings)
    then = (legs["start_time"] <= latest) & (legs["end_time"] >= earliest)
    rows = legs[then & (legs["provider"] != EXAMPLE_PROVIDER)]
    return rows[~is_ship(rows) & (shared_keys(rows["craft_id"]) != shared_key(gap["craft_id"]))]


def _told_then(movements: pd.DataFrame, gap: pd.Series, settings: Settings) -> pd.DataFrame:
    """Movements of other aircraft around a gap; what no time bounds cannot be said to be then."""
    times = movements[_TIMES]
    rows = movements.assign(start_time=times.min(axis=1), end_time=times.max(axis=1))
    earliest, latest = _hours_around(gap, settings)
    then = (rows["start_time"] <= latest) & (rows["end_time"] >= earliest)
    other = (rows["craft_id"] != shared_key(gap["craft_id"])) & ~are_ships(rows["craft_id"])
    return rows[then & other]


def _hours_around(gap: pd.Series, settings: Settings) -> tuple[pd.Timestamp, pd.Timestamp]:
    hours = pd.Timedelta(hours=settings.companion_hours)
    until = gap["start_time"] if gap["is_open"] else gap["end_time"]
    return gap["start_time"] - hours, until + hours


def _joins(
    rows: pd.DataFrame, ends: Sequence[str], pair: tuple[PlaceIndex, PlaceIndex], km: float
) -> Bools:
    """Tell which rows lead from near one index to near the other, either way; unknown is no."""
    first, last = (rows[[f"{end}_lat", f"{end}_lon"]].to_numpy(float) for end in ends)
    home, away = pair
    there = _near(first, home, km) & _near(last, away, km)
    back = _near(first, away, km) & _near(last, home, km)
    apart = np.zeros(len(rows), dtype=bool)
    joins = np.flatnonzero(there | back)
    apart[joins] = distance_km(*first[joins].T, *last[joins].T) > km
    return apart


def _near(places: npt.NDArray[np.float64], index: PlaceIndex, km: float) -> Bools:
    known = ~np.isnan(places).any(axis=1)
    near = np.zeros(len(places), dtype=bool)
    near[known] = nearest_km(index, *places[known].T) <= km
    return near


def _observed(legs: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    own = gaps[gaps["craft_id"].isin(legs["craft_id"])]
    return pd.DataFrame(
        {
            "craft_id": legs["craft_id"],
            "kind": OBSERVED,
            "item_id": legs["leg_id"],
            "from_name": _known(legs, "origin"),
            "to_name": _known(legs, "destination"),
            "start_time": legs["start_time"],
            "end_time": legs["end_time"],
            "state": [heard_state(leg, own) for _, leg in legs.iterrows()],
        }
    )


def _reported(
    gap: pd.Series, movements: pd.DataFrame, legs: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "craft_id": movements["craft_id"],
            "kind": REPORTED,
            "item_id": movements["movement_id"],
            "from_name": _hedged(movements, "origin"),
            "to_name": _hedged(movements, "destination"),
            "start_time": movements["start_time"],
            "end_time": movements["end_time"],
            "state": [_told_state(gap, row, legs, settings) for _, row in movements.iterrows()],
        }
    )


def heard_state(leg: pd.Series, gaps: pd.DataFrame) -> str:
    """Say whether a leg was heard all the way, else how long it was not and why, in words.

    A gap that begins once it is at a field is a stand there and not of this leg.
    """
    own = gaps[gaps["craft_id"] == leg["craft_id"]]
    within = (own["start_time"] >= leg["start_time"]) & (own["start_time"] < leg["end_time"])
    if leg["end_evidence"] not in _AT_A_FIELD:
        within |= own["start_time"] == leg["end_time"]
    silent = own[within].sort_values("start_time")
    if len(silent):
        return "; ".join(_silence(row) for _, row in silent.iterrows())
    whole = leg["start_evidence"] in _AT_A_FIELD and leg["end_evidence"] in _AT_A_FIELD
    return ALL_THE_WAY if whole else IN_PART


def _silence(gap: pd.Series) -> str:
    if gap["is_open"]:
        return f"nothing is loaded after {spoken(gap['start_time'])}"
    cause = str(gap["cause"]).replace("_", " ") or "not judged"
    share = gap["cause_probability"]
    certain = cause == "cannot tell" or pd.isna(share) or share >= 1.0
    likelihood = "" if certain else f" ({share:.0%})"
    return f"not received for {spoken_duration(gap['duration_min'])}, cause: {cause}{likelihood}"


def _told_state(gap: pd.Series, movement: pd.Series, legs: pd.DataFrame, settings: Settings) -> str:
    """Say whether a track is loaded; reported times are rough, so the hours around count too.

    What no airframe is named of may be the craft of the gap, unless its type is another.
    """
    if not movement["icao24"]:
        types = {gap["typecode"], movement["typecode"]}
        is_other = len(types) == 2 and "" not in types
        return UNNAMED if is_other else f"{UNNAMED}; {PERHAPS_ITSELF}"
    hours = pd.Timedelta(hours=settings.companion_hours)
    own = legs[shared_keys(legs["craft_id"]) == movement["craft_id"]]
    then = own["start_time"] <= movement["end_time"] + hours
    then &= own["end_time"] >= movement["start_time"] - hours
    return TRACKED if then.any() else NO_TRACK


def _known(legs: pd.DataFrame, end: str) -> list[str]:
    """Name the airport of an end, with its likelihood unless the craft was seen on its ground."""
    columns = (legs[f"{end}_{name}"] for name in ("ident", "kind", "probability"))
    return [
        f"{ident} ({kind}, {share:.0%})" if ident and kind != OBSERVED else ident
        for ident, kind, share in zip(*columns, strict=True)
    ]


def _hedged(movements: pd.DataFrame, end: str) -> list[str]:
    """Name a reported place with its word of doubt, never without it."""
    named = zip(movements[f"{end}_name"], movements[f"{end}_hedge"], strict=True)
    return [f"{name} ({hedge})" if hedge else name for name, hedge in named]
