"""Handmade gaps, witnesses and trace files for the tests of the Dark intervals page."""

from pathlib import Path

import numpy as np
import pandas as pd

from skygap.tables.gaps import GAPS
from skygap.tables.schema import conform
from skygap.tables.witnesses import WITNESSES
from tests.traces import MIDNIGHT, write_trace

LOST = pd.Timestamp("2024-03-20T10:40Z")
HEARD_AGAIN = LOST + pd.Timedelta(hours=2)
SILENT = "154e37"
TIMES = ("end_time", "last_heard_time")


def gap_row(**columns: object) -> pd.Series:
    """Make one row of GAPS of an aircraft in cruise, silent for two hours; nobody passed."""
    known = {
        "gap_id": "gap-1",
        "craft_id": SILENT,
        "start_time": LOST,
        "end_time": HEARD_AGAIN,
        "duration_min": 120.0,
        "distance_km": 30.0,
        "implied_speed_kt": 8.0,
        "start_lat": 50.0,
        "start_lon": 138.0,
        "end_lat": 50.2,
        "end_lon": 138.3,
        "start_altitude_ft": 35_000.0,
        "end_altitude_ft": 34_000.0,
        "cause": "cannot_tell",
        "cause_probability": 1.0,
        "probability_cannot_tell": 1.0,
        "stop": "possible",
        "provider": "readsb",
        "evidence_id": "e" * 64,
    }
    return gaps_of(pd.Series({**known, **columns})).iloc[0]


def open_gap(**columns: object) -> pd.Series:
    """Make the row of a gap after which nothing is loaded."""
    nothing = dict.fromkeys(("end_lat", "end_lon", "end_altitude_ft", "duration_min"), np.nan)
    return gap_row(is_open=True, end_time=pd.NaT, **nothing, **columns)


def gaps_of(*rows: pd.Series) -> pd.DataFrame:
    """Lay rows of GAPS under each other."""
    table = pd.DataFrame([row.to_dict() for row in rows])
    times = {name: pd.to_datetime(table[name], utc=True) for name in TIMES if name in table}
    return conform(GAPS, table.assign(**times))


def witnesses_of(*rows: tuple[str, bool, bool]) -> pd.DataFrame:
    """Make WITNESSES of gap-1 from: who passed, whether it is the same craft, whether heard."""
    made = [
        {
            "gap_id": "gap-1",
            "block": "start",
            "craft_id": SILENT,
            "witness_id": who,
            "is_self": is_self,
            "start_time": LOST + pd.Timedelta(days=1),
            "lat": 50.0,
            "lon": 138.5,
            "is_unbroken": heard,
        }
        for who, is_self, heard in rows
    ]
    return conform(WITNESSES, pd.DataFrame(made, columns=list(WITNESSES.columns)))


def write_silence(folder: Path, *, others: int) -> list[Path]:
    """Write traces: one craft silent from 10:40 to 12:40, and others that pass at its height."""
    before = write_trace(folder / "before.json", SILENT, _minutes(600, 640))
    after = write_trace(
        folder / "after.json", SILENT, _minutes(760, 800), stale_at=760.0, lon=-14.0
    )
    passing = [
        write_trace(
            folder / f"other{i}.json",
            f"4400{i:02x}",
            _minutes(625, 660),
            day=MIDNIGHT + pd.Timedelta(days=i % 3 - 1),
        )
        for i in range(others)
    ]
    return [before, after, *passing]


def _minutes(first: int, last: int) -> list[float]:
    return [float(minute) for minute in np.arange(first, last, 0.25)]
