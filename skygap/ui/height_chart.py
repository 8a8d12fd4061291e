"""Height and speed around a gap. Nothing is drawn where nothing was received.

A long silence is drawn narrower than it was, so that its ends can be seen; the chart says so.
"""

from collections.abc import Mapping
from types import MappingProxyType

import altair as alt
import numpy as np
import pandas as pd

from skygap.settings import Settings
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.ships import is_ship_mmsi
from skygap.timing import spoken_duration
from skygap.ui.style import INK

FLIGHT_AROUND_MIN, SHIP_AROUND_MIN = 30.0, 720.0
"""So much is shown on either side, and a longer silence is drawn as wide."""

MEASURES: Mapping[str, str] = MappingProxyType(
    {"altitude_ft": "Height, ft", "ground_speed_kt": "Speed, kt"}
)
_TICKS = 3
_HEIGHT_PX = 180
_HEADROOM = 1.15


def around_min(gap: pd.Series) -> float:
    """Tell how many minutes are shown on either side of a gap: of ships half a day."""
    return SHIP_AROUND_MIN if is_ship_mmsi(gap["mmsi"]) else FLIGHT_AROUND_MIN


def chart_points(fixes: pd.DataFrame, gap: pd.Series, *, settings: Settings) -> pd.DataFrame:
    """Place the fixes around a gap: columns x (minutes), stretch, time and the MEASURES.

    What was received within the gap belongs to another craft or was set aside, and is left out.
    """
    before = fixes["timestamp"] <= gap["start_time"]
    after = fixes["timestamp"] >= gap["end_time"]  # never, while the gap is open
    seen = fixes[before | after].sort_values("timestamp")
    is_after = seen["timestamp"] >= gap["end_time"]
    since = _minutes(seen["timestamp"] - gap["start_time"])
    until = _minutes(seen["timestamp"] - gap["end_time"]) + drawn_silence_min(gap)
    waits = seen["timestamp"].diff() > pd.Timedelta(minutes=settings.drawn_join_min)
    return pd.DataFrame(
        {
            "x": np.where(is_after, until, since),
            "stretch": (waits | is_after.ne(is_after.shift())).cumsum(),
            "time": seen["timestamp"].dt.strftime("%Y-%m-%d %H:%M:%S UTC"),
            **{name: seen[name] for name in MEASURES},
        }
    )


def drawn_silence_min(gap: pd.Series) -> float:
    """Tell how wide the silence is drawn, in minutes of the axis."""
    most = around_min(gap)
    return most if gap["is_open"] else min(gap["duration_min"], most)


def silence_words(gap: pd.Series) -> str:
    """Say what the empty middle of the chart is."""
    if gap["is_open"]:
        return "no later\nposition loaded"
    narrow = "\n(drawn narrower)" if gap["duration_min"] > around_min(gap) else ""
    return f"not received\nfor {spoken_duration(gap['duration_min'])}{narrow}"


def measure_chart(
    points: pd.DataFrame, gap: pd.Series, measure: str, *, theme: str
) -> alt.LayerChart | alt.FacetChart:
    """Draw one measure before and after the silence, each stretch by itself."""
    ink = INK[theme]
    x = _along(gap)
    known = alt.Chart(points[points[measure].notna()])
    y = _upright(points, measure)
    colour = ink["example" if gap["provider"] == EXAMPLE_PROVIDER else "observed"]
    line = known.mark_line(color=colour, strokeWidth=2).encode(x=x, y=y, detail="stretch")
    dots = known.mark_circle(color=colour, size=14, opacity=1).encode(
        x=x, y=y, tooltip=["time:N", f"{measure}:Q"]
    )
    layers = [*_silence(gap, x, theme=theme), line, dots]
    return alt.layer(*layers).properties(height=_HEIGHT_PX, width="container")


