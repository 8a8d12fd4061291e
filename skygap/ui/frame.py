"""The look that all pages share: what the theme cannot say."""

from pathlib import Path

import streamlit as st

_STYLE = Path(__file__).parent / "frontend" / "frame.css"


def dress() -> None:
    """Put our own style on the page; it holds no text from data."""
    st.html(_STYLE)
