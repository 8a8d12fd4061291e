"""Others: the craft of the store that new ones are judged by, and that these judge anew.

Whoever comes is judged by all that are there, and those that are there are judged anew by whoever
comes: in what order files are added changes no cause. Where craft have been is known as far as it
was loaded when a gap was judged: a visit that comes later, of days too far off to be a witness,
leaves the numbers of reach in the store as they were. The screen asks with all that is loaded.
"""

from dataclasses import dataclass

import pandas as pd

from skygap.analysis import Judged, Unjudged, judge
from skygap.history import history_of
from skygap.interference import telling_span
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.store import KINDS, Manifest, Store, rows_at
from skygap.tables.fixes import shared_keys
from skygap.tables.schema import ordered
from skygap.tables.transits import TRANSITS


@dataclass(frozen=True, slots=True, eq=False)
class Others:
    """What the store holds of other craft: LEGS and TRANSITS of all; GAPS of those to be judged."""

    legs: pd.DataFrame
    gaps: pd.DataFrame
    transits: pd.DataFrame

    @property
    def judged_legs(self) -> pd.DataFrame:
        """The legs of the craft whose gaps are to be judged; only of these stops are found anew."""
        judged = set(shared_keys(self.gaps["craft_id"]))
        return self.legs[shared_keys(self.legs["craft_id"]).isin(judged)]


def others_at(
    store: Store, manifest: Manifest, own: frozenset[str], new: pd.DataFrame, *, settings: Settings
) -> Others:
    """Read what a commit left of craft whose keys are not `own`, for judging NEW transits with."""
    stored = (rows_at(store, manifest, KINDS[name]) for name in ("legs", "gaps", "transits"))
    legs, gaps, transits = (
        table[~shared_keys(table["craft_id"]).isin(own)].reset_index(drop=True) for table in stored
    )
    return Others(legs, _touched(gaps, new, settings), transits)


def judge_with(
    others: Others, found: Unjudged, reference: Reference, *, settings: Settings
) -> Judged:
    """Judge new gaps by the craft of the store too, and the gaps of these by the new craft."""
    gaps = pd.concat([found.gaps, others.gaps], ignore_index=True)
    transits = ordered(TRANSITS, pd.concat([found.transits, others.transits]))
    legs = pd.concat([pd.DataFrame(found.legs), pd.DataFrame(others.legs)])
    history = history_of(legs, reference)
    return judge(gaps, transits, reference, history=history, settings=settings)


def _touched(gaps: pd.DataFrame, transits: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Find the craft with a gap that new transits may be witnesses of: all gaps of these.

    They are replaced by the key of a craft, so those of X#2 go with those of X.
    """
    if gaps.empty or transits.empty:
        return gaps.head(0)
    days = telling_span(settings)
    first, last = transits["start_time"].min() - days, transits["end_time"].max() + days
    keys = shared_keys(gaps["craft_id"])
    return gaps[keys.isin(keys[gaps["start_time"].between(first, last)])]
