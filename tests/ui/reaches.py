"""Handmade rows of REACHABLE for the tests of what is shown of reach."""

import math

import pandas as pd

from skygap.tables.reachable import REACHABLE
from skygap.tables.schema import conform

UNKNOWN = math.nan


def reachable_of(*rows: tuple[str, str, float], **columns: object) -> pd.DataFrame:
    """Make REACHABLE of gap-1 from: airport, country, probability; NaN for no known runway."""
    known = {"gap_id": "gap-1", "lat": 51.0, "lon": 139.0, "distance_out_km": 90.0}
    known |= {"distance_back_km": 80.0, "min_ground_min": 35.0, "max_ground_min": 95.0}
    made = [
        {
            **known,
            "ident": ident,
            "name": f"Field {ident}",
            "country": country,
            "probability": chance,
            "runway_m": UNKNOWN if math.isnan(chance) else 2500.0,
            "status": "cannot_be_excluded" if math.isnan(chance) else "ranked",
            **columns,
        }
        for ident, country, chance in rows
    ]
    return conform(REACHABLE, pd.DataFrame(made, columns=list(REACHABLE.columns)))


def many(count: int, *, unknown: int = 0) -> pd.DataFrame:
    """Make so many ranked airports, and so many of unknown runway."""
    ranked = [(f"F{i:03d}", "KP", (count - i) / (count * count)) for i in range(count)]
    return reachable_of(*ranked, *((f"U{i:03d}", "RU", UNKNOWN) for i in range(unknown)))
