"""The Add data page: one report for each dropped file, then the store, in one commit."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from skygap.errors import InputError, StoreError, ZoneNeededError
from skygap.readers import FORMATS
from skygap.readers.reading import NOTHING_SAID, Answers, Reading
from skygap.tables.fixes import shared_key
from skygap.timing import parse_zone, zone_names
from skygap.ui.filters import AIRCRAFT
from skygap.ui.load import add_uploads, load, read_upload

MOST_NAMED = 10
"""More crafts than this are shown among all others, not as a filter."""


@dataclass(frozen=True, slots=True, eq=False)
class Drop:
    """What came of one dropped file: what was read, or why it was not."""

    name: str
    reading: Reading | None
    fault: str = ""
    needs_zone: bool = False


def show_formats() -> None:
    """List what can be read, straight from the registry."""
    st.caption("What is read today: " + "; ".join(known.title for known in FORMATS) + ".")


def receive() -> None:
    """Take dropped files, say what each is, and add those that can be read when asked to."""
    dropped = st.file_uploader("Track files", accept_multiple_files=True, key="files")
    if not dropped:
        return
    drops = _read_all(dropped)
    for drop in drops:
        _report(drop)
    readings = [drop.reading for drop in drops if drop.reading is not None]
    label = f"Add {len(readings)} file{'s' if len(readings) != 1 else ''}"
    if readings and st.button(label, type="primary", key="add"):
        _add(readings)


def _read_all(dropped: list[UploadedFile]) -> list[Drop]:
    """Read what was dropped; ask for the time zone only when the times of a file name none."""
    drops = [_read(item) for item in dropped]
    if not any(drop.needs_zone for drop in drops):
        return drops
    answers = _ask_zone()
    if answers is None:
        return drops
    return [
        _read(item, answers) if drop.needs_zone else drop
        for item, drop in zip(dropped, drops, strict=True)
    ]


def _ask_zone() -> Answers | None:
    chosen = st.selectbox(
        "Which clock do the times without a zone show?",
        zone_names(),
        index=None,
        placeholder="Time zone",
        help="Ask whoever recorded it. A wrong zone moves every position by hours.",
        key="zone",
    )
    return Answers(zone=parse_zone(chosen, file="time zone")) if chosen else None


def _read(item: UploadedFile, answers: Answers = NOTHING_SAID) -> Drop:
    try:
        return Drop(item.name, read_upload(item.name, item.getvalue(), answers=answers))
    except ZoneNeededError as error:
        fault = f"{item.name}: {error.fault}. Say above which clock it was."
        return Drop(item.name, None, fault, needs_zone=True)
    except InputError as error:
        return Drop(item.name, None, str(error))


def _report(drop: Drop) -> None:
    with st.container(border=True):
        if drop.reading is None:
            st.markdown(":material/block: **Not read**")
            st.text(drop.fault)
            return
        fixes = drop.reading.fixes
        st.text(f"{drop.name}: {drop.reading.format}")
        st.text(
            f"{drop.reading.rows:,} rows, {len(fixes):,} positions of "
            f"{fixes['craft_id'].nunique():,} aircraft"
        )
        if drop.reading.rejected:
            st.dataframe(_rejected(drop.reading), hide_index=True)


def _rejected(reading: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        [(r.reason, r.rows, r.first_row) for r in reading.rejected],
        columns=["Set aside because", "Rows", "First row"],
    )


def _add(readings: list[Reading]) -> None:
    try:
        done = add_uploads(readings)
    except StoreError as error:
        st.error(str(error), icon=":material/error:")
        return
    known = f" {len(done.known)} known already: nothing changed for them." if done.known else ""
    st.success(f"{len(done.added)} added.{known}", icon=":material/check:")
    st.page_link(
        "pages/map.py",
        label="See them on the map",
        icon=":material/map:",
        query_params={AIRCRAFT: names} if (names := _names(readings)) else None,
    )


def _names(readings: list[Reading]) -> list[str]:
    """Name the crafts of the files as the filter of the map does; none where they are many."""
    crafts = {craft for reading in readings for craft in reading.fixes["craft_id"].unique()}
    known = load().scene.crafts
    names = known.loc[known["craft_id"].map(shared_key).isin(crafts), "label"].tolist()
    return names if len(names) <= MOST_NAMED else []
