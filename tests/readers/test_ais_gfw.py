"""AIS messages of Global Fishing Watch: a list or lines, times as numbers or text."""

from collections.abc import Callable
from datetime import UTC

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError, ZoneNeededError
from skygap.readers import Reading, read_content
from skygap.readers.reading import Answers
from tests.readers.making_ships import gfw_lines, gfw_list, gfw_message

MAKERS = pytest.mark.parametrize("make", [gfw_list, gfw_lines], ids=["list", "lines"])


def set_aside(reading: Reading) -> list[tuple[str, int]]:
    return [(rejected.reason, rejected.first_row) for rejected in reading.rejected]


@MAKERS
def test_a_message_becomes_a_fix(make: Callable[..., bytes]) -> None:
    fix = read_content("a.json", make(gfw_message())).fixes.iloc[0]
    assert (fix.craft_id, fix.position_source) == ("mmsi:273456789", "ais_satellite")
    assert fix.timestamp == pd.Timestamp("2023-11-14T22:13:20Z")
    assert (fix.lat, fix.lon, fix.ground_speed_kt, fix.track_deg) == (43.1, 131.9, 11.2, 196)


@pytest.mark.parametrize(
    ("receiver", "source"),
    [("terrestrial", "ais_terrestrial"), ("dynamic", "ais_dynamic"), ("x", "ais"), (None, "ais")],
)
def test_the_receiver_says_how_the_position_was_got(receiver: str | None, source: str) -> None:
    reading = read_content("a.json", gfw_list(gfw_message(receiver_type=receiver)))
    assert reading.fixes.position_source[0] == source


def test_times_may_be_numbers_and_texts_side_by_side() -> None:
    texts = ("2023-11-14T22:13:21.000000Z", "2023-11-14 22:13:22 UTC", 1_700_000_000)
    reading = read_content("a.json", gfw_list(*(gfw_message(timestamp=text) for text in texts)))
    assert reading.fixes.timestamp.dt.second.tolist() == [20, 21, 22]


def test_a_time_without_zone_needs_an_answer() -> None:
    content = gfw_lines(gfw_message(), gfw_message(timestamp="2014-01-01 01:14:25.000000"))
    with pytest.raises(ZoneNeededError) as caught:
        read_content("a.json", content)
    assert (caught.value.row, caught.value.column) == (2, "timestamp")
    reading = read_content("a.json", content, answers=Answers(zone=UTC))
    assert reading.fixes.timestamp[0] == pd.Timestamp("2014-01-01T01:14:25Z")
    assert reading.format == "ais_gfw, clock UTC"


def test_zeros_throughout_state_no_speed() -> None:
    still = gfw_message(speed=0, course=0)
    alone = read_content("a.json", gfw_list(still, {**still, "timestamp": 1.8e9})).fixes
    assert alone.ground_speed_kt.isna().all()
    beside = read_content("a.json", gfw_list(still, gfw_message(timestamp=1.8e9))).fixes
    assert beside.ground_speed_kt.tolist() == [0, 11.2]


def test_a_number_of_a_ship_may_be_a_number() -> None:
    assert read_content("a", gfw_list(gfw_message(ssvid=416000000))).fixes.mmsi[0] == "416000000"


@MAKERS
def test_a_bad_message_spoils_no_other(make: Callable[..., bytes]) -> None:
    good, wrong = gfw_message(), gfw_message(lat="north")
    reading = read_content("a.json", make(good, wrong, gfw_message(lat=None), {"ssvid": "1"}))
    assert len(reading.fixes) == 1
    assert sorted(set_aside(reading), key=lambda pair: pair[1]) == [
        ("lat is of the wrong kind", 2),
        ("no position", 3),
        ("no row as the others: values are missing or are no list", 4),
    ]


def test_a_broken_line_is_set_aside_and_a_blank_one_is_no_row() -> None:
    content = gfw_lines(gfw_message()) + b'\n\n{"ssvid": \n'
    reading = read_content("a.json", content)
    assert (reading.rows, set_aside(reading)) == (2, [("broken JSON", 3)])


def test_a_list_that_is_cut_off_is_refused() -> None:
    with pytest.raises(InputError, match="cut off"):
        read_content("a.json", gfw_list(gfw_message(), gfw_message())[:-9])


@MAKERS
@settings(deadline=None, max_examples=40)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(200_000_000, 799_999_999).map(str),
            st.integers(1_000_000_000_000, 1_900_000_000_000),
            st.floats(-90, 90),
            st.floats(-180, 180),
        ),
        min_size=1,
        max_size=20,
        unique=True,
    )
)
def test_what_is_written_is_read_back(
    make: Callable[..., bytes], rows: list[tuple[str, int, float, float]]
) -> None:
    written = [gfw_message(ssvid=m, timestamp=t / 1000, lat=y, lon=x) for m, t, y, x in rows]
    fixes = read_content("a.json", make(*written)).fixes
    back = zip(fixes.mmsi, fixes.timestamp.astype("int64"), fixes.lat, fixes.lon, strict=True)
    assert sorted(back) == sorted(rows)
