"""Stops: stands on the ground, each with its times as intervals.

observed   the craft was heard on the ground after a leg: until the next one, or, after the last
           one loaded, nobody knows until when
inferred   a stop inside a gap is likely: the times are the ends of the gap
"""

import geopandas as gpd
import pandas as pd

from skygap.tables.schema import conform, ordered, row_id
from skygap.tables.stops import STOPS

_SURE = 0.99
"""No sum of signs makes it surer than that in words."""


def find_stops(legs: gpd.GeoDataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Find the stands between legs and the likely landings inside gaps; STOPS by craft and time."""
    stops = pd.concat([_seen(legs), _unseen(legs, gaps)], ignore_index=True)
    ids = [
        row_id("stop", c, a, d)
        for c, a, d in zip(
            stops["craft_id"], stops["arrival_earliest"], stops["departure_latest"], strict=True
        )
    ]
    return ordered(STOPS, conform(STOPS, stops.assign(stop_id=pd.Series(ids, dtype="str"))))


def _seen(legs: gpd.GeoDataFrame) -> pd.DataFrame:
    """Stands between a leg that ends on the ground and the next one, which begins there."""
    facts = pd.DataFrame(legs.drop(columns="geometry"))
    then = facts.groupby("craft_id").shift(-1)
    stood = facts["end_evidence"] == "ground"
    left = then["start_evidence"] == "ground"
    stands = pd.DataFrame(
        {
            "craft_id": facts["craft_id"],
            "icao24": facts["icao24"],
            "registration": facts["registration"],
            "ident": facts["destination_ident"],
            "lat": facts["end_lat"],
            "lon": facts["end_lon"],
            "arrival_earliest": facts["end_time"],
            "arrival_latest": facts["end_time"],
            "departure_earliest": then["start_time"].where(left),
            "departure_latest": then["start_time"],
            "kind": "observed",
            "reason": "Heard on the ground at the end of a leg.",
            "provider": facts["provider"],
        }
    )
    return stands[stood]


def _unseen(legs: gpd.GeoDataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Likely landings inside a gap: arrival and departure lie somewhere between its ends."""
    likely = gaps[gaps["stop"] == "likely"]
    named = legs.set_index("leg_id")["destination_ident"].reindex(likely["leg_id"])
    return pd.DataFrame(
        {
            "craft_id": likely["craft_id"],
            "icao24": likely["icao24"],
            "registration": likely["registration"],
            "ident": named.fillna("").to_numpy(),
            "arrival_earliest": likely["start_time"],
            "arrival_latest": likely["end_time"],
            "departure_earliest": likely["start_time"],
            "departure_latest": likely["end_time"],
            "kind": "inferred",
            "reason": likely["stop_probability"].map(_likely_words).astype("str"),
            "provider": likely["provider"],
        }
    )


def _likely_words(probability: float) -> str:
    """Say why a stop is likely, with its number."""
    number = f"{probability:.0%}" if probability < _SURE else f"over {_SURE:.0%}"
    return (
        f"Likely ({number}): usual ways leave time for a stop, and how it flew before and "
        "after fits one. Nobody received it on the ground."
    )
