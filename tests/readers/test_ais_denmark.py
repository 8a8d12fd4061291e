"""AIS of Denmark."""

from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.readers import Reading, read_content
from tests.readers.making_ships import danish


def read_table(*rows: Mapping[str, object]) -> Reading:
    return read_content("aisdk-2023-12-31.csv", danish(*rows))


def test_a_row_becomes_a_fix_with_the_day_before_the_month() -> None:
    fix = read_table({"# Timestamp": "01/02/2024 03:04:05"}).fixes.iloc[0]
    assert fix.timestamp == pd.Timestamp("2024-02-01T03:04:05Z")
    assert (fix.craft_id, fix.craft_name, fix.imo) == ("mmsi:273456789", "ANGARA", "9179842")
    assert (fix.lat, fix.lon, fix.ground_speed_kt, fix.track_deg) == (55.5, 11.25, 11.2, 196)


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        ("Base Station", "a base station, no ship"),
        ("AtoN", "an aid to navigation, no ship"),
        ("Search and Rescue Transponder", "a distress beacon, no ship"),
        ("Man Overboard Device", "a distress beacon, no ship"),
    ],
)
def test_a_sender_that_is_no_ship_is_set_aside(sender: str, reason: str) -> None:
    reading = read_table({}, {"Type of mobile": sender})
    assert [(r.reason, r.rows, r.first_row) for r in reading.rejected] == [(reason, 1, 3)]


def test_words_for_unknown_are_no_names() -> None:
    fix = read_table({"IMO": "Unknown", "Callsign": "Unknown", "Name": ""}).fixes.iloc[0]
    assert (fix.imo, fix.callsign, fix.craft_name) == ("", "", "")


@pytest.mark.parametrize(
    "change",
    [{"Latitude": 91.0, "Longitude": 0}, {"# Timestamp": "2024-01-02 03:04:05"}, {"MMSI": "2190"}],
)
def test_a_row_without_place_time_or_number_is_set_aside(change: Mapping[str, object]) -> None:
    reading = read_table({}, change)
    assert (len(reading.fixes), [r.first_row for r in reading.rejected]) == (1, [3])


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(200_000_000, 799_999_999),
            st.datetimes(pd.Timestamp("2006-01-01"), pd.Timestamp("2030-01-01")).map(
                lambda moment: pd.Timestamp(moment).floor("s")
            ),
            st.floats(-90, 90).map(lambda x: round(x, 6)),
            st.floats(-180, 180).map(lambda x: round(x, 6)),
        ),
        min_size=1,
        max_size=20,
        unique=True,
    )
)
def test_what_is_written_is_read_back(rows: list[tuple[int, pd.Timestamp, float, float]]) -> None:
    names = ("MMSI", "# Timestamp", "Latitude", "Longitude")
    written = [
        dict(zip(names, (m, f"{t:%d/%m/%Y %H:%M:%S}", lat, lon), strict=True))
        for m, t, lat, lon in rows
    ]
    fixes = read_table(*written).fixes
    moments = fixes.timestamp.dt.tz_localize(None)
    back = zip(fixes.mmsi.astype(int), moments, fixes.lat, fixes.lon, strict=True)
    assert sorted(back) == sorted(rows)
