"""How sure a position is, as told with it: NIC (how far off it may be) and NACp (how accurate)."""

import numpy as np
import numpy.typing as npt

BEST = 11
"""Both count from 0, which stands for unknown, to this; higher values are reserved."""


def accuracies(
    nic: npt.ArrayLike, nac_p: npt.ArrayLike, rc: npt.ArrayLike
) -> dict[str, npt.NDArray[np.float64]]:
    """Give the columns `nic` and `nac_p`, NaN for what is none; `rc` is the radius of NIC, metres.

    NIC 0 stands for an unknown radius. Where `rc` names one all the same, NIC was not told: real
    traces have such rows, with a radius of 186 m and a good NACp.
    """
    sure, accurate = (_whole(values) for values in (nic, nac_p))
    contradicted = (sure == 0) & (np.asarray(rc, float) > 0)
    return {"nic": np.where(contradicted, np.nan, sure), "nac_p": accurate}


def _whole(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    stated = np.asarray(values, float)
    return np.where(np.isin(stated, np.arange(BEST + 1)), stated, np.nan)
