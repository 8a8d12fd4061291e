"""Read the results of blind tests that are shipped: what the page Method and the documents show."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from skygap.errors import InputError
from skygap.readers.files.opening import open_file

FOLDER = Path(__file__).resolve().parents[3] / "data" / "exams"


class ExamScore(msgspec.Struct, frozen=True):
    """One score, its mark and whether it is met; None where there is none."""

    name: str
    value: float | None
    mark: float | None
    is_at_least: bool
    is_met: bool | None


class WitnessBin(msgspec.Struct, frozen=True):
    """What share of the switch-offs was found with so many others there; `most` None is no end."""

    least: int
    most: int | None
    cases: int
    recall: float | None


class NamedRow(msgspec.Struct, frozen=True):
    """Ends of flights cut in one way: how many were named, and how many rightly."""

    kind: str
    side: str
    ends: int
    named: int
    right: int
    coverage: float | None
    accuracy: float | None
    nearest: float | None


class ExamResult(msgspec.Struct, frozen=True, kw_only=True, tag_field="exam"):
    """What any blind test found."""

    date: str
    seed: int
    is_generated: bool
    samples: list[str]
    crafts: int
    scores: list[ExamScore]
    baselines: dict[str, dict[str, float | None]]


class CauseResult(ExamResult, frozen=True, kw_only=True, tag="cause"):
    """What the blind test of causes found."""

    cases: dict[str, dict[str, int]]
    recall_by_witnesses: list[WitnessBin]


class LegResult(ExamResult, frozen=True, kw_only=True, tag="legs"):
    """What the blind test of legs found."""

    ends: list[NamedRow]


class DepthRow(msgspec.Struct, frozen=True):
    """Stops hidden at one depth: how many, and how often the truth was ranked first."""

    kind: str
    stops: int
    short: int
    first: float | None
    three: float | None
    nearest: float | None
    likely: float | None


class ReachResult(ExamResult, frozen=True, kw_only=True, tag="reach"):
    """What the blind test of reach found."""

    depths: list[DepthRow]
    others: int


class DurationRow(msgspec.Struct, frozen=True):
    """Departures told by one kind of knowledge, beside the pilot's numbers."""

    kind: str
    span: str
    cases: int
    first: float | None
    three: float | None
    brier: float | None
    pilot_first: float | None
    pilot_three: float | None
    pilot_brier: float | None


class DurationResult(ExamResult, frozen=True, kw_only=True, tag="durations"):
    """What the blind test by duration found."""

    methods: list[DurationRow]


AnyResult = CauseResult | LegResult | ReachResult | DurationResult


def exam_path(name: str) -> Path:
    """Tell where the result of an exam is kept: cause, legs, reach or durations."""
    return FOLDER / f"{name}.json"


def shipped_exam(name: str) -> Mapping[str, Any]:
    """Read the result of a blind test that comes with Skygap, by the name of the exam."""
    return read_exam(exam_path(name))


def read_exam(path: Path) -> Mapping[str, Any]:
    """Read a result that `blind-test --json` wrote, with the keys of its kind. Or InputError."""
    try:
        result = msgspec.json.decode(open_file(path).content, type=AnyResult)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        fault = f"this is no result of a blind test ({error})"
        advice = "Write it anew with: python -m skygap blind-test --cause --json FILE"
        raise InputError(str(path), fault, advice) from error
    told: Mapping[str, Any] = msgspec.to_builtins(result)
    return told
