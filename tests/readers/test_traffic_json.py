"""Flights as the traffic library writes them as JSON: records, times in milliseconds."""

import json
from datetime import UTC

import pandas as pd
import pytest

from skygap.errors import InputError, ZoneNeededError
from skygap.readers import Reading, read_content
from skygap.readers.reading import Answers
from tests.readers.making import flight_list

MS = 1_633_608_773_000
MOMENT = pd.Timestamp("2021-10-07T12:12:53Z")


def read(*rows: dict[str, object]) -> Reading:
    return read_content("flights.json", flight_list(rows))


def test_a_record_is_in_feet_and_knots_and_its_time_in_milliseconds() -> None:
    fix = read({"timestamp": MS}).fixes.iloc[0]
    assert fix.timestamp == MOMENT
    assert (fix.icao24, fix.callsign, fix.provider) == ("3946e4", "AFR91HL", "opensky")
    assert (fix.altitude_ft, fix.ground_speed_kt, fix.vertical_rate_fpm) == (8200, 255, 1920)
    assert not fix.on_ground


def test_the_time_of_the_position_counts_where_it_is_stated() -> None:
    assert read({"timestamp": MS + 5_000, "last_position": MS}).fixes.timestamp[0] == MOMENT


def test_a_time_as_text_must_name_its_zone() -> None:
    content = flight_list([{"timestamp": "2021-10-07T12:12:53"}])
    with pytest.raises(ZoneNeededError):
        read_content("flights.json", content)
    answers = Answers(zone=UTC)
    assert read_content("flights.json", content, answers=answers).fixes.timestamp[0] == MOMENT


def test_on_the_ground_there_is_no_altitude() -> None:
    fix = read({"timestamp": MS, "onground": True, "altitude": 300.0}).fixes.iloc[0]
    assert fix.on_ground
    assert pd.isna(fix.altitude_ft)


@pytest.mark.parametrize(
    ("given", "code"), [("0612", "0612"), (612.0, "0612"), (612, "0612"), (9999.0, ""), (None, "")]
)
def test_a_transponder_code_keeps_its_leading_zeros(given: object, code: str) -> None:
    assert read({"timestamp": MS, "squawk": given}).fixes.squawk.tolist() == [code]


def test_bad_records_are_set_aside_and_the_good_ones_kept() -> None:
    rows = [{"timestamp": MS + 1_000 * second, "latitude": 49 + second} for second in range(6)]
    rows[1]["latitude"] = None
    rows[2]["altitude"] = "high"
    rows[3]["timestamp"] = 5
    rows[5]["latitude"] = rows[4]["latitude"]
    reading = read(*rows)
    assert (reading.rows, len(reading.fixes)) == (6, 2)
    assert {(r.reason, r.rows, r.first_row) for r in reading.rejected} == {
        ("no position", 1, 2),
        ("altitude is of the wrong kind", 1, 3),
        ("no time between 1990 and 2100", 1, 4),
        ("repeated position", 1, 6),
    }


def test_a_number_in_place_of_an_address_refuses_the_file() -> None:
    with pytest.raises(InputError, match="no 24-bit address") as caught:
        read({"timestamp": MS}, {"timestamp": MS, "icao24": 3946e4})
    assert (caught.value.row, caught.value.column) == (2, "icao24")


def test_a_list_without_any_good_record_is_refused() -> None:
    with pytest.raises(InputError, match="none of its 1 rows can be used"):
        read({"latitude": "north"})


def test_a_list_that_is_cut_off_is_refused() -> None:
    with pytest.raises(InputError, match="cut off"):
        read_content("flights.json", flight_list([{"timestamp": MS}])[:-9])


def test_records_of_other_keys_are_no_flights() -> None:
    other = json.dumps([{"icao24": "3946e4", "latitude": 49.0, "longitude": 2.0}]).encode()
    with pytest.raises(InputError, match="no track that can be read"):
        read_content("flights.json", other)


def test_columns_as_pandas_writes_them_are_the_same_records() -> None:
    records = json.loads(flight_list([{"timestamp": MS}, {"timestamp": MS + 60_000}]))
    names = dict.fromkeys(name for record in records for name in record)
    columns = {
        name: {str(row): record.get(name) for row, record in enumerate(records)} for name in names
    }
    read_back = read_content("flights.json", json.dumps(columns).encode()).fixes
    expected = read({"timestamp": MS}, {"timestamp": MS + 60_000}).fixes
    pd.testing.assert_frame_equal(
        read_back.drop(columns="evidence_id"), expected.drop(columns="evidence_id")
    )


def test_columns_that_are_none_are_refused_in_one_line() -> None:
    content = b'{"icao24": {"0": "3946e4"}, "latitude": 1, "longitude": {}, "timestamp": {}}'
    with pytest.raises(InputError, match="not columns whose every value has its row"):
        read_content("flights.json", content)
