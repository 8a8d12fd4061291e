"""Handmade movements and legs around a gap."""

import pandas as pd

from skygap.tables.case import MOVEMENTS
from skygap.tables.schema import conform
from tests.builders import START, UHWW, ZKPY

TIMES = ("departure_earliest", "departure_latest", "arrival_earliest", "arrival_latest")


def movement(**columns: object) -> pd.DataFrame:
    """Make one reported movement from Vladivostok to Pyongyang, an hour after START."""
    known = {
        "movement_id": "told-1",
        "craft_id": "cccccc",
        "icao24": "cccccc",
        "origin_ident": "UHWW",
        "origin_name": "Vladivostok",
        "origin_lat": UHWW[0],
        "origin_lon": UHWW[1],
        "destination_ident": "ZKPY",
        "destination_name": "Pyongyang",
        "destination_lat": ZKPY[0],
        "destination_lon": ZKPY[1],
        "departure_earliest": START + pd.Timedelta(hours=1),
        "departure_latest": START + pd.Timedelta(hours=2),
        "precision": "hours",
        "source_ids": "some-source",
        "kind": "reported",
    }
    row = pd.DataFrame([{**known, **columns}])
    times = {name: pd.to_datetime(row[name], utc=True) for name in TIMES if name in row}
    return conform(MOVEMENTS, row.assign(**times))
