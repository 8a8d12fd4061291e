"""Read the results of blind tests that are shipped: what the page Method and the documents show."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from skygap.errors import InputError
from skygap.readers.files.opening import open_file

CAUSE_EXAM = Path(__file__).resolve().parents[3] / "data" / "exams" / "cause.json"


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


class ExamResult(msgspec.Struct, frozen=True):
    """What a blind test found."""

    exam: str
    date: str
    seed: int
    is_generated: bool
    samples: list[str]
    crafts: int
    cases: dict[str, dict[str, int]]
    scores: list[ExamScore]
    recall_by_witnesses: list[WitnessBin]
    baselines: dict[str, dict[str, float | None]]


def shipped_exam() -> Mapping[str, Any]:
    """Read the result of the blind test of causes that comes with Skygap."""
    return read_exam(CAUSE_EXAM)


def read_exam(path: Path) -> Mapping[str, Any]:
    """Read a result that `blind-test --json` wrote, with the keys of ExamResult. Or InputError."""
    try:
        result = msgspec.json.decode(open_file(path).content, type=ExamResult)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        fault = f"this is no result of a blind test ({error})"
        advice = "Write it anew with: python -m skygap blind-test --cause --json FILE"
        raise InputError(str(path), fault, advice) from error
    told: Mapping[str, Any] = msgspec.to_builtins(result)
    return told
