"""What the exam of causes found: the part of its document that is its own, and its tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from skygap.exam.report import Document, Shown, number, numbers, scores_table, shown
from skygap.exam.scoring import Bounds, baselines, recall_by_witnesses

RATES = {"false rate": "false_rate", "precision": "precision", "recall": "recall", "F0.5": "f_half"}


def cause_findings(cases: pd.DataFrame) -> Document:
    """Write what came of CASES besides the scores."""
    return {
        "cases": _counts(cases),
        "recall_by_witnesses": [_bin(*each) for each in recall_by_witnesses(cases)],
        "baselines": {name: numbers(rated) for name, rated in baselines(cases).items()},
    }


def cause_tables(told: Mapping[str, Any]) -> Sequence[Shown]:
    """Write a document of the exam as tables to read."""
    return [scores_table(told), _bins(told), _rules(told), _cases(told)]


def bin_words(each: Mapping[str, Any]) -> str:
    """Write a bin of witnesses, ends included."""
    least, most = each["least"], each["most"]
    if most is None:
        return f"{least} and more"
    return f"{least}" if least == most else f"{least} to {most}"


def _bins(told: Mapping[str, Any]) -> Shown:
    rows = [
        (bin_words(each), str(each["cases"]), shown(each["recall"]))
        for each in told["recall_by_witnesses"]
    ]
    title = "Switch-offs found, by how many others passed there"
    return Shown(title, ("others that passed there", "switch-offs", "found"), rows)


def _rules(told: Mapping[str, Any]) -> Shown:
    rows = [
        (name, *(shown(each[key]) for key in RATES.values()))
        for name, each in told["baselines"].items()
    ]
    return Shown("What simpler rules would say", ("simpler rule", *RATES), rows)


def _cases(told: Mapping[str, Any]) -> Shown:
    rows = [
        (kind, str(sum(said.values())), _said_words(said)) for kind, said in told["cases"].items()
    ]
    return Shown("Cases, and what was said of them", ("kind of case", "cases", "said"), rows)


def _said_words(said: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {cause.replace('_', ' ')}" for cause, count in said.items())


def _counts(cases: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Count for each kind of case what was said, most often first."""
    return {
        str(kind): {str(cause): int(n) for cause, n in own["cause"].value_counts().items()}
        for kind, own in cases.groupby("kind")
    }


def _bin(bounds: Bounds, cases: int, recall: float) -> Document:
    return {"least": bounds[0], "most": bounds[1], "cases": cases, "recall": number(recall)}
