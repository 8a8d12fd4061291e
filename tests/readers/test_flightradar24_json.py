"""Playback and flight-tracks JSON of Flightradar24."""

import json
import math
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers import Reading, read, read_content
from tests.readers.making_tracks import api_point, flight_tracks, playback, playback_point

BOTH = ["lat", "lon", "altitude_ft", "on_ground", "ground_speed_kt", "track_deg", "callsign"]


def read_playback(*points: Mapping[str, object] | object, **said: object) -> Reading:
    return read_content("any.json", playback(points, **said))


def read_api(*points: Mapping[str, object] | object) -> Reading:
    return read_content("any.json", flight_tracks([{"fr24_id": "39BEBE6E", "tracks": points}]))


def test_a_point_of_a_playback_becomes_a_fix() -> None:
    fix = read_playback(playback_point()).fixes.iloc[0]
    assert (fix.lat, fix.lon, fix.altitude_ft) == (42.77, 141.69, 550)
    assert (fix.ground_speed_kt, fix.track_deg, fix.vertical_rate_fpm) == (144, 172, -320)
    assert fix.timestamp == pd.Timestamp("2024-01-02T07:27:38Z")
    assert (fix.provider, bool(fix.marks_silence)) == ("flightradar24", False)


def test_a_playback_says_who_it_was() -> None:
    fix = read_playback(playback_point()).fixes.iloc[0]
    assert (fix.craft_id, fix.icao24) == ("8467d8", "8467d8")
    assert (fix.registration, fix.typecode, fix.callsign) == ("JA13XJ", "A359", "JAL516")


@pytest.mark.parametrize("icao24", ["154e37", "3946E4", "004014"])
def test_addresses_that_look_like_numbers_stay_text(icao24: str) -> None:
    assert read_playback(playback_point(), modes=icao24).fixes.icao24[0] == icao24.lower()


@pytest.mark.parametrize("mangled", [1.54e39, 4014, "1.54E+39"])
def test_a_mangled_address_refuses_the_file(mangled: object) -> None:
    with pytest.raises(InputError, match="no 24-bit address"):
        read_playback(playback_point(), modes=mangled)


def test_without_an_address_the_flight_id_names_the_craft() -> None:
    assert read_playback(playback_point(), modes=None).fixes.craft_id[0] == "fr24:3376ab31"


@pytest.mark.parametrize(
    ("written", "meant"), [("416", "0416"), ("0", ""), (None, ""), (7700, "7700")]
)
def test_a_squawk_gets_its_leading_zeros_back(written: object, meant: str) -> None:
    assert read_playback(playback_point(squawk=written)).fixes.squawk[0] == meant


def test_altitude_zero_is_the_ground_and_no_height() -> None:
    fix = read_playback(playback_point(altitude={"feet": 0})).fixes.iloc[0]
    assert fix.on_ground
    assert math.isnan(fix.altitude_ft)


def test_a_point_of_flight_tracks_becomes_a_fix() -> None:
    fix = read_api(api_point()).fixes.iloc[0]
    assert (fix.lat, fix.lon, fix.altitude_ft, fix.ground_speed_kt) == (51.47, -0.46, 1200, 150)
    assert (fix.craft_id, fix.icao24, fix.callsign) == ("fr24:39bebe6e", "", "BA123")
    assert (fix.squawk, fix.position_source) == ("7000", "adsb")


def test_an_estimated_point_is_set_aside_and_counted() -> None:
    points = [api_point(), api_point(3600, source="ESTIMATED"), api_point(7200, source="MLAT")]
    reading = read_api(*points)
    assert [(r.reason, r.rows, r.first_row) for r in reading.rejected] == [
        ("estimated by the provider: nobody received it", 1, 2)
    ]
    assert reading.fixes.timestamp.diff().max() == pd.Timedelta(hours=2)


@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: {"data": x}, lambda x: x[0]])
def test_flight_tracks_come_in_a_list_in_data_or_alone(wrap: object) -> None:
    flights = [{"fr24_id": "a1", "tracks": [api_point()]}]
    content = json.dumps(wrap(flights)).encode()  # type: ignore[operator]
    assert len(read_content("a.json", content).fixes) == 1


def test_several_flights_are_several_crafts_with_rows_counted_through() -> None:
    good, bad = api_point(), api_point(lat=None, lon=None)
    flights = [{"fr24_id": "a1", "tracks": [good]}, {"fr24_id": "b2", "tracks": [good, bad]}]
    reading = read_content("a.json", flight_tracks(flights))
    assert reading.fixes.craft_id.tolist() == ["fr24:a1", "fr24:b2"]
    assert (reading.rows, reading.rejected[0].first_row) == (3, 3)


@pytest.mark.parametrize(
    ("point", "reason"),
    [
        (7, "no point: it has no latitude and longitude"),
        (playback_point(latitude=None), "no position"),
        (playback_point(latitude=95), "position outside -90 to 90 and -180 to 180 degrees"),
        (playback_point(timestamp="soon"), "no time between 1990 and 2100"),
    ],
)
def test_a_bad_point_is_set_aside(point: object, reason: str) -> None:
    reading = read_playback(playback_point(), point)
    assert [(r.reason, r.first_row) for r in reading.rejected] == [(reason, 2)]


def test_a_time_without_zone_refuses_the_file() -> None:
    with pytest.raises(InputError, match="names no time zone"):
        read_api(api_point(timestamp="2023-10-01T10:00:00"))


@pytest.mark.parametrize("track", [None, {}, "track"])
def test_a_playback_without_track_is_one_clear_line(track: object) -> None:
    with pytest.raises(InputError, match="holds no track"):
        read_content("a.json", playback(track))


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 45_000), st.integers(0, 10**6)
        ),
        min_size=1,
        unique_by=lambda point: point[3],
    )
)
def test_what_is_written_is_read_back(points: list[tuple[float, float, int, int]]) -> None:
    """Both layouts give back the same positions, in order of time."""
    written = sorted((1_700_000_000 + after, lat, lon, ft) for lat, lon, ft, after in points)
    recorded = playback(
        [
            playback_point(timestamp=s, latitude=lat, longitude=lon, altitude={"feet": ft})
            for s, lat, lon, ft in written
        ]
    )
    fixes = read_content("a.json", recorded).fixes
    seconds = fixes.timestamp.astype("int64") // 1000
    assert list(zip(seconds, fixes.lat, fixes.lon, fixes.altitude_ft, strict=True)) == written


def test_the_real_playback_is_the_real_csv(shared_data: Path) -> None:
    csv = read(shared_data / "fr24" / "JL516_3376ab31.csv").fixes
    recorded = read(shared_data / "fr24" / "3376ab31.json")
    assert (len(recorded.fixes), recorded.rejected, recorded.format) == (
        *(305, ()),
        "flightradar24_json",
    )
    assert recorded.fixes[["timestamp", *BOTH]].equals(csv[["timestamp", *BOTH]])
