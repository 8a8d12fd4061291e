"""Method: what the words mean, how often causes and airports are right, thresholds and why."""

import streamlit as st

from skygap.ui.method import (
    show_causes,
    show_exam,
    show_leg_exam,
    show_reach_exam,
    show_settings,
    show_words,
)

with st.container(key="prose"):
    st.title("Method", anchor=False)
    show_words()
    st.header("Why it may not be received", anchor=False)
    show_causes()
    st.header("How often causes are told rightly", anchor=False)
    show_exam()
    st.header("How often airports are named rightly", anchor=False)
    show_leg_exam()
    st.header("How often the place of a stop is told rightly", anchor=False)
    show_reach_exam()
    st.header("Thresholds in force", anchor=False)
    show_settings()
