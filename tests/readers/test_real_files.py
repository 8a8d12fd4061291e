"""Files that nobody on this project made: each is read whole, and the counts stay as they are."""

from datetime import UTC, tzinfo
from pathlib import Path

import pytest

from skygap.errors import InputError, ZoneNeededError
from skygap.readers import read
from skygap.readers.reading import Answers

READSB = {
    "trace_full_ac134a.json": 777,
    **{
        f"adsbactions_20230820_trace_full_{icao24}.json": count
        for icao24, count in {
            "34718d": 236, "4d208a": 91, "a11e8b": 167, "a1388c": 96, "a1878a": 97, "a2228b": 182,
            "a2fe8f": 3, "a3c78c": 464, "a4068e": 282, "a57b8b": 9, "a69d8a": 25, "a7538f": 89,
            "a7888c": 108, "a8758b": 290, "aa178d": 985, "aa568e": 150, "aab38f": 249,
            "ab2c8e": 57, "ab5b8c": 92, "ab7b8c": 70, "ac138c": 82, "ac6f8a": 106,
        }.items()
    },
}  # fmt: skip


@pytest.mark.parametrize(("name", "count"), READSB.items())
def test_every_row_of_a_real_trace_becomes_a_fix(shared_data: Path, name: str, count: int) -> None:
    reading = read(shared_data / "readsb" / name)
    assert (reading.format, len(reading.fixes), reading.rejected) == ("readsb", count, ())
    assert reading.fixes.craft_id.unique().tolist() == [name.removesuffix(".json")[-6:]]


def test_every_real_trace_is_in_the_table(shared_data: Path) -> None:
    assert {path.name for path in (shared_data / "readsb").iterdir()} == set(READSB)


def test_the_overnight_stop_has_its_ground_and_its_leg_mark(shared_data: Path) -> None:
    fixes = read(shared_data / "readsb" / "trace_full_ac134a.json").fixes
    assert (fixes.on_ground.sum(), fixes.starts_leg.sum(), fixes.is_stale.sum()) == (53, 1, 6)
    assert fixes.registration.unique().tolist() == ["N8774Q"]
    assert fixes.timestamp[0].isoformat() == "2024-08-12T00:00:05.060000+00:00"


def test_a_real_trace_tells_how_sure_its_positions_are(shared_data: Path) -> None:
    """Every fourth row says it; the one with NIC 0 beside a radius of 186 m says no NIC."""
    name = "adsbactions_20230820_trace_full_aa178d.json"
    fixes = read(shared_data / "readsb" / name).fixes
    assert (len(fixes), fixes.nic.count(), fixes.nac_p.count()) == (985, 245, 243)
    assert (fixes.nic.min(), fixes.nac_p.min()) == (8, 8)


def test_the_playback_and_the_csv_of_one_flight_are_read_whole(shared_data: Path) -> None:
    readings = [read(path) for path in sorted((shared_data / "fr24").iterdir())]
    assert [(r.format, len(r.fixes), r.rejected) for r in readings] == [
        ("flightradar24_json", 305, ()),
        ("flightradar24", 305, ()),
    ]


KML = {
    "sitrec_29palms_N279SY-track-EGM96.kml": ("tar1090_kml", 204, 201),
    "sitrec_hulsey_N67WV-track-EGM96.kml": ("tar1090_kml", 1530, 1527),
    "sitrec_aa2292_FlightAware_AAL2292_KCVG_KPHX_20210221.kml": ("flightaware_kml", 481, 481),
    "sitrec_dal2158_FlightAware_DAL2158_KCHS_KBOS_20230218.kml": ("flightaware_kml", 231, 231),
    "sitrec_westjet_FlightAware_WJA1517_KPHX_CYYC_20231219.kml": ("flightaware_kml", 313, 313),
    "sitrec_maussan_VB7083-32eca57a-1.kml": ("flightradar24_kml", 393, 393),
}


@pytest.mark.parametrize(("name", "counts"), KML.items())
def test_every_real_kml_is_read_by_its_reader(
    shared_data: Path, name: str, counts: tuple[str, int, int]
) -> None:
    """Only points that tar1090 doubled are set aside."""
    reading = read(shared_data / "kml" / name)
    assert (reading.format, reading.rows, len(reading.fixes)) == counts
    assert {rejected.reason for rejected in reading.rejected} <= {"repeated position"}
    assert len(set(reading.fixes.craft_id)) == 1


def test_every_real_kml_is_in_the_table(shared_data: Path) -> None:
    assert {path.name for path in (shared_data / "kml").iterdir()} == set(KML)


