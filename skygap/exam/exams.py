"""The exams there are: how each makes its cases, scores them and shows what it found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import pandas as pd

from skygap.exam.cases import cause_cases
from skygap.exam.cause_report import cause_findings, cause_tables
from skygap.exam.duration_cases import duration_cases
from skygap.exam.duration_report import duration_findings, duration_scores, duration_tables
from skygap.exam.leg_cases import leg_cases
from skygap.exam.leg_report import leg_findings, leg_tables
from skygap.exam.leg_scoring import leg_scores
from skygap.exam.marks import Score
from skygap.exam.reach_cases import reach_cases
from skygap.exam.reach_report import reach_findings, reach_scores, reach_tables
from skygap.exam.report import GENERATED, Document, Shown, head_of, score_row, table_text
from skygap.exam.scoring import scores_of
from skygap.reference import Reference
from skygap.settings import Settings


class MakesCases(Protocol):
    """Makes the cases that FIXES allow, the same for the same seed, with `is_reported`."""

    def __call__(
        self, fixes: pd.DataFrame, reference: Reference, *, settings: Settings, seed: int
    ) -> pd.DataFrame:
        """Make them."""


@dataclass(frozen=True, slots=True)
class Exam:
    """One exam."""

    title: str
    cases: MakesCases
    scores: Callable[[pd.DataFrame], Sequence[Score]]
    findings: Callable[[pd.DataFrame], Document]
    tables: Callable[[Mapping[str, Any]], Sequence[Shown]]


EXAMS: Mapping[str, Exam] = {
    "cause": Exam("causes", cause_cases, scores_of, cause_findings, cause_tables),
    "reach": Exam("reach", reach_cases, reach_scores, reach_findings, reach_tables),
    "durations": Exam(
        "reach by duration", duration_cases, duration_scores, duration_findings, duration_tables
    ),
    "legs": Exam("legs", leg_cases, leg_scores, leg_findings, leg_tables),
}


def exam_document(
    name: str,
    cases: pd.DataFrame,
    *,
    samples: Sequence[str],
    day: date,
    seed: int,
    settings: Settings,
) -> Document:
    """Write what came of CASES of one of EXAMS; SAMPLES as in `head_of`.

    `looking` are the scores of the half in which thresholds may be looked at.
    """
    exam = EXAMS[name]
    reported, looking = (cases[cases["is_reported"] == half] for half in (True, False))
    return {
        **head_of(name, reported, samples=samples, day=day, seed=seed, settings=settings),
        **exam.findings(reported),
        "scores": [score_row(each) for each in exam.scores(reported)],
        "looking": [score_row(each) for each in exam.scores(looking)],
    }


def exam_tables(told: Mapping[str, Any]) -> Sequence[Shown]:
    """Write a document of any exam as tables to read, the scores first."""
    return EXAMS[told["exam"]].tables(told)


def exam_text(told: Mapping[str, Any]) -> str:
    """Write a document of any exam as text."""
    source = GENERATED if told["is_generated"] else ", ".join(told["samples"])
    title = EXAMS[told["exam"]].title
    head = f"Blind test of {title}, {told['date']}, seed {told['seed']}. Samples: {source}."
    return "\n\n".join([head, *map(table_text, exam_tables(told))])
