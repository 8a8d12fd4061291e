"""Both ends of a gap in words: what was received, and nothing of what lies between."""

import pandas as pd
import pytest

from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.ui.interval_ends import (
    ACCURACY,
    LAST,
    NEXT,
    NOT_LOADED,
    between_words,
    climb_words,
    ends_table,
    kind_words,
)
from skygap.ui.text import direction
from tests.ui.silences import LOST, gap_row, open_gap


def test_both_ends_tell_time_place_height_speed_direction_and_climb() -> None:
    gap = gap_row(start_ground_speed_kt=480.0, start_track_deg=184.0, end_on_ground=True)
    table = ends_table(gap)
    assert table[LAST].to_dict() == {
        "Time": "20 Mar 2024, 10:40 UTC",
        "Place": "50.00° N, 138.00° E",
        "Speed": "480 kt",
        "Direction": "184° (south)",
        "Height": "35,000 ft (10,668 m)",
        "Climb": "unknown",
    }
    assert table.loc["Height", NEXT] == "on the ground"


def test_nothing_of_the_example_is_called_observed() -> None:
    assert kind_words(gap_row()).startswith("Observed: both ends.")
    assert "nothing here was observed" in kind_words(gap_row(provider=EXAMPLE_PROVIDER))


def test_what_is_computed_of_a_ship_is_not_called_observed() -> None:
    assert "computed from the place" in kind_words(gap_row(mmsi="273456789"))
    assert "computed" not in kind_words(gap_row())


def test_an_open_gap_has_no_next_end() -> None:
    table = ends_table(open_gap())
    assert table.loc["Time", NEXT] == NOT_LOADED
    assert set(table[NEXT]) == {NOT_LOADED, ""}
    assert between_words(open_gap()) == "No later position is loaded."


def test_a_ship_has_neither_height_nor_climb() -> None:
    table = ends_table(gap_row(mmsi="273456789", start_shore_km=12.0, start_port="Rajin"))
    assert list(table.index) == ["Time", "Place", "Speed", "Direction", "From land", "Port near"]
    assert table[LAST].tolist()[-2:] == ["12 km", "Rajin"]
    assert table[NEXT].tolist()[-2:] == ["unknown", "none known"]


def test_accuracy_has_a_row_only_where_it_was_told() -> None:
    assert ACCURACY not in ends_table(gap_row()).index
    table = ends_table(gap_row(start_nic=0.0, start_nac_p=3.0))
    assert table.loc[ACCURACY].tolist() == ["NIC 0 and NACp 3", "not told"]
    assert ends_table(open_gap(start_nic=8.0)).loc[ACCURACY, NEXT] == ""


def test_what_lies_between_is_said_as_not_received() -> None:
    words = between_words(gap_row())
    assert words.startswith("Not received for 2 h 00 min.")
    assert "30 km apart" in words
    assert "8 kt" in words


def test_a_transponder_heard_without_a_position_is_said() -> None:
    heard = gap_row(heard_n=3, last_heard_time=LOST + pd.Timedelta(minutes=9))
    assert "10:49 UTC" in between_words(heard)


@pytest.mark.parametrize(
    ("rate", "words"),
    [(float("nan"), "unknown"), (50.0, "level"), (-1_200.0, "coming down, 1,200 ft a minute")],
)
def test_climb_and_descent_are_words(rate: float, words: str) -> None:
    assert climb_words(rate) == words


@pytest.mark.parametrize(("track", "wind"), [(0, "north"), (359, "north"), (225, "south-west")])
def test_a_direction_is_named(track: float, wind: str) -> None:
    assert f"({wind})" in direction(track)
