"""Dropped files: each is read once, and what it does not say itself is asked, once for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from skygap.errors import ColumnsNeededError, InputError, ZoneNeededError
from skygap.readers.reading import NOTHING_SAID, Answers, Reading
from skygap.timing import parse_zone, zone_names
from skygap.ui.columns import ask_columns
from skygap.ui.load import read_upload

ROUNDS = 3
"""A file may have two questions, one behind the other; then it is read for the last time."""

_READ = "files_read"


@dataclass(frozen=True, slots=True, eq=False)
class Drop:
    """What came of one file: what was read, or why it was not."""

    name: str
    reading: Reading | None = None
    fault: InputError | None = None


def read_drops(dropped: Sequence[UploadedFile]) -> list[Drop]:
    """Read what was dropped; ask only what some file needs to be told.

    A file is read again only for a new answer, not for every click on the page.
    """
    said = {item.file_id: NOTHING_SAID for item in dropped}
    questions = _Questions()
    drops: dict[str, tuple[Drop, ...]] = {}
    for _ in range(ROUNDS):
        drops = _read_all(dropped, said)
        answered = {key: questions.answer(said[key], drops[key]) for key in said}
        if answered == said:
            break
        said = answered
    return [drop for item in dropped for drop in drops[item.file_id]]


def _read_all(
    dropped: Sequence[UploadedFile], said: Mapping[str, Answers]
) -> dict[str, tuple[Drop, ...]]:
    known = st.session_state.get(_READ, {})
    keys = {item.file_id: (item.file_id, said[item.file_id]) for item in dropped}
    new = [item for item in dropped if keys[item.file_id] not in known]
    read = {key: known[key] for key in keys.values() if key in known}
    bar = st.empty()
    for number, item in enumerate(new):
        bar.progress(number / len(new), f"Reading {number + 1} of {len(new)}")
        read[keys[item.file_id]] = _read(item, said[item.file_id])
    bar.empty()
    st.session_state[_READ] = read
    return {item.file_id: read[keys[item.file_id]] for item in dropped}


def _read(item: UploadedFile, answers: Answers) -> tuple[Drop, ...]:
    """Read one dropped file, or all files of a dropped archive."""
    return tuple(map(_drop, read_upload(item.name, item.getvalue(), answers=answers)))


def _drop(found: Reading | InputError) -> Drop:
    if isinstance(found, Reading):
        return Drop(found.path, reading=found)
    return Drop(found.file, fault=found)


@dataclass(slots=True)
class _Questions:
    """Each question stands on the page once, however many files need its answer."""

    given: dict[object, Answers | None] = field(default_factory=dict)

    def answer(self, said: Answers, drops: Sequence[Drop]) -> Answers:
        """Add to what was said what the faults of a file ask for, as far as it was answered."""
        for drop in drops:
            if isinstance(drop.fault, ZoneNeededError) and (told := self._zone()):
                said = replace(said, zone=told.zone)
            if isinstance(drop.fault, ColumnsNeededError) and (told := self._columns(drop.fault)):
                said = replace(said, columns=told.columns)
        return said

    def _zone(self) -> Answers | None:
        if "zone" not in self.given:
            self.given["zone"] = _ask_zone()
        return self.given["zone"]

    def _columns(self, needed: ColumnsNeededError) -> Answers | None:
        """Ask once for all files with the same columns: they are of one making."""
        making = tuple(needed.samples)
        if making not in self.given:
            self.given[making] = ask_columns(needed.file, needed)
        return self.given[making]


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
