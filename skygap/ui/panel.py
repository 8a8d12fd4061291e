"""The rail beside the map: counters, then the facts of what was clicked, else the legend."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from skygap.scene import Scene
from skygap.selection import Bools
from skygap.tables.items import EXAMPLE, GAP, LEG, MOVEMENT
from skygap.timing import spoken_duration
from skygap.ui.facts import Facts, facts_of
from skygap.ui.interval_table import GAP as GAP_IN_URL
from skygap.ui.legend import show_legend
from skygap.ui.text import EXAMPLE_LABEL, KIND_WORDS

NO_GAP = "none shown"
"""Zero minutes would say that everything was received, also where nothing is loaded or shown."""


def show_rail(scene: Scene, shown: Bools, selected: str, *, on_close: Callable[[], None]) -> None:
    """Show counters of what is shown, and the facts of the selected item or the legend."""
    with st.container(key="rail"):
        _counters(scene.items[shown & ~_parked(scene)])
        facts = facts_of(scene, selected) if selected else None
        if facts is None:
            show_legend()
        else:
            is_gap = (scene.derived.gaps["gap_id"] == selected).any()
            _panel(facts, on_close, gap_id=selected if is_gap else "")


def _counters(items: pd.DataFrame) -> None:
    """Count what is real; what a generator made is named beside it and never counted in."""
    real, examples = items[items["kind"] != EXAMPLE], items[items["kind"] == EXAMPLE]
    gaps = _count(real, GAP)
    silent = float(real.loc[real["what"] == GAP, "duration_min"].sum())
    with st.container(key="counters", horizontal=True):
        st.metric("Legs", f"{_count(real, LEG):,}")
        st.metric("Gaps", f"{gaps:,}")
        st.metric("Not received", spoken_duration(silent) if gaps else NO_GAP)
        st.metric("Reported", f"{_count(real, MOVEMENT):,}")
    if len(examples):
        counts = f"legs {_count(examples, LEG)}, gaps {_count(examples, GAP)}"
        st.caption(f"Beside these a worked example, generated: {counts}.")


def _parked(scene: Scene) -> Bools:
    """Tell which items are gaps of a craft that only stood: ground time, not silence."""
    gaps = scene.derived.gaps
    stood = gaps.loc[gaps["cause"] == "parked", "gap_id"]
    return np.asarray(scene.items["item_id"].isin(stood))


def _count(items: pd.DataFrame, what: str) -> int:
    return int((items["what"] == what).sum())


def _panel(facts: Facts, on_close: Callable[[], None], *, gap_id: str) -> None:
    with st.container(key="panel"):
        _heading(facts, on_close)
        if facts.kind == EXAMPLE:
            st.warning(EXAMPLE_LABEL)
        if gap_id:
            _link_to_interval(gap_id)
        st.table(pd.DataFrame(facts.rows, columns=["Fact", "Value"]).set_index("Fact"))
        if facts.reason:
            st.text(facts.reason)
        if facts.airports_note:
            _airports(facts)
        _sources(facts)


def _heading(facts: Facts, on_close: Callable[[], None]) -> None:
    with st.container(key="panel_title", horizontal=True, vertical_alignment="center"):
        st.text(facts.title)
        st.badge(KIND_WORDS[facts.kind], color="gray")
        st.button("Close", key="close", on_click=on_close, type="tertiary", icon=":material/close:")


def _link_to_interval(gap_id: str) -> None:
    st.page_link(
        "pages/dark_intervals.py",
        label="Open this interval",
        icon=":material/wifi_off:",
        query_params={GAP_IN_URL: gap_id},
    )


def _airports(facts: Facts) -> None:
    st.caption(facts.airports_note)
    with st.expander("Airports within reach"):
        st.dataframe(facts.airports, hide_index=True, key="reachable")


def _sources(facts: Facts) -> None:
    if facts.sources:
        st.caption("Sources" if len(facts.sources) > 1 else "Source")
    for line in facts.sources:
        st.text(line)
