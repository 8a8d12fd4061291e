"""The ledger of days as a calendar: what was asked of whom, and what came of it.

A day that nobody asked for is blank. It is not the same as a day on which nothing was received.
"""

from collections.abc import Mapping
from types import MappingProxyType

import altair as alt
import pandas as pd
import streamlit as st

from skygap.timing import spoken
from skygap.ui.legend import theme_name
from skygap.ui.style import INK
from skygap.ui.text import safe_cells

SIGNS: Mapping[str, str] = MappingProxyType(
    {"loaded": "●", "partial": "◐", "empty": "○", "missing": "∅", "failed": "✕"}
)
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "loaded": "the provider's file of that day is loaded",
        "partial": "something is loaded, and nothing says that the day is whole",
        "empty": "the provider has that day, and nothing of this craft in it",
        "missing": "the provider has no such day, or it cannot be told",
        "failed": "asked for, and not got",
    }
)
NOT_ASKED = "nobody asked"
_INKS: Mapping[str, str] = MappingProxyType(
    {
        "loaded": "observed",
        "partial": "example",
        "empty": "inferred",
        "missing": "reported",
        "failed": "gap",
    }
)
_ROW_PX = 26


def show_calendar(days: pd.DataFrame, labels: Mapping[str, str]) -> None:
    """Show which days of a craft are known from whom; `labels` names crafts by their key."""
    if days.empty:
        st.caption("No day is in the ledger yet.")
        return
    crafts = sorted(days["craft_id"].unique(), key=lambda craft: labels.get(craft, craft))
    craft = st.selectbox(
        "Craft", crafts, format_func=lambda key: labels.get(key, key), key="ledger"
    )
    own = days[days["craft_id"] == craft]
    for provider, rows in own.groupby("provider"):
        st.text(str(provider))
        st.altair_chart(calendar_chart(rows, theme=theme_name()), key=f"calendar_{provider}")
    st.caption(legend_words())
    with st.expander("The same as a table"):
        st.dataframe(safe_cells(day_table(own)), hide_index=True, key="table_days")


def legend_words() -> str:
    """Say what each sign means, the blank one too."""
    said = [f"{SIGNS[status]} {status}: {meaning}" for status, meaning in MEANINGS.items()]
    return "; ".join([*said, f"blank: {NOT_ASKED}"]) + ". Days are UTC."


def day_table(days: pd.DataFrame) -> pd.DataFrame:
    """List days with what came of them, newest first."""
    rows = days.sort_values(["day", "provider"], ascending=[False, True])
    return pd.DataFrame(
        {
            "Day (UTC)": rows["day"],
            "Provider": rows["provider"],
            "What came of it": rows["status"],
            "Why": rows["note"],
            "Asked": rows["fetched_at"].map(spoken),
        }
    )


def calendar_chart(days: pd.DataFrame, *, theme: str) -> alt.LayerChart | alt.FacetChart:
    """Draw the days of one craft and provider, a row a month, and only months that hold one."""
    cells = _cells(days)
    months = sorted(cells["month"].unique())
    ink = INK[theme]
    signs = {SIGNS[status]: ink[name] for status, name in _INKS.items()}
    base = alt.Chart(cells).encode(
        x=alt.X("number:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False, domain=False)),
        y=alt.Y("month:O", title=None, sort=months, axis=alt.Axis(ticks=False, domain=False)),
        tooltip=["day:N", "status:N", "note:N"],
    )
    boxes = base.mark_rect(stroke=ink["ground"], strokeWidth=1, fill=ink["paper"], cornerRadius=2)
    scale = alt.Scale(domain=[*signs], range=[*signs.values()])
    marks = base.mark_text(fontSize=15).encode(
        text="sign:N", color=alt.Color("sign:N", scale=scale, legend=None)
    )
    return alt.layer(boxes, marks).properties(height=alt.Step(_ROW_PX), width="container")


def _cells(days: pd.DataFrame) -> pd.DataFrame:
    """Make a row of every day of the months that hold one; days nobody asked for are blank."""
    months = pd.PeriodIndex(days["day"].str[:7].unique(), freq="M")
    spans = [pd.date_range(month.start_time, month.end_time.normalize()) for month in months]
    calendar = pd.DatetimeIndex([day for span in spans for day in span])
    known = days.set_index("day")
    cells = pd.DataFrame({"day": calendar.strftime("%Y-%m-%d"), "number": calendar.day})
    status = cells["day"].map(known["status"]).fillna(NOT_ASKED)
    return cells.assign(
        month=calendar.strftime("%Y-%m"),
        status=status,
        sign=status.map(SIGNS).fillna(""),
        note=cells["day"].map(known["note"]).fillna(""),
    )
