"""The Add data page: what was dropped, a report for each file, a small map, then the store."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from skygap.errors import ColumnsNeededError, InputError, StoreError, ZoneNeededError
from skygap.readers import FORMATS
from skygap.readers.reading import Reading
from skygap.tables.fixes import shared_key
from skygap.ui.dropping import Drop, read_drops
from skygap.ui.filters import AIRCRAFT
from skygap.ui.load import add_uploads, load
from skygap.ui.preview import show_preview
from skygap.ui.text import safe_cells

MOST_NAMED = 10
"""More crafts than this are shown among all others, not as a filter."""

MOST_CARDS = 8
"""Files that have a card each; more of them are read more easily in one table."""


def show_formats() -> None:
    """List what can be read, straight from the registry."""
    with st.expander("What can be read"):
        st.markdown("\n".join(f"- {known.title}" for known in FORMATS))


def receive() -> None:
    """Take dropped files, say what each is, and add those that can be read when asked to."""
    dropped = st.file_uploader("Track files", accept_multiple_files=True, key="files")
    if not dropped:
        return
    drops = read_drops(dropped)
    readings = [drop.reading for drop in drops if drop.reading is not None]
    _report_all(drops)
    show_preview(readings)
    label = f"Add {_counted(len(readings), 'file')}"
    if readings and st.button(label, type="primary", key="add"):
        _add(readings)


def _report_all(drops: Sequence[Drop]) -> None:
    if len(drops) > MOST_CARDS:
        unread = sum(drop.reading is None for drop in drops)
        st.text(f"{_counted(len(drops), 'file')}, {unread:,} of them not read")
        st.dataframe(safe_cells(report_table(drops)), hide_index=True, key="report")
        return
    for drop in drops:
        _report(drop)


def report_table(drops: Sequence[Drop]) -> pd.DataFrame:
    """List files with what became of them; those that were not read come first."""
    rows = [_report_row(drop) for drop in drops]
    columns = ["File", "Recognised as", "Rows", "Positions", "Set aside", "Why"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("Recognised as", key=lambda names: names != "", kind="stable")


def _report_row(drop: Drop) -> tuple[str, str, int, int, int, str]:
    read = drop.reading
    if read is None:
        return drop.name, "", 0, 0, 0, _fault_words(drop.fault)
    aside = sum(rejected.rows for rejected in read.rejected)
    why = "; ".join(f"{x.reason} (first: row {x.first_row})" for x in read.rejected)
    return drop.name, read.format, read.rows, len(read.fixes), aside, why


def _report(drop: Drop) -> None:
    with st.container(border=True):
        if drop.reading is None:
            st.markdown(":material/block: **Not read**")
            st.text(_fault_words(drop.fault))
            return
        st.text(f"{drop.name}: {drop.reading.format}")
        st.text(_count_words(drop.reading))
        if drop.reading.rejected:
            st.dataframe(_rejected(drop.reading), hide_index=True)


def _fault_words(fault: InputError | None) -> str:
    if isinstance(fault, ZoneNeededError):
        return f"{fault.file}: {fault.fault}. Say above which clock it was."
    if isinstance(fault, ColumnsNeededError):
        return f"{fault.file}: say above which of its columns is which."
    return str(fault)


def _count_words(reading: Reading) -> str:
    aside = sum(rejected.rows for rejected in reading.rejected)
    kept = f"{_counted(len(reading.fixes), 'position')} kept, {aside:,} set aside"
    crafts = _counted(reading.fixes["craft_id"].nunique(), "craft")
    return f"{_counted(reading.rows, 'row')} read, {kept}; {crafts}"


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _rejected(reading: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        [(r.reason, r.rows, r.first_row) for r in reading.rejected],
        columns=["Set aside because", "Rows", "First row"],
    )


def _add(readings: list[Reading]) -> None:
    bar = st.progress(0.1, "Adding")
    try:
        done = add_uploads(readings, progress=lambda text: _tell(bar, text))
    except StoreError as error:
        bar.empty()
        st.error(str(error), icon=":material/error:")
        return
    bar.empty()
    known = f" {len(done.known)} known already: nothing changed for them." if done.known else ""
    st.success(f"{len(done.added)} added.{known}", icon=":material/check:")
    st.page_link(
        "pages/map.py",
        label="See them on the map",
        icon=":material/map:",
        query_params={AIRCRAFT: names} if (names := _names(readings)) else None,
    )


def _tell(bar: DeltaGenerator, text: str) -> None:
    """Show what is being done; how long the analysis takes nobody knows before."""
    bar.progress(0.4, text[:1].upper() + text[1:])


def _names(readings: list[Reading]) -> list[str]:
    """Name the crafts of the files as the filter of the map does; none where they are many."""
    crafts = {craft for reading in readings for craft in reading.fixes["craft_id"].unique()}
    known = load().scene.crafts
    names = known.loc[known["craft_id"].map(shared_key).isin(crafts), "label"].tolist()
    return names if len(names) <= MOST_NAMED else []