def _along(gap: pd.Series) -> alt.X:
    """Lay out what is before, the silence, and what is after, labelled with UTC times."""
    axis = alt.Axis(
        values=_ticks(gap), labelExpr=_clock(gap), title=None, grid=False, labelFlush=False
    )
    return alt.X("x:Q", axis=axis, scale=alt.Scale(domain=_domain(gap), nice=False))


def _upright(points: pd.DataFrame, measure: str) -> alt.Y:
    """Begin at zero, and end above the highest value, so that no line lies on the edge."""
    highest = max(float(points[measure].max()), 1.0) * _HEADROOM
    scale = alt.Scale(domain=[min(float(points[measure].min()), 0.0), highest], nice=False)
    return alt.Y(f"{measure}:Q", title=MEASURES[measure], scale=scale, axis=alt.Axis(tickCount=4))


def chart_words(points: pd.DataFrame, gap: pd.Series) -> str:
    """Say what the charts show, or why there is none."""
    span = "twelve hours" if is_ship_mmsi(gap["mmsi"]) else "half hour"
    if not measures_in(points):
        return f"Neither height nor speed is known of the {span} before and after."
    return f"The {span} before and after, times in UTC; no line crosses silence."


def left_out_words(fixes: pd.DataFrame, gap: pd.Series) -> str:
    """Say what was received within the gap and is not drawn; empty when nothing was."""
    inside = fixes["timestamp"] > gap["start_time"]
    if not gap["is_open"]:
        inside &= fixes["timestamp"] < gap["end_time"]
    if not inside.any():
        return ""
    return (
        f"Positions under this address or number within the gap: {int(inside.sum()):,}. They are "
        "not drawn: they are of another craft or were set aside."
    )


def measures_in(points: pd.DataFrame) -> list[str]:
    """Name the measures that anything is known of."""
    return [measure for measure in MEASURES if points[measure].notna().any()]


def _silence(gap: pd.Series, x: alt.X, *, theme: str) -> list[alt.Chart]:
    """Mark the silence by its two dashed edges and its words; there is nothing else in it."""
    ink, width = INK[theme], drawn_silence_min(gap)
    edges = pd.DataFrame({"x": [0.0] if gap["is_open"] else [0.0, width]})
    middle = pd.DataFrame({"x": [width / 2.0], "words": [silence_words(gap)]})
    dashes = alt.Chart(edges).mark_rule(color=ink["gap"], strokeDash=[3, 3], strokeWidth=1.5)
    words = alt.Chart(middle).mark_text(
        color=ink["gap"], fontSize=12, fontWeight=600, lineBreak="\n", baseline="top"
    )
    top = alt.value(10)
    return [dashes.encode(x=x), words.encode(x=x, y=top, text="words:N")]


def _domain(gap: pd.Series) -> list[float]:
    around = around_min(gap)
    return [-around, drawn_silence_min(gap) + (0.0 if gap["is_open"] else around)]


def _ticks(gap: pd.Series) -> list[float]:
    back = np.linspace(-around_min(gap), 0.0, _TICKS + 1)
    if gap["is_open"]:
        return [float(tick) for tick in back]
    return [float(tick) for tick in [*back, *(drawn_silence_min(gap) - back[::-1])]]


def _clock(gap: pd.Series) -> str:
    """Write the expression that labels the axis with UTC times; it holds numbers only."""
    start = _unix_ms(gap["start_time"])
    before = f"utcFormat({start} + datum.value * 60000, '%H:%M')"
    if gap["is_open"]:
        return before
    shift = _unix_ms(gap["end_time"]) - round(drawn_silence_min(gap) * 60_000)
    return f"datum.value <= 0 ? {before} : utcFormat({shift} + datum.value * 60000, '%H:%M')"


def _unix_ms(moment: pd.Timestamp) -> int:
    return int(moment.timestamp() * 1000)


def _minutes(wait: pd.Series) -> pd.Series:
    return wait.dt.total_seconds() / 60.0
