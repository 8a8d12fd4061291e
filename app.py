"""The frame of the app: page config, the look that all pages share, and the way between them."""

import streamlit as st

from skygap.ui.frame import dress

st.set_page_config(page_title="Skygap", page_icon="✈️", layout="wide")
dress()
st.navigation(
    [
        st.Page("pages/map.py", title="Map", icon=":material/map:", default=True),
        st.Page("pages/dark_intervals.py", title="Dark intervals", icon=":material/wifi_off:"),
        st.Page("pages/add_data.py", title="Add data", icon=":material/upload_file:"),
        st.Page("pages/method.py", title="Method", icon=":material/menu_book:"),
    ],
    position="top",
).run()
