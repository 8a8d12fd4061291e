"""Split fixes at gaps as the traffic library does: python _peer_traffic.py FIXES.parquet."""

import sys

import pandas as pd
from _peer import GAP_MIN, say_times
from traffic.core import Traffic

NAMES = {"lat": "latitude", "lon": "longitude", "altitude_ft": "altitude", "icao24": "icao24"}

raw = pd.read_parquet(sys.argv[1], columns=["craft_id", "timestamp", "lat", "lon", "altitude_ft"])
fixes = raw.assign(icao24=raw["craft_id"], callsign=raw["craft_id"]).rename(columns=NAMES)
loose = Traffic(fixes)
named = Traffic(fixes.assign(flight_id=raw["craft_id"]))

say_times({
    "traffic, Flight.split": lambda: sum(
        1 for flight in named for _ in flight.split(GAP_MIN, "m")
    ),
    "traffic, iteration over Traffic": lambda: sum(1 for _ in loose),
})  # fmt: skip
