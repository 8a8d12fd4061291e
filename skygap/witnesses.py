"""Witnesses: who else passed where a silent craft must have been, and whether it was heard.

In each block of a gap (`blocks.py`) the transits of others are counted, at the same height, by the
same feed, up to two weeks before and after: `n` transits, `k` of them heard without a break. The
best-covered block counts; neighbours are never multiplied, for what hides one cell hides the next.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.blocks import blocks_of
from skygap.geo import Floats
from skygap.settings import Settings
from skygap.spread import spread
from skygap.tables.schema import conform, ordered
from skygap.tables.witnesses import TESTIMONY, WITNESSES

Rows = npt.NDArray[np.intp]

MOST_LISTED = 200
"""Witnesses kept for each gap, nearest in time first; the counts are always of all."""

GAPS_AT_ONCE = 500
"""Bounds the memory: a gap over a busy place has thousands of transits."""

_LOWEST_SHARE = 0.05
_BLOCK = ["gap", "block", "number"]
_CELL = [*_BLOCK, "cell", "band"]


def find_witnesses(
    gaps: pd.DataFrame, transits: pd.DataFrame, *, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find who else passed where each row of GAPS must have been: WITNESSES, and TESTIMONY.

    Takes TRANSITS of all craft that are loaded. TESTIMONY has one row a gap, in order; WITNESSES
    those of its best-covered block. Where `n` is zero nobody passed: others tell nothing.
    """
    parts = [
        _found(gaps.iloc[first : first + GAPS_AT_ONCE], transits, settings)
        for first in range(0, max(len(gaps), 1), GAPS_AT_ONCE)
    ]
    listed = pd.concat([witnesses for witnesses, _ in parts], ignore_index=True)
    return ordered(WITNESSES, listed), pd.concat([e for _, e in parts], ignore_index=True)


def silence_probability(n: npt.ArrayLike, k: npt.ArrayLike) -> Floats:
    """Expect how often a craft that transmits is not heard all the way: NaN without transits.

    Jeffreys' prior: Beta(k + 1/2, n - k + 1/2) (METHOD 1.5 B).
    """
    count, heard = np.asarray(n, float), np.asarray(k, float)
    return np.where(count > 0, 1.0 - (heard + 0.5) / (count + 1.0), np.nan)


