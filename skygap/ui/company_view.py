"""Who else was on the way of a gap, and where to look next: context beside the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from skygap.case.companions import companions
from skygap.case.daylight import sunlit
from skygap.case.meetings import meetings
from skygap.case.visits import earlier_visits
from skygap.case.windows import highest_speed_kt, standing_windows
from skygap.settings import Settings
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.ships import is_ship_mmsi
from skygap.ui.load import Interval, Loaded, the_reference
from skygap.ui.next_witness import first_airports, picture_table, picture_words, viewer_links
from skygap.ui.tables import UTC_TIME
from skygap.ui.text import KIND_WORDS, safe_cells

MOST_ROWS = 50
"""More rows help nobody; how many there are is said."""


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """What is known around one gap: COMPANIONS, VISITS, MEETINGS, WINDOWS, SUNLIT. Read-only."""

    companions: pd.DataFrame
    visits: pd.DataFrame
    meetings: pd.DataFrame
    windows: pd.DataFrame
    lit: pd.DataFrame


def show_company(loaded: Loaded, interval: Interval) -> None:
    """Show who else flew the pair, where the craft was otherwise, whom it can have met.

    Nothing is shown for ships and for the worked example: none of it is looked for.
    """
    if not _is_looked_for(interval.gap):
        return
    found = _company(loaded.version, interval.gap["gap_id"], loaded, interval.gap)
    labels = dict(loaded.scene.crafts.set_index("craft_id")["label"])
    st.subheader("Who else was on the way", anchor=False)
    st.caption("Context, never proof: where others were heard does not say where this one was.")
    pair, before, met = st.tabs(["Same pair of places", "Its other visits", "Can have met"])
    with pair:
        _list(companion_table(found.companions, labels), "companions")
        count = len(_candidates(loaded, interval.gap))
        st.caption(companion_words(found.companions, airport_n=count, settings=loaded.settings))
    with before:
        _list(visit_table(found.visits), "visits")
        st.caption(visit_words(found.visits))
    with met:
        _list(meeting_table(found.meetings, labels), "meetings")
        st.caption(meeting_words(interval.gap, found.meetings, settings=loaded.settings))


def show_next_witness(loaded: Loaded, interval: Interval) -> None:
    """Show when the sun stood over the airports in reach, and links to other viewers."""
    gap = interval.gap
    if not _is_looked_for(gap):
        return
    found = _company(loaded.version, gap["gap_id"], loaded, gap)
    st.text(picture_words(gap, found.windows, found.lit, settings=loaded.settings))
    _list(picture_table(found.windows, found.lit, settings=loaded.settings), "pictures")
    if links := viewer_links(gap):
        st.text("The same craft and day as other receivers heard it:")
        st.markdown(" · ".join(f"[{title}]({address})" for title, address in links))
        st.caption("Nothing is fetched from there; who opens one tells its operator what is asked.")


def companion_table(found: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """List COMPANIONS, each with its kind; a field that is not named stays empty."""
    return pd.DataFrame(
        {
            "Kind": found["kind"].map(KIND_WORDS),
            "Aircraft": _labelled(found, labels),
            "From": found["from_name"],
            "To": found["to_name"],
            "From (UTC)": found["start_time"],
            "Until (UTC)": found["end_time"],
            "Heard": found["state"],
        }
    )


def companion_words(found: pd.DataFrame, *, airport_n: int, settings: Settings) -> str:
    """Say what the list of companions rests on, or what an empty one does not show.

    `airport_n` is how many airports in reach were compared.
    """
    hours = f"{settings.companion_hours:g} hours"
    if not airport_n:
        return "No airport in reach is listed for this gap: there is no pair of places to compare."
    if found.empty:
        return (
            f"No other loaded craft flew this pair within {hours}. That shows nothing: days may "
            "not be loaded."
        )
    return (
        f"{_counted(found)} with one end within {settings.companion_km:g} km of where it came from "
        f"or was last heard and the other so near to one of {airport_n} airports in reach, within "
        f"{hours}. Reported rows are what sources say."
    )


def visit_table(visits: pd.DataFrame) -> pd.DataFrame:
    """List VISITS with how each is known."""
    return pd.DataFrame(
        {
            "Airport": visits["ident"],
            "When": visits["when"].map({"earlier": "Before this gap", "later": "After it"}),
            "Kind": visits["kind"].map(KIND_WORDS),
            "Days": visits["day_n"],
            "Last (UTC)": visits["last_time"],
        }
    )


def visit_words(visits: pd.DataFrame) -> str:
    """Say what the list of visits means, or what an empty one does not show."""
    if visits.empty:
        return (
            "No other visit of this craft to a named airport is loaded. That shows nothing: days "
            "may not be loaded."
        )
    return (
        "UTC days on which it came or left. That it was there once does not say that it was there "
        "in this gap."
    )


def meeting_table(found: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """List MEETINGS: whom it can have met, where at best, and for how long at most."""
    return pd.DataFrame(
        {
            "Aircraft": _labelled(found, labels),
            "Longest at": found["ident"],
            "Name": found["name"],
            "Minutes together, at most": found["together_min"].round(),
            "Airports": found["airport_n"],
            "Heard again": (~found["is_open"].astype(bool)).map({True: "yes", False: "not loaded"}),
        }
    )


def meeting_words(gap: pd.Series, found: pd.DataFrame, *, settings: Settings) -> str:
    """Say what it means that two can have met, or what an empty list does not show."""
    if gap["stop"] == "excluded":
        return "A stop is excluded for this gap, so no meeting on the ground is looked for."
    if found.empty:
        return (
            "No other loaded craft has a gap at the same time in which both can have stood at one "
            "airport. That shows nothing: days may not be loaded."
        )
    return (
        f"{len(found)} listed, in gaps at the same time that leave room at one airport at up to "
        f"{highest_speed_kt(settings):g} kt. Possible, not probable: most such pairs never met."
    )


def _is_looked_for(gap: pd.Series) -> bool:
    return not is_ship_mmsi(gap["mmsi"]) and gap["provider"] != EXAMPLE_PROVIDER


def _candidates(loaded: Loaded, gap: pd.Series) -> pd.DataFrame:
    reachable = loaded.scene.derived.reachable
    return reachable[reachable["gap_id"] == gap["gap_id"]]


@st.cache_resource(show_spinner="Looking for others on the way…", max_entries=8)
def _company(
    store_version: str,  # noqa: ARG001  # with the id of the gap the key of the cache
    gap_id: str,
    _loaded: Loaded,
    _gap: pd.Series,
) -> Company:
    derived, case, settings = _loaded.scene.derived, _loaded.scene.case, _loaded.settings
    places, speed_kt = _candidates(_loaded, _gap), highest_speed_kt(settings)
    near = first_airports(derived.reachable, gap_id)
    windows = standing_windows(_gap, near, speed_kt=speed_kt)
    return Company(
        companions=companions(
            _gap, derived.legs, case.movements, derived.gaps, places=places, settings=settings
        ),
        visits=earlier_visits(
            _gap["craft_id"], derived.stops, case.movements, derived.legs, before=_gap["start_time"]
        ),
        meetings=meetings(_gap, derived.gaps, the_reference().airports, speed_kt=speed_kt),
        windows=windows,
        lit=sunlit(windows, settings=settings),
    )


def _labelled(found: pd.DataFrame, labels: Mapping[str, str]) -> pd.Series:
    return found["craft_id"].map(labels).fillna(found["craft_id"])


def _counted(found: pd.DataFrame) -> str:
    shown = min(len(found), MOST_ROWS)
    return f"{shown} of {len(found):,} listed," if shown < len(found) else f"{shown} listed,"


def _list(table: pd.DataFrame, key: str) -> None:
    """Show the first rows of a table; nothing when it has none."""
    if table.empty:
        return
    times = {name: UTC_TIME for name in table.columns if table[name].dtype.kind == "M"}
    shown = safe_cells(table.head(MOST_ROWS))
    st.dataframe(shown, hide_index=True, key=key, column_config=times)
