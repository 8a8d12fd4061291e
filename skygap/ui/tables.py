"""The same facts as on map and timeline, as tables, for those who cannot see a canvas."""

import pandas as pd
import streamlit as st

from skygap.scene import Scene
from skygap.selection import Bools
from skygap.ui.text import CAUSE_WORDS, KIND_WORDS, STOP_WORDS, safe_cells

UTC_TIME = st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm", timezone="UTC")
"""How every table shows a moment."""


def show_tables(scene: Scene, shown: Bools) -> None:
    """Show legs, gaps, reported movements and events in tables, times in UTC."""
    st.subheader("The same as a table", anchor=False)
    legs, gaps, movements, events = st.tabs(["Legs", "Gaps", "Reported movements", "Events"])
    with legs:
        _table(leg_table(scene, shown), key="table_legs")
    with gaps:
        _table(gap_table(scene, shown), key="table_gaps")
    with movements:
        _table(movement_table(scene, shown), key="table_movements")
    with events:
        _table(event_table(scene), key="table_events")


def leg_table(scene: Scene, shown: Bools) -> pd.DataFrame:
    """List the shown legs; an airport that is not named stays empty."""
    legs = _shown(scene, pd.DataFrame(scene.derived.legs.drop(columns="geometry")), "leg_id", shown)
    return pd.DataFrame(
        {
            "Kind": legs["kind"].map(KIND_WORDS),
            "Aircraft or ship": _labels(scene, legs),
            "Callsign": legs["callsigns"],
            "First heard (UTC)": legs["start_time"],
            "Last heard (UTC)": legs["end_time"],
            "From": legs["origin_ident"],
            "From: probability": legs["origin_probability"],
            "To": legs["destination_ident"],
            "To: probability": legs["destination_probability"],
            "Way, km": legs["distance_km"].round(),
        }
    )


def gap_table(scene: Scene, shown: Bools) -> pd.DataFrame:
    """List the shown gaps with both ends, cause and its probability."""
    gaps = _shown(scene, scene.derived.gaps, "gap_id", shown)
    return pd.DataFrame(
        {
            "Kind": gaps["kind"].map(KIND_WORDS),
            "Aircraft or ship": _labels(scene, gaps),
            "Last heard (UTC)": gaps["start_time"],
            "Next heard (UTC)": gaps["end_time"],
            "Minutes": gaps["duration_min"].round(1),
            "Km between": gaps["distance_km"].round(),
            "Implied kt": gaps["implied_speed_kt"].round(),
            "Why": gaps["cause"].map(CAUSE_WORDS),
            "Why: probability": gaps["cause_probability"],
            "Stop": gaps["stop"].map(STOP_WORDS),
            "Stop: probability": gaps["stop_probability"],
            "Reason": gaps["reason"],
        }
    )


def movement_table(scene: Scene, shown: Bools) -> pd.DataFrame:
    """List the shown reported movements with the words of their sources."""
    moves = _shown(scene, scene.case.movements, "movement_id", shown)
    return pd.DataFrame(
        {
            "Kind": KIND_WORDS["reported"],
            "Aircraft or ship": _labels(scene, moves),
            "From": moves["origin_name"],
            "To": moves["destination_name"],
            "Left, earliest (UTC)": moves["departure_earliest"],
            "Left, latest (UTC)": moves["departure_latest"],
            "Arrived, earliest (UTC)": moves["arrival_earliest"],
            "Arrived, latest (UTC)": moves["arrival_latest"],
            "Time as written": moves["time_as_written"],
            "Zone as published": moves["zone_as_published"],
            "Words of doubt": moves["hedge_words"],
            "Sources": moves["source_ids"],
        }
    )


def event_table(scene: Scene) -> pd.DataFrame:
    """List the events of the case."""
    events = scene.case.events
    columns = {"title": "Event", "date_start": "First day", "date_end": "Last day"}
    columns |= {"zone": "Zone", "place": "Place", "source_ids": "Sources"}
    return events[list(columns)].rename(columns=columns)


def _shown(scene: Scene, table: pd.DataFrame, key: str, shown: Bools) -> pd.DataFrame:
    kinds = scene.items.loc[shown].set_index("item_id")["kind"]
    rows = table[table[key].isin(kinds.index)]
    return rows.assign(kind=rows[key].map(kinds))


def _labels(scene: Scene, table: pd.DataFrame) -> pd.Series:
    labels = scene.crafts.set_index("craft_id")["label"]
    return table["craft_id"].map(labels).fillna(table["craft_id"])


def _table(table: pd.DataFrame, *, key: str) -> None:
    if table.empty:
        st.caption("Nothing matches the filters.")
        return
    times = {name: UTC_TIME for name in table.columns if "UTC" in name}
    st.dataframe(safe_cells(table), hide_index=True, key=key, column_config=times)
