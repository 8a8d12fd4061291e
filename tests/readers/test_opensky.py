"""OpenSky's positions, in both layouts, as CSV and as Parquet."""

import io
import math
from collections.abc import Mapping

import pandas as pd
import pytest

from skygap.errors import InputError
from skygap.readers import Reading, read_content
from tests.readers.making import csv_of, flight_table, parquet_of, state_vectors


def read_states(*rows: Mapping[str, object]) -> Reading:
    return read_content("states.csv", state_vectors(rows))


def read_flights(*rows: Mapping[str, object]) -> Reading:
    return read_content("flights.csv", flight_table(rows))


def test_metres_and_seconds_become_feet_knots_and_minutes() -> None:
    fix = read_states({}).fixes.iloc[0]
    assert (round(fix.altitude_ft), round(fix.altitude_geom_ft)) == (10000, 11000)
    assert (round(fix.ground_speed_kt, 3), round(fix.vertical_rate_fpm)) == (194.384, 1000)


def test_the_time_of_a_position_is_when_it_was_last_updated() -> None:
    assert read_states({}).fixes.timestamp[0] == pd.Timestamp("2022-02-02T15:44:59.932Z")


def test_a_repeated_position_is_set_aside() -> None:
    reading = read_states({"time": 1}, {"time": 2}, {"time": 3}, {"lastposupdate": 1643816710})
    assert [(r.reason, r.rows, r.first_row) for r in reading.rejected] == [
        ("repeated position", 2, 3)
    ]


def test_rows_that_never_had_a_position_are_set_aside() -> None:
    reading = read_states({}, {"lastposupdate": ""}, {"lat": "", "lon": ""}, {"icao24": ""})
    assert {(r.reason, r.first_row) for r in reading.rejected} == {
        ("no time between 1990 and 2100", 3),
        ("no position", 4),
        ("no icao24", 5),
    }


@pytest.mark.parametrize("address", ["154e37", "3946e4", "004014", "000000"])
def test_an_address_that_looks_like_a_number_stays_text(address: str) -> None:
    assert read_states({"icao24": address}).fixes.icao24.tolist() == [address]
    frame = pd.read_csv(io.BytesIO(state_vectors([{"icao24": address}])), dtype={"icao24": str})
    assert read_content("a.parquet", parquet_of(frame)).fixes.craft_id.tolist() == [address]


@pytest.mark.parametrize("mangled", ["1.54E+39", "4014", "39460000", "3946e4.0", "1.54E+37"])
def test_an_address_that_a_spreadsheet_mangled_is_refused_with_its_row(mangled: str) -> None:
    with pytest.raises(InputError, match="spreadsheet") as caught:
        read_states({}, {"icao24": mangled})
    assert (caught.value.row, caught.value.column) == (3, "icao24")


def test_addresses_stored_as_numbers_are_refused_even_with_six_digits() -> None:
    frame = pd.read_csv(io.BytesIO(state_vectors([{"icao24": "123456"}])))
    with pytest.raises(InputError, match="no 24-bit address"):
        read_content("a.parquet", parquet_of(frame))


@pytest.mark.parametrize("word", ["True", "true", "t", "1", "1.0", "yes"])
def test_on_the_ground_is_understood_in_several_spellings(word: str) -> None:
    fix = read_states({"onground": word}).fixes.iloc[0]
    assert fix.on_ground
    assert math.isnan(fix.altitude_ft)


def test_a_ground_flag_that_means_nothing_is_set_aside() -> None:
    reading = read_states({}, {"onground": "perhaps"})
    assert reading.rejected[0].reason == "onground is neither true nor false"


def test_text_is_stripped_and_a_squawk_keeps_its_zero() -> None:
    fix = read_states({}).fixes.iloc[0]
    assert (fix.callsign, fix.squawk, fix.provider) == ("RYR2RG", "0612", "opensky")


def test_state_vectors_without_their_position_time_are_refused() -> None:
    row = {"time": 1643816700, "icao24": "4d2271", "lat": 45.5, "lon": 4.5, "velocity": 100}
    with pytest.raises(InputError, match="repeated old position looks new") as caught:
        read_content("a.csv", csv_of([row]))
    assert caught.value.column == "lastposupdate"


@pytest.mark.parametrize("zone", ["+00:00", "Z", " UTC", "+0000"])
def test_a_flight_table_is_in_feet_and_knots_with_its_zone(zone: str) -> None:
    fix = read_flights({"timestamp": f"2018-01-02 19:53:00{zone}"}).fixes.iloc[0]
    assert (fix.altitude_ft, fix.ground_speed_kt, fix.typecode) == (8200, 255, "A319")
    assert fix.timestamp == pd.Timestamp("2018-01-02T19:53Z")


def test_another_zone_is_turned_into_utc() -> None:
    fixes = read_flights({"timestamp": "2018-01-03T05:53:00+10:00"}).fixes
    assert fixes.timestamp[0] == pd.Timestamp("2018-01-02T19:53Z")


@pytest.mark.parametrize("moment", ["2018-01-02 19:53:00", "2018-01-02", "2018-01-02T19:53"])
def test_a_time_without_zone_refuses_the_file_with_row_and_column(moment: str) -> None:
    with pytest.raises(InputError, match="names no time zone") as caught:
        read_flights({}, {"timestamp": moment})
    assert (caught.value.row, caught.value.column) == (3, "timestamp")


def test_a_date_column_without_zone_refuses_a_parquet_file() -> None:
    frame = pd.read_csv(io.BytesIO(flight_table([{}])), dtype={"icao24": str})
    naive = frame.assign(timestamp=pd.to_datetime(frame["timestamp"]).dt.tz_localize(None))
    with pytest.raises(InputError, match="names no time zone"):
        read_content("a.parquet", parquet_of(naive))


def test_a_place_repeated_in_the_air_is_an_old_position() -> None:
    reading = read_flights({}, {"timestamp": "2018-01-02 19:54:00Z"})
    assert [(r.reason, r.first_row) for r in reading.rejected] == [("repeated position", 3)]


def test_a_place_repeated_on_the_ground_is_a_craft_that_stands() -> None:
    later = {"timestamp": "2018-01-02 19:54:00Z", "onground": "1"}
    assert len(read_flights({"onground": "1"}, later).fixes) == 2


def test_parquet_gives_what_the_csv_gives() -> None:
    content = state_vectors([{}, {"lat": 46.0, "lastposupdate": 1643816710}])
    frame = pd.read_csv(io.BytesIO(content), dtype={"icao24": str, "squawk": str})
    from_parquet = read_content("a.parquet", parquet_of(frame)).fixes
    from_csv = read_content("a.csv", content).fixes
    same = from_csv.columns.drop("evidence_id")
    pd.testing.assert_frame_equal(from_parquet[same], from_csv[same])


def test_parquet_with_text_that_is_not_utf8_is_damaged() -> None:
    frame = pd.read_csv(io.BytesIO(flight_table([{}])), dtype={"icao24": str})
    damaged = parquet_of(frame).replace(b"AFR91HL", b"AFR\xff1HL")
    with pytest.raises(InputError, match="the Parquet file is damaged"):
        read_content("a.parquet", damaged)
