"""Reported silences on the screen: ends that are claims, and which airports enter when."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from skygap.case.reported_reach import Moments, band_of, reported_areas, reported_reach, speeds_of
from skygap.case.reported_words import claim_words
from skygap.case.silences import Silence, is_single, silence_of, silences
from skygap.timing import spoken
from skygap.ui.encoding import to_json
from skygap.ui.folium_map import draw_map
from skygap.ui.layers import joined_payload, lone_state
from skygap.ui.legend import show_signs, theme_name
from skygap.ui.load import Loaded, the_assets, the_reference
from skygap.ui.reported_parts import (
    airport_parts,
    area_parts,
    band_words,
    end_parts,
    end_words,
    listed,
    marked,
    reach_table,
)
from skygap.ui.style import Meaning
from skygap.ui.text import interval, safe_cells

LONGEST = timedelta(hours=24)
STEP = timedelta(minutes=10)
FIRST_SHOWN = timedelta(hours=4)
"""Where the slider stands at first. Nobody reports it, and the screen says so."""

MOST_ROWS = 200
"""More rows help nobody; how many there are is said."""

_SIGNS = (
    Meaning("reach_limit", "Outside: excluded", "Between the reported ends, at the hard limit."),
    Meaning("reach", "Within reach of reported ends", "By usual ways: possible, not probable."),
)


def show_reported(loaded: Loaded) -> None:
    """Show a silence that is only reported, for the return time that the reader chooses."""
    st.subheader("Reported silences: nobody's positions, only claims", anchor=False)
    table = silences(loaded.scene.case.movements, settings=loaded.settings)
    if table.empty:
        st.caption("No movement of the case ends or begins at a place that is only believed.")
        return
    labels = _labels(loaded, table)
    chosen = st.selectbox(
        "Reported silence",
        table["silence_id"],
        index=_first(table),
        format_func=labels.__getitem__,
        key="reported_silence",
    )
    row = table[table["silence_id"] == chosen].iloc[0]
    _show_silence(loaded, silence_of(row), str(row["typecode"]))


def _labels(loaded: Loaded, table: pd.DataFrame) -> dict[str, str]:
    crafts = dict(loaded.scene.crafts.set_index("craft_id")["label"])
    return {
        row["silence_id"]: (
            f"{crafts.get(row['craft_id'], row['craft_id'])}, reported: "
            f"{row['start_name'] or 'not told'} → ? → {row['end_name'] or 'not told'}"
        )
        for row in table.to_dict("records")
    }


def _first(table: pd.DataFrame) -> int:
    """Begin with a silence that has both ends, if there is one."""
    both = table["start_lat"].notna() & table["end_lat"].notna()
    return int(both.to_numpy().argmax())


def _show_silence(loaded: Loaded, silence: Silence, typecode: str) -> None:
    publishers = dict(loaded.scene.case.sources.set_index("source_id")["publisher"])
    for end in (silence.start, silence.end):
        st.text(end_words(end, publishers) if end else "Reported: nothing on this side")
    if silence.claimed_words:
        st.text(f"Reported of the place in the dark: {silence.claimed_words}")
    asked = _asked(silence)
    if asked is None:
        st.caption("No time is reported, so no airport can be said to be in or out of reach.")
        return
    reference, settings = the_reference(), loaded.settings
    near = reported_reach(
        silence, reference, typecode=typecode, return_time=asked, settings=settings
    )
    speeds = speeds_of(typecode, reference, settings=settings)
    band = band_of(silence, asked)
    st.text(band_words(band))
    st.text(claim_words(silence, near, settings=settings))
    areas = area_parts(reported_areas(silence, band, speeds))
    _draw(silence, areas, near, publishers)
    _list(listed(near, silence.claimed_ident))


def _asked(silence: Silence) -> Moments | None:
    """Take the time of the other end as reported, or let the reader choose it; None without any."""
    end = silence.end
    if silence.start is not None and end is not None and pd.notna(end.earliest):
        st.text(f"Reported return: {interval(end.earliest, end.latest)}")
        return end.earliest, end.latest
    span = _slider_span(silence)
    if span is None:
        return None
    moment = pd.Timestamp(_choose(silence, *span))
    st.caption(f"{spoken(moment)}: nobody reports it. Move the slider to see what enters when.")
    return moment, moment


def _slider_span(silence: Silence) -> tuple[datetime, datetime] | None:
    """Give the first and last moment to choose from: a day after the start, or before the end."""
    known = silence.start or silence.end
    if known is None:
        return None
    bounds = [known.earliest, known.latest]
    told = [moment for moment in (bounds if silence.start else bounds[::-1]) if pd.notna(moment)]
    if not told:
        return None
    near = told[0].floor("min").to_pydatetime()
    return (near + STEP, near + LONGEST) if silence.start else (near - LONGEST, near - STEP)


def _choose(silence: Silence, first: datetime, last: datetime) -> datetime:
    title = "Return time (UTC)"
    if is_single(silence):
        title = "Until when (UTC)" if silence.start else "From when on (UTC)"
    return st.slider(
        title,
        min_value=first,
        max_value=last,
        value=first - STEP + FIRST_SHOWN if silence.start else last + STEP - FIRST_SHOWN,
        step=STEP,
        format="D MMM, HH:mm",
        key=f"return_time_{silence.silence_id}",
    )


def _draw(
    silence: Silence,
    areas: list[dict[str, object]],
    near: pd.DataFrame,
    publishers: Mapping[str, str],
) -> None:
    shown = marked(near, silence.claimed_ident)
    points = [*end_parts(silence, publishers), *airport_parts(shown, silence.claimed_ident)]
    payload = joined_payload(
        lone_state(theme_name()), areas=map(to_json, areas), points=map(to_json, points)
    )
    key = f"reported_{silence.silence_id}"
    draw_map(payload, assets=the_assets(), key=key, height="42vh", least_px=320, is_linked=False)
    show_signs(_SIGNS)
    st.caption(
        f"Rings are reported ends and claims. {len(shown)} of {len(near):,} airports in reach are "
        "marked. Reported only: no line is drawn, for nobody received one."
    )


def _list(near: pd.DataFrame) -> None:
    if near.empty:
        st.caption("No airport is in reach for this time. Then the time or a claim is wrong.")
        return
    st.dataframe(
        safe_cells(reach_table(near.head(MOST_ROWS))), hide_index=True, key="reported_reach"
    )
    shown = min(MOST_ROWS, len(near))
    st.caption(
        f"{shown} of {len(near):,} airports in reach of reported ends, the plausible first. "
        "Possible, not probable; no probability is given, for claims carry none."
    )
