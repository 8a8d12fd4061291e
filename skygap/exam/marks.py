"""What all exams share: a score with its mark, and the two halves of the craft."""

import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass(frozen=True, slots=True)
class Score:
    """One number with what it should be; `mark` is None where nothing was promised."""

    name: str
    value: float
    mark: float | None = None
    is_at_least: bool = True

    @property
    def is_met(self) -> bool | None:
        """Tell whether the mark is met; None without one."""
        if self.mark is None:
            return None
        return self.value >= self.mark if self.is_at_least else self.value <= self.mark


def share(part: int, whole: int) -> float:
    """Divide; NaN where there is nothing to rest on."""
    return part / whole if whole else float("nan")


def brier(cases: pd.DataFrame) -> float:
    """Mean squared error over all airports: 0 is perfect, 1 says nothing, 2 is all wrong.

    Takes `truth_probability` and `squares`, the sum of the squared probabilities of all airports.
    """
    told = 1.0 - 2.0 * cases["truth_probability"] + cases["squares"]
    return float(told.mean()) if len(cases) else float("nan")


def set_size(probability: npt.ArrayLike) -> int:
    """Count the airports, in order, that hold nine tenths of what is said of all."""
    held = np.cumsum(np.asarray(probability, float))
    return int(np.searchsorted(held, 0.9 * held[-1])) + 1 if len(held) and held[-1] > 0 else 0


def in_halves(cases: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Put each craft in one of two halves: thresholds may be looked at in one of them only.

    Adds `is_reported`, true in the other.
    """
    halves = {
        craft: zlib.crc32(f"{seed}|{craft}".encode()) % 2 == 1
        for craft in cases["craft_id"].unique()
    }
    return cases.assign(is_reported=cases["craft_id"].map(halves).astype(bool))
