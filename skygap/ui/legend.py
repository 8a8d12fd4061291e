"""The legend: one line for each sign, drawn in the colours of the style table."""

import base64
from collections.abc import Mapping, Sequence

import streamlit as st

from skygap.ui.style import INK, LEGEND, Meaning

_SIGNS: Mapping[str, str] = {
    "leg": '<path d="M2 8H32" stroke="{observed}" stroke-width="2.4"/>',
    "gap_start": '<circle cx="14" cy="8" r="4.5" fill="{gap}"/>'
    '<path d="M22 1V15" stroke="{gap}" stroke-width="2.4"/>',
    "gap_end": '<path d="M12 1V15" stroke="{gap}" stroke-width="2.4"/>'
    '<circle cx="20" cy="8" r="4" fill="{paper}" stroke="{gap}" stroke-width="2"/>',
    "gap": '<rect x="2" y="3" width="29" height="10" fill="{paper}" stroke="{gap}"/>'
    '<path d="M4 13L12 3M11 13L19 3M18 13L26 3M25 13L31 5.5" stroke="{gap}" stroke-width="1.5"/>',
    "ground": '<path d="M2 8H18" stroke="{ground}" stroke-width="4"/>'
    '<path d="M19 8H32" stroke="{inferred}" stroke-width="2" stroke-dasharray="2 3"/>',
    "movement": '<path d="M6 8H28" stroke="{reported}" stroke-width="2" stroke-dasharray="5 3"/>'
    '<circle cx="4" cy="8" r="3" fill="{paper}" stroke="{reported}" stroke-width="1.6"/>'
    '<circle cx="30" cy="8" r="3" fill="{paper}" stroke="{reported}" stroke-width="1.6"/>',
    "reach": '<rect x="2" y="2" width="30" height="12" rx="6" fill="{inferred}" '
    'fill-opacity="0.2" stroke="{inferred}" stroke-width="1" stroke-dasharray="4 3"/>',
    "reach_limit": '<rect x="2" y="2" width="30" height="12" rx="6" '
    'stroke="{inferred}" stroke-width="1.2" stroke-dasharray="1.5 3"/>',
    "sampled_way": '<path d="M2 8H32" stroke="{inferred}" stroke-width="1.4" '
    'stroke-dasharray="6 5"/>',
    "reach_airport": '<path d="M16 2L22 8L16 14L10 8Z" fill="{inferred}"/>',
    "reach_airport_unknown": '<path d="M16 2L22 8L16 14L10 8Z" fill="{paper}" '
    'stroke="{inferred}" stroke-width="1.4"/>',
    "airport": '<rect x="13" y="4" width="7" height="7" fill="{airport}"/>',
    "witness_heard": '<circle cx="16" cy="8" r="4" fill="{observed}"/>',
    "witness_lost": '<path d="M16 2L22 13H10Z" fill="{paper}" stroke="{gap}" stroke-width="1.8"/>',
    "leg_example": '<path d="M2 5.5H32M2 10.5H32" stroke="{example}" stroke-width="1.8"/>',
}


def show_legend() -> None:
    """Show what each sign on the map means, and what it does not."""
    with st.container(key="legend"):
        show_signs(LEGEND)
        st.caption("Borders: Natural Earth, de-facto view. Disputed lines are dashed.")


def show_signs(meanings: Sequence[Meaning]) -> None:
    """Show a line for each of some signs."""
    ink = INK[theme_name()]
    st.html("".join(_line(meaning, ink) for meaning in meanings))


def theme_name() -> str:
    """Name the theme the reader sees: light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _line(meaning: Meaning, ink: Mapping[str, str]) -> str:
    """Draw one line; every word in it is our own, so no text from data is in the markup."""
    return (
        f'<div class="legend-line"><img alt="" width="34" height="16" src="{_image(meaning, ink)}">'
        f"<div><b>{meaning.title}</b><br>{meaning.text}</div></div>"
    )


def _image(meaning: Meaning, ink: Mapping[str, str]) -> str:
    """Write a sign as a picture; Streamlit lets no drawing through, but pictures it does."""
    sign = _SIGNS[meaning.style].format(**ink)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 16" fill="none">'
    picture = base64.b64encode(f"{head}{sign}</svg>".encode()).decode()
    return f"data:image/svg+xml;base64,{picture}"
