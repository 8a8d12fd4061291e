"""A page that reads one table and asks for its columns, for the tests."""

import streamlit as st

from skygap.errors import ColumnsNeededError
from skygap.readers import read_content
from skygap.ui.columns import ask_columns


def show(content: str) -> None:
    """Read a table; ask when it has to be asked, and tell what was read."""
    try:
        read_content("a.csv", content.encode())
    except ColumnsNeededError as needed:
        answers = ask_columns("a.csv", needed)
        if answers is not None:
            reading = read_content("a.csv", content.encode(), answers=answers)
            st.markdown(f"read: {reading.format}")
