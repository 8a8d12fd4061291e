"""KML of FlightAware, tar1090, Flightradar24 and of anybody."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers import Reading, read_content
from tests.readers.making_tracks import (
    flightaware_kml,
    flightradar24_kml,
    flightradar24_placemark,
    kml,
    kml_track,
    tar1090_kml,
)

FIRST = ("2024-01-01T00:00:00.500Z", 10.0, 20.0, 3048.0)
SECOND = ("2024-01-01T00:01:00Z", 10.1, 20.1, 3048.0)
GROUND = ""
"""A track on the ground names no altitude mode."""


def read_kml(content: bytes, name: str = "a.kml") -> Reading:
    return read_content(name, content)


def test_times_and_places_are_paired_by_their_order() -> None:
    fixes = read_kml(tar1090_kml(kml_track([FIRST, SECOND]))).fixes
    assert fixes.lat.tolist() == [10.0, 10.1]
    assert fixes.timestamp[0] == pd.Timestamp("2024-01-01T00:00:00.5Z")
    assert fixes.marks_silence.tolist() == [False, False]


def test_a_track_with_fewer_times_than_places_is_set_aside() -> None:
    lame = kml_track([FIRST, SECOND]).replace(f"<when>{FIRST[0]}</when>", "")
    reading = read_kml(tar1090_kml(lame, kml_track([SECOND])))
    assert [(r.reason, r.rows) for r in reading.rejected] == [
        ("its track has not as many times as places", 2)
    ]


def test_a_time_without_zone_refuses_the_file() -> None:
    with pytest.raises(InputError, match="names no time zone") as caught:
        read_kml(tar1090_kml(kml_track([FIRST, ("2024-01-01T00:01:00", 10, 20, 0)])))
    assert (caught.value.row, caught.value.column) == (2, "when")


@pytest.mark.parametrize("when", ["2024", "2024-01-01", "", "soon"])
def test_a_date_is_no_moment(when: str) -> None:
    reading = read_kml(tar1090_kml(kml_track([FIRST, (when, 10, 20, 0)])))
    assert [r.reason for r in reading.rejected] == ["no time between 1990 and 2100"]


def test_a_place_that_is_missing_is_set_aside() -> None:
    track = kml_track([FIRST, SECOND]).replace("<gx:coord>20.1 10.1 3048.0", "<gx:coord>")
    assert [r.reason for r in read_kml(tar1090_kml(track)).rejected] == ["no position"]


def test_a_kml_of_lines_is_told_that_it_is_no_track() -> None:
    line = "<LineString><coordinates>1,2,3 4,5,6</coordinates></LineString>"
    with pytest.raises(InputError, match="a drawn line is no track"):
        read_kml(kml(f"<Placemark>{line}</Placemark>"))


def test_the_last_point_of_a_section_is_doubled_and_counted_once() -> None:
    reading = read_kml(tar1090_kml(kml_track([FIRST, SECOND, SECOND])))
    assert [(r.reason, r.rows) for r in reading.rejected] == [("repeated position", 1)]


def test_tracks_without_altitude_mode_are_on_the_ground() -> None:
    content = tar1090_kml(kml_track([FIRST], mode=GROUND), kml_track([SECOND]))
    fixes = read_kml(content, "N123AB-track-EGM96.kml").fixes
    assert fixes.on_ground.tolist() == [True, False]
    assert fixes.altitude_geom_ft.isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("name", "metres", "column"),
    [
        ("N123AB-track-EGM96.kml", 3048.0, "altitude_geom_ft"),
        ("N123AB-track-EGM96_avg.kml", 3048.0, "altitude_geom_ft"),
        ("N123AB-track-press_alt_uncorrected (1).kml", 3050.0, "altitude_ft"),
        ("renamed.kml", 3050.0, "altitude_geom_ft"),
        ("renamed.kml", 3048.0, "altitude_ft"),
    ],
)
def test_the_kind_of_altitude_is_told_by_name_or_by_steps(
    name: str, metres: float, column: str
) -> None:
    fixes = read_kml(tar1090_kml(kml_track([(*FIRST[:3], metres)])), name).fixes
    assert fixes[column][0] == pytest.approx(metres / 0.3048)
    assert fixes[["altitude_ft", "altitude_geom_ft"]].notna().sum().sum() == 1


@pytest.mark.parametrize(
    ("name", "craft", "icao24", "registration"),
    [
        ("N67WV", "tar1090:N67WV", "", "N67WV"),
        ("154E37", "154e37", "154e37", ""),
        ("3946E4", "3946e4", "3946e4", ""),
        ("~2A1B3C", "~2a1b3c", "~2a1b3c", ""),
        ("004014", "tar1090:004014", "", ""),
    ],
)
def test_a_name_is_a_registration_or_an_address_or_undecided(
    name: str, craft: str, icao24: str, registration: str
) -> None:
    fix = read_kml(tar1090_kml(kml_track([FIRST], name=name), name=name)).fixes.iloc[0]
    assert (fix.craft_id, fix.icao24, fix.registration) == (craft, icao24, registration)


def test_several_folders_are_several_crafts() -> None:
    both = [kml_track([FIRST], name=name) for name in ("N1", "N2")]
    assert read_kml(tar1090_kml(*both)).fixes.craft_id.tolist() == ["tar1090:N1", "tar1090:N2"]


def test_flightaware_tells_callsign_and_pressure_altitude_and_no_route() -> None:
    reading = read_kml(flightaware_kml(kml_track([FIRST], name="AAL2292")))
    fix = reading.fixes.iloc[0]
    assert (reading.format, reading.rows, fix.provider) == ("flightaware_kml", 1, "flightaware")
    assert (fix.craft_id, fix.callsign) == ("flightaware:AAL2292:2024-01-01", "AAL2292")
    assert (fix.altitude_ft, fix.registration) == (pytest.approx(10_000), "")


def test_a_tail_number_is_the_same_craft_on_any_day() -> None:
    fix = read_kml(flightaware_kml(kml_track([FIRST], name="N494SA"))).fixes.iloc[0]
    assert (fix.craft_id, fix.registration) == ("flightaware:N494SA", "N494SA")


def test_flightradar24_tells_feet_speed_and_heading_in_words() -> None:
    reading = read_kml(flightradar24_kml(flightradar24_placemark()), "VB7083-32ECA57A-1.kml")
    fix = reading.fixes.iloc[0]
    assert (fix.altitude_ft, fix.ground_speed_kt, fix.track_deg) == (33_975, 447, 120)
    assert (fix.craft_id, fix.callsign) == ("fr24:32eca57a", "VIV7083")
    assert (reading.format, reading.rows) == ("flightradar24_kml", 1)


def test_flightradar24_altitude_zero_is_the_ground() -> None:
    fix = read_kml(flightradar24_kml(flightradar24_placemark(altitude="0", metres=0))).fixes.iloc[0]
    assert fix.on_ground
    assert math.isnan(fix.altitude_ft)
    assert fix.craft_id == "fr24:VIV7083:2023-11-22"


def test_a_kml_without_a_usable_point_is_one_clear_line() -> None:
    nowhere = flightradar24_placemark().replace("-100.1,25.7", "somewhere")
    with pytest.raises(InputError, match=r"none of its 1 rows can be used \(no position\)"):
        read_kml(flightradar24_kml(nowhere))


def test_any_other_kml_is_known_by_name_and_file() -> None:
    tracks = f"<gx:MultiTrack>{kml_track([FIRST])}{kml_track([SECOND])}</gx:MultiTrack>"
    inner = tracks.replace("<Placemark><name>N123AB</name>", "").replace("</Placemark>", "")
    reading = read_kml(kml(f"<Placemark><name>Path</name>{inner}</Placemark>"))
    assert reading.fixes.craft_id.unique().tolist() == [f"kml:{reading.sha256[:8]}:Path"]
    assert (reading.format, len(reading.fixes)) == ("kml", 2)


def test_timed_placemarks_are_one_craft_named_by_their_folder() -> None:
    marks = "".join(flightradar24_placemark(f"2024-01-01T00:0{n}:00Z") for n in range(3))
    reading = read_kml(kml(f"<Folder><name>Ship</name>{marks}</Folder>"))
    assert reading.fixes.craft_id.unique().tolist() == [f"kml:{reading.sha256[:8]}:Ship"]


def test_heights_above_the_ground_are_no_altitudes() -> None:
    mode = "<altitudeMode>relativeToGround</altitudeMode>"
    fix = read_kml(kml(kml_track([FIRST], mode=mode))).fixes.iloc[0]
    assert math.isnan(fix.altitude_geom_ft)
    assert not fix.on_ground


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(
        st.integers(0, 10**9),
        st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.integers(-300, 20_000)),
        min_size=1,
        max_size=20,
    )
)
def test_what_is_written_is_read_back(track: dict[int, tuple[float, float, int]]) -> None:
    """Milliseconds, degrees and metres come back as they went."""
    start = pd.Timestamp("2024-01-01", tz="UTC")
    written = [(start + pd.Timedelta(ms, unit="ms"), *track[ms]) for ms in sorted(track)]
    rows = [(f"{t:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z", *place) for t, *place in written]
    fixes = read_kml(kml(kml_track([(w, lat, lon, m) for w, lat, lon, m in rows]))).fixes
    assert fixes.timestamp.tolist() == [row[0] for row in written]
    assert list(zip(fixes.lat, fixes.lon, strict=True)) == [row[1:3] for row in written]
    metres = (fixes.altitude_geom_ft * 0.3048).round(6)
    assert metres.tolist() == [row[3] for row in written]
