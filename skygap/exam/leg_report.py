"""What the exam of legs found: the part of its document that is its own, and its tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from skygap.exam.leg_scoring import KINDS, baselines, named_rates, rates
from skygap.exam.report import Document, Shown, number, numbers, scores_table, shown

SIDES = {"departure": False, "arrival": True}


def leg_findings(ends: pd.DataFrame) -> Document:
    """Write what came of NAMED_ENDS besides the scores."""
    return {
        "ends": [
            _row(kind, side, ends[(ends["kind"] == kind) & (ends["is_arrival"] == is_arrival)])
            for kind in KINDS
            for side, is_arrival in SIDES.items()
        ],
        "baselines": {name: numbers(rated) for name, rated in baselines(ends).items()},
    }


def leg_tables(told: Mapping[str, Any]) -> Sequence[Shown]:
    """Write a document of the exam as tables to read."""
    return [scores_table(told), _ends(told), _rules(told)]


def _row(kind: str, side: str, ends: pd.DataFrame) -> Document:
    named, always = ends["ident"] != "", pd.Series(data=True, index=ends.index)
    return {
        "kind": kind,
        "side": side,
        "ends": len(ends),
        "named": int(named.sum()),
        "right": int((named & (ends["ident"] == ends["truth"])).sum()),
        **numbers(named_rates(ends)),
        "nearest": number(rates(ends, "nearest", always)["accuracy"]),
    }


def _ends(told: Mapping[str, Any]) -> Shown:
    columns = ("end", "side", "ends", "named", "right", "coverage", "accuracy", "nearest field")
    rows = [
        (
            each["kind"],
            each["side"],
            *(str(each[name]) for name in ("ends", "named", "right")),
            *(shown(each[name]) for name in ("coverage", "accuracy", "nearest")),
        )
        for each in told["ends"]
    ]
    return Shown("Airports named, by where the flight was cut", columns, rows)


def _rules(told: Mapping[str, Any]) -> Shown:
    rows = [
        (name, shown(each["coverage"]), shown(each["accuracy"]))
        for name, each in told["baselines"].items()
    ]
    return Shown("What simpler rules would name", ("simpler rule", "coverage", "accuracy"), rows)
