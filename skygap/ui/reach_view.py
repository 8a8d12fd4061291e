"""Where could it have gone? One gap asked again with what the reader assumes; nothing is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from skygap.reach import NO_PRISM
from skygap.settings import Settings, with_values
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.ships import is_ship_mmsi
from skygap.ui.candidates import POSSIBLE, answer_words, candidate_table
from skygap.ui.encoding import to_json
from skygap.ui.folium_map import draw_map
from skygap.ui.layers import joined_payload, lone_state
from skygap.ui.legend import show_signs, theme_name
from skygap.ui.load import Interval, Loaded, limits_in_force, reach_again, the_assets
from skygap.ui.parts import Part
from skygap.ui.reach_parts import airport_parts, area_parts, circle_parts, way_parts
from skygap.ui.reach_strip import SPAN, first_words, strip_chart, strip_of, tried_kt
from skygap.ui.style import REACH_LEGEND
from skygap.ui.text import EXAMPLE_LABEL, safe_cells
from skygap.ui.witness_map import end_parts

MOST_ROWS = 50
ALL_AIRPORTS = 2_000.0
"""Of so many the numbers are added up by country: more have no weight worth a line."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the settings, what is assumed of the craft, whether anything was moved."""

    settings: Settings
    assumed: Mapping[str, float]
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Assumption:
    """A slider over a column of `limits_of`: what it is called, how far it goes, its step."""

    column: str
    title: str
    least: float
    most: float
    step: float
    help: str


def show_reach(loaded: Loaded, interval: Interval) -> None:
    """Show where the gap can have led: words, map, list, and what changes the answer.

    Nothing is shown for ships; a gap that is not asked says why.
    """
    gap = interval.gap
    if is_ship_mmsi(gap["mmsi"]):
        return
    st.subheader("Where could it have gone?", anchor=False)
    if gap["provider"] == EXAMPLE_PROVIDER:
        st.caption(EXAMPLE_LABEL)
    if words := not_asked_words(gap):
        st.text(words)
        return
    st.caption(f"Inferred. {POSSIBLE} {_BASIS}")
    _ask(loaded, interval)


@st.fragment
def _ask(loaded: Loaded, interval: Interval) -> None:
    """Ask and answer; a slider runs this part of the page alone, so the answer comes at once."""
    said = st.container()
    question = _question(loaded, interval)
    again, reachable = reach_again(
        loaded, interval.row, settings=question.settings, assumed=question.assumed
    )
    with said:
        _show_answer(again, reachable, question)
    if not again["is_open"] and len(reachable):
        _show_strip(loaded, interval, question)


FEW_AIRPORTS = 40.0
"""So many are listed where only the first few are looked at."""

_BASIS = "Assumed shares stand behind every number; the Method page lists the thresholds."


def not_asked_words(gap: pd.Series) -> str:
    """Say why a gap is not asked where it led; empty where it is."""
    if gap["cause"] == "parked":
        return "Not asked: it was heard on the ground at one place before and after."
    if gap["cause"] in NO_PRISM:
        return (
            "Not asked: the ends may belong to two craft, or one place is wrong, so no area can "
            "be spanned between them."
        )
    if gap["is_open"] and gap["start_on_ground"]:
        return "Not asked: it was last heard on the ground, and nothing later is loaded."
    return ""


def _show_answer(gap: pd.Series, reachable: pd.DataFrame, question: Question) -> None:
    for line in answer_words(gap, reachable):
        st.text(line)
    if question.is_moved:
        st.caption("With the sliders below as moved, not with what is in force.")
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        _show_map(gap, reachable, question)
    with right:
        _list(gap, reachable, question.settings)


def _show_map(gap: pd.Series, reachable: pd.DataFrame, question: Question) -> None:
    areas, points = map_parts(gap, reachable, question)
    ways = way_parts(gap, reachable) if _wants_ways(gap) else []
    payload = joined_payload(
        lone_state(theme_name()),
        areas=map(to_json, areas),
        lines=map(to_json, ways),
        points=map(to_json, points),
    )
    key = f"reach_{gap['gap_id']}"  # another gap, another look
    draw_map(payload, assets=the_assets(), key=key, height="46vh", least_px=360, is_linked=False)
    drawn = {part["k"] for part in (*areas, *ways, *points)}
    drawn |= {"reach_airport"} if drawn & {"reach_airport_medium", "reach_airport_large"} else set()
    show_signs([meaning for meaning in REACH_LEGEND if meaning.style in drawn])


def _wants_ways(gap: pd.Series) -> bool:
    if gap["is_open"]:
        return False
    return st.toggle(
        "Show sampled ways",
        key=f"ways_{gap['gap_id']}",
        help="Dashed: the shortest ways over the first airports. Nobody saw any of them.",
    )


def map_parts(
    gap: pd.Series, reachable: pd.DataFrame, question: Question
) -> tuple[list[Part], list[Part]]:
    """Draw areas and points of one answer: never a line between the ends."""
    circle = circle_parts(gap, question.settings.open_reach_min, settings=question.settings)
    areas = circle if gap["is_open"] else area_parts(gap)
    return areas, [*airport_parts(gap, reachable), *end_parts(gap)]


def _list(gap: pd.Series, reachable: pd.DataFrame, settings: Settings) -> None:
    if reachable.empty:
        return
    if gap["is_open"]:
        st.text("Where it may have gone next")
    table = candidate_table(gap, reachable, MOST_ROWS, settings=settings)
    st.dataframe(safe_cells(table), hide_index=True, key=f"candidates_{gap['gap_id']}", height=420)
    count = gap["reachable_count"]
    shown = f"The first {len(table)} of {count:,} in reach. " if len(table) < count else ""
    st.caption(f"{shown}{_COLUMNS if not gap['is_open'] else _COLUMNS_OPEN}")


