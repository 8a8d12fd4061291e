"""Reachable airports of a gap: inside the hard prism, each with its probability and bounds."""

import pandas as pd

from skygap.tables.schema import NUMBER, TEXT, Column, Table

REACHABLE = Table(
    name="reachable",
    columns={
        "gap_id": Column(TEXT, "the gap", required=True),
        "ident": Column(TEXT, "airport", required=True),
        "name": Column(TEXT, "its name"),
        "country": Column(TEXT, "ISO 3166 two letters"),
        "lat": Column(NUMBER, "degrees north", required=True),
        "lon": Column(NUMBER, "degrees east", required=True),
        "distance_out_km": Column(NUMBER, "geodesic from the last fix", required=True),
        "distance_back_km": Column(NUMBER, "geodesic to the next fix"),
        "probability": Column(
            NUMBER,
            "of a stop there; of an open gap, of going there next; unknown without a known runway",
        ),
        "min_ground_min": Column(NUMBER, "shortest time on the ground by usual ways (1 in 20)"),
        "max_ground_min": Column(NUMBER, "longest possible time on the ground, at the hard limit"),
        "ground_min": Column(NUMBER, "time on the ground by usual ways"),
        "ground_doubt_min": Column(NUMBER, "nine in ten lie within so much of it"),
        "runway_m": Column(NUMBER, "longest open runway, metres; unknown stays unknown"),
        "status": Column(TEXT, "ranked or cannot_be_excluded", required=True),
    },
    order=("gap_id", "ident"),
)


def by_rank(reachable: pd.DataFrame) -> pd.DataFrame:
    """Order REACHABLE by probability, the unknown last and among them the nearest first."""
    way = reachable["distance_out_km"] + reachable["distance_back_km"].fillna(0.0)
    ordered = reachable.assign(way_km=way).sort_values(
        ["probability", "way_km", "ident"], ascending=[False, True, True], kind="stable"
    )
    return ordered.drop(columns="way_km")


def by_country(reachable: pd.DataFrame) -> pd.Series:
    """Add up the probabilities of the REACHABLE of one gap by country, the most probable first."""
    return reachable.groupby("country")["probability"].sum().sort_values(ascending=False)
