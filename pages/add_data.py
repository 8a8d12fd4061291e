"""Add data: files and days from providers, what was set aside and why, and which days are known."""

import streamlit as st

from skygap.ui.adding import receive, show_formats
from skygap.ui.fetch_form import show_fetch
from skygap.ui.ledger import show_ledger

with st.container(key="prose"):
    st.title("Add data", anchor=False)
    files, days = st.tabs(["From files", "From a provider"])
    with files:
        st.write("Drop track files here. They are read on this machine and go nowhere else.")
        show_formats()
        receive()
    with days:
        st.write("Ask a provider for whole days of an aircraft. This needs the network.")
        show_fetch()
    st.header("Days that are known", anchor=False)
    show_ledger()
