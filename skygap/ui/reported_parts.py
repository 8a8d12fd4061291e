"""What the map and the table of one reported silence show. Words and parts, no screen."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import shapely

from skygap.case.reported_reach import PLAUSIBLE, Band
from skygap.case.silences import ReportedEnd, Silence
from skygap.timing import spoken_duration
from skygap.ui.parts import Part, encode_area, place_of
from skygap.ui.text import KIND_WORDS, interval, joined

MOST_MARKS = 60
"""So many airports are marked on the map, those that enter first; how many there are is said."""

STATUS_WORDS = {
    PLAUSIBLE: "Plausible: usual ways, runway long enough",
    "cannot_be_excluded": "Cannot be excluded",
}


def end_words(end: ReportedEnd, publishers: Mapping[str, str]) -> str:
    """Say what is claimed of an end: place, interval, the words, whose clock, who wrote it."""
    written = f"written as “{end.words}”" if end.words else "no time is written"
    zone = f"clock: {end.zone}" if end.zone else ""
    who = ", ".join(publishers.get(name) or name for name in end.source_ids.split())
    place = f"{end.name}, within {end.size_km:g} km"
    unknown = pd.isna(end.earliest) and pd.isna(end.latest)
    when = "no time reported" if unknown else interval(end.earliest, end.latest)
    told = [place, when, written, zone, f"source: {who}"]
    return f"Reported: {joined(told)}"


def band_words(band: Band) -> str:
    """Say how long the silence lasted at the least and at the most, given the time asked for."""
    if band.longest_min == float("inf"):
        return "Nothing reported bounds how long the silence lasted, so no airport is out of reach."
    lasted = [spoken_duration(minutes) for minutes in band]
    return f"For this time the reported silence lasted between {lasted[0]} and {lasted[1]}."


def marked(near: pd.DataFrame, claimed_ident: str) -> pd.DataFrame:
    """Pick the airports to mark: the plausible that enter first, and the claimed one in any case.

    Without a plausible one those that cannot be excluded.
    """
    plausible = near[near["status"] == PLAUSIBLE]
    first = (near if plausible.empty else plausible).head(MOST_MARKS)
    claimed = near[(near["ident"] == claimed_ident) & ~near["ident"].isin(first["ident"])]
    return pd.concat([first, claimed])


def listed(near: pd.DataFrame, claimed_ident: str) -> pd.DataFrame:
    """Order REPORTED_REACH for reading: the claimed one, the plausible, those that enter first."""
    ranks = near.assign(_other=near["ident"] != claimed_ident, _rest=near["status"] != PLAUSIBLE)
    order = ["_other", "_rest", "enters_min"]
    return ranks.sort_values(order, kind="stable", ignore_index=True)[near.columns]


def area_parts(areas: tuple[shapely.Geometry, ...]) -> list[Part]:
    """Draw the hard area and the plausible one within it; an empty one is not drawn."""
    said = (
        ("reported-hard", "reach_limit", "Possible at the hard limit, not probable"),
        ("reported-usual", "reach", "Plausible: usual ways with time for a stop"),
    )
    return [
        {
            "i": name,
            "k": style,
            "g": encode_area(area),
            "t": [words, "Between reported ends: nobody's positions"],
        }
        for (name, style, words), area in zip(said, areas, strict=True)
        if not area.is_empty
    ]


def end_parts(silence: Silence, publishers: Mapping[str, str]) -> list[Part]:
    """Mark the reported ends as rings; ends at one place are one ring with the words of both."""
    told: dict[tuple[float, float], list[str]] = {}
    for end in (silence.start, silence.end):
        if end is not None:
            told.setdefault(place_of(end.lat, end.lon), []).append(end_words(end, publishers))
    return [
        {
            "i": f"reported-end-{at}",
            "c": None,
            "k": "place",
            "p": place,
            "t": t,
            "label": "reported",
        }
        for at, (place, t) in enumerate(told.items())
    ]


def airport_parts(near: pd.DataFrame, claimed_ident: str) -> list[Part]:
    """Mark airports in reach, each with the silence from which it is.

    The claimed one is a ring with its doubt as a label: that it was there is what sources say.
    """
    return [
        _airport_part(row, is_claimed=row["ident"] == claimed_ident)
        for row in near.to_dict("records")
    ]


def _airport_part(row: Mapping[str, Any], *, is_claimed: bool) -> Part:
    ident = row["ident"]
    return {
        "i": f"reported-{ident}",
        "c": None,
        "k": "place" if is_claimed else "reach_airport",
        "p": place_of(row["lat"], row["lon"]),
        "t": _airport_words(row, is_claimed=is_claimed),
        "label": f"{ident} claimed, not proven" if is_claimed else ident,
    }


def _airport_words(row: Mapping[str, Any], *, is_claimed: bool) -> list[str]:
    hard, usual = (spoken_duration(row[name]) for name in ("enters_min", "likely_enters_min"))
    return [
        f"{row['ident']} {row['name']}",
        f"Enters after {hard}, by usual ways after {usual}",
        *(["Claimed by sources, not proven"] if is_claimed else []),
        "From reported ends: possible, not probable",
    ]


def reach_table(near: pd.DataFrame) -> pd.DataFrame:
    """List REPORTED_REACH for people; every row says that it rests on reports."""
    return pd.DataFrame(
        {
            "Kind": near["kind"].map(KIND_WORDS),
            "Airport": near["ident"],
            "Name": near["name"],
            "Country": near["country"],
            "Enters after, min": near["enters_min"].round(),
            "By usual ways after, min": near["likely_enters_min"].round(),
            "On the ground at most, min": near["max_ground_min"].round(),
            "At least, by usual ways, min": near["min_ground_min"].round(),
            "Runway, m": near["runway_m"].round(),
            "How": near["status"].map(STATUS_WORDS),
            "Whatever the words mean": near["is_sure"].map({True: "yes", False: "not sure"}),
        }
    )
