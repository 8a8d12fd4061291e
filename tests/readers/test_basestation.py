"""BaseStation logs: messages of one craft are joined, on the clock that somebody named."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError, ZoneNeededError
from skygap.readers import Reading, read_content
from skygap.readers.reading import Answers
from skygap.timing import zone_names
from tests.readers.making import flight_table
from tests.readers.making_feeds import sbs_line, sbs_log, sbs_position

BERLIN = ZoneInfo("Europe/Berlin")


def read_log(*lines: str, zone: tzinfo | None = UTC) -> Reading:
    return read_content("log.txt", sbs_log(*lines), answers=Answers(zone=zone))


def test_a_position_is_read_on_the_clock_that_was_named() -> None:
    reading = read_log(sbs_position(), zone=ZoneInfo("Asia/Tokyo"))
    fix = reading.fixes.iloc[0]
    assert fix.timestamp == pd.Timestamp("2008-11-28T14:48:18.611Z")
    assert (fix.lat, fix.lon, fix.altitude_ft, fix.icao24) == (51.45735, 1.02826, 36000, "406b90")
    assert reading.format == "basestation, clock Asia/Tokyo"


def test_without_a_zone_the_log_is_refused_and_asks_for_it() -> None:
    with pytest.raises(ZoneNeededError, match="names no time zone") as caught:
        read_log(sbs_line(1), sbs_position(), zone=None)
    assert caught.value.row == 1


@pytest.mark.parametrize("zone", [None, UTC])
def test_a_log_whose_times_are_all_empty_is_refused_whatever_the_zone(zone: tzinfo | None) -> None:
    with pytest.raises(InputError, match="empty in every message") as caught:
        read_log("STA,,1,1,406B90,1", sbs_position("", date=""), zone=zone)
    assert (caught.value.row, type(caught.value)) == (2, InputError)


def test_one_message_without_time_is_set_aside() -> None:
    reading = read_log(sbs_position(), sbs_position("", lat=52), sbs_position("25:00:00", lat=53))
    assert {(r.reason[:16], r.first_row) for r in reading.rejected} == {
        ("no date and time", 2),
        ("no time between ", 3),
    }


def test_callsign_speed_and_climb_are_carried_to_the_positions_after() -> None:
    reading = read_log(
        sbs_position("10:00:00"),
        sbs_line(1, "10:00:01", callsign="BAW1  "),
        sbs_line(4, "10:00:02", speed=450, direction=270, climb=-640),
        sbs_line(6, "10:00:02.5", squawk="0612", altitude=36000),
        sbs_position("10:00:03", lat=51.4),
        sbs_position("10:02:00", lat=51.3),
    )
    fixes = reading.fixes
    assert fixes.callsign.tolist() == ["", "BAW1", "BAW1"]
    assert fixes.ground_speed_kt.fillna(0).tolist() == [0, 450, 0]
    assert fixes.vertical_rate_fpm.fillna(0).tolist() == [0, -640, 0]
    assert fixes.squawk.tolist() == ["", "0612", ""]
    assert [(r.reason, r.rows) for r in reading.rejected] == [
        ("heard, no position in this kind of message", 3)
    ]


def test_nothing_is_carried_from_one_craft_to_another() -> None:
    told = sbs_line(1, "10:00:01", callsign="BAW1")
    other = sbs_position("10:00:02", icao24="3946E4")
    assert read_log(told, other).fixes.callsign.tolist() == [""]


def test_a_surface_position_is_on_the_ground_without_altitude() -> None:
    surface = sbs_line(2, lat=51.1, lon=0.2, altitude=0, speed=12)
    fix = read_log(surface).fixes.iloc[0]
    assert (fix.on_ground, pd.isna(fix.altitude_ft), fix.ground_speed_kt) == (True, True, 12)


@pytest.mark.parametrize(("flag", "is_ground"), [("-1", True), ("1", True), ("0", False)])
def test_the_ground_flag_is_understood(flag: str, is_ground: bool) -> None:
    assert read_log(sbs_position(on_ground=flag)).fixes.on_ground.tolist() == [is_ground]


@pytest.mark.parametrize("address", ["154E37", "3946E4", "004014"])
def test_an_address_that_looks_like_a_number_stays_text(address: str) -> None:
    assert read_log(sbs_position(icao24=address)).fixes.icao24.tolist() == [address.lower()]


def test_a_mangled_address_refuses_the_log_with_its_line() -> None:
    with pytest.raises(InputError, match="no 24-bit address") as caught:
        read_log(sbs_position(), sbs_position(icao24="4014"))
    assert (caught.value.row, caught.value.column) == (2, "hex")


def test_broken_and_other_lines_are_set_aside_with_their_numbers() -> None:
    lines = [sbs_position(), "MSG,3,1", "", sbs_position(icao24="", lat=1), sbs_position(lat="")]
    reading = read_log(*lines)
    assert {r.first_row for r in reading.rejected} == {2, 4, 5}
    assert reading.rows == 4


def test_mixed_line_ends_are_read() -> None:
    lines = [sbs_position(f"10:00:0{i}", lat=50 + i) for i in range(4)]
    content = f"{lines[0]}\r\n{lines[1]}\n{lines[2]}\r\n{lines[3]}".encode()
    assert len(read_content("log", content, answers=Answers(zone=UTC)).fixes) == 4


@pytest.mark.parametrize("time", ["02:30:00"])
@pytest.mark.parametrize("date", ["2024/03/31", "2024/10/27"])
def test_an_hour_that_the_clock_skips_or_shows_twice_is_set_aside(date: str, time: str) -> None:
    lines = [sbs_position("12:00:00", date=date), sbs_position(time, date=date)]
    reading = read_log(*lines, zone=BERLIN)
    assert [(r.first_row, "shows twice" in r.reason) for r in reading.rejected] == [(2, True)]


def test_a_zone_that_was_said_does_not_touch_times_that_name_theirs() -> None:
    reading = read_content("a.csv", flight_table([{}]), answers=Answers(zone=BERLIN))
    assert reading.fixes.timestamp[0] == pd.Timestamp("2018-01-02T19:53Z")
    assert reading.format == "opensky"


def test_a_table_without_zone_is_read_on_the_clock_that_was_said() -> None:
    naive = flight_table([{"timestamp": "2018-01-02 19:53:00"}])
    reading = read_content("a.csv", naive, answers=Answers(zone=BERLIN))
    assert reading.fixes.timestamp[0] == pd.Timestamp("2018-01-02T18:53Z")
    assert reading.format == "opensky, clock Europe/Berlin"


def test_utc_is_the_first_zone_that_is_offered() -> None:
    assert zone_names()[0] == "UTC"
    assert "Asia/Pyongyang" in zone_names()


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(0, 86_399_999), st.integers(-90, 90), st.integers(-180, 180)),
        min_size=1,
        max_size=20,
        unique=True,
    )
)
def test_what_is_written_is_read_back(points: list[tuple[int, int, int]]) -> None:
    day = pd.Timestamp("2008-11-28")
    times = [f"{day + pd.Timedelta(ms, unit='ms'):%H:%M:%S.%f}"[:-3] for ms, _, _ in points]
    lines = [
        sbs_position(time, lat=lat, lon=lon)
        for time, (_, lat, lon) in zip(times, points, strict=True)
    ]
    fixes = read_log(*lines).fixes
    since = (fixes.timestamp - day.tz_localize("UTC")).dt.total_seconds() * 1000
    assert sorted(zip(since.round(), fixes.lat, fixes.lon, strict=True)) == sorted(points)
