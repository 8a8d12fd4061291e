"""How fast a trace is read, beside json.loads put into a DataFrame.

Run it from the repository root: python -m benchmarks.readers
The trace is generated, so the numbers say nothing about any craft. Both sides are timed in turn,
CPU seconds, the best of several rounds counts.
"""

import json
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from skygap.readers import read_content, readsb
from skygap.readers.files.opening import open_content

FIXES = 100_000
ROUNDS = 7
NAMES = [
    *("seconds", "lat", "lon", "altitude", "speed", "direction", "flags", "rate"),
    *("aircraft", "source", "geometric_altitude", "geometric_rate", "airspeed", "roll"),
]


def trace_of(count: int, *, seed: int = 1) -> bytes:
    """Generate a trace as wide as those written since 2022; every fourth row has an object."""
    rng = np.random.default_rng(seed)
    seconds = np.cumsum(rng.uniform(0.5, 1.2, count)).round(2)
    lat, lon = (np.cumsum(rng.normal(0, 1e-4, count)).round(6) for _ in range(2))
    rows = [_row(i, float(seconds[i]), float(lat[i]), float(lon[i])) for i in range(count)]
    header = {"icao": "abc123", "r": "N123", "t": "B738", "timestamp": 1_700_000_000.0}
    return json.dumps(header | {"trace": rows}, separators=(",", ":")).encode()


def _row(number: int, seconds: float, lat: float, lon: float) -> list[object]:
    heard = {"type": "adsb_icao", "flight": "TEST1   ", "alt_geom": 34550, "squawk": "1173"}
    heard |= {"category": "A3", "nav_qnh": 1013.6, "nic": 8, "rc": 186, "nac_p": 10, "sil": 3}
    moving = [seconds, 45 + lat, 10 + lon, 34000, 430.5, 251.3, 0, -64]
    return [*moving, None if number % 4 else heard, "adsb_icao", 34550, None, 280, 0.2]


def plain(content: bytes) -> pd.DataFrame:
    """Do what a first script does: json.loads, a DataFrame, and the columns that a map needs."""
    decoded = json.loads(content)
    frame = pd.DataFrame(decoded["trace"], columns=NAMES)
    heard = frame.pop("aircraft")
    frame["on_ground"] = frame["altitude"] == "ground"
    frame["altitude"] = pd.to_numeric(frame["altitude"], errors="coerce")
    frame["callsign"] = heard.map(lambda sent: (sent or {}).get("flight")).ffill().str.strip()
    frame["squawk"] = heard.map(lambda sent: (sent or {}).get("squawk", ""))
    frame["is_stale"] = (frame["flags"] & 1) > 0
    frame["starts_leg"] = (frame["flags"] & 2) > 0
    frame["timestamp"] = pd.to_datetime(decoded["timestamp"] + frame["seconds"], unit="s", utc=True)
    return frame


def best(work: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Time each piece of work in turn, several rounds; give the shortest CPU time of each."""
    shortest = dict.fromkeys(work, float("inf"))
    for _ in range(ROUNDS):
        for name, piece in work.items():
            start = time.process_time()
            piece()
            shortest[name] = min(shortest[name], time.process_time() - start)
    return shortest


def main() -> None:
    """Print the times and their ratios."""
    content = trace_of(FIXES)
    raw = open_content("generated.json", content)
    times = best(
        {
            "json.loads into a DataFrame": lambda: plain(content),
            "readsb.read (parsed, sifted)": lambda: readsb.read(raw),
            "read_content (and hashed, ordered, unique)": lambda: read_content("g.json", content),
        }
    )
    print(f"{FIXES} generated fixes, {len(content) / 1e6:.1f} MB, best of {ROUNDS}, CPU seconds")
    base = times["json.loads into a DataFrame"]
    for name, seconds in times.items():
        print(f"{name:45} {seconds:.3f} s   {base / seconds:4.1f} x")


if __name__ == "__main__":
    main()
