"""Add data: drop files in, see what was recognised and what was set aside, and why."""

import streamlit as st

from skygap.ui.adding import receive, show_formats

with st.container(key="prose"):
    st.title("Add data", anchor=False)
    st.write("Drop track files here. They are read on this machine and go nowhere else.")
    show_formats()
    receive()
