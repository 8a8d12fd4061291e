"""What the exam by duration found: the numbers of METHOD 4.5 beside ours."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from skygap.exam.duration_cases import ALONE, HEADED, TOLD, first_share
from skygap.exam.marks import Score, brier, share
from skygap.exam.reach_report import SHORT_MIN, calibration_error
from skygap.exam.report import Document, Shown, number, numbers, scores_table, shown

_PILOT = {
    ALONE: {"all": (0.023, 0.078, 0.981), "short": (0.053, 0.186, 0.957)},
    TOLD: {"all": (0.140, 0.311, 0.923), "short": (0.273, 0.542, 0.843)},
    HEADED: {"all": (0.320, 0.604, 0.786), "short": (0.514, 0.840, 0.600)},
}
"""First, among three, Brier score of the pilot in METHOD 4.5: the numbers to beat."""

_MEASURES = ("first", "three", "brier")


def duration_scores(cases: pd.DataFrame) -> Sequence[Score]:
    """Score DURATION_CASES: what is known of visits, duration and heading together."""
    if cases.empty:
        return []
    told = cases[cases["kind"] == HEADED]
    short = told[told["duration_min"] < SHORT_MIN]
    first, three, error = _PILOT[HEADED]["short"]
    in_set = short["truth_place"].between(1, short["set_size"])
    return [
        Score("under 4 h: truth first", first_share(short, 1), first),
        Score("under 4 h: truth among three", first_share(short, 3), three),
        Score("under 4 h: Brier score", brier(short), error, is_at_least=False),
        Score(
            "under 4 h: calibration error",
            calibration_error(short, short.head(0)),
            0.05,
            is_at_least=False,
        ),
        Score("truth in the set of nine tenths", share(int(in_set.sum()), len(short)), 0.87),
        Score("median size of that set", float(short["set_size"].median()), 6.0, is_at_least=False),
        Score("truth within the hard limit", first_share(told, 10_000), 0.995),
    ]


def _rated(cases: pd.DataFrame) -> dict[str, float]:
    return {"first": first_share(cases, 1), "three": first_share(cases, 3), "brier": brier(cases)}


def duration_findings(cases: pd.DataFrame) -> Document:
    """Write what came of DURATION_CASES besides the scores."""
    spans = {"all": cases, "short": cases[cases["duration_min"] < SHORT_MIN]}
    return {
        "methods": [
            {"kind": kind, "span": span, "cases": len(own := table[table["kind"] == kind])}
            | numbers(_rated(own))
            | {f"pilot_{m}": number(x) for m, x in zip(_MEASURES, pilot[span], strict=True)}
            for kind, pilot in _PILOT.items()
            for span, table in spans.items()
        ],
        "baselines": {},
    }


def duration_tables(told: Mapping[str, Any]) -> Sequence[Shown]:
    """Write a document of the exam as tables to read."""
    columns = (
        "told by", "gaps", "cases", "first", "first, pilot", "among three", "among three, pilot",
        "Brier", "Brier, pilot",
    )  # fmt: skip
    words = {"all": "all", "short": "under 4 h"}
    rows = [
        (
            each["kind"],
            words[each["span"]],
            str(each["cases"]),
            *(shown(each[f"{p}{m}"]) for m in _MEASURES for p in ("", "pilot_")),
        )
        for each in told["methods"]
    ]
    return [scores_table(told), Shown("Beside the pilot of METHOD 4.5", columns, rows)]
