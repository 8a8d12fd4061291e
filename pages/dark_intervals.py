"""Dark intervals: every gap in the signal, and one of them in full with what speaks for what."""

import streamlit as st

from skygap.errors import SkygapError
from skygap.ui.interval_table import choose_intervals, show_intervals
from skygap.ui.interval_view import show_opened
from skygap.ui.load import load
from skygap.ui.reported_view import show_reported
from skygap.ui.states import show_fault

try:
    loaded = load()
except SkygapError as fault:
    show_fault(fault)
    st.stop()

st.title("Dark intervals", anchor=False)
show_intervals(loaded.scene, choose_intervals(loaded.scene))
show_opened(loaded)
show_reported(loaded)