_COLUMNS = (
    "*At most* holds at the highest speed, *at least* and *about* for usual flying. *In reach "
    "from*: the least silence in which the way and a stop fit."
)
_COLUMNS_OPEN = "Probability is that of going there next, if it flew on."


def _question(loaded: Loaded, interval: Interval) -> Question:
    """Ask the reader what to assume; without a move it is what is in force."""
    gap, settings = interval.gap, with_values(loaded.settings, {"reach_list_max": ALL_AIRPORTS})
    limits = limits_in_force(interval.row, settings=settings)
    st.text("What if it flew otherwise? The answer above is asked again at once.")
    columns = st.columns(3, gap="large")
    assumed = {}
    asked_of = assumptions_of(limits)
    for place, each in enumerate(asked_of[:1] if gap["is_open"] else asked_of):
        with columns[place % 3]:
            value = _slider(each, gap["gap_id"], float(limits[each.column]))
        if value != limits[each.column]:
            assumed[each.column] = value
    with columns[1 if gap["is_open"] else 0]:
        moved = _moved_settings(gap, settings)
    asked = with_values(settings, moved)
    return Question(asked, assumed, bool(assumed) or asked != settings)


def assumptions_of(limits: pd.Series) -> tuple[Assumption, ...]:
    """Make the sliders over the limits of one craft; each can reach what is in force."""
    top, usual = limits["max_speed_kt"], limits["typical_speed_kt"]
    slowest, fastest = round((1.0 - SPAN) * usual), round((1.0 + SPAN) * usual)
    return (
        Assumption(
            "max_speed_kt",
            "Highest speed, kt",
            float(round(0.6 * top)),
            float(round(1.3 * top)),
            1.0,
            "Draws the edge outside which it cannot have been. A lower one excludes more: set it "
            "only for a craft that cannot fly faster.",
        ),
        Assumption(
            "typical_speed_kt",
            "Typical speed, kt",
            slowest,
            fastest,
            1.0,
            "How it usually flies; never taken above the highest speed.",
        ),
        Assumption("climb_min", "Lost in a whole climb, min", 0.0, 40.0, 1.0, _LOST),
        Assumption("descent_min", "Lost in a whole descent, min", 0.0, 40.0, 1.0, _LOST),
        Assumption(
            "turnround_min",
            "Least plausible stand, min",
            0.0,
            max(240.0, limits["turnround_min"]),
            5.0,
            "Draws the area of what is possible by usual flying.",
        ),
        Assumption(
            "turnround_typical_min",
            "Usual stand, min",
            5.0,
            max(480.0, limits["turnround_typical_min"]),
            5.0,
            "The median of how long such craft stand: weighs what time is left.",
        ),
    )


_LOST = "Minutes beyond the same way at typical speed."


def _slider(each: Assumption, gap_id: str, value: float) -> float:
    lowest, highest = float(min(each.least, value)), float(max(each.most, value))
    key = f"{each.column}_{gap_id}"
    return float(
        st.slider(
            each.title, lowest, highest, value, each.step, format="%d", key=key, help=each.help
        )
    )


def _moved_settings(gap: pd.Series, settings: Settings) -> dict[str, float]:
    """Ask for the least stop, or of an open gap how far ahead to look."""
    if gap["is_open"]:
        name, title, least, most = "open_reach_min", "Minutes since last heard", 5.0, 360.0
    else:
        name, title, least, most = "shortest_stop_min", "Least stop at all, min", 0.0, 120.0
    value = getattr(settings, name)
    key, why = f"{name}_{gap['gap_id']}", settings.why(name)
    chosen = st.slider(title, least, most, value, 5.0, format="%d", key=key, help=why)
    return {} if chosen == value else {name: float(chosen)}


def _show_strip(loaded: Loaded, interval: Interval, question: Question) -> None:
    """Show how the first answers change with the typical speed, and whether the first holds."""
    limits = limits_in_force(interval.row, settings=question.settings)
    assumed = {**question.assumed}
    assumed.pop("typical_speed_kt", None)
    gap_id, top = interval.gap["gap_id"], float(limits["max_speed_kt"])
    top = assumed.get("max_speed_kt", top)
    usual = min(float(limits["typical_speed_kt"]), top)
    strip = _strip(
        loaded.version,
        gap_id,
        question.settings,
        json.dumps(assumed, sort_keys=True),
        (usual, top),
        loaded,
        interval.row,
    )
    if strip.empty:
        return
    st.text(first_words(strip, usual))
    st.altair_chart(strip_chart(strip, theme=theme_name()), key=f"strip_{gap_id}")
    tried = strip["speed_kt"].nunique()
    st.caption(f"The first answers at {tried} typical speeds; all else as the sliders say.")


@st.cache_data(show_spinner=False, max_entries=64)
def _strip(
    store_version: str,  # noqa: ARG001  # with the next four the key of the cache
    gap_id: str,  # noqa: ARG001
    settings: Settings,
    assumed: str,
    speeds_kt: tuple[float, float],
    _loaded: Loaded,
    _row: pd.DataFrame,
) -> pd.DataFrame:
    fixed: dict[str, float] = json.loads(assumed)
    brief = with_values(settings, {"reach_list_max": FEW_AIRPORTS})
    tables = {}
    for speed in tried_kt(*speeds_kt):
        asked = {**fixed, "typical_speed_kt": speed}
        tables[speed] = reach_again(_loaded, _row, settings=brief, assumed=asked)[1]
    return strip_of(tables, speeds_kt[0])
