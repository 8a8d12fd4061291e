"""Candidate airports of a gap in words and tables: possible, not probable. No screen in it."""

import math

import numpy as np
import pandas as pd

from skygap.settings import Settings
from skygap.tables.reachable import by_country, by_rank
from skygap.timing import spoken_duration
from skygap.ui.countries import country_name
from skygap.ui.text import number, percent, stop_words

LISTED_AIRPORTS = 20
"""Thousands of airports help nobody: the first twenty are listed, all are counted."""

MOST_COUNTRIES = 4
_MOST = 0.9999
_LEAST = 1e-6
"""What rounds to nothing is not excluded for that: it is under 1 %, never 0 %."""
UNKNOWN_RUNWAY = "not known: runway length unknown"
POSSIBLE = "In reach means possible, not probable."


def first_candidates(reachable: pd.DataFrame, most: int = LISTED_AIRPORTS) -> pd.DataFrame:
    """Give the first rows of the REACHABLE of one gap, the most probable first.

    Those whose runway is not known follow, the nearest first; up to a quarter of the places stays
    theirs, so that the list hides no kind of answer.
    """
    ordered = by_rank(reachable)
    is_known = ordered["probability"].notna()
    unknown = ordered[~is_known].head(most // 4)
    known = ordered[is_known].head(most - len(unknown))
    rest = ordered[~is_known].head(most - len(known))
    return pd.concat([known, rest])


def chance_words(probability: float) -> str:
    """Write the probability of an airport, or why there is none."""
    return UNKNOWN_RUNWAY if math.isnan(probability) else percent(max(probability, _LEAST))


def chance_sign(probability: float) -> str:
    """Write the same in the space that a map leaves."""
    return "?" if math.isnan(probability) else percent(max(probability, _LEAST))


def ground_words(least: float, most: float) -> str:
    """Write from how long to how long it can have stood; nothing is said of an open gap."""
    if math.isnan(most):
        return "not known"
    if math.isnan(least):
        return f"up to {spoken_duration(most)}"
    return f"{spoken_duration(least)} to {spoken_duration(most)}"


def airport_list(reachable: pd.DataFrame) -> pd.DataFrame:
    """List the first candidates of one gap in a few words each, for the panel."""
    first = first_candidates(reachable)
    bounds = zip(first["min_ground_min"], first["max_ground_min"], strict=True)
    return pd.DataFrame(
        {
            "Airport": first["ident"],
            "Name": first["name"],
            "Country": first["country"].map(country_name),
            "Probability": first["probability"].map(chance_words),
            "On the ground": [ground_words(least, most) for least, most in bounds],
            "Longest runway": first["runway_m"].map(lambda m: number(m, "m")),
        }
    )


def candidate_table(
    gap: pd.Series, reachable: pd.DataFrame, most: int, *, settings: Settings
) -> pd.DataFrame:
    """List the first candidates of one gap in full; NaN where nothing is known."""
    first = first_candidates(reachable, most)
    from_min = gap["duration_min"] - first["max_ground_min"] + settings.shortest_stop_min
    table = pd.DataFrame(
        {
            "Airport": first["ident"],
            "Probability": first["probability"].map(chance_words),
            "Name": first["name"],
            "Country": first["country"].map(country_name),
            "Km out": first["distance_out_km"].round(),
            "Km back": first["distance_back_km"].round(),
            "Ground at least, min": first["min_ground_min"].round(),
            "About, min": first["ground_min"].round(),
            "At most, min": first["max_ground_min"].round(),
            "Runway, m": first["runway_m"],
            "In reach from, min of silence": np.ceil(from_min),
        }
    )
    return table.drop(columns=_OF_A_RETURN) if gap["is_open"] else table


_OF_A_RETURN = [
    "Km back",
    "Ground at least, min",
    "About, min",
    "At most, min",
    "In reach from, min of silence",
]


def reach_words(gap: pd.Series, reachable: pd.DataFrame) -> str:
    """Say under a list of candidates how many there are and what their numbers add up to."""
    count = gap["reachable_count"]
    if not count:
        return ""
    listed = f"{min(LISTED_AIRPORTS, len(reachable))} are listed, the most probable first."
    if gap["is_open"]:
        return (
            f"{count:,} airports lie in reach of the first hours after it was last heard; {listed} "
            f"The data may simply end here. {POSSIBLE}"
        )
    return f"{count:,} airports cannot be excluded; {listed} {_sum_words(gap)}{POSSIBLE}"


def _sum_words(gap: pd.Series) -> str:
    stop, elsewhere = gap["stop_probability"], gap["elsewhere_probability"]
    if math.isnan(stop):
        return ""
    return (
        f"A stop at all: {percent(min(stop, _MOST))}, of which {percent(elsewhere)} at a place "
        "that no table knows or whose runway is not known. "
    )


def answer_words(gap: pd.Series, reachable: pd.DataFrame) -> list[str]:
    """Say in a few sentences what is known of where it can have gone, each with its number."""
    verdict = f"{stop_words(gap['stop'], gap['stop_probability'])}."
    if not gap["reachable_count"]:
        return [verdict, _nowhere_words(gap)]
    lines = [verdict, _leader_words(gap, reachable), country_words(gap, reachable)]
    if gap["is_open"]:
        lines[0] = "Nothing later is loaded: the data may simply end here."
    return [line for line in lines if line]


def _nowhere_words(gap: pd.Series) -> str:
    if gap["stop"] == "excluded":
        return "The straight way between the ends leaves no time for one at its highest speed."
    return (
        "No airport that is known lies in reach with time for a stop. That excludes no landing at "
        "a place that no table knows."
    )


def _leader_words(gap: pd.Series, reachable: pd.DataFrame) -> str:
    count = gap["reachable_count"]
    if not reachable["probability"].gt(0).any():
        return f"{count:,} airports cannot be excluded; of none the probability is known."
    first = reachable.loc[reachable["probability"].idxmax()]
    what = "going there next" if gap["is_open"] else "a stop there"
    return (
        f"First stands {first['ident']} ({joined_name(first)}) with "
        f"{percent(first['probability'])} for {what}: compatible, not proven. {_others(gap)}"
    ).strip()


def _others(gap: pd.Series) -> str:
    """Say how many others are as little excluded; of an open gap the circle excludes nothing."""
    count = gap["reachable_count"] - 1
    others = f"{count:,} other{'' if count == 1 else 's'}"
    if gap["is_open"]:
        return f"In the circle: {others}; beyond it nothing is excluded, if it flew longer."
    return f"{others} cannot be excluded." if count else ""


def joined_name(airport: pd.Series) -> str:
    """Name an airport with its country."""
    name = airport["name"]
    country = country_name(airport["country"])
    return f"{name}, {country}" if name else country


def country_words(gap: pd.Series, reachable: pd.DataFrame) -> str:
    """Add up the probabilities by country; empty where none is known."""
    by = by_country(reachable)
    by = by[by >= 0.005]
    if by.empty:
        return ""
    first = by.head(MOST_COUNTRIES)
    said = ", ".join(f"{country_name(str(key))} {percent(share)}" for key, share in first.items())
    more = f" and {len(by) - len(first)} more" if len(by) > len(first) else ""
    elsewhere = gap["elsewhere_probability"]
    rest = f"; no known place, or of unknown runway: {percent(elsewhere)}"
    return f"By country: {said}{more}{rest}."
