"""Add data: drop files in, see what was recognised and what was set aside, and why."""

import streamlit as st

from skygap.ui.adding import receive

with st.container(key="prose"):
    st.title("Add data", anchor=False)
    st.write(
        "Drop track files here. They are read on this machine and go nowhere else. What is read "
        "today: traces of readsb, tar1090 and adsb.lol (JSON, compressed or not), the CSV of the "
        "Flightradar24 website, and OpenSky state vectors (CSV and Parquet)."
    )
    receive()
