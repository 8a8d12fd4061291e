"""The result of an exam as a document and as text: each score, its mark, whether it is met."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

import skygap
from skygap.exam.scoring import (
    Bounds,
    Score,
    baselines,
    recall_by_witnesses,
    scores_of,
)
from skygap.settings import Settings, as_dict

Document = dict[str, Any]

GENERATED = "a generated world: nothing in it was observed"


def exam_document(
    cases: pd.DataFrame, *, samples: Sequence[str], day: date, seed: int, settings: Settings
) -> Document:
    """Write what came of CASES; SAMPLES are names of files, none for a generated world.

    `looking` are the scores of the half in which thresholds may be looked at.
    """
    reported, looking = (cases[cases["is_reported"] == half] for half in (True, False))
    return {
        "skygap": skygap.__version__,
        "exam": "cause",
        "date": day.isoformat(),
        "seed": seed,
        "is_generated": not samples,
        "samples": list(samples),
        "crafts": int(reported["craft_id"].nunique()),
        "cases": _counts(reported),
        "scores": [_score(each) for each in scores_of(reported)],
        "recall_by_witnesses": [_bin(*each) for each in recall_by_witnesses(reported)],
        "baselines": {
            name: {key: _number(value) for key, value in rated.items()}
            for name, rated in baselines(reported).items()
        },
        "looking": [_score(each) for each in scores_of(looking)],
        "settings": as_dict(settings),
    }


def exam_text(told: Mapping[str, Any]) -> str:
    """Write a document of an exam as tables to read."""
    source = GENERATED if told["is_generated"] else ", ".join(told["samples"])
    head = f"Blind test of causes, {told['date']}, seed {told['seed']}. Samples: {source}."
    parts = (_scores_text(told), _bins_text(told), _cases_text(told), _baselines_text(told))
    return "\n\n".join([head, *parts])


def shown(value: float | None) -> str:
    """Write a score for people; a dash where there was nothing to score."""
    return "-" if value is None else f"{value:.3f}"


def mark_words(score: Mapping[str, Any]) -> tuple[str, ...]:
    """Say the mark of a score, and whether it is met; nothing where nothing was promised."""
    if score["mark"] is None:
        return ()
    sign = "at least" if score["is_at_least"] else "at most"
    return f"{sign} {score['mark']:g}", "met" if score["is_met"] else "not met"


def bin_words(each: Mapping[str, Any]) -> str:
    """Write a bin of witnesses, ends included."""
    least, most = each["least"], each["most"]
    if most is None:
        return f"{least} and more"
    return f"{least}" if least == most else f"{least} to {most}"


def _scores_text(told: Mapping[str, Any]) -> str:
    lines = [
        f"  {each['name']:<32} {shown(each['value']):>6}   {'; '.join(mark_words(each))}".rstrip()
        for each in told["scores"]
    ]
    return "\n".join([f"Scores, {told['crafts']} crafts of the half that is reported", *lines])


def _bins_text(told: Mapping[str, Any]) -> str:
    lines = [
        f"  {bin_words(each):<15} {each['cases']:>6} cases   {shown(each['recall']):>7}"
        for each in told["recall_by_witnesses"]
    ]
    return "\n".join(["Switch-offs found, by how many others passed there", *lines])


def _cases_text(told: Mapping[str, Any]) -> str:
    lines = [
        f"  {kind:<20} {sum(said.values()):>6}   "
        + ", ".join(f"{count} {cause.replace('_', ' ')}" for cause, count in said.items())
        for kind, said in told["cases"].items()
    ]
    return "\n".join(["Cases, and what was said of them", *lines])


def _baselines_text(told: Mapping[str, Any]) -> str:
    lines = [
        f"  {name:<22} false rate {shown(each['false_rate'])}, precision {shown(each['precision'])}"
        f", recall {shown(each['recall'])}, F0.5 {shown(each['f_half'])}"
        for name, each in told["baselines"].items()
    ]
    return "\n".join(["What simpler rules would say", *lines])


def _counts(cases: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Count for each kind of case what was said, most often first."""
    return {
        str(kind): {str(cause): int(n) for cause, n in own["cause"].value_counts().items()}
        for kind, own in cases.groupby("kind")
    }


def _score(score: Score) -> Document:
    return asdict(score) | {"value": _number(score.value), "is_met": score.is_met}


def _bin(bounds: Bounds, cases: int, recall: float) -> Document:
    return {"least": bounds[0], "most": bounds[1], "cases": cases, "recall": _number(recall)}


def _number(value: float) -> float | None:
    """Round a score; what is not known has no number in JSON."""
    return None if np.isnan(value) else round(float(value), 4)
