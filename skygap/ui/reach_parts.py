"""Reach on a map: what cannot be excluded, what is plausible, and the first airports inside.

Areas and places. No line joins the two ends: where the craft was between them is not known. Ways
over airports are drawn only when asked for, dashed, and say that they are sampled.
"""

import math

import pandas as pd
import shapely

from skygap.geo import KM_PER_NAUTICAL_MILE, geodesic
from skygap.prism import open_area, prism_area
from skygap.reach import NO_PRISM
from skygap.settings import Settings
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.ships import is_ship_mmsi
from skygap.ui.candidates import chance_sign, chance_words, first_candidates, ground_words
from skygap.ui.encoding import encode_line
from skygap.ui.parts import Part, encode_area, place_of
from skygap.ui.text import EXAMPLE_LABEL

PLAUSIBLE_WORDS = "Within reach: possible, not probable"
MOST_WAYS = 12
_LARGE, _MEDIUM = 0.1, 0.02


def has_reach(gap: pd.Series) -> bool:
    """Tell whether anything is said of where a gap can have led; of no ship and no mere stand."""
    return not is_ship_mmsi(gap["mmsi"]) and gap["cause"] not in NO_PRISM


def area_parts(gap: pd.Series) -> list[Part]:
    """Draw the edge outside which it cannot have been, and the plausible area inside it.

    An area that does not fit, or whose length is not known, is left out; empty for open gaps.
    """
    if gap["is_open"] or not has_reach(gap):
        return []
    limit = f"Cannot have been outside at up to {gap['limit_speed_kt']:.0f} kt"
    hard = _area(gap, "hard_way_km", "reach_limit", limit)
    return [*hard, *_area(gap, "likely_way_km", "reach", PLAUSIBLE_WORDS)]


def circle_parts(gap: pd.Series, minutes: float, *, settings: Settings) -> list[Part]:
    """Draw how far an open gap can have led so many minutes after the last fix, with tail wind."""
    if not has_reach(gap) or math.isnan(gap["limit_speed_kt"]):
        return []
    speed_kt = gap["limit_speed_kt"] + settings.wind_kt
    within = open_area(_end(gap, "start"), speed_kt * KM_PER_NAUTICAL_MILE * minutes / 60.0)
    words = (
        f"Cannot have been outside {minutes:.0f} min later at up to {gap['limit_speed_kt']:.0f} kt "
        f"and {settings.wind_kt:.0f} kt of tail wind"
    )
    return _part(gap, within, "reach_limit", words)


def airport_parts(gap: pd.Series, reachable: pd.DataFrame) -> list[Part]:
    """Mark the first airports of the REACHABLE of a gap, each with its number in its label."""
    if not has_reach(gap):
        return []
    return [_airport(gap, airport) for _, airport in first_candidates(reachable).iterrows()]


def way_parts(gap: pd.Series, reachable: pd.DataFrame) -> list[Part]:
    """Sample the ways over the first airports of a closed gap: dashed, for nobody saw them.

    Each leads from the last fix to an airport and on to the next fix, by the shortest way. Those
    of unknown runway have none: nothing ranks them.
    """
    if gap["is_open"] or not has_reach(gap):
        return []
    first = first_candidates(reachable[reachable["probability"].notna()], MOST_WAYS)
    return [_way(gap, airport) for _, airport in first.iterrows()]


def _way(gap: pd.Series, airport: pd.Series) -> Part:
    there = (airport["lat"], airport["lon"])
    halves = (geodesic(*_end(gap, "start"), *there), geodesic(*there, *_end(gap, "end")))
    words = [f"A way over {airport['ident']}: sampled, not observed", *_example(gap)]
    return {
        "i": f"way-{airport['ident']}",
        "k": "sampled_way",
        "g": [encode_line(half) for half in halves],
        "t": words,
    }


def _airport(gap: pd.Series, airport: pd.Series) -> Part:
    chance, what = airport["probability"], "Next" if gap["is_open"] else "Stop there"
    ground = ground_words(airport["min_ground_min"], airport["max_ground_min"])
    words = [
        f"{airport['ident']} {airport['name']}",
        f"{what}: {chance_words(chance)}",
        "" if gap["is_open"] else f"On the ground: {ground}",
        "In reach: possible, not probable",
        *_example(gap),
    ]
    return {
        "i": f"reach_airport-{airport['ident']}",
        "k": airport_style(chance),
        "p": place_of(airport["lat"], airport["lon"]),
        "t": [word for word in words if word],
        "label": f"{airport['ident']} {chance_sign(chance)}",
    }


def airport_style(probability: float) -> str:
    """Name the style of a candidate: the more probable, the larger; unknown stays hollow."""
    if math.isnan(probability):
        return "reach_airport_unknown"
    if probability >= _LARGE:
        return "reach_airport_large"
    return "reach_airport_medium" if probability >= _MEDIUM else "reach_airport"


def _area(gap: pd.Series, column: str, style: str, words: str) -> list[Part]:
    if math.isnan(gap[column]):
        return []
    within = prism_area(_end(gap, "start"), _end(gap, "end"), gap[column])
    return _part(gap, within, style, words)


def _part(gap: pd.Series, within: shapely.Geometry, style: str, words: str) -> list[Part]:
    if within.is_empty:
        return []
    said = [words, *_example(gap)]
    return [{"i": f"{style}-{gap['gap_id']}", "k": style, "g": encode_area(within), "t": said}]


def _example(gap: pd.Series) -> list[str]:
    return [EXAMPLE_LABEL] if gap["provider"] == EXAMPLE_PROVIDER else []


def _end(gap: pd.Series, side: str) -> tuple[float, float]:
    return gap[f"{side}_lat"], gap[f"{side}_lon"]
