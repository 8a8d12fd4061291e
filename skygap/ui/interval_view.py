"""One interval in full: its ends, its cause, who else was heard there, what would settle it."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from skygap.errors import SkygapError
from skygap.tables.items import EXAMPLE
from skygap.ui.cause_bar import show_causes
from skygap.ui.company_view import show_company, show_next_witness
from skygap.ui.facts import Facts, facts_of
from skygap.ui.height_chart import (
    chart_points,
    chart_words,
    left_out_words,
    measure_chart,
    measures_in,
)
from skygap.ui.interval_ends import between_words, ends_table, kind_words
from skygap.ui.interval_table import GAP, close_interval
from skygap.ui.legend import theme_name
from skygap.ui.load import Interval, Loaded, load_interval
from skygap.ui.reach_view import show_reach
from skygap.ui.robustness import show_robustness
from skygap.ui.settling import known_around, ledger_words, settling
from skygap.ui.states import show_fault
from skygap.ui.tables import UTC_TIME
from skygap.ui.text import EXAMPLE_LABEL, KIND_WORDS, safe_cells
from skygap.ui.witness_map import show_witness_map, witness_id
from skygap.ui.witness_words import details, headline, witness_table

WITNESS_TABLE = "witnesses"
_LINK = st.column_config.LinkColumn(display_text="Show")


def show_opened(loaded: Loaded) -> None:
    """Show the interval that the URL names; without one say how to open it."""
    gap_id = st.query_params.get(GAP, "")
    if not gap_id:
        return
    gaps = loaded.scene.derived.gaps
    found = gaps[gaps["gap_id"] == gap_id]
    if found.empty:
        _show_unknown()
        return
    try:
        interval = load_interval(found)
    except SkygapError as fault:
        show_fault(fault)
        return
    show_interval(loaded, interval)


def show_interval(loaded: Loaded, interval: Interval) -> None:
    """Show one interval, the observed beside what is inferred from it."""
    facts = facts_of(loaded.scene, interval.gap["gap_id"])
    labels = dict(loaded.scene.crafts.set_index("craft_id")["label"])
    with st.container(key="interval"):
        if facts is not None:
            _heading(facts)
        left, right = st.columns([1.15, 1], gap="large")
        with left:
            _show_ends(loaded, interval)
        with right:
            _show_why(interval, facts)
        _show_witnesses(loaded, interval, labels)
        show_reach(loaded, interval)
        show_company(loaded, interval)
        left, right = st.columns([1.15, 1], gap="large")
        with left:
            _show_settling(loaded, interval)
        with right:
            st.subheader("Does the answer hold?", anchor=False)
            show_robustness(interval.row, settings=loaded.settings)


def _show_unknown() -> None:
    with st.container(key="unknown", border=True):
        st.markdown(
            "**No gap has this id.** It may be of another store, or its data was added again and "
            "judged otherwise. Choose one in the table."
        )
        st.button("Close", key="close", on_click=close_interval)


def _heading(facts: Facts) -> None:
    with st.container(key="interval_title", horizontal=True, vertical_alignment="center"):
        st.text(facts.title)
        st.badge(KIND_WORDS[facts.kind], color="gray")
        st.button(
            "Close", key="close", on_click=close_interval, type="tertiary", icon=":material/close:"
        )
    if facts.kind == EXAMPLE:
        st.warning(EXAMPLE_LABEL)


def _show_ends(loaded: Loaded, interval: Interval) -> None:
    st.subheader("What was received", anchor=False)
    st.caption(kind_words(interval.gap))
    st.table(ends_table(interval.gap))
    st.text(between_words(interval.gap))
    points = chart_points(interval.fixes, interval.gap, settings=loaded.settings)
    for measure in measures_in(points):
        chart = measure_chart(points, interval.gap, measure, theme=theme_name())
        st.altair_chart(chart, key=f"chart_{measure}")
    st.caption(
        f"{chart_words(points, interval.gap)} {left_out_words(interval.fixes, interval.gap)}"
    )


def _show_why(interval: Interval, facts: Facts | None) -> None:
    st.subheader("Why it may not be received", anchor=False)
    st.caption("Inferred. A switch-off is never received; it is weighed against all else.")
    show_causes(interval.gap)
    for source in facts.sources if facts else ():
        st.caption("Source of the last position")
        st.text(source)


def _show_witnesses(loaded: Loaded, interval: Interval, labels: Mapping[str, str]) -> None:
    st.subheader("Who else was heard there", anchor=False)
    st.text(headline(interval.gap, settings=loaded.settings))
    left, right = st.columns([1.15, 1], gap="large")
    with right:
        _bullets(details(interval.gap, settings=loaded.settings))
        selected = _list_witnesses(interval.witnesses, interval.gap, labels)
    with left:
        show_witness_map(interval.gap, interval.witnesses, labels, selected=selected)


def _list_witnesses(witnesses: pd.DataFrame, gap: pd.Series, labels: Mapping[str, str]) -> str:
    """List who passed; a chosen row stands out on the map beside. Gives its id there."""
    if witnesses.empty:
        return ""
    chosen = st.dataframe(
        safe_cells(witness_table(witnesses, labels)),
        hide_index=True,
        key=f"{WITNESS_TABLE}_{gap['gap_id']}",
        column_config={"Passed (UTC)": UTC_TIME, "Map": _LINK},
        on_select="rerun",
        selection_mode="single-row",
    )
    passed = gap["witness_n"] + gap["self_n"]
    few = (
        f"The {len(witnesses):,} nearest in time of {passed:,}. " if passed > len(witnesses) else ""
    )
    st.caption(f"{few}A chosen row stands out on the map beside; *Show* opens the Map page there.")
    rows = chosen["selection"]["rows"]
    return witness_id(int(witnesses.index[rows[0]])) if rows else ""


def _show_settling(loaded: Loaded, interval: Interval) -> None:
    st.subheader("What would settle it", anchor=False)
    _bullets(settling(interval.gap, interval.days, settings=loaded.settings))
    st.caption(ledger_words(known_around(interval.gap, interval.days)))
    show_next_witness(loaded, interval)


def _bullets(lines: Sequence[str]) -> None:
    """List sentences; they are set as text, for some hold words from data."""
    for line in lines:
        st.text(f"• {line}")
