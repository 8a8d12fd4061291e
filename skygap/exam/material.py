"""What an exam is made of: cleaned fixes, who was heard where, the airports."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.analysis import located_fixes
from skygap.clean import mask_fixes
from skygap.crafts import separate
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.tables.fixes import FIXES
from skygap.tables.schema import ordered
from skygap.tables.ships import is_ship
from skygap.transits import find_transits

Rows = npt.NDArray[np.int64]

STEP_S = 60.0
"""A flight is fully seen while no two fixes are further apart."""


@dataclass(frozen=True, slots=True)
class Material:
    """Kept FIXES of aircraft, cleaned, ordered; the TRANSITS in them; the airports."""

    fixes: pd.DataFrame
    transits: pd.DataFrame
    reference: Reference


def prepare(fixes: pd.DataFrame, reference: Reference, *, settings: Settings) -> Material:
    """Clean FIXES as an analysis does, and find the transits of all craft in them; no ships."""
    located = cleaned(told_apart(fixes, settings=settings), settings=settings)
    transits = find_transits(located, settings=settings)
    return Material(located, transits, reference)


def told_apart(fixes: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Take the FIXES of aircraft, several craft with one address told apart; ordered."""
    aircraft = ordered(FIXES, fixes[~is_ship(fixes)])
    return separate(aircraft, settings=settings).reset_index(drop=True)


def cleaned(fixes: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Keep what cleaning keeps of FIXES of aircraft, with judged ground state; rows numbered."""
    masked = mask_fixes(fixes, settings=settings)
    return located_fixes(masked, settings=settings).reset_index(drop=True)


def clock_ms(fixes: pd.DataFrame) -> Rows:
    """Tell the time of each fix in Unix milliseconds."""
    return np.asarray(fixes["timestamp"].astype("int64"), dtype=np.int64)


def craft_ends(fixes: pd.DataFrame) -> Rows:
    """Tell for each row the row after the last of the same craft."""
    craft = pd.factorize(fixes["craft_id"])[0]
    return np.asarray(np.searchsorted(craft, craft, side="right"), dtype=np.int64)


def flights_seen(fixes: pd.DataFrame) -> pd.DataFrame:
    """Find stretches in the air without a silence: first row, row after the last, minutes."""
    aloft = (~fixes["on_ground"] & fixes["altitude_ft"].notna()).to_numpy()
    ms, craft = clock_ms(fixes), fixes["craft_id"].to_numpy()
    goes_on = aloft[1:] & aloft[:-1] & (craft[1:] == craft[:-1])
    goes_on &= np.diff(ms) <= STEP_S * 1000.0
    first = np.flatnonzero(aloft & ~np.r_[False, goes_on][: len(aloft)])
    last = np.flatnonzero(aloft & ~np.r_[goes_on, False][: len(aloft)])
    minutes = (ms[last] - ms[first]) / 60_000.0
    return pd.DataFrame({"first": first, "last": last + 1, "minutes": minutes})
