"""Map and timeline: where craft were heard, where they were not, and what was reported."""

import streamlit as st

from skygap.errors import SkygapError
from skygap.selection import chosen
from skygap.ui.filters import choose, online_tiles
from skygap.ui.load import load
from skygap.ui.panel import show_rail
from skygap.ui.stage import clear_selected, show_map, show_timeline
from skygap.ui.states import show_empty, show_fault
from skygap.ui.tables import show_tables

try:
    loaded = load()
except SkygapError as fault:
    show_fault(fault)
    st.stop()

selection = choose(loaded.scene)
on_map = chosen(loaded.scene.items, selection, in_window=False)
shown = chosen(loaded.scene.items, selection)

left, right = st.columns([3.1, 1], gap="small")
with left:
    show_map(loaded, on_map, selection, tiles=online_tiles())
with right:
    show_rail(loaded.scene, shown, selection.selected, on_close=clear_selected)
if not on_map.any():
    show_empty(loaded.scene)
show_timeline(loaded, on_map, selection)
show_tables(loaded.scene, shown)
