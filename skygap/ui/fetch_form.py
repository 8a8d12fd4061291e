"""The form that asks a provider for days; before its button is pressed nobody is asked."""

import re
from collections import Counter
from datetime import date

import streamlit as st

from skygap.errors import InputError, SkygapError
from skygap.fetching import Fetched, Step, Wanted, days_between
from skygap.providers import PROVIDERS, Provider
from skygap.ui.calendar import MEANINGS
from skygap.ui.load import fetch_days

MOST_NAMED = 20
"""Days that did not come are named one by one up to here; the calendar has them all."""


def show_fetch() -> None:
    """Ask for aircraft, days and provider, and fetch them with a progress bar."""
    with st.form("fetch"):
        left, middle, right = st.columns([2, 1, 1])
        text = left.text_input(
            "24-bit addresses", placeholder="15406e, 154e37", key="fetch_icao24", max_chars=400
        )
        first = middle.date_input("First day (UTC)", value=None, key="fetch_first")
        last = right.date_input("Last day (UTC)", value=None, key="fetch_last")
        name = st.selectbox("Provider", list(PROVIDERS), format_func=_title, key="fetch_provider")
        st.caption(
            "The provider learns which aircraft and days you ask for, and from which address. "
            "What it answers is kept as evidence with its hash, time and licence."
        )
        if not st.form_submit_button("Fetch", icon=":material/cloud_download:"):
            return
    _fetch(PROVIDERS[name], text, first, last)


def _title(name: str) -> str:
    provider = PROVIDERS[name]
    return f"{provider.title} ({provider.licence})"


def _fetch(provider: Provider, text: str, first: date | None, last: date | None) -> None:
    bar = st.progress(0.0, "Asking")

    def watch(step: Step) -> None:
        result = step.result
        said = f"{step.done} of {step.total}: {result.icao24}, {result.day}, {result.status}"
        bar.progress(step.done / step.total, said)

    try:
        done = fetch_days(_wanted(provider, text, first, last), watch=watch)
    except SkygapError as error:
        st.error(str(error), icon=":material/error:")
    else:
        _tell(done, provider)
    bar.empty()


def _wanted(provider: Provider, text: str, first: date | None, last: date | None) -> Wanted:
    """Make the question; InputError where something is missing or cannot be asked."""
    icao24s = tuple(dict.fromkeys(re.findall(r"[^\s,;]+", text.lower())))
    if not icao24s:
        advice = "Write six characters 0-9 and a-f, for example 15406e"
        raise InputError("24-bit addresses", "no aircraft is named", advice)
    if first is None:
        raise InputError("First day", "no day is named", "Choose one; one alone is enough")
    return Wanted(provider, icao24s, days_between(first, last or first, file="Days"))


def _tell(done: Fetched, provider: Provider) -> None:
    counts = Counter(result.status for result in done.days)
    said = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    st.success(f"{said}. {provider.terms}", icon=":material/check:")
    for result in done.faults[:MOST_NAMED]:
        st.text(f"{result.icao24}, {result.day}: {MEANINGS[result.status]} ({result.note})")
