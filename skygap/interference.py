"""Interference: whether satellite navigation was disturbed where and when a craft fell silent.

A receiver that is jammed knows its place badly, says so for a while, and then knows none: the
transponder goes on without positions. One craft with a bad accuracy may have a bad receiver. So
others are asked: how many that told their accuracy in that area on that UTC day told a bad one.
The area is an H3 cell of resolution 4, of some 1,800 square kilometres, at any height.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.accuracy import is_bad, is_told
from skygap.settings import Settings
from skygap.tables.fixes import shared_keys
from skygap.tables.schema import COUNT
from skygap.transits import cells_of

Bools = npt.NDArray[np.bool_]

AREA_RESOLUTION = 4
A_DAY = pd.Timedelta(days=1)

_AREA = ["provider", "area", "day"]


def find_inaccurate(
    gaps: pd.DataFrame, transits: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """Count for GAPS, in order, the others that the same feed heard there in the air that day.

    Takes TRANSITS. Columns gnss_passed, gnss_n (of these, who told an accuracy) and gnss_bad (of
    these, whose was bad at any time there). An address counts once, and never beside its own gap.
    """
    others = _others(transits, gaps, settings)
    where = _areas(gaps, gaps["start_lat"], gaps["start_lon"]).assign(gap=range(len(gaps)))
    met = where.merge(others, on=_AREA, suffixes=("_own", ""))
    met = met[met["key"] != met["key_own"]].assign(gnss_passed=1)
    counts = met.groupby("gap")[["gnss_passed", "gnss_n", "gnss_bad"]].sum()
    return counts.reindex(range(len(gaps)), fill_value=0).astype(COUNT)


def telling_span(settings: Settings) -> pd.Timedelta:
    """Say how far from a gap, in time, the transits of others may lie that judge it."""
    return max(pd.Timedelta(days=settings.witness_days), A_DAY)


def was_inaccurate(gaps: pd.DataFrame, *, settings: Settings) -> Bools:
    """Tell which GAPS begin in the air, after minutes in which the craft told a bad accuracy."""
    bad = is_bad(gaps["start_nic"], gaps["start_nac_p"], settings=settings)
    return np.asarray(bad & ~gaps["start_on_ground"].to_numpy(bool))


def others_inaccurate(gaps: pd.DataFrame, *, settings: Settings) -> Bools:
    """Tell around which GAPS enough others told their accuracy, and enough of them a bad one.

    Who told none counts as accurate, so that what is not known never speaks for interference.
    """
    passed, n, bad = (gaps[f"gnss_{name}"].to_numpy() for name in ("passed", "n", "bad"))
    enough = (n >= settings.gnss_least_n) & (bad >= settings.gnss_bad_least_n)
    return np.asarray(enough & (bad >= settings.gnss_share * passed))


def interference_words(gaps: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Say of each gap what its craft and others told, if that is to be called interference."""
    return accuracy_words(gaps, settings=settings) + _SO


def inaccurate_words(gaps: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Say of each gap with a bad accuracy that it was so, if that decided nothing; else empty."""
    words = " " + accuracy_words(gaps, settings=settings)
    decides = others_inaccurate(gaps, settings=settings)
    words = words.where(decides, words + _TOO_LITTLE)
    return words.where(was_inaccurate(gaps, settings=settings), "")


def accuracy_words(gaps: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Say of each gap, with the numbers, what its craft and others told of their accuracy."""
    told = zip(gaps["start_nic"], gaps["start_nac_p"], strict=True)
    least = f"NIC {settings.gnss_least_nic:.0f} and NACp {settings.gnss_least_nac_p:.0f}"
    own = [
        f"By its own word its positions were inaccurate in the five minutes before "
        f"({accuracy_named(nic, nac_p)} at worst; at least {least} are required)."
        for nic, nac_p in told
    ]
    return pd.Series(own, index=gaps.index, dtype="str") + _other_words(gaps)


def _other_words(gaps: pd.DataFrame) -> pd.Series:
    n, bad = (gaps[name].astype("str") for name in ("gnss_n", "gnss_bad"))
    words = " " + bad + " of " + n + _OTHERS
    untold = gaps["gnss_passed"] - gaps["gnss_n"]
    words = words.where(untold == 0, words + "; " + untold.astype("str") + " more told nothing")
    return (words + ".").where(gaps["gnss_n"] > 0, _NO_OTHERS)


def accuracy_named(nic: float, nac_p: float) -> str:
    """Write NIC and NACp, as far as they were told; empty where neither was."""
    told = (("NIC", nic), ("NACp", nac_p))
    return " and ".join(f"{name} {value:.0f}" for name, value in told if not np.isnan(value))


_OTHERS = " other aircraft that told theirs in that area on that day were inaccurate, too"
_NO_OTHERS = " No other aircraft is loaded that told theirs in that area on that day."
_SO = (
    " That speaks for disturbed satellite navigation, so it may have had no position to send. Who "
    "disturbed it, and whether on purpose, cannot be told."
)
_TOO_LITTLE = " That is too little to call it interference."


def _others(transits: pd.DataFrame, gaps: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """List who was in which area on which day of GAPS, who told an accuracy and whose was bad."""
    days = gaps["start_time"].dt.floor("D")
    then = (transits["start_time"] >= days.min()) & (transits["start_time"] < days.max() + A_DAY)
    seen = transits[then]
    marks = _areas(seen, seen["lat"], seen["lon"]).assign(
        gnss_n=is_told(seen["nic"], seen["nac_p"]),
        gnss_bad=is_bad(seen["nic"], seen["nac_p"], settings=settings),
    )
    return marks.groupby([*_AREA, "key"], as_index=False).any()


def _areas(rows: pd.DataFrame, lat: pd.Series, lon: pd.Series) -> pd.DataFrame:
    """Tell feed, area, UTC day and address of rows with these places; numbered anew."""
    return pd.DataFrame(
        {
            "provider": rows["provider"].to_numpy(),
            "area": cells_of(lat, lon, resolution=AREA_RESOLUTION),
            "day": rows["start_time"].dt.floor("D").to_numpy("datetime64[ms]"),
            "key": shared_keys(rows["craft_id"]).array,
        }
    )
