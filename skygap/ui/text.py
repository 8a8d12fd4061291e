"""Words on the screen: the same word for the same thing on map, timeline, panel and table."""

import math
from collections.abc import Iterable

import pandas as pd

from skygap.timing import spoken

EXAMPLE_WORD = "worked example"
EXAMPLE_LABEL = "Worked example: generated, not a real aircraft"
KIND_WORDS = {
    "observed": "Observed",
    "reported": "Reported",
    "inferred": "Inferred",
    "example": "Worked example",
}
CAUSE_WORDS = {
    "parked": "Parked",
    "out_of_coverage": "Out of coverage",
    "landed_unseen": "Landed out of sight",
    "likely_switched_off": "Likely switched off",
    "provider_filtered": "Filtered by the provider",
    "feed_artefact": "Artefact of the feed",
    "gnss_interference": "GNSS interference",
    "identity_mix": "Ends of two craft, or a wrong place",
    "cannot_tell": "Cannot tell",
}
STOP_WORDS = {
    "observed": "It was on the ground at an end of the gap",
    "likely": "A stop is likely",
    "possible": "A stop is possible, not shown",
    "excluded": "No time for a stop",
}
EVIDENCE_WORDS = {
    "ground": "on the ground",
    "low": "low over a field",
    "airborne": "in the air, where the data begins or ends",
    "gap": "in the air, then not received",
}
VOYAGE_WORDS = {
    "afloat": "where the data begins or ends, or the number is heard elsewhere",
    "gap": "then not received",
}

_WINDS = (
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
)
ASSUMED = frozenset({"landed_unseen", "feed_artefact", "gnss_interference"})
"""Causes whose probability no blind test has measured yet."""

_NEARLY_SURE = 0.9999
"""Tables keep four places of a probability: what rounds to 1 there is not certain for that."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def cause_words(cause: str, probability: float) -> str:
    """Say a cause with its number: no likelihood goes without; a fact and doubt have none."""
    words = CAUSE_WORDS[cause]
    if cause == "cannot_tell" or probability >= 1.0:
        return words
    basis = ", assumed" if cause in ASSUMED else ""
    return f"{words} ({probability:.0%}{basis})"


def stop_words(stop: str, probability: float) -> str:
    """Say whether there was a stop, with its probability; without one nothing is called likely.

    Nothing is rounded to certainty. Of an open gap no signs of a landing, 0, say nothing at all.
    """
    if math.isnan(probability) or probability == 0.0:
        return STOP_WORDS["possible" if stop == "likely" else stop]
    is_fact = stop in {"observed", "excluded"}
    number_words = percent(min(probability, _NEARLY_SURE))
    return STOP_WORDS[stop] if is_fact else f"{STOP_WORDS[stop]} ({number_words})"


def percent(share: float) -> str:
    """Write a probability for people; what is not certain is never rounded to certainty."""
    if 0.0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1.0:
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %")


def direction(track_deg: float) -> str:
    """Write a direction for people: 184° (south); unknown when it is not known."""
    if math.isnan(track_deg):
        return "unknown"
    return f"{track_deg:.0f}° ({_WINDS[round(track_deg / 45.0) % len(_WINDS)]})"


def place(lat: float, lon: float) -> str:
    """Write a place for people: 43.40° N, 132.15° E; unknown when it is not known."""
    if math.isnan(lat) or math.isnan(lon):
        return "unknown"
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def height(altitude_ft: float, *, on_ground: bool) -> str:
    """Write a height for people, in feet and metres."""
    if on_ground:
        return "on the ground"
    if math.isnan(altitude_ft):
        return "height unknown"
    return f"{altitude_ft:,.0f} ft ({altitude_ft * 0.3048:,.0f} m)"


def number(value: float, unit: str) -> str:
    """Write a number with its unit; unknown when it is not known."""
    return "unknown" if math.isnan(value) else f"{value:,.0f} {unit}"


def airport(ident: str, probability: float, kind: str) -> str:
    """Name an airport with how it is known; silence when the evidence does not allow a name."""
    if not ident:
        return "not named: the evidence is too thin"
    return f"{ident} ({kind}, {probability:.0%})"


def leg_heading(leg_kind: object, origin: object, destination: object) -> str:
    """Head a leg with its airports; a voyage has none."""
    if leg_kind == "voyage":
        return "Ship"
    return f"{origin or '?'} → {destination or '?'}"


def interval(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    """Write an interval of time: between two moments, before one, after one, or unknown."""
    if pd.isna(earliest) and pd.isna(latest):
        return "not reported"
    if pd.isna(latest):
        return f"after {spoken(earliest)}"
    if pd.isna(earliest):
        return f"before {spoken(latest)}"
    return spoken(earliest) if earliest == latest else f"{spoken(earliest)} to {spoken(latest)}"


def joined(words: Iterable[str]) -> str:
    """Join the words that are there with a middle dot."""
    return " · ".join(word for word in words if word)


def safe_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Disarm cells that a spreadsheet would run as a formula; everything else stays as it is."""
    texts = table.select_dtypes(include=["str", "object"])
    disarmed = texts.map(lambda cell: f"'{cell}" if str(cell).startswith(_FORMULA_STARTS) else cell)
    return table.assign(**disarmed)
