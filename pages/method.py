"""Method: what the words mean, and every threshold in force with one sentence of why."""

import streamlit as st

from skygap.ui.method import show_causes, show_settings, show_words

with st.container(key="prose"):
    st.title("Method", anchor=False)
    show_words()
    st.header("Why it may not be received", anchor=False)
    show_causes()
    st.header("Thresholds in force", anchor=False)
    show_settings()
