"""The result of an exam as a document and as tables: each score, its mark, whether it is met."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

import skygap
from skygap.exam.marks import Score
from skygap.settings import Settings, as_dict

Document = dict[str, Any]

GENERATED = "a generated world: nothing in it was observed"


@dataclass(frozen=True, slots=True)
class Shown:
    """One table for people: what it shows, its columns, and words in rows; the first is a name."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def head_of(
    exam: str,
    cases: pd.DataFrame,
    *,
    samples: Sequence[str],
    day: date,
    seed: int,
    settings: Settings,
) -> Document:
    """Say what was examined; SAMPLES are names of files, none for a generated world."""
    return {
        "skygap": skygap.__version__,
        "exam": exam,
        "date": day.isoformat(),
        "seed": seed,
        "is_generated": not samples,
        "samples": list(samples),
        "crafts": int(cases["craft_id"].nunique()),
        "settings": as_dict(settings),
    }


def score_row(score: Score) -> Document:
    """Write a score as a row of the document."""
    return asdict(score) | {"value": number(score.value), "is_met": score.is_met}


def number(value: float) -> float | None:
    """Round a score; what is not known has no number in JSON."""
    return None if np.isnan(value) else round(float(value), 4)


def numbers(values: Mapping[str, float]) -> dict[str, float | None]:
    """Round several scores that belong together."""
    return {name: number(value) for name, value in values.items()}


def shown(value: float | None) -> str:
    """Write a score for people; none where there was nothing to score."""
    return "none" if value is None else f"{value:.3f}"


def mark_words(score: Mapping[str, Any]) -> tuple[str, str]:
    """Say the mark of a score, and whether it is met; nothing where nothing was promised."""
    if score["mark"] is None:
        return "", ""
    sign = "at least" if score["is_at_least"] else "at most"
    result = "met" if score["is_met"] else "not met"
    return f"{sign} {score['mark']:g}", "no case" if score["value"] is None else result


def scores_table(told: Mapping[str, Any]) -> Shown:
    """Show the scores of a document beside their marks."""
    rows = [(each["name"], shown(each["value"]), *mark_words(each)) for each in told["scores"]]
    title = f"Scores, {told['crafts']} crafts of the half that is reported"
    return Shown(title, ("score", "value", "mark", "result"), rows)


def table_text(table: Shown) -> str:
    """Write a table in columns of even width."""
    lines = [table.columns, *table.rows]
    widths = [max(map(len, words)) for words in zip(*lines, strict=True)]
    written = [
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([table.title, *(f"  {line}" for line in written)])
