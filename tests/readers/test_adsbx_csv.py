"""ADS-B Exchange traces as the table that FlightTracer writes."""

import math
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers import Reading, read_content
from tests.readers.making_feeds import DETAILS, adsbx_table

LATER = {"ping_time": "2025-02-07 17:55:29"}


def read_table(*rows: Mapping[str, object]) -> Reading:
    return read_content("raw.csv", adsbx_table(*rows))


def test_a_row_becomes_a_fix_with_its_time_in_utc() -> None:
    fix = read_table({}).fixes.iloc[0]
    assert fix.timestamp == pd.Timestamp("2025-02-07T17:54:29.150Z")
    assert (fix.registration, fix.typecode, fix.icao24) == ("N17104", "B752", "a11f59")
    assert (fix.altitude_ft, fix.altitude_geom_ft, fix.ground_speed_kt) == (37025, 37100, 572)


def test_ground_is_the_ground_and_no_altitude() -> None:
    fix = read_table({"altitude": "ground", "alt_geom": ""}).fixes.iloc[0]
    assert fix.on_ground
    assert math.isnan(fix.altitude_ft)


def test_an_altitude_may_be_unknown_or_negative_but_not_a_word() -> None:
    reading = read_table({"altitude": ""}, {**LATER, "altitude": -50, "lat": 1}, {"altitude": "x"})
    assert reading.fixes.altitude_ft.fillna(0).tolist() == [0, -50]
    assert [(r.reason, r.first_row) for r in reading.rejected] == [
        ("altitude is neither a number nor 'ground'", 4)
    ]


def test_what_was_heard_is_picked_out_of_the_details() -> None:
    fix = read_table({"details": DETAILS}).fixes.iloc[0]
    assert (fix.callsign, fix.squawk, fix.position_source) == ("UAL2647", "0276", "adsb_icao")
    assert fix.vertical_rate_fpm == -64


def test_how_sure_a_position_is_stands_only_in_its_own_row() -> None:
    stated = "{'type': 'adsb_icao', 'nic': 0, 'rc': 0, 'nac_p': 3}"
    fixes = read_table({"details": stated}, {**LATER, "lat": 42.7}).fixes
    assert fixes[["nic", "nac_p"]].iloc[0].tolist() == [0, 3]
    assert fixes[["nic", "nac_p"]].iloc[1].isna().all()


def test_a_nic_of_zero_beside_a_radius_was_not_told() -> None:
    fix = read_table({"details": "{'nic': 0, 'rc': 186, 'nac_p': 12}"}).fixes.iloc[0]
    assert (math.isnan(fix.nic), math.isnan(fix.nac_p)) == (True, True)


@pytest.mark.parametrize(
    "details", ["__import__('os').abort()", "{" * 5000, "{'flight': ", "{'squawk': '9999'}"]
)
def test_details_are_never_evaluated(details: str) -> None:
    fix = read_table({"details": details}).fixes.iloc[0]
    assert (fix.callsign, fix.squawk) == ("", "")


def test_a_callsign_is_carried_for_a_quarter_of_an_hour_and_never_back() -> None:
    minutes = {"17:50": "", "17:54": DETAILS, "18:09": "", "18:10": ""}
    rows = [
        {"ping_time": f"2025-02-07 {minute}:00", "lat": lat, "details": details}
        for lat, (minute, details) in enumerate(minutes.items())
    ]
    assert read_table(*rows[::-1]).fixes.callsign.tolist() == ["", "UAL2647", "UAL2647", ""]


def test_an_old_position_stored_again_in_flight_is_set_aside() -> None:
    reading = read_table({}, LATER, {**LATER, "lat": 43, "ground_speed": ""})
    assert [(r.rows, r.first_row) for r in reading.rejected] == [(1, 3)]
    assert "did not move" in reading.rejected[0].reason


@pytest.mark.parametrize("change", [{"altitude": "ground"}, {"ground_speed": 0.7}])
def test_a_craft_that_stands_or_hovers_stays_where_it_is(change: Mapping[str, object]) -> None:
    assert len(read_table(change, {**LATER, **change}).fixes) == 2


def test_the_same_place_of_another_craft_is_no_repeat() -> None:
    assert len(read_table({}, {**LATER, "icao": "a11f60"}).fixes) == 2


@pytest.mark.parametrize("address", ["154e37", "3946e4", "004014"])
def test_an_address_that_looks_like_a_number_stays_text(address: str) -> None:
    assert read_table({"icao": address}).fixes.icao24.tolist() == [address]


def test_an_address_that_a_spreadsheet_mangled_is_refused_with_its_row() -> None:
    with pytest.raises(InputError, match="with icao as text") as caught:
        read_table({}, {"icao": "1.54E+39"})
    assert (caught.value.row, caught.value.column) == (3, "icao")


def test_a_row_without_place_time_or_craft_is_set_aside() -> None:
    mode_s = {"details": DETAILS.replace("adsb_icao", "mode_s")}
    reading = read_table({}, {"lat": ""}, {"ping_time": "yesterday"}, {"icao": ""}, mode_s)
    assert {r.first_row for r in reading.rejected} == {3, 4, 5, 6}


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(-90, 90), st.integers(-180, 180), st.integers(0, 86_399_999)),
        min_size=1,
        max_size=20,
        unique=True,
    )
)
def test_what_is_written_is_read_back(points: list[tuple[int, int, int]]) -> None:
    day = pd.Timestamp("2025-02-07")
    rows = [
        {
            "lat": lat,
            "lon": lon,
            "altitude": "ground",
            "ping_time": f"{day + pd.Timedelta(ms, unit='ms'):%Y-%m-%d %H:%M:%S.%f}"[:-3],
        }
        for lat, lon, ms in points
    ]
    fixes = read_table(*rows).fixes
    seconds = (fixes.timestamp - day.tz_localize("UTC")).dt.total_seconds() * 1000
    read_back = zip(fixes.lat, fixes.lon, seconds.round(), strict=True)
    assert sorted(read_back) == sorted(points)
