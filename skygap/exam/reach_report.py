"""What the exam of reach found: scores with their marks (METHOD 4.7), and tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from skygap.exam.marks import Score, brier, share
from skygap.exam.reach_cases import CRUISE, FAR, LOW, NO_STOP
from skygap.exam.report import Document, Shown, number, scores_table, shown
from skygap.reach import RANKED

DEPTHS = (LOW, CRUISE, FAR)
_MARKS = {LOW: (0.95, 0.99), CRUISE: (0.60, 0.85), FAR: (0.50, 0.80)}
"""Share of stops that are ranked first, and among the first three."""

SHORT_MIN = 240.0
"""METHOD 4.7 marks what was hidden for less than four hours."""

_BINS = 10


def reach_scores(cases: pd.DataFrame) -> Sequence[Score]:
    """Score REACH_CASES."""
    stops, others = cases[cases["truth"] != ""], cases[cases["kind"] == NO_STOP]
    short = stops[stops["duration_min"] < SHORT_MIN]
    return [
        Score("truth within the hard limit", _mean(stops["truth_status"] != ""), 0.995),
        Score("truth within usual ways", _mean(stops["truth_status"] == RANKED), 0.95),
        *(score for kind in DEPTHS for score in _ranks(short, kind)),
        Score("country first", _mean(short["country_right"]), 0.85),
        Score("Brier score of airports", brier(short)),
        Score("calibration error", calibration_error(stops, others), 0.05, is_at_least=False),
        Score("truth in the set of nine tenths", _mean(_in_set(short)), 0.87),
        Score("median size of that set", _median(short["set_size"]), 6.0, is_at_least=False),
        Score("time on the ground within its interval", _mean(_ground_fits(short)), 0.85),
        Score("median error of it, min", _median(_ground_error(short)), 20.0, is_at_least=False),
        Score("false stops", _mean(others["stop_probability"] >= 0.5), 0.05, is_at_least=False),
        Score("stops called likely", _mean(stops["stop"] == "likely")),
    ]


def _ranks(stops: pd.DataFrame, kind: str) -> list[Score]:
    own = stops.loc[stops["kind"] == kind, "truth_place"]
    first, three = _MARKS[kind]
    return [
        Score(f"{kind}: truth first", _mean(own == 1), first),
        Score(f"{kind}: truth among three", _mean(own.between(1, 3)), three),
    ]


def _mean(values: pd.Series) -> float:
    return share(int(values.sum()), len(values))


def _median(values: pd.Series) -> float:
    return float(values.median()) if len(values.dropna()) else float("nan")


def calibration_error(stops: pd.DataFrame, others: pd.DataFrame) -> float:
    """Mean distance of what was said of the first airport from how often it was right, in tenths.

    Flights without a stop count: whatever airport is named for them is wrong.
    """
    both = pd.concat([stops, others])
    right = (both["ident"] == both["truth"]) & (both["truth"] != "")
    tenth = np.minimum((both["probability"] * _BINS).astype(int), _BINS - 1)
    bins = pd.DataFrame({"said": both["probability"], "right": right}).groupby(tenth)
    off = (bins["said"].mean() - bins["right"].mean()).abs()
    return float((off * bins.size()).sum() / len(both)) if len(both) else float("nan")


def _in_set(stops: pd.DataFrame) -> pd.Series:
    return stops["truth_place"].between(1, stops["set_size"])


def _ground_error(stops: pd.DataFrame) -> pd.Series:
    return (stops["ground_said_min"] - stops["ground_min"]).abs().dropna()


def _ground_fits(stops: pd.DataFrame) -> pd.Series:
    known = stops[stops["ground_min"].notna() & stops["ground_said_min"].notna()]
    return _ground_error(known) <= known["ground_doubt_min"]


def reach_findings(cases: pd.DataFrame) -> Document:
    """Write what came of REACH_CASES besides the scores."""
    stops = cases[cases["truth"] != ""]
    return {
        "depths": [_row(kind, stops[stops["kind"] == kind]) for kind in DEPTHS],
        "others": int((cases["kind"] == NO_STOP).sum()),
        "baselines": {
            "the field nearest to the last position": {
                "truth first": number(_mean(stops["nearest_ident"] == stops["truth"]))
            }
        },
    }


def _row(kind: str, own: pd.DataFrame) -> Document:
    return {
        "kind": kind,
        "stops": len(own),
        "short": int((own["duration_min"] < SHORT_MIN).sum()),
        "first": number(_mean(own["truth_place"] == 1)),
        "three": number(_mean(own["truth_place"].between(1, 3))),
        "nearest": number(_mean(own["nearest_ident"] == own["truth"])),
        "likely": number(_mean(own["stop"] == "likely")),
    }


def reach_tables(told: Mapping[str, Any]) -> Sequence[Shown]:
    """Write a document of the exam as tables to read."""
    columns = (
        "hidden", "stops", "of these under 4 h", "first", "among three", "nearest field",
        "stop called likely",
    )  # fmt: skip
    rows = [
        (
            each["kind"],
            str(each["stops"]),
            str(each["short"]),
            *(shown(each[name]) for name in ("first", "three", "nearest", "likely")),
        )
        for each in told["depths"]
    ]
    title = f"Stops by how much was hidden, beside {told['others']} flights without one"
    return [scores_table(told), Shown(title, columns, rows)]
