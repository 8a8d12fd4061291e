"""The chart of height and speed: the silence is empty, whatever the store holds in it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skygap.settings import Settings
from skygap.tables.fixes import EXAMPLE_PROVIDER, FIXES
from skygap.tables.schema import conform
from skygap.ui.height_chart import (
    FLIGHT_AROUND_MIN,
    chart_points,
    chart_words,
    drawn_silence_min,
    left_out_words,
    measure_chart,
    measures_in,
)
from skygap.ui.style import INK
from tests.ui.silences import LOST, SILENT, gap_row, open_gap

SETTINGS = Settings()


def fixes_at(*minutes: float) -> pd.DataFrame:
    """Make fixes of the silent craft, minutes after it was last heard."""
    rows = pd.DataFrame({"timestamp": [LOST + pd.Timedelta(minutes=m) for m in minutes]})
    made = rows.assign(craft_id=SILENT, lat=50.0, lon=138.0, provider="readsb", evidence_id="e")
    return conform(FIXES, made.assign(altitude_ft=35_000.0))


@given(st.lists(st.floats(min_value=-30.0, max_value=150.0), min_size=1, max_size=20))
def test_nothing_is_ever_drawn_in_the_silence(minutes: list[float]) -> None:
    gap = gap_row()
    points = chart_points(fixes_at(*minutes), gap, settings=SETTINGS)
    assert not points["x"].between(0.001, drawn_silence_min(gap) - 0.001).any()


def test_no_stretch_reaches_over_the_silence_nor_over_a_shorter_one() -> None:
    gap = gap_row(end_time=LOST + pd.Timedelta(minutes=1), duration_min=1.0)
    points = chart_points(fixes_at(-20, -19, -5, 0, 1, 2), gap, settings=SETTINGS)
    sides = points.groupby("stretch")["x"]
    assert not ((sides.min() <= 0) & (sides.max() >= 1)).any()
    assert points["stretch"].nunique() == 4


def test_a_long_silence_is_drawn_narrower_and_says_so() -> None:
    chart = measure_chart(
        chart_points(fixes_at(-1, 0, 120), gap_row(), settings=SETTINGS),
        gap_row(),
        "altitude_ft",
        theme="light",
    )
    words = str(chart.layer[1].data["words"].iloc[0])
    assert "2 h 00 min" in words
    assert "narrower" in words
    assert drawn_silence_min(gap_row()) == FLIGHT_AROUND_MIN


def test_the_axis_tells_the_true_time_on_both_sides() -> None:
    chart = measure_chart(
        chart_points(fixes_at(0, 120), gap_row(), settings=SETTINGS),
        gap_row(),
        "altitude_ft",
        theme="light",
    )
    axis = chart.to_dict()["layer"][2]["encoding"]["x"]["axis"]
    at_zero, at_end = (part.rsplit("utcFormat(", 1)[1] for part in axis["labelExpr"].split(" : "))
    assert int(at_zero.split()[0]) == LOST.timestamp() * 1000
    shifted = int(at_end.split()[0]) + FLIGHT_AROUND_MIN * 60_000
    assert shifted == (LOST + pd.Timedelta(hours=2)).timestamp() * 1000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_open_gap_has_one_edge_and_nothing_after_it(theme: str) -> None:
    points = chart_points(fixes_at(-1, 0, 5), open_gap(), settings=SETTINGS)
    assert points["x"].max() == 0
    chart = measure_chart(points, open_gap(), "altitude_ft", theme=theme)
    assert len(chart.layer[0].data) == 1


def test_what_was_generated_has_not_the_colour_of_what_was_observed() -> None:
    gap = gap_row(provider=EXAMPLE_PROVIDER)
    points = chart_points(fixes_at(-1, 0), gap, settings=SETTINGS)
    drawn = str(measure_chart(points, gap, "altitude_ft", theme="light").to_dict())
    assert INK["light"]["observed"] not in drawn
    assert INK["light"]["example"] in drawn


def test_what_nobody_knows_has_no_chart() -> None:
    points = chart_points(fixes_at(0), gap_row(), settings=SETTINGS)
    assert measures_in(points) == ["altitude_ft"]
    assert "Neither" not in chart_words(points, gap_row())
    assert "Neither" in chart_words(points.assign(altitude_ft=np.nan), gap_row())


def test_half_a_day_is_shown_around_the_gap_of_a_ship() -> None:
    gap = gap_row(mmsi="273456789", duration_min=1_440.0)
    points = chart_points(fixes_at(-600, 0), gap, settings=SETTINGS)
    assert "twelve hours" in chart_words(points, gap)
    assert drawn_silence_min(gap) == 720
    drawn = measure_chart(points, gap, "altitude_ft", theme="light").to_dict()
    axis = drawn["layer"][0]["encoding"]["x"]
    assert axis["scale"]["domain"] == [-720, 1_440]
    assert axis["axis"]["values"] == [-720, -480, -240, 0, 720, 960, 1_200, 1_440]


def test_positions_within_the_silence_are_counted_not_hidden() -> None:
    assert "within the gap: 2" in left_out_words(fixes_at(0, 30, 60, 120), gap_row())
    assert left_out_words(fixes_at(0, 120), gap_row()) == ""
