"""Accuracy: how sure a craft itself said its positions were, and whether that was bad.

Only positions that the craft sends from its own satellite receiver tell anything of that receiver:
not those that others worked out (mlat, tisb), and on the ground, between buildings, not its own
either. What nobody told is unknown, never good and never bad.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.geo import Floats
from skygap.settings import Settings

Bools = npt.NDArray[np.bool_]

NAMES = ("nic", "nac_p")

_OWN = ("adsb_", "adsr_")
"""Sources that are the craft's own position, heard directly or passed on; a source that is not
named may be anything."""


def own_accuracy(fixes: pd.DataFrame) -> dict[str, Floats]:
    """Give `nic` and `nac_p` of FIXES with judged ground state, NaN where they say nothing."""
    sources, names = pd.factorize(fixes["position_source"])
    is_own = np.array([str(name).startswith(_OWN) for name in names], dtype=bool)
    tells = np.zeros(len(fixes), dtype=bool) if not len(names) else is_own[sources]
    tells &= ~fixes["on_ground"].to_numpy(bool)
    return {name: np.where(tells, fixes[name].to_numpy(float), np.nan) for name in NAMES}


def is_told(nic: npt.ArrayLike, nac_p: npt.ArrayLike) -> Bools:
    """Tell where a craft said anything of how sure its positions were."""
    return np.asarray(~np.isnan(np.asarray(nic, float)) | ~np.isnan(np.asarray(nac_p, float)))


def is_bad(nic: npt.ArrayLike, nac_p: npt.ArrayLike, *, settings: Settings) -> Bools:
    """Tell where one of both was told and is too low (METHOD 1.5 A3); what is not told is not."""
    unsure = np.asarray(nic, float) < settings.gnss_least_nic
    return np.asarray(unsure | (np.asarray(nac_p, float) < settings.gnss_least_nac_p))
