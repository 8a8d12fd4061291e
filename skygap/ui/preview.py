"""The small map of what dropped files would add: positions, nothing decided of them yet."""

from collections.abc import Sequence

import pandas as pd
import shapely
import streamlit as st

from skygap.legs import received_path
from skygap.readers.reading import Reading
from skygap.settings import Settings
from skygap.tables.fixes import EXAMPLE_PROVIDER, merge_fixes
from skygap.tables.schema import row_id
from skygap.timing import known_ms, spoken
from skygap.ui.encoding import to_json
from skygap.ui.folium_map import draw_map
from skygap.ui.layers import joined_payload, lone_state
from skygap.ui.legend import theme_name
from skygap.ui.load import the_assets
from skygap.ui.parts import SIMPLIFY_DEG, Part, encode_shape
from skygap.ui.text import EXAMPLE_LABEL, joined

MOST_DRAWN = 200
"""Crafts on the small map; more are a carpet, and the page would wait for it."""


def show_preview(readings: Sequence[Reading]) -> None:
    """Draw the positions of files that were read but not added; nothing without positions."""
    fixes = merge_fixes([reading.fixes for reading in readings])
    crafts = fixes["craft_id"].unique()
    if not len(crafts):
        return
    drawn = fixes[fixes["craft_id"].isin(crafts[:MOST_DRAWN])]
    payload = joined_payload(lone_state(theme_name()), lines=map(to_json, preview_parts(drawn)))
    key = row_id("preview", *(reading.sha256 for reading in readings))  # other files, another look
    draw_map(payload, assets=the_assets(), key=key, height="38vh", least_px=280, is_linked=False)
    st.caption(_words(len(crafts)))


def preview_parts(fixes: pd.DataFrame) -> list[Part]:
    """Make one line for each craft, solid only where positions are close in time.

    Takes FIXES ordered by craft and time.
    """
    return [_part(str(craft), own) for craft, own in fixes.groupby("craft_id", sort=False)]


def _part(craft: str, fixes: pd.DataFrame) -> Part:
    path = received_path(fixes, settings=Settings())
    coarse = shapely.simplify(path, SIMPLIFY_DEG, preserve_topology=False)
    start_ms, end_ms = known_ms(fixes["timestamp"].iloc[[0, -1]])
    is_example = bool((fixes["provider"] == EXAMPLE_PROVIDER).any())
    return {
        "i": craft,
        "c": None,
        "k": "leg_example" if is_example else "leg",
        "a": start_ms,
        "b": end_ms,
        "g": encode_shape(coarse),
        "t": [*_card(craft, fixes), *([EXAMPLE_LABEL] if is_example else [])],
    }


def _card(craft: str, fixes: pd.DataFrame) -> list[str]:
    times = fixes["timestamp"]
    return [
        joined([craft, fixes["registration"].iloc[0], f"{len(fixes):,} positions"]),
        f"{spoken(times.iloc[0])} to {spoken(times.iloc[-1])}",
    ]


def _words(count: int) -> str:
    few = f"The first {MOST_DRAWN} of {count:,} crafts. " if count > MOST_DRAWN else ""
    return f"{few}Positions as the files have them: nothing is cleaned or decided before you add."
