"""The website CSV of Flightradar24."""

import math
from pathlib import Path

import pandas as pd
import pytest

from skygap.errors import InputError
from skygap.readers import Reading, read, read_content
from tests.readers.making import FR24_HEADER, FR24_ROW

NAMED = "JL516_3376ab31.csv"


def read_text(*lines: str, name: str = NAMED, ends: str = "\n") -> Reading:
    return read_content(name, ends.join([FR24_HEADER, *lines, ""]).encode())


def row(utc: str = "2024-01-02T07:27:38Z", position: str = '"42.77,141.69"', rest: str = "") -> str:
    return f"1704180458,{utc},JAL516,{position},{rest or '550,144,172'}"


def test_a_row_becomes_a_fix() -> None:
    fix = read_text(FR24_ROW).fixes.iloc[0]
    assert (fix.lat, fix.lon, fix.altitude_ft) == (42.770142, 141.691422, 550)
    assert (fix.ground_speed_kt, fix.track_deg, fix.callsign) == (144, 172, "JAL516")
    assert fix.timestamp == pd.Timestamp("2024-01-02T07:27:38Z")
    assert (fix.provider, bool(fix.marks_silence)) == ("flightradar24", False)


def test_the_file_names_no_address_so_there_is_none() -> None:
    fix = read_text(FR24_ROW).fixes.iloc[0]
    assert (fix.icao24, fix.craft_id) == ("", "fr24:3376ab31")


@pytest.mark.parametrize(
    ("name", "craft"),
    [
        ("folder/JL516_3376AB31.csv", "fr24:3376ab31"),
        ("JL516_3376ab31 (1).csv", "fr24:3376ab31"),
        ("export.csv", "fr24:JAL516:2024-01-02"),
    ],
)
def test_the_craft_is_known_by_flight_id_or_by_callsign_and_day(name: str, craft: str) -> None:
    assert read_text(FR24_ROW, name=name).fixes.craft_id[0] == craft


def test_without_id_and_callsign_the_file_itself_names_the_craft() -> None:
    reading = read_text(FR24_ROW.replace("JAL516", ""), name="export.csv")
    assert reading.fixes.craft_id[0] == f"fr24:{reading.sha256[:8]}"
    assert reading.fixes.callsign[0] == ""


def test_altitude_zero_is_the_ground_and_no_height() -> None:
    fix = read_text(row(rest="0,150,171")).fixes.iloc[0]
    assert fix.on_ground
    assert math.isnan(fix.altitude_ft)


def test_exports_without_utc_with_mark_and_windows_line_ends_are_read() -> None:
    old = FR24_HEADER.replace("UTC,", "") + "\r\n" + row().replace("2024-01-02T07:27:38Z,", "")
    assert len(read_content("a.csv", b"\xef\xbb\xbf" + old.encode() + b"\r\n").fixes) == 1
    assert len(read_text(FR24_ROW, ends="\r\n").fixes) == 1


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(utc="2024-01-02T16:27:38Z"), "UTC and Timestamp are not the same moment"),
        (row(utc=""), "UTC and Timestamp are not the same moment"),
        (row(position="somewhere"), "no position"),
        (row(position='"95.0,141.69"'), "position outside -90 to 90 and -180 to 180 degrees"),
        (row(rest="high,144,172"), "Altitude is no number"),
        (row().replace("1704180458", "yesterday"), "no time between 1990 and 2100"),
        ("1704180458,2024-01-02T07:27:38Z", "not 7 values, as the header has"),
    ],
)
def test_a_bad_row_is_set_aside_as_a_spreadsheet_counts_it(bad: str, reason: str) -> None:
    reading = read_text(FR24_ROW, "", bad)
    assert [(r.reason, r.rows, r.first_row) for r in reading.rejected] == [(reason, 1, 4)]
    assert (reading.rows, len(reading.fixes)) == (2, 1)


@pytest.mark.parametrize("blank", ["", "   ", ",,,,,,"])
def test_a_blank_row_keeps_its_number_and_is_no_row(blank: str) -> None:
    reading = read_text(blank, FR24_ROW, blank, row(utc=""))
    assert (reading.rows, len(reading.fixes), reading.rejected[0].first_row) == (2, 1, 5)


def test_a_clock_that_names_no_zone_refuses_the_file() -> None:
    with pytest.raises(InputError, match="names no time zone") as caught:
        read_text(FR24_ROW, row(utc="2024-01-02 07:27:38"))
    assert (caught.value.row, caught.value.column) == (3, "UTC")


def test_an_unclosed_quotation_mark_is_one_clear_line() -> None:
    with pytest.raises(InputError) as caught:
        read_text(row(position='"42.77,141.69'))
    assert "\n" not in str(caught.value)


def test_text_that_is_not_utf8_names_its_row() -> None:
    text = f"{FR24_HEADER}\n{FR24_ROW}\n".encode() + FR24_ROW.encode().replace(b"J", b"\xe9")
    with pytest.raises(InputError, match="not UTF-8") as caught:
        read_content("a.csv", text)
    assert caught.value.row == 3


def test_the_real_export_has_305_fixes(shared_data: Path) -> None:
    reading = read(shared_data / "fr24" / "JL516_3376ab31.csv")
    assert (len(reading.fixes), reading.rejected) == (305, ())
    assert reading.fixes.craft_id.unique().tolist() == ["fr24:3376ab31"]
