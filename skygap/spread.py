"""Spread rows: one row becomes several, numbered within it."""

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]


def spread(counts: npt.ArrayLike) -> tuple[Rows, Rows]:
    """Repeat each row so many times: its position, and the number of the repeat from 0 on.

    Two arrays as long as the sum of the counts; a row with count 0 is in neither.
    """
    times = np.asarray(counts, np.intp)
    owner = np.repeat(np.arange(len(times)), times)
    first = np.cumsum(times) - times
    return owner, np.arange(len(owner)) - first[owner]
