"""The Method page: definitions in words, and the thresholds with their reasons."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pandas as pd
import streamlit as st

from skygap.exam.exams import exam_tables
from skygap.readers.shipped.exams import shipped_exam
from skygap.settings import Settings, as_dict
from skygap.ui.text import CAUSE_WORDS

WORDS = {
    "Position": "One received fix: a time, a place, often a height.",
    "Flight leg": "Take-off to landing, as far as positions tell. A change of callsign or a gap in "
    "cruise does not end a leg.",
    "Voyage": "A stretch in which a ship was heard without a gap. It may have stood in it.",
    "Gap in the signal": "Time between two positions of one craft, longer than the threshold. "
    "It says not received, and nothing about why.",
    "Dark interval": "A gap that is neither parking, nor poor coverage, nor a landing out of "
    "sight, nor an artefact of the feed.",
    "Reported movement": "What somebody wrote. It is drawn by its ends, never as a path.",
    "Within reach": "An airport the aircraft cannot be shown not to have used. Possible, not "
    "probable; nothing is ranked yet.",
}

CAUSES = {
    "parked": "On the ground at one place before and after; of a ship, standing at one place.",
    "identity_mix": "Its two ends are further apart than any craft of its kind moves.",
    "feed_artefact": "Most of those around were lost in the same minute, or hour of ships; "
    "or the feed drops points on purpose and did not mark this as silence.",
    "landed_unseen": "It came down to a field before or up from it after, with time enough.",
    "cannot_tell": "Everything else. Doubt is the default.",
    "out_of_coverage": "Others that passed there, aircraft at its height, were mostly lost, too.",
    "likely_switched_off": "Enough others were heard there and then, it was well received before, "
    "an aircraft high and not descending, a ship far from land and silent for long. A failure, or "
    "a provider that withholds it, look the same.",
    "provider_filtered": "Never said: where one loaded provider has the craft there is no gap, and "
    "where none has it, withholding looks like not receiving.",
    "gnss_interference": "By their own word its positions were inaccurate just before, and so were "
    "those of others in that area on that day. Who disturbs, and whether on purpose, is not known.",
}


def show_words() -> None:
    """Define what the words on all pages mean."""
    for word, meaning in WORDS.items():
        st.markdown(f"**{word}.** {meaning}")


def show_causes() -> None:
    """List every cause, what it takes to say it, and what is never said yet."""
    rows = [(CAUSE_WORDS[cause], meaning) for cause, meaning in CAUSES.items()]
    st.table(pd.DataFrame(rows, columns=["Cause", "Said when"]).set_index("Cause"))


def show_exam() -> None:
    """Show how often causes are told rightly: on what, when, and what falls short."""
    told = shipped_exam("cause")
    st.markdown(
        f"Gaps whose cause is known, judged on {told['date']} as any other: {told['crafts']} "
        f"crafts in {', '.join(told['samples'])}. Made by cutting real flights, so of another "
        "region, feed or kind of craft they promise nothing."
    )
    _show_tables(told)


def show_leg_exam() -> None:
    """Show how often airports are named rightly: on what, when, and what falls short."""
    told = shipped_exam("legs")
    st.markdown(
        f"Flights seen at their airport, cut short on {told['date']} and named as any other: "
        f"{told['crafts']} crafts in {len(told['samples'])} files of real tracks. An end without "
        "a name is never wrong. The nearest field is what a simpler rule would name."
    )
    _show_tables(told)


def show_reach_exam() -> None:
    """Show how often the airport of a hidden stop is ranked first, and what falls short."""
    told, durations = shipped_exam("reach"), shipped_exam("durations")
    st.markdown(
        f"Stops seen on the ground, hidden on {told['date']} and asked as any other gap, beside "
        f"{told['others']} flights that did not stop: {told['crafts']} crafts in "
        f"{len(told['samples'])} files of real tracks. Few stops are seen whole in them, so the "
        "shares rest on few cases."
    )
    _show_tables(told)
    st.markdown(
        f"The same from departures alone: {durations['crafts']} aircraft that left Houston in 2011 "
        "and left it again, everything between hidden. The heading is simulated."
    )
    _show_tables(durations)


def _show_tables(told: Mapping[str, Any]) -> None:
    """Show the scores of an exam, and the first table behind them."""
    for table in exam_tables(told)[:2]:
        titles = [column.capitalize() for column in table.columns]
        st.table(pd.DataFrame(table.rows, columns=titles).set_index(titles[0]))


def show_settings() -> None:
    """List every threshold with its value and why it has it."""
    values = as_dict(Settings())
    rows = [(f.name, f"{values[f.name]:g}", f.metadata["why"]) for f in fields(Settings)]
    table = pd.DataFrame(rows, columns=["Threshold", "Value", "Why"])
    st.table(table.set_index("Threshold"))
