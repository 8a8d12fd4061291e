"""What has been loaded: the ledger of days as a calendar, and the files that were added."""

import pandas as pd
import streamlit as st

from skygap.errors import SkygapError
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.ui.calendar import show_calendar
from skygap.ui.load import Ledger, load_ledger
from skygap.ui.states import show_fault
from skygap.ui.text import safe_cells


def show_ledger() -> None:
    """Show which days of which craft are known from whom, and every file that was loaded."""
    try:
        ledger = load_ledger()
    except SkygapError as fault:
        show_fault(fault)
        return
    observed = ledger.days[ledger.days["provider"] != EXAMPLE_PROVIDER]
    show_calendar(observed, ledger.labels)
    with st.expander(f"Files in the store: {len(ledger.inputs):,}"):
        st.dataframe(safe_cells(file_table(ledger)), hide_index=True, key="table_files")


def file_table(ledger: Ledger) -> pd.DataFrame:
    """List the files of the store, the newest first."""
    rows = ledger.inputs.sort_values("added_at", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "File": rows["path"],
            "Recognised as": rows["format"],
            "Rows": rows["rows"],
            "Positions": rows["fixes"],
            "Added (UTC)": rows["added_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "SHA-256": rows["sha256"],
        }
    )
