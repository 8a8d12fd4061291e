"""The question which column of a table is which: the guess, filled in, to confirm or correct."""

from collections.abc import Mapping, Sequence

import streamlit as st

from skygap.errors import ColumnsNeededError, InputError
from skygap.readers.columns.column_fields import FIELDS, REQUIRED, check_columns, fields_by_title
from skygap.readers.reading import Answers
from skygap.tables.schema import row_id

MOST_OFFERED = 300
"""More columns make the page slow; those of the guess are always among them."""

NONE = ""
"""What stands for no column: no column has an empty name."""


def ask_columns(name: str, needed: ColumnsNeededError) -> Answers | None:
    """Ask what the columns of a file are; None until somebody has confirmed it.

    What was confirmed last stays the answer for a file of this name with these columns.
    """
    key = row_id("columns", name, *needed.samples)
    with st.form(key):
        st.text(f"{name}: which column is which?")
        _tell_doubts(needed)
        asked = _ask_all(key, needed)
        if st.form_submit_button("Confirm columns", type="primary", key=f"{key}-confirm"):
            st.session_state[f"{key}-said"] = _confirmed(name, asked)
    said = st.session_state.get(f"{key}-said")
    return Answers(columns=said) if said else None


def _ask_all(key: str, needed: ColumnsNeededError) -> dict[str, tuple[str | None, str]]:
    """Ask first for what every table has and for what was guessed, then for all the rest."""
    first = [title for title, fields in fields_by_title().items() if _comes_first(fields, needed)]
    rest = [title for title in fields_by_title() if title not in first]
    asked = {title: _ask(key, title, needed) for title in first}
    with st.expander(f"Not guessed: {len(rest)} more, such as callsign, speed or direction"):
        return asked | {title: _ask(key, title, needed) for title in rest}


def _comes_first(fields: Sequence[str], needed: ColumnsNeededError) -> bool:
    return any(field in REQUIRED or field in needed.guess for field in fields)


def _tell_doubts(needed: ColumnsNeededError) -> None:
    st.caption(
        "Filled in is a guess by names and first values. A wrong column or unit puts a craft in "
        "the wrong place: check each. Each row must be a position that was received: a plan or a "
        "report is none."
    )
    for doubt in needed.doubts:
        st.text(f"Left out: {doubt}.")
    left_out = len(needed.samples) - MOST_OFFERED
    if left_out > 0:
        st.caption(f"{left_out} more columns can be named on the command line (--columns).")


def _ask(key: str, title: str, needed: ColumnsNeededError) -> tuple[str | None, str]:
    """Ask for the column of one thing, and for its unit where there are several: field, column."""
    fields = fields_by_title()[title]
    guessed = next((name for name in fields if name in needed.guess), None)
    offered = [NONE, *_offered(needed)]
    left, right = st.columns([3, 1])
    column = left.selectbox(
        title,
        offered,
        index=offered.index(needed.guess[guessed]) if guessed else 0,
        format_func=lambda name: _with_samples(name, needed.samples),
        key=f"{key}-{title}",
    )
    if len(fields) == 1:
        right.caption(FIELDS[fields[0]].unit)
        return fields[0], column
    unit = right.selectbox(
        f"Unit of {title.lower()}",
        fields,
        index=fields.index(guessed) if guessed else None,
        format_func=lambda field: FIELDS[field].unit,
        placeholder="Unit",
        key=f"{key}-{title}-unit",
    )
    return unit, column


def _offered(needed: ColumnsNeededError) -> list[str]:
    names = dict.fromkeys([*needed.guess.values(), *filter(None, needed.samples)])
    return list(names)[:MOST_OFFERED]


def _with_samples(column: str, samples: Mapping[str, tuple[str, ...]]) -> str:
    if column == NONE:
        return "not in this table"
    values = ", ".join(samples[column])
    return f"{column}: {values}" if values else f"{column}: empty in the first rows"


def _confirmed(name: str, asked: Mapping[str, tuple[str | None, str]]) -> Mapping[str, str] | None:
    """Take what was chosen; None, with the reason on the page, when it cannot be meant."""
    try:
        columns = _chosen(name, asked)
        check_columns(columns, file=name)
    except InputError as error:
        st.text(f"{error.fault}. {error.advice}.")
        return None
    return columns


def _chosen(name: str, asked: Mapping[str, tuple[str | None, str]]) -> dict[str, str]:
    for title, (field, column) in asked.items():
        if column and field is None:
            raise InputError(name, f"{title}: the unit is not known", "Choose it beside the column")
    return {field: column for field, column in asked.values() if field and column}
