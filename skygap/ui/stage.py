"""The stage: map and timeline side by side, talking to each other without the server.

The URL is the only truth about window, region and what is selected: callbacks write it, every run
reads it. So a reload, a link and the back button all bring the same view.
"""

import secrets

import streamlit as st

from skygap.selection import (
    FROM,
    REGION,
    SELECTED,
    TO,
    Bools,
    Selection,
    region_query,
    window_query,
)
from skygap.tables.items import INFERRED
from skygap.ui.bars import Window, focus, timeline_data
from skygap.ui.folium_map import draw_map
from skygap.ui.layers import MapState, payload_of
from skygap.ui.legend import theme_name
from skygap.ui.load import Loaded, the_assets
from skygap.ui.timeline import timeline

TIMELINE = "timeline"


def show_map(loaded: Loaded, on_map: Bools, selection: Selection, *, tiles: bool) -> None:
    """Draw the map of what is chosen; the window is applied in the browser."""
    state = MapState(
        channel=_channel(),
        theme=theme_name(),
        selected=selection.selected,
        region=selection.region,
        focus=_looked_at(loaded, on_map, selection),
        online_tiles=tiles,
        with_inferred=INFERRED in selection.kinds,
    )
    payload = payload_of(loaded.scene, loaded.parts, on_map, state)
    draw_map(payload, assets=the_assets())


def show_timeline(loaded: Loaded, on_map: Bools, selection: Selection) -> None:
    """Draw the timeline under the map; brushing, clicking and drawing a region change the URL."""
    data = timeline_data(
        loaded.scene,
        loaded.bars,
        on_map,
        looked_at=_looked_at(loaded, on_map, selection),
        theme=theme_name(),
        selected=selection.selected,
    )
    data["channel"] = _channel()
    data["window"] = list(selection.window) if selection.window else None
    timeline(
        data,
        assets=the_assets(),
        key=TIMELINE,
        on_window=_on_window,
        on_region=_on_region,
        on_clicked=_on_clicked,
    )


def _looked_at(loaded: Loaded, on_map: Bools, selection: Selection) -> Window:
    return focus(loaded.scene, on_map, selected=selection.selected, window=selection.window)


def clear_selected() -> None:
    """Forget what was selected."""
    st.query_params.pop(SELECTED, None)


def _on_window() -> None:
    window = st.session_state[TIMELINE].get("window")
    _replace({FROM, TO}, window_query(tuple(window) if window else None))


def _on_region() -> None:
    region = st.session_state[TIMELINE].get("region")
    _replace({REGION}, region_query(tuple(region) if region else None))


def _on_clicked() -> None:
    clicked = st.session_state[TIMELINE].get("clicked") or {}
    _replace({SELECTED}, {SELECTED: clicked["id"]} if clicked.get("id") else {})


def _replace(names: set[str], values: dict[str, str]) -> None:
    for name in names - values.keys():
        st.query_params.pop(name, None)
    st.query_params.update(values)


def _channel() -> str:
    """Name the channel of this session; random, so that two tabs never hear each other."""
    if "channel" not in st.session_state:
        st.session_state["channel"] = f"skygap-{secrets.token_hex(8)}"
    return str(st.session_state["channel"])
