"""The two ends of a gap in words: what was received last, and what first after it."""

import math

import pandas as pd

from skygap.heard import times_heard
from skygap.interference import accuracy_named
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.ships import is_ship_mmsi
from skygap.timing import spoken, spoken_duration
from skygap.ui.text import direction, height, number, place

NOT_LOADED = "not in the loaded data"
ACCURACY = "Worst accuracy within 5 minutes"
ENDS = ("start", "end")
COMPUTED = " How far from land it was, and near which port, is computed from the place."
LAST, NEXT = "Last received", "Next received"


def ends_table(gap: pd.Series) -> pd.DataFrame:
    """Put both ends of a gap side by side, a fact a row; ships have coast and port, no height."""
    start = _end(gap, "start")
    missing = dict.fromkeys(start, "")
    end = missing | {"Time": NOT_LOADED} if gap["is_open"] else _end(gap, "end")
    return pd.DataFrame({LAST: start, NEXT: end})


def kind_words(gap: pd.Series) -> str:
    """Say what of a gap is observed and what is inferred; of the example nothing is either."""
    if gap["provider"] == EXAMPLE_PROVIDER:
        return "Generated, as all that follows: nothing here was observed."
    words = "Observed: both ends. That there is a gap between them is inferred."
    return f"{words}{COMPUTED}" if is_ship_mmsi(gap["mmsi"]) else words


def between_words(gap: pd.Series) -> str:
    """Say what lies between the ends: how long, how far, how fast if straight, what was heard."""
    if gap["is_open"]:
        return f"No later position is loaded.{_heard_words(gap)}"
    return (
        f"Not received for {spoken_duration(gap['duration_min'])}. Its ends are "
        f"{number(gap['distance_km'], 'km')} apart; straight from one to the other it would have "
        f"moved at {number(gap['implied_speed_kt'], 'kt')}.{_heard_words(gap)}"
    )


def _end(gap: pd.Series, side: str) -> dict[str, str]:
    facts = {
        "Time": spoken(gap[f"{side}_time"]),
        "Place": place(gap[f"{side}_lat"], gap[f"{side}_lon"]),
        "Speed": number(gap[f"{side}_ground_speed_kt"], "kt"),
        "Direction": direction(gap[f"{side}_track_deg"]),
    }
    if is_ship_mmsi(gap["mmsi"]):
        return facts | _sea_facts(gap, side)
    on_ground = bool(gap[f"{side}_on_ground"])
    facts["Height"] = height(gap[f"{side}_altitude_ft"], on_ground=on_ground)
    facts["Climb"] = "" if on_ground else climb_words(gap[f"{side}_vertical_rate_fpm"])
    return facts | _accuracy(gap, side)


def _accuracy(gap: pd.Series, side: str) -> dict[str, str]:
    """Say how accurate its positions were at worst; no row where it told nothing at either end."""
    words = {end: accuracy_named(gap[f"{end}_nic"], gap[f"{end}_nac_p"]) for end in ENDS}
    return {ACCURACY: words[side] or "not told"} if any(words.values()) else {}


def _sea_facts(gap: pd.Series, side: str) -> dict[str, str]:
    """Say how far from land a ship was, and near which port; computed, not received."""
    port = gap[f"{side}_port"]
    return {
        "From land": number(gap[f"{side}_shore_km"], "km"),
        "Port near": port or "none known",
    }


def climb_words(rate_fpm: float) -> str:
    """Say how fast it climbed or came down, over the two minutes at that end."""
    if math.isnan(rate_fpm):
        return "unknown"
    if abs(rate_fpm) < 100.0:
        return "level"
    return f"{'climbing' if rate_fpm > 0 else 'coming down'}, {abs(rate_fpm):,.0f} ft a minute"


def _heard_words(gap: pd.Series) -> str:
    if not gap["heard_n"]:
        return ""
    last = spoken(gap["last_heard_time"])
    return (
        f" Its transponder was heard {times_heard(gap['heard_n'])} within, without a position; "
        f"last {last}."
    )
