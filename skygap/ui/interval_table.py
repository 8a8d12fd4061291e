"""The table of gaps: filters bound to the URL, and a row that opens one interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from skygap.scene import Scene
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.gaps import CAUSES, NOT_DARK
from skygap.tables.items import EXAMPLE, INFERRED
from skygap.tables.ships import is_ship_mmsi
from skygap.ui.filters import SHORTEST, choose_crafts
from skygap.ui.tables import UTC_TIME
from skygap.ui.text import CAUSE_WORDS, KIND_WORDS, cause_words, safe_cells, stop_words

GAP = "gap"
"""Name in the URL of the interval that is opened."""

TABLE = "intervals"
_PASSED = "Transits of others at its height where it must have been"
_HEARD = "Of these transits, how many were heard all the way"
_ROWS_SEEN, _ROWS_SEEN_BESIDE = 12, 4
_ROW_PX = 35


@dataclass(frozen=True, slots=True)
class IntervalFilter:
    """Which gaps to list; an empty tuple means all. Gaps without an end are never too short."""

    crafts: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    only_dark: bool = True
    shortest_min: float = 0.0


def choose_intervals(scene: Scene) -> pd.DataFrame:
    """Show the filters in the sidebar and give back the GAPS they leave."""
    gaps = scene.derived.gaps
    crafts = scene.crafts[scene.crafts["craft_id"].isin(gaps["craft_id"])]
    with st.sidebar:
        st.title("Skygap", anchor=False)
        st.caption("Where it was not received, and why that may be.")
        chosen = IntervalFilter(
            choose_crafts(crafts), _causes(), only_dark=_only_dark(), shortest_min=_shortest()
        )
    return filtered(gaps, chosen)


def filtered(gaps: pd.DataFrame, chosen: IntervalFilter) -> pd.DataFrame:
    """Keep the GAPS that a filter asks for: the longest first, open ones and the example last."""
    mask = ~(gaps["duration_min"] < chosen.shortest_min)
    if chosen.crafts:
        mask &= gaps["craft_id"].isin(chosen.crafts)
    if chosen.causes:
        mask &= gaps["cause"].isin(chosen.causes)
    if chosen.only_dark:
        mask &= ~gaps["cause"].isin(NOT_DARK)
    in_order = gaps[mask].sort_values("duration_min", ascending=False, na_position="last")
    is_example = in_order["provider"] == EXAMPLE_PROVIDER
    return pd.concat([in_order[~is_example], in_order[is_example]])


def show_intervals(scene: Scene, gaps: pd.DataFrame) -> None:
    """List gaps; a row that is chosen is written to the URL, and so opened."""
    st.text(count_words(scene.derived.gaps, gaps))
    if gaps.empty:
        _show_nothing(scene)
        return
    ids = gaps["gap_id"].tolist()
    st.dataframe(
        safe_cells(interval_table(scene, gaps)),
        hide_index=True,
        key=TABLE,
        height=_height(len(gaps)),
        placeholder="open",
        column_config={
            "Last heard (UTC)": UTC_TIME,
            "Next heard (UTC)": UTC_TIME,
            "Why": st.column_config.TextColumn(width=250),
            "Others passed": st.column_config.NumberColumn("Others", help=_PASSED),
            "Of these heard": st.column_config.NumberColumn("Heard", help=_HEARD),
        },
        on_select=partial(_open_row, ids),
        selection_mode="single-row",
        selection_default={"selection": {"rows": _rows_of(ids)}},
    )
    st.caption("Choose a row to open it: the box at its left.")


def interval_table(scene: Scene, gaps: pd.DataFrame) -> pd.DataFrame:
    """List GAPS with both ends, cause with its number, who else was heard there, and stop."""
    labels = scene.crafts.set_index("craft_id")["label"]
    judged = zip(gaps["cause"], gaps["cause_probability"], strict=True)
    return pd.DataFrame(
        {
            "Kind": gaps["provider"].map(kind_of).map(KIND_WORDS),
            "Aircraft or ship": gaps["craft_id"].map(labels).fillna(gaps["craft_id"]),
            "Last heard (UTC)": gaps["start_time"],
            "Next heard (UTC)": gaps["end_time"],
            "Minutes": gaps["duration_min"].round(1),
            "Why": pd.Series([cause_words(*row) for row in judged], gaps.index, dtype="str"),
            "Others passed": gaps["witness_n"],
            "Of these heard": gaps["witness_k"],
            "Stop": _stops(gaps),
        }
    )


def kind_of(provider: str) -> str:
    """Tell the kind of a gap by its provider: inferred, or the worked example."""
    return EXAMPLE if provider == EXAMPLE_PROVIDER else INFERRED


def count_words(gaps: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Count all gaps and those shown; what was generated is named beside and never counted."""
    real = gaps[gaps["provider"] != EXAMPLE_PROVIDER]
    dark = int((~real["cause"].isin(NOT_DARK)).sum())
    listed = int((shown["provider"] != EXAMPLE_PROVIDER).sum())
    examples = len(gaps) - len(real)
    beside = f" Beside these a worked example, generated: {examples}." if examples else ""
    return (
        f"{len(real):,} gaps in the signal, {dark:,} of them dark intervals; {listed:,} listed."
        f"{beside}"
    )


