"""The causes of one gap as a bar: each with its number and its own pattern, doubt left blank.

The HTML holds no text from data: causes are words of our own and numbers are written here.
"""

import pandas as pd
import streamlit as st

from skygap.tables.gaps import CAUSES
from skygap.ui.legend import theme_name
from skygap.ui.style import INK, cause_background
from skygap.ui.text import ASSUMED, CAUSE_WORDS, percent

NOT_WEIGHED = (
    "An earlier version judged this gap and kept no probabilities. Adding a new file judges all "
    "gaps of this store anew."
)


def show_causes(gap: pd.Series) -> None:
    """Draw the probabilities of a gap's causes, with the reason under them."""
    if ranked(gap):
        st.html(bar_html(gap, theme=theme_name()))
    else:
        st.text(NOT_WEIGHED)
    st.text(gap["reason"])


def bar_html(gap: pd.Series, *, theme: str) -> str:
    """Write the bar and, in the same order, a line for each cause that is not impossible."""
    shares = ranked(gap)
    said = "; ".join(_words(cause, share) for cause, share in shares)
    pieces = "".join(_piece(cause, share, theme) for cause, share in shares)
    lines = "".join(_line(cause, share, theme) for cause, share in shares)
    return (
        f'<div class="cause-bar" role="img" aria-label="{said}">{pieces}</div>'
        f'<ul class="cause-lines">{lines}</ul>'
    )


def ranked(gap: pd.Series) -> list[tuple[str, float]]:
    """List the causes of a gap with their probabilities, the greatest first, zeros left out."""
    shares = [(cause, float(gap[f"probability_{cause}"])) for cause in CAUSES]
    return sorted([each for each in shares if each[1] > 0.0], key=lambda each: -each[1])


def _words(cause: str, share: float) -> str:
    return f"{CAUSE_WORDS[cause]} {percent(share)}{', assumed' if cause in ASSUMED else ''}"


def _piece(cause: str, share: float, theme: str) -> str:
    return f'<span style="flex: {share:.4f} 1 0; {_look(cause, theme)}"></span>'


def _line(cause: str, share: float, theme: str) -> str:
    return f'<li><span style="{_look(cause, theme)}"></span>{_words(cause, share)}</li>'


def _look(cause: str, theme: str) -> str:
    ink = INK[theme]["inferred"]
    return f"background: {cause_background(cause, theme)}; border: 1px solid {ink};"