def test_the_ground_of_a_real_kml_is_the_ground(shared_data: Path) -> None:
    fixes = read(shared_data / "kml" / "sitrec_hulsey_N67WV-track-EGM96.kml").fixes
    assert (fixes.on_ground.sum(), fixes.altitude_ft.notna().sum()) == (52, 0)
    assert fixes.altitude_geom_ft.max() > 40_000


def test_repeated_state_vectors_are_not_positions(shared_data: Path) -> None:
    reading = read(shared_data / "opensky" / "RYR2RG_20220202.parquet")
    assert (reading.rows, len(reading.fixes), reading.rejected[0].rows) == (1200, 1180, 20)


def test_a_flight_table_is_read_whole(shared_data: Path) -> None:
    reading = read(shared_data / "opensky" / "flight_a319_opensky.csv")
    assert (len(reading.fixes), reading.fixes.icao24[0]) == (116, "3946e9")


@pytest.mark.parametrize(
    ("name", "count", "days"),
    [
        ("raw_A11F59_2025-02-07_2025-02-08.csv", 7889, 2),
        ("raw_abfd8c_2025-02-09_2025-02-09.csv", 1330, 1),
    ],
)
def test_an_adsbx_table_is_read_whole(shared_data: Path, name: str, count: int, days: int) -> None:
    reading = read(shared_data / "adsbx_csv" / name)
    assert (reading.rows, len(reading.fixes), reading.rejected) == (count, count, ())
    assert reading.fixes.timestamp.dt.date.nunique() == days
    assert reading.fixes.nac_p.count() > count / 5


@pytest.mark.parametrize("zone", [None, UTC])
def test_a_basestation_log_without_times_is_refused(shared_data: Path, zone: tzinfo | None) -> None:
    with pytest.raises(InputError, match="date and time are empty in every message") as caught:
        read(shared_data / "sbs" / "node-sbs1_msgs.txt", answers=Answers(zone=zone))
    assert (caught.value.row, type(caught.value)) == (1, InputError)


AIS = {
    "aisdb_test_data_20211101.nm4": ("ais_nmea", 997, 907, 791),
    "aisdb_test_data_noaa_20230101.csv": ("ais_marinecadastre", 1000, 998, 998),
    "gfw_gpsdio_416000000.json": ("ais_gfw, clock UTC", 1668, 1561, 1),
    "gfw_gpsdio_segmented-416000000.json": ("ais_gfw", 1668, 1561, 1),
    "pipe_gaps_sample_messages.json": ("ais_gfw", 84, 83, 1),
}


@pytest.mark.parametrize(("name", "counts"), AIS.items())
def test_every_real_ais_file_is_read_by_its_reader(
    shared_data: Path, name: str, counts: tuple[str, int, int, int]
) -> None:
    reading = read(shared_data / "ais" / name, answers=Answers(zone=UTC))
    ships = reading.fixes.mmsi.nunique()
    assert (reading.format, reading.rows, len(reading.fixes), ships) == counts
    assert reading.rows == len(reading.fixes) + sum(r.rows for r in reading.rejected)


def test_every_real_ais_file_is_in_the_table(shared_data: Path) -> None:
    assert {path.name for path in (shared_data / "ais").iterdir()} == set(AIS)


def test_every_line_of_a_real_ais_log_is_counted_with_its_reason(shared_data: Path) -> None:
    reading = read(shared_data / "ais" / "aisdb_test_data_20211101.nm4")
    assert {r.reason: r.rows for r in reading.rejected} == {
        "a base station, no ship": 5,
        "an aid to navigation, no ship": 11,
        "name, call sign or voyage: carried to the ship's positions": 60,
        "a message of a kind that holds no position of a ship": 4,
        "MMSI begins with 0: a base station or a group, no ship": 5,
        "MMSI begins with 99: an aid to navigation, no ship": 3,
        "no position": 2,
    }
    sources = reading.fixes.position_source.value_counts().to_dict()
    assert sources == {"ais": 781, "ais_long_range": 126}
    assert reading.fixes.craft_name.ne("").sum() == 22


def test_real_ships_have_their_names_and_imo_numbers(shared_data: Path) -> None:
    reading = read(shared_data / "ais" / "aisdb_test_data_noaa_20230101.csv")
    ship = reading.fixes[reading.fixes.mmsi == "636021061"].iloc[0]
    assert (ship.craft_name, ship.imo, ship.callsign) == ("MSC NAISHA III", "9307839", "5LCB4")
    assert [(r.reason, r.rows) for r in reading.rejected] == [("MMSI is not nine digits", 2)]
    assert reading.fixes.ground_speed_kt.max() < 102.3


def test_a_real_time_without_zone_needs_an_answer(shared_data: Path) -> None:
    with pytest.raises(ZoneNeededError, match="names no time zone"):
        read(shared_data / "ais" / "gfw_gpsdio_416000000.json")
