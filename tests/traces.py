"""Handmade trace files, written as a receiver's map page would keep them."""

import json
from pathlib import Path

import pandas as pd

MIDNIGHT = pd.Timestamp("2024-03-20T00:00Z")
MINUTE = 60.0


def write_trace(
    path: Path,
    icao24: str,
    minutes: list[float],
    *,
    day: pd.Timestamp = MIDNIGHT,
    lon: float = 10.0,
) -> Path:
    """Write a trace of one craft flying east at 480 kt, heard at these minutes of the day."""
    rows = [
        [m * MINUTE, 50.0, round(lon + m * 0.2, 6), 35000, 480.0, 90.0, 0, 0, None, "adsb_icao",
         None, None, None, None]
        for m in minutes
    ]  # fmt: skip
    content = {
        "icao": icao24,
        "r": "TEST-1",
        "t": "B738",
        "timestamp": day.timestamp(),
        "trace": rows,
    }
    path.write_text(json.dumps(content))
    return path
