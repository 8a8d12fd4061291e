"""The granular CSV of Flightradar24. No real file was at hand: all of these are made by hand."""

import math

import pandas as pd
import pytest

from skygap.errors import InputError
from skygap.readers import Reading, read_content
from tests.readers.making_tracks import granular


def read_rows(*rows: dict[str, object]) -> Reading:
    return read_content("any.csv", granular(rows))


def test_a_row_becomes_a_fix() -> None:
    fix = read_rows({}).fixes.iloc[0]
    assert (fix.lat, fix.lon, fix.altitude_ft, fix.ground_speed_kt) == (42.77, 141.69, 550, 144)
    assert (fix.track_deg, fix.vertical_rate_fpm, fix.squawk) == (172, -320, "0416")
    assert (fix.craft_id, fix.icao24, fix.callsign) == ("8467d8", "8467d8", "JAL516")
    assert (fix.provider, bool(fix.on_ground), bool(fix.marks_silence)) == (
        *("flightradar24", False),
        False,
    )


def test_the_fraction_behind_the_zone_is_part_of_the_time() -> None:
    assert read_rows({}).fixes.timestamp[0] == pd.Timestamp("2024-01-02T07:41:03.515Z")


def test_a_time_without_zone_refuses_the_file() -> None:
    with pytest.raises(InputError, match="names no time zone"):
        read_rows({"network_time": "2024-01-02 07:41:03.515"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0x154e37", "154e37"), ("0x3946E4", "3946e4"), ("0x4014", "004014"), ("154e37", "154e37")],
)
def test_addresses_stay_text_and_get_their_zeros_back(written: str, meant: str) -> None:
    assert read_rows({"hex": written}).fixes.icao24[0] == meant


@pytest.mark.parametrize("mangled", ["1.54E+39", "4014", "8677336"])
def test_a_mangled_address_refuses_the_file_with_its_row(mangled: str) -> None:
    with pytest.raises(InputError, match="no 24-bit address") as caught:
        read_rows({}, {"hex": mangled})
    assert (caught.value.row, caught.value.column) == (3, "hex")


def test_on_the_ground_the_altitude_is_unknown() -> None:
    fix = read_rows({"on_ground": "G", "altitude": 0}).fixes.iloc[0]
    assert fix.on_ground
    assert math.isnan(fix.altitude_ft)


def test_a_message_without_position_is_set_aside_and_counted() -> None:
    reading = read_rows({}, {"no_position": "N", "latitude": 0, "longitude": 0})
    assert [(r.reason, r.rows, r.first_row) for r in reading.rejected] == [
        ("no_position N: the transponder was heard, its position was not", 1, 3)
    ]


def test_trailing_commas_in_the_header_are_columns_without_name() -> None:
    header, row = granular([{}]).decode().splitlines()
    reading = read_content("a.csv", f"{header},,,\n{row},,,\n".encode())
    assert (len(reading.fixes), reading.rejected) == (1, ())
