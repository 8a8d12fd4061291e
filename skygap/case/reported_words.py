"""What may be said of a claimed place: compatible or not, never proven."""

import pandas as pd

from skygap.case.reported_reach import PLAUSIBLE
from skygap.case.silences import Silence, is_single
from skygap.geo import turn_deg
from skygap.settings import Settings
from skygap.timing import spoken_duration

SAME_HEADING_DEG = 15.0
"""A departure leads around before it points anywhere: closer headings tell nothing apart."""

ONLY_CLAIMS = "Reported only: nobody's positions, nothing here was received."
_NAMED = 2
_KNOWN_SIZES = frozenset({"large", "medium"})


def claim_words(silence: Silence, near: pd.DataFrame, *, settings: Settings) -> str:
    """Say of the claimed airport whether it fits, and what cannot be told from it.

    `near` is REPORTED_REACH of the silence for one return time.
    """
    if not silence.claimed_ident:
        return f"No airport is claimed; {len(near):,} are in reach. {ONLY_CLAIMS}"
    found = near[near["ident"] == silence.claimed_ident]
    if found.empty:
        return (
            f"{silence.claimed_ident} is not in reach for this time, whatever the words mean: then "
            f"the time or the claim is wrong, or the craft flew faster than its type. {ONLY_CLAIMS}"
        )
    claimed = found.iloc[0]
    parts = (_fits(silence, claimed, settings), _rivals_words(silence, claimed, near), ONLY_CLAIMS)
    return " ".join(part for part in parts if part)


def rivals(claimed: pd.Series, near: pd.DataFrame) -> pd.DataFrame:
    """Find the plausible airports that the heading cannot tell from the claimed one.

    Rows of REPORTED_REACH: larger airports of its country first, then the longest runway, for a
    claim names the country as much as the airport. Empty where no heading is known, which does
    not mean that there is no other.
    """
    turn = turn_deg(near["bearing_out_deg"], claimed["bearing_out_deg"])
    others = near["ident"].ne(claimed["ident"]) & near["status"].eq(PLAUSIBLE)
    like = near[others & (turn < SAME_HEADING_DEG)]
    ordered = like.assign(
        _small=~like["size"].isin(_KNOWN_SIZES),
        _abroad=like["country"] != claimed["country"],
        _short=-like["runway_m"],
    )
    return ordered.sort_values(["_small", "_abroad", "_short"], kind="stable")[near.columns]


def _fits(silence: Silence, claimed: pd.Series, settings: Settings) -> str:
    usual = spoken_duration(claimed["likely_enters_min"])
    how = (
        f"by usual ways from {usual}"
        if claimed["status"] == PLAUSIBLE
        else f"by usual ways from {usual}, but not plausible for this time or on its runway"
    )
    stop = "" if is_single(silence) else f" with a stop of {settings.shortest_stop_min:g} min"
    return (
        f"{_named(claimed)} is compatible, not proven: {_way(silence, claimed)}, in reach at the "
        f"hard limit from a silence of {spoken_duration(claimed['enters_min'])}{stop}, {how}."
    )


def _rivals_words(silence: Silence, claimed: pd.Series, near: pd.DataFrame) -> str:
    if silence.start is None:
        return f"{len(near) - 1:,} other airports are in reach as well."
    like = rivals(claimed, near)
    if like.empty:
        return (
            f"No other plausible airport lies within {SAME_HEADING_DEG:g}° of that heading, "
            f"but {len(near) - 1:,} others are in reach and no heading is reported."
        )
    first = like.head(_NAMED)
    named = ", ".join(f"{_named(row)}, {_way(silence, row)}" for _, row in first.iterrows())
    more = f", and {len(like) - len(first)} more plausible ones" if len(like) > len(first) else ""
    return (
        f"It cannot be told from these by geometry, within {SAME_HEADING_DEG:g}° of its heading: "
        f"{named}{more}. In all {len(near) - 1:,} other airports are in reach, and no heading is "
        "reported."
    )


def _named(row: pd.Series) -> str:
    return f"{row['name']} ({row['ident']})"


def _way(silence: Silence, row: pd.Series) -> str:
    if silence.start is None or is_single(silence):
        side = "out" if silence.end is None else "back"
        return f"{row[f'distance_{side}_km']:,.0f} km away"
    return f"{row['distance_out_km']:,.0f} km at {row['bearing_out_deg']:.1f}°"
