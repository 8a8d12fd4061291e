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
    to: float = 90,
    stale_at: float | None = None,
) -> Path:
    """Write a trace of one craft flying east (or `to` 270, west), heard at these minutes.

    At `stale_at` the feed says itself that it had heard nothing for a while.
    """
    degrees_a_minute = 0.2 if to < 180 else -0.2
    rows = [
        [m * MINUTE, 50.0, round(lon + m * degrees_a_minute, 6), 35000, 480.0, to,
         int(m == stale_at), 0, None, "adsb_icao", None, None, None, None]
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