def close_interval() -> None:
    """Forget which interval was opened, in the URL and in the table."""
    st.query_params.pop(GAP, None)
    st.session_state.pop(TABLE, None)


def _open_row(ids: Sequence[str]) -> None:
    rows = st.session_state[TABLE]["selection"]["rows"]
    if rows:
        st.query_params[GAP] = ids[rows[0]]
    else:
        st.query_params.pop(GAP, None)


def _rows_of(ids: Sequence[str]) -> list[int]:
    opened = st.query_params.get(GAP, "")
    return [ids.index(opened)] if opened in ids else []


def _height(rows: int) -> int:
    """Leave most of the screen to an interval that is opened."""
    most = _ROWS_SEEN_BESIDE if GAP in st.query_params else _ROWS_SEEN
    return _ROW_PX * (min(rows, most) + 1) + 3


def _stops(gaps: pd.DataFrame) -> pd.Series:
    rows = zip(gaps["mmsi"], gaps["stop"], gaps["stop_probability"], strict=True)
    words = [
        "Not looked for" if is_ship_mmsi(mmsi) else stop_words(stop, probability)
        for mmsi, stop, probability in rows
    ]
    return pd.Series(words, gaps.index, dtype="str")


def _show_nothing(scene: Scene) -> None:
    """Say why no gap is listed and what to do about it."""
    with st.container(key="empty", border=True):
        if len(scene.derived.gaps):
            st.markdown(
                "**No gap matches these filters.** Widen them in the sidebar: *Only dark "
                "intervals* leaves out what parking, coverage, a landing or the feed explains."
            )
        else:
            st.markdown(
                "**No gap in the signal.** Nothing is loaded, or everything loaded was received "
                "without a silence longer than the threshold."
            )
            st.page_link("pages/add_data.py", label="Add data", icon=":material/upload_file:")


def _causes() -> tuple[str, ...]:
    chosen = st.multiselect(
        "Why not received",
        list(CAUSES),
        format_func=lambda cause: CAUSE_WORDS[cause],
        key="cause",
        bind="query-params",
        placeholder="All causes",
    )
    return tuple(chosen)


def _only_dark() -> bool:
    return st.toggle(
        "Only dark intervals",
        value=True,
        key="dark",
        bind="query-params",
        help="Leaves out gaps that parking, poor coverage, a landing out of sight or the feed "
        "itself explains.",
    )


def _shortest() -> float:
    return float(
        st.number_input(
            "Shortest length, minutes",
            min_value=0,
            max_value=1_000_000,
            value=0,
            step=10,
            key=SHORTEST,
            bind="query-params",
            help="Leaves out shorter gaps. Gaps without an end stay.",
        )
    )
