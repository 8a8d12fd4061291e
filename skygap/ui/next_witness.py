"""Where to look next: pictures from space and other receivers. Words and links, no screen.

A link is for the reader to click; nothing is fetched from it.
"""

import re
from collections.abc import Mapping

import pandas as pd

from skygap.case.daylight import MOST_DAYS, is_cut
from skygap.settings import Settings
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.reachable import by_rank
from skygap.timing import spoken, spoken_duration

VIEWERS: Mapping[str, str] = {
    "ADS-B Exchange": "https://globe.adsbexchange.com/",
    "adsb.lol": "https://adsb.lol/",
    "airplanes.live": "https://globe.airplanes.live/",
}
"""Public maps of other networks of receivers, all of one software, so of one form of address."""

LISTED_AIRPORTS = 10
"""So many airports are looked at for daylight, the most probable first."""

MOST_PARTS = 3
_HEX = re.compile(r"[0-9a-f]{6}")


def viewer_links(gap: pd.Series) -> list[tuple[str, str]]:
    """Give what to call and the address of each viewer for the first and last UTC day of a gap.

    Empty without a six-digit ICAO address, which all else, ships too, lack, and for the example.
    """
    if gap["provider"] == EXAMPLE_PROVIDER or not _HEX.fullmatch(gap["icao24"]):
        return []
    ends = [gap["start_time"]] if gap["is_open"] else [gap["start_time"], gap["end_time"]]
    days = dict.fromkeys(f"{end:%Y-%m-%d}" for end in ends)
    return [
        (f"{title}, {day}", f"{address}?icao={gap['icao24']}&showTrace={day}")
        for day in days
        for title, address in VIEWERS.items()
    ]


def first_airports(reachable: pd.DataFrame, gap_id: str) -> pd.DataFrame:
    """Give the rows of REACHABLE of a gap that are looked at, the most probable first."""
    return by_rank(reachable[reachable["gap_id"] == gap_id]).head(LISTED_AIRPORTS)


def picture_table(windows: pd.DataFrame, lit: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """List WINDOWS with the SUNLIT parts of each in words, times in UTC."""
    sun = f"Sun above {settings.imagery_sun_deg:g}° (UTC)"
    cut = is_cut(windows)
    parts = [lit[lit["ident"] == ident] for ident in windows["ident"]]
    return pd.DataFrame(
        {
            "Airport": windows["ident"],
            "Name": windows["name"],
            "There at the earliest (UTC)": windows["from_time"],
            "At the latest (UTC)": windows["to_time"],
            sun: [_lit_words(p, is_cut=c) for p, c in zip(parts, cut, strict=True)],
        }
    )


def picture_words(
    gap: pd.Series, windows: pd.DataFrame, lit: pd.DataFrame, *, settings: Settings
) -> str:
    """Say in a sentence or two whether pictures from space can show the craft, and where."""
    if gap["is_open"]:
        return (
            "Pictures from space: no window can be given, for nothing is loaded of what came after."
        )
    if windows.empty:
        return "Pictures from space: no airport is listed where it can have stood in this gap."
    degrees = f"{settings.imagery_sun_deg:g}°"
    looked_at = f"the {len(windows)} airports looked at, out of {gap['reachable_count']:,} in reach"
    if lit.empty and not is_cut(windows).any():
        return (
            f"Pictures from space: at none of {looked_at}, did the sun stand above {degrees} while "
            "it can have been there. No optical picture is possible in the dark; radar satellites "
            "do not need the sun."
        )
    return (
        f"Pictures from space: of {looked_at}, the sun stood above {degrees} at "
        f"{lit['ident'].nunique()} while it can have been there. Whether a satellite passed then "
        "and saw through the clouds its operator knows."
    )


def _lit_words(parts: pd.DataFrame, *, is_cut: bool) -> str:
    first = parts.head(MOST_PARTS)
    said = [
        f"{spoken(a)} to {spoken(b)} ({spoken_duration((b - a).total_seconds() / 60.0)})"
        for a, b in zip(first["start_time"], first["end_time"], strict=True)
    ]
    more = f"and {len(parts) - MOST_PARTS} more" if len(parts) > MOST_PARTS else ""
    only = f"first {MOST_DAYS} days looked at" if is_cut else ""
    return "; ".join(word for word in (*(said or ["never"]), more, only) if word)