def _found(
    gaps: pd.DataFrame, transits: pd.DataFrame, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    gaps = gaps.reset_index(drop=True)
    blocks = blocks_of(gaps, settings=settings)
    passed = _telling(_passed(blocks, transits), gaps, settings)
    visits = _visits(passed, settings)
    counts = _counted(visits, settings).merge(_covered(blocks, passed, settings), on=_BLOCK)
    counts = counts.merge(_floors(visits), on=_BLOCK, how="left")
    best = counts.sort_values(
        ["silence_probability", "covered_share"], ascending=[True, False], kind="stable"
    ).drop_duplicates("gap")
    counted = gaps[["gap_id"]].join(best.set_index("gap"))
    seen = visits.merge(best[_BLOCK], on=_BLOCK)
    return _listed(seen, gaps), conform(TESTIMONY, counted)


def _passed(blocks: pd.DataFrame, transits: pd.DataFrame) -> pd.DataFrame:
    """Join the cells of blocks with the transits through them; TRANSITS are ordered by cell."""
    cells = transits["cell"].to_numpy()
    first = np.searchsorted(cells, blocks["cell"].to_numpy(), side="left")
    counts = np.searchsorted(cells, blocks["cell"].to_numpy(), side="right") - first
    of_block, order = spread(counts)
    at = first[of_block] + order
    same = transits["band"].to_numpy()[at] == blocks["band"].to_numpy()[of_block]
    where = blocks[_CELL].iloc[of_block[same]].reset_index(drop=True)
    return where.join(transits.drop(columns=["cell", "band"]).iloc[at[same]].reset_index(drop=True))


def _telling(passed: pd.DataFrame, gaps: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Keep transits of the same feed within the days; not those of the flight that fell silent."""
    own = gaps[["craft_id", "provider", "start_time", "end_time", "is_open"]]
    gap = own.iloc[passed["gap"]].reset_index(drop=True)
    days, hour = pd.Timedelta(days=settings.witness_days), pd.Timedelta(hours=1)
    near = (passed["start_time"] - gap["start_time"]).abs() <= days
    until = gap["end_time"].fillna(gap["start_time"])
    then = (passed["end_time"] >= gap["start_time"] - hour) & (passed["start_time"] <= until + hour)
    is_self = passed["craft_id"] == gap["craft_id"]
    kept = near & (passed["provider"] == gap["provider"]) & ~(is_self & then)
    away = (passed["start_time"] - gap["start_time"]).dt.total_seconds() / 3600.0
    return passed.assign(is_self=is_self, away_h=away)[kept]


def _visits(passed: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Make one visit of all cells that a craft crossed in one go: broken when one of them was."""
    rows = passed.sort_values([*_BLOCK, "craft_id", "start_time"], kind="stable")
    same = (rows[[*_BLOCK, "craft_id"]] == rows[[*_BLOCK, "craft_id"]].shift()).all(axis=1)
    waited = rows["start_time"] - rows["end_time"].shift()
    new = ~same | (waited > pd.Timedelta(minutes=settings.transit_apart_min))
    visits = rows.groupby(new.cumsum(), sort=False)
    first = rows[new].reset_index(drop=True)
    unbroken, lost = visits["is_unbroken"].all(), visits["is_lost"].any()
    return first.assign(is_unbroken=unbroken.to_numpy(), is_lost=lost.to_numpy())


def _counted(visits: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Count for each block who passed and who of them was heard all the way."""
    other, heard = ~visits["is_self"], visits["is_unbroken"]
    then = visits["away_h"].abs() <= settings.same_day_hours
    marks = visits[_BLOCK].assign(
        n=other,
        k=other & heard,
        lost_n=other & visits["is_lost"],
        self_n=~other,
        self_k=~other & heard,
        same_day_k=other & heard & then,
    )
    counts = marks.groupby(_BLOCK, as_index=False).sum()
    return counts.assign(silence_probability=silence_probability(counts["n"], counts["k"]))


def _covered(blocks: pd.DataFrame, passed: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Tell for each block in what share of its cells others were heard nearly always.

    At the edge of reception the first cell of a block is covered and the rest is not: many
    witnesses in that one cell say nothing of the minutes in which the craft was silent.
    """
    others = passed[~passed["is_self"]].groupby(_CELL)["is_unbroken"].agg(["size", "mean"])
    cells = blocks.join(others, on=_CELL)
    covered = (cells["size"] >= settings.covered_least_n) & (
        cells["mean"] >= settings.covered_heard_share
    )
    shares = cells.assign(covered_share=covered).groupby(_BLOCK, as_index=False)
    return shares["covered_share"].mean()


def _floors(visits: pd.DataFrame) -> pd.DataFrame:
    """Tell for each block how low others were heard in it: the lowest one in twenty."""
    heard = visits[visits["is_unbroken"] & ~visits["is_self"]]
    floors = heard.groupby(_BLOCK)["lowest_ft"].quantile(_LOWEST_SHARE)
    return floors.rename("floor_ft").reset_index()


def _listed(visits: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    nearest = visits.assign(away_h=visits["away_h"].abs()).sort_values("away_h", kind="stable")
    few = nearest.groupby("gap", sort=False).head(MOST_LISTED)
    silent = gaps.iloc[few["gap"]]
    return conform(
        WITNESSES,
        few.assign(
            witness_id=few["craft_id"],
            gap_id=silent["gap_id"].to_numpy(),
            craft_id=silent["craft_id"].to_numpy(),
        ),
    )
