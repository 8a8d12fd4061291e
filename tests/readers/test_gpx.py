"""GPX tracks. No real file was at hand: all of these are made by hand."""

from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers import read_content
from skygap.readers.reading import Answers
from tests.readers.making_tracks import gpx

FIRST = ("2024-01-01T00:00:00Z", 10.0, 20.0, 304.8)
SECOND = ("2024-01-01T00:01:00.250+01:00", 10.1, 20.1, 304.8)


def test_a_track_point_becomes_a_fix() -> None:
    reading = read_content("a.gpx", gpx([FIRST]))
    fix = reading.fixes.iloc[0]
    assert (fix.lat, fix.lon, fix.altitude_geom_ft) == (10, 20, pytest.approx(1000))
    assert (fix.provider, bool(fix.marks_silence)) == ("gpx", False)
    assert fix.craft_id == f"gpx:{reading.sha256[:8]}:Morning"


def test_segments_are_one_track_and_offsets_are_heeded() -> None:
    fixes = read_content("a.gpx", gpx([FIRST], [SECOND])).fixes
    assert fixes.timestamp.min() == pd.Timestamp("2023-12-31T23:01:00.250Z")
    assert fixes.craft_id[0] == fixes.craft_id[1]


def test_a_point_without_time_is_set_aside() -> None:
    reading = read_content("a.gpx", gpx([FIRST, ("", 10, 20, 0)]))
    assert [(r.reason, r.first_row) for r in reading.rejected] == [
        ("no time between 1990 and 2100", 2)
    ]


def test_a_time_without_zone_refuses_the_file() -> None:
    with pytest.raises(InputError, match="names no time zone") as caught:
        read_content("a.gpx", gpx([("2024-01-01T00:00:00", 10, 20, 0)]))
    assert caught.value.column == "time"


def test_a_route_is_told_that_it_is_a_plan() -> None:
    with pytest.raises(InputError, match="are plans"):
        read_content("a.gpx", b'<gpx><rte><rtept lat="1" lon="2"/></rte></gpx>')


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(
        st.integers(0, 10**6), st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1
    )
)
def test_what_is_written_is_read_back(track: dict[int, tuple[float, float]]) -> None:
    """Seconds and degrees come back as they went."""
    start = pd.Timestamp("2024-01-01", tz="UTC")
    moments = [start + pd.Timedelta(seconds, unit="s") for seconds in sorted(track)]
    places = [track[seconds] for seconds in sorted(track)]
    rows = [
        (f"{t:%Y-%m-%dT%H:%M:%SZ}", lat, lon, 0.0)
        for t, (lat, lon) in zip(moments, places, strict=True)
    ]
    fixes = read_content("a.gpx", gpx(rows)).fixes
    assert fixes.timestamp.tolist() == moments
    assert list(zip(fixes.lat, fixes.lon, strict=True)) == places


def test_a_clock_that_somebody_names_is_heeded_and_kept_on_record() -> None:
    content = gpx([("2024-01-01T09:00:00", 10, 20, 0)])
    reading = read_content("a.gpx", content, answers=Answers(zone=ZoneInfo("Asia/Tokyo")))
    assert reading.fixes.timestamp[0] == pd.Timestamp("2024-01-01T00:00Z")
    assert reading.format == "gpx, clock Asia/Tokyo"
