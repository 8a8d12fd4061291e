"""A guess takes what names and values agree on; it leaves out what could be two things."""

import pytest

from skygap.readers.columns.guessing import guess_columns

WHEN = "2024-03-20T16:30:00Z"
PLACE = {"time": (WHEN,), "lat": ("47.5",), "lon": ("8.5",)}


def guessed(**samples: tuple[str, ...]) -> dict[str, str]:
    return dict(guess_columns(samples).columns)


def guess_of(name: str, *values: str) -> list[str]:
    return list(guess_columns({name: values}).columns)


@pytest.mark.parametrize(
    ("names", "field", "value"),
    [
        (["Time", "timestamp", "Zeitpunkt", "дата и время", "日時", "시각"], "time", WHEN),
        (["BaseDateTime", "time (UTC)", "timestamp_ms", "Fecha/Hora", "unix time"], "time", WHEN),
        (["LAT", "Latitude (deg)", "gps_latitude", "Breite", "широта", "위도"], "lat", "47"),
        (["lng", "Longitude [°]", "position_lon", "Länge", "долгота", "经度"], "lon", "147"),
        (["icao24", "Hex", "ICAO", "Mode S", "transponder"], "icao24", "154e37"),
        (["MMSI", "ssvid"], "mmsi", "636021061"),
        (["Reg.", "Tail Number", "Kennzeichen", "борт", "N-Number"], "registration", "RA-82030"),
        (["VesselName", "ship name", "船名"], "craft", "MSC NAISHA III"),
        (["Callsign", "flight", "Indicatif", "позывной"], "callsign", "VDA1234"),
        (["Alt (ft)", "altitude_ft", "Altitude [feet]", "alt_baro"], "altitude_ft", "35000"),
        (["alt (m)", "Höhe (m)", "altitude_m", "высота, м"], "altitude_m", "10668"),
        (["GPS altitude (m)", "alt_geom_m", "elevation (m)"], "altitude_geom_m", "10668"),
        (["speed (kt)", "GS [kts]", "sog", "ground_speed_kt"], "ground_speed_kt", "420"),
        (["speed (km/h)", "Geschwindigkeit km/h", "speed_kph"], "ground_speed_kmh", "800"),
        (["velocity (m/s)", "speed_mps"], "ground_speed_ms", "200"),
        (["track", "Heading (deg)", "COG", "курс", "track_deg"], "track_deg", "270"),
        (["vertical rate (ft/min)", "vs_fpm", "baro_rate"], "vertical_rate_fpm", "-1200"),
        (["climb (m/s)"], "vertical_rate_ms", "-5"),
        (["on_ground", "onGround", "is on ground"], "on_ground", "false"),
        (["Squawk"], "squawk", "7700"),
    ],
)  # fmt: skip
def test_a_name_is_known_in_many_spellings(names: list[str], field: str, value: str) -> None:
    assert [guess_of(name, value) for name in names] == [[field]] * len(names)


@pytest.mark.parametrize("name", ["altitude", "Speed", "vertical rate", "gs", "alt_gps", "Höhe"])
def test_without_a_unit_nothing_is_guessed_and_a_doubt_says_so(name: str) -> None:
    guess = guess_columns({name: ("100",)})
    assert not guess.columns
    assert f"{name!r}: its unit is not known" in guess.doubts[0]


def test_two_columns_that_fit_are_both_left_out() -> None:
    guess = guess_columns({**PLACE, "timestamp": (WHEN,), "tail": ("HB-ABC",)})
    assert guess.columns == {"lat": "lat", "lon": "lon", "registration": "tail"}
    assert guess.doubts == ("'time' and 'timestamp': more than one fits time",)


def test_a_date_is_left_out_beside_a_whole_time_and_without_its_time_of_day() -> None:
    assert guessed(**PLACE, date=("2024-03-20",)) == {name: name for name in PLACE}
    assert guessed(date=("2024-03-20",), lat=("1",)) == {"lat": "lat"}
    assert guessed(Datum=("20.03.2024",), Uhrzeit=("16:30",)) == {
        "date": "Datum",
        "time_of_day": "Uhrzeit",
    }


def test_two_units_of_one_thing_are_both_left_out() -> None:
    assert not guessed(alt_ft=("1000",), alt_m=("304",))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("time", "noon"), ("time", "2024-03-20"), ("lat", "N47"), ("lon", "abc")),
        *(("icao", "KJFK"), ("mmsi", "6.36E+08"), ("type", "adsb_icao"), ("track_deg", "-20")),
        *(("on_ground", "maybe"), ("squawk", "9999"), ("alt_ft", "FL350")),
    ],
)
def test_a_name_whose_values_do_not_fit_is_no_guess(name: str, value: str) -> None:
    guess = guess_columns({name: (value,)})
    assert not guess.columns
    assert f"{name!r}: called so" in guess.doubts[0]


def test_of_two_columns_called_alike_the_one_whose_values_fit_is_taken() -> None:
    assert guessed(icao=("LSZH",), hex=("4b1234",)) == {"icao24": "hex"}


def test_a_few_damaged_values_and_empty_ones_do_not_matter() -> None:
    values = (*["47.5"] * 18, "x", "", "null", "91")
    assert guess_of("lat", *values) == ["lat"]


def test_a_header_without_rows_is_guessed_by_name() -> None:
    assert guessed(time=(), lat=(), lon=()) == {"time": "time", "lat": "lat", "lon": "lon"}


def test_exchanged_names_are_left_out_and_named() -> None:
    guess = guess_columns({**PLACE, "lat": ("126.4", "127"), "lon": ("37.5", "38")})
    assert list(guess.columns) == ["time"]
    assert any("look exchanged" in doubt for doubt in guess.doubts)


def test_what_is_missing_is_said() -> None:
    doubts = guess_columns({"lat": ("1",), "b": ("2",)}).doubts
    assert doubts[:2] == ("no column is called like time", "no column is called like lon")
    assert "one craft" in doubts[2]
