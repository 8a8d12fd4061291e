"""Does the answer hold? One gap judged again with other settings, and whether the verdict changes.

Nothing is kept: the store, the table and all other pages go on with the settings in force.
"""

from dataclasses import dataclass, fields

import pandas as pd
import streamlit as st

from skygap.settings import Settings, with_values
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.ships import is_ship_mmsi
from skygap.ui.cause_bar import show_causes
from skygap.ui.load import judge_again
from skygap.ui.text import CAUSE_WORDS, percent

FIXED = "No setting here changes the answer: "


@dataclass(frozen=True, slots=True)
class Lever:
    """A setting that can be moved: its name, what it is called, and how far it goes."""

    name: str
    title: str
    least: float
    most: float
    step: float


LEVERS = (
    Lever("off_prior_odds", "Taken for switched off at first: one in", 2.0, 500.0, 1.0),
    Lever("off_least_n", "Least transits of others", 1.0, 50.0, 1.0),
    Lever("witness_days", "Days before and after in which others count", 1.0, 30.0, 1.0),
    Lever(
        "off_covered_share", "Least share of its cells in which others are heard", 0.0, 1.0, 0.05
    ),
)
_SOMEBODY = "Hours around in which somebody must be heard"
FLIGHT_LEVERS = (*LEVERS, Lever("same_day_hours", _SOMEBODY, 0.0, 24.0, 1.0))
SHIP_LEVERS = (
    *LEVERS,
    Lever("ship_same_day_hours", _SOMEBODY, 0.0, 96.0, 1.0),
    Lever("ship_off_least_hours", "Least hours of silence", 6.0, 96.0, 1.0),
    Lever("ship_off_shore_km", "Least distance from land, km", 0.0, 400.0, 0.1),
    Lever("ship_off_reception_per_day", "Least positions a day of others", 0.0, 100.0, 1.0),
)


def show_robustness(gaps: pd.DataFrame, *, settings: Settings) -> None:
    """Show the levers and say whether the verdict on the one row of GAPS changes with them."""
    gap = gaps.iloc[0]
    if words := fixed_words(gap):
        st.text(words)
        return
    levers = SHIP_LEVERS if is_ship_mmsi(gap["mmsi"]) else FLIGHT_LEVERS
    values = {lever.name: _slider(lever, gap["gap_id"], settings) for lever in levers}
    moved = with_values(settings, values)
    if moved == settings:
        st.text("Move a slider: this one gap is judged again at once, and nothing is kept.")
        return
    again = judge_again(gaps, settings=moved)
    st.text(change_words(gap, again))
    show_causes(again)


def fixed_words(gap: pd.Series) -> str:
    """Say why no setting matters to a gap; empty where they do."""
    if gap["provider"] == EXAMPLE_PROVIDER:
        return f"{FIXED}this is the worked example, generated to show how a gap looks."
    if not gap["witness_n"]:
        who = "ship" if is_ship_mmsi(gap["mmsi"]) else "aircraft"
        return f"{FIXED}no other {who} is loaded that passed there."
    return ""


def change_words(gap: pd.Series, again: pd.Series) -> str:
    """Say in one sentence whether the verdict changes, with both numbers."""
    before, after = _verdict(gap), _verdict(again)
    if gap["cause"] == again["cause"]:
        return f"The verdict holds: {after}, {before} with the settings in force."
    return f"The verdict changes: {after}, but {before} with the settings in force."


def _verdict(gap: pd.Series) -> str:
    words = CAUSE_WORDS[gap["cause"]]
    return f"{words[:1].lower()}{words[1:]} ({percent(gap['cause_probability'])})"


def _slider(lever: Lever, gap_id: str, settings: Settings) -> float:
    why = next(each.metadata["why"] for each in fields(Settings) if each.name == lever.name)
    return float(
        st.slider(
            lever.title,
            lever.least,
            lever.most,
            getattr(settings, lever.name),
            lever.step,
            format="%d" if lever.step >= 1 else "%.2f",
            key=f"{lever.name}_{gap_id}",
            help=why,
        )
    )
