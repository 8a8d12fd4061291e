"""The strip of reach: how the first answers change with the speed that is assumed of a craft."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from skygap.ui.style import INK
from skygap.ui.text import percent

FIRST = 3
SPAN = 0.25
"""Usual speeds of one type, loads and winds lie within a quarter of the typical one (assumed)."""
_EACH_SIDE = 4


def tried_kt(usual_kt: float, top_kt: float) -> list[float]:
    """Give the up to seven speeds that are tried, in order: around the usual, none above the top.

    The usual one is always among them.
    """
    slower = np.linspace((1.0 - SPAN) * usual_kt, usual_kt, _EACH_SIDE)[:-1].round()
    faster = np.linspace(usual_kt, min((1.0 + SPAN) * usual_kt, top_kt), _EACH_SIDE)[1:].round()
    speeds = {*slower.tolist(), usual_kt, *(kt for kt in faster.tolist() if kt > usual_kt)}
    return sorted(speeds)


def strip_of(tables: Mapping[float, pd.DataFrame], usual_kt: float) -> pd.DataFrame:
    """Lay out the first answers by speed from the REACHABLE of each: speed_kt, ident, probability.

    First are those at the usual speed. `leader` is the one that leads at each, which may be none
    of these. Empty where nothing is ranked at the usual speed.
    """
    ranked = {speed: _ranked(table) for speed, table in tables.items()}
    idents = list(ranked[usual_kt].index[:FIRST])
    rows = [
        (speed, ident, float(of.get(ident, 0.0)), str(of.index[0]) if len(of) else "")
        for speed, of in ranked.items()
        for ident in idents
    ]
    return pd.DataFrame(rows, columns=["speed_kt", "ident", "probability", "leader"])


def _ranked(table: pd.DataFrame) -> pd.Series:
    known = table[table["probability"].gt(0)].set_index("ident")["probability"]
    return known.sort_values(ascending=False, kind="stable")


def first_words(strip: pd.DataFrame, usual_kt: float) -> str:
    """Say from what to what speed the first answer stays first, of the speeds that were tried."""
    leaders = strip.drop_duplicates("speed_kt").set_index("speed_kt")["leader"]
    speeds = list(leaders.index)
    first, low = leaders[usual_kt], speeds.index(usual_kt)
    high = low
    while low > 0 and leaders[speeds[low - 1]] == first:
        low -= 1
    while high < len(speeds) - 1 and leaders[speeds[high + 1]] == first:
        high += 1
    span = f"{speeds[low]:.0f} to {speeds[high]:.0f} kt"
    if (low, high) == (0, len(speeds) - 1):
        return f"Robust: {first} stays first at every typical speed tried, {span}."
    others = dict.fromkeys(name or "none" for name in leaders if name != first)
    held = span if low < high else f"{usual_kt:.0f} kt only"
    return f"Fragile: {first} is first at {held}; at other speeds {', '.join(others)}."


def strip_chart(strip: pd.DataFrame, *, theme: str) -> alt.Chart:
    """Draw the probability of each first answer over the typical speed; shapes tell them apart."""
    ink = INK[theme]
    colours = [ink["observed"], ink["gap"], ink["reported"]]
    idents = list(dict.fromkeys(strip["ident"]))
    order = alt.Scale(domain=idents, range=colours[: len(idents)])
    shapes = alt.Scale(domain=idents, range=["diamond", "circle", "triangle-up"][: len(idents)])
    share = alt.Y(
        "probability:Q",
        title="Probability",
        axis=alt.Axis(format=".0%", tickCount=4),
        scale=alt.Scale(domainMin=0),
    )
    speed = alt.X(
        "speed_kt:Q", title="Typical speed, kt", scale=alt.Scale(zero=False), axis=_whole()
    )
    base = alt.Chart(strip.assign(said=strip["probability"].map(percent))).encode(
        x=speed,
        y=share,
        color=alt.Color("ident:N", title="Airport", scale=order),
        shape=alt.Shape("ident:N", title="Airport", scale=shapes),
        tooltip=["ident:N", "speed_kt:Q", "said:N"],
    )
    chart: alt.Chart = base.mark_point(filled=True, size=60).properties(height=150)
    return chart


def _whole() -> alt.Axis:
    return alt.Axis(format="d", tickCount=7, grid=False)
