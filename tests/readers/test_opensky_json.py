"""OpenSky's answers as JSON: the waypoints of one craft, and the states of many."""

import json
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.analysis import analyse
from skygap.errors import InputError
from skygap.readers import Reading, read_content
from tests.builders import NOWHERE, SETTINGS
from tests.readers.making_feeds import opensky_states, opensky_track, waypoint


def read_track(*path: object, **keys: object) -> Reading:
    return read_content("track.json", opensky_track(path, **keys))


def read_states(*rows: dict[str, object]) -> Reading:
    return read_content("states.json", opensky_states(*rows))


def test_a_track_has_latitude_first_and_metres() -> None:
    fix = read_track(waypoint(0)).fixes.iloc[0]
    assert (fix.lat, fix.lon, round(fix.altitude_ft)) == (50.0, 10.5, 10000)
    assert (fix.icao24, fix.callsign, fix.provider) == ("3c4b26", "DLH400", "opensky")
    assert fix.timestamp == pd.Timestamp(1_700_000_000, unit="s", tz="UTC")


@pytest.mark.parametrize("key", ["callsign", "calllsign"])
def test_the_callsign_is_found_under_both_spellings(key: str) -> None:
    names = {"calllsign": None, "callsign": None, key: "DLH401"}
    assert read_track(waypoint(0), **names).fixes.callsign.tolist() == ["DLH401"]


def test_a_hop_of_up_to_a_quarter_of_an_hour_is_thinning_and_a_longer_one_is_silence() -> None:
    fixes = read_track(*[waypoint(minute) for minute in (0, 15, 30.1, 31)]).fixes
    assert fixes.is_stale.tolist() == [True, False, True, False]
    assert fixes.marks_silence.all()


def test_the_analysis_calls_thinning_an_artefact_and_silence_unknown() -> None:
    path = [waypoint(minute, 50 + minute / 60) for minute in (0, 14, 40)]
    fixes = read_track(*path).fixes
    gaps = analyse(fixes, NOWHERE, settings=SETTINGS).gaps
    assert gaps["cause"].tolist() == ["feed_artefact", "cannot_tell", "cannot_tell"]


def test_order_in_the_file_does_not_make_silence() -> None:
    assert read_track(waypoint(9), waypoint(0), waypoint(5)).fixes.is_stale.sum() == 1


def test_a_waypoint_on_the_ground_has_no_altitude() -> None:
    fix = read_track(waypoint(0, on_ground=True)).fixes.iloc[0]
    assert fix.on_ground
    assert math.isnan(fix.altitude_ft)


def test_bad_waypoints_are_set_aside_and_the_good_ones_kept() -> None:
    reading = read_track(waypoint(0), [1], waypoint(1, None), waypoint(2, altitude="high"), 5)
    assert (reading.rows, len(reading.fixes)) == (5, 1)
    assert {(r.reason, r.first_row) for r in reading.rejected} == {
        ("no row as the others: values are missing or are no list", 2),
        ("no position", 3),
        ("baro_altitude is of the wrong kind", 4),
    }


@pytest.mark.parametrize("address", ["", "154e3", 154])
def test_a_track_of_no_known_craft_is_refused(address: object) -> None:
    with pytest.raises(InputError, match="icao24"):
        read_track(waypoint(0), icao24=address)


@pytest.mark.parametrize("address", ["154e37", "3946e4", "004014"])
def test_an_address_that_looks_like_a_number_stays_text(address: str) -> None:
    assert read_track(waypoint(0), icao24=address).fixes.icao24.tolist() == [address]
    assert read_states({"icao24": address}).fixes.craft_id.tolist() == [address]


def test_a_state_has_longitude_first_si_units_and_its_own_time() -> None:
    fix = read_states({}).fixes.iloc[0]
    assert (fix.lat, fix.lon, fix.squawk, fix.position_source) == (50.0, 10.5, "0612", "mlat")
    assert (round(fix.altitude_ft), round(fix.altitude_geom_ft)) == (10000, 11000)
    assert (round(fix.ground_speed_kt, 1), round(fix.vertical_rate_fpm)) == (194.4, 1000)
    assert fix.timestamp == pd.Timestamp(1_699_999_990, unit="s", tz="UTC")


def test_a_craft_heard_without_position_is_set_aside_as_heard() -> None:
    reading = read_states({}, {"lat": None, "lon": None, "time_position": None})
    assert [(r.reason, r.first_row) for r in reading.rejected] == [("heard, no position", 2)]


def test_a_place_without_its_time_is_set_aside() -> None:
    reading = read_states({}, {"time_position": None})
    assert [r.reason for r in reading.rejected] == ["no time between 1990 and 2100"]


def test_states_without_a_category_and_without_any_row_are_read() -> None:
    bare = json.loads(opensky_states({}))
    bare["states"][0].pop()
    assert len(read_content("a", json.dumps(bare).encode()).fixes) == 1
    assert read_content("a", b'{"time": 1700000000, "states": null}').rows == 0


@pytest.mark.parametrize("content", [b'{"time": 1, "states": 5}', opensky_states({})[:-9]])
def test_what_is_no_answer_with_states_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match=r"not an answer of OpenSky|JSON that is cut off"):
        read_content("a.json", content)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(0, 9999), st.floats(-90, 90), st.booleans()),
        min_size=1,
        max_size=20,
        unique_by=lambda point: point[0],
    )
)
def test_what_is_written_is_read_back(points: list[tuple[int, float, bool]]) -> None:
    fixes = read_track(*[waypoint(m, lat, on_ground=ground) for m, lat, ground in points]).fixes
    minutes = (fixes.timestamp - pd.Timestamp(1_700_000_000, unit="s", tz="UTC")).dt.total_seconds()
    read_back = zip(minutes / 60, fixes.lat, fixes.on_ground, strict=True)
    assert list(read_back) == sorted(points)
