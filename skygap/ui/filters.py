"""The filters beside the map. Each is bound to the URL, so a view can be sent as a link."""

import pandas as pd
import streamlit as st

from skygap.scene import Scene
from skygap.selection import SELECTED, Selection, region_from, window_from
from skygap.tables.items import KINDS
from skygap.ui.text import KIND_WORDS

ALL_GAPS_MIN = 0
AIRCRAFT = "aircraft"
"""Name of the filter in the URL; its values are the names that people read."""
SHORTEST = "minutes"
"""Name of the shortest gap in the URL, on every page that has it."""


def choose(scene: Scene) -> Selection:
    """Show the filters in the sidebar and give back the chosen view, window and region included."""
    query = st.query_params
    with st.sidebar:
        st.title("Skygap", anchor=False)
        st.caption("Where it was heard, and where it was not.")
        return Selection(
            crafts=choose_crafts(scene.crafts),
            operators=_operators(scene),
            kinds=_kinds(),
            shortest_gap_min=_shortest_gap(),
            window=window_from(query.to_dict()),
            region=region_from(query.to_dict()),
            selected=_selected(scene),
        )


def online_tiles() -> bool:
    """Show the switch for online map tiles; off unless the reader chooses."""
    with st.sidebar:
        return st.toggle(
            "Online map tiles",
            key="tiles",
            bind="query-params",
            help="Asks tile.openstreetmap.org for pictures of the places you look at. Off, the "
            "map needs no network.",
        )


def _selected(scene: Scene) -> str:
    """Read what is selected; an id that nothing has would only dim all else."""
    selected = st.query_params.get(SELECTED, "")
    ids = (scene.items["item_id"], scene.case.events["event_id"])
    return selected if any((known == selected).any() for known in ids) else ""


def choose_crafts(crafts: pd.DataFrame) -> tuple[str, ...]:
    """Show the filter of aircraft and ships (CRAFTS); the same name in the URL of every page."""
    labels = dict(zip(crafts["craft_id"], crafts["label"], strict=True))
    chosen = st.multiselect(
        "Aircraft or ship",
        list(labels),
        format_func=lambda craft: labels.get(craft, craft),
        key=AIRCRAFT,
        bind="query-params",
        placeholder="All aircraft and ships",
    )
    return tuple(chosen)


def _operators(scene: Scene) -> tuple[str, ...]:
    known = sorted({name for name in scene.crafts["operator"] if name})
    chosen = st.multiselect(
        "Operator", known, key="operator", bind="query-params", placeholder="All operators"
    )
    return tuple(chosen)


def _kinds() -> tuple[str, ...]:
    chosen = st.pills(
        "Kind of knowledge",
        list(KINDS),
        selection_mode="multi",
        default=list(KINDS),
        format_func=lambda kind: KIND_WORDS[kind],
        key="kind",
        bind="query-params",
        help="Observed: received positions. Reported: somebody wrote it. Inferred: computed from "
        "the two. Never mixed.",
    )
    return tuple(chosen)


def _shortest_gap() -> float:
    return float(
        st.number_input(
            "Shortest gap, minutes",
            min_value=ALL_GAPS_MIN,
            max_value=100_000,
            value=ALL_GAPS_MIN,
            step=10,
            key=SHORTEST,
            bind="query-params",
            help="Hides gaps in the signal that are shorter. Gaps without an end stay.",
        )
    )
