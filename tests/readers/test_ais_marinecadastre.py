"""AIS of MarineCadastre: old and new columns, Parquet with columns and with points."""

import math
from collections.abc import Callable, Mapping

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers import Reading, read_content
from tests.readers.making import parquet_of
from tests.readers.making_ships import new_columns, old_columns

GOOD = pd.DataFrame(
    {
        "mmsi": [273456789, 316001234],
        "base_date_time": pd.to_datetime(["2026-03-31 00:00:06", "2026-03-31 00:01:07"]),
        "longitude": [131.9, -123.1],
        "latitude": [43.1, 49.3],
        "vessel_name": ["ANGARA", None],
    }
)


def read_old(*rows: Mapping[str, object]) -> Reading:
    return read_content("AIS_2023_01_11.csv", old_columns(*rows))


def set_aside(reading: Reading) -> list[tuple[str, int]]:
    return [(rejected.reason, rejected.first_row) for rejected in reading.rejected]


def test_a_row_becomes_a_fix_of_a_ship() -> None:
    fix = read_old({}).fixes.iloc[0]
    assert (fix.craft_id, fix.mmsi, fix.icao24) == ("mmsi:273456789", "273456789", "")
    assert (fix.craft_name, fix.imo, fix.callsign) == ("ANGARA", "9179842", "UALX3")
    assert (fix.lat, fix.lon, fix.ground_speed_kt, fix.track_deg) == (43.1, 131.9, 11.2, 196)
    assert fix.timestamp == pd.Timestamp("2023-01-11T00:00:06Z")
    assert (fix.position_source, fix.on_ground) == ("ais", False)


def test_the_new_columns_say_the_same_with_longitude_first() -> None:
    fix = read_content("ais.csv", new_columns({})).fixes.iloc[0]
    assert (fix.lat, fix.lon, fix.craft_name, fix.imo) == (43.1, 131.9, "ANGARA", "9179842")


def test_the_order_of_columns_means_nothing() -> None:
    header, row = old_columns({}).decode().split()
    turned = ["\n".join((",".join(header.split(",")[::-1]), ",".join(row.split(",")[::-1])))]
    fix = read_content("a.csv", turned[0].encode()).fixes.iloc[0]
    assert (fix.lat, fix.lon) == (43.1, 131.9)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"SOG": 102.3}, "ground_speed_kt"),
        ({"COG": 360.0}, "track_deg"),
        ({"COG": -3}, "track_deg"),
    ],
)
def test_values_that_stand_for_unknown_are_unknown(
    change: Mapping[str, object], column: str
) -> None:
    assert math.isnan(read_old(change).fixes[column][0])


@pytest.mark.parametrize("change", [{"LAT": 91.0}, {"LON": 181.0}, {"LAT": ""}])
def test_an_unknown_place_is_set_aside(change: Mapping[str, object]) -> None:
    assert set_aside(read_old({}, change)) == [("no position", 3)]


def test_a_heading_is_no_direction_over_ground() -> None:
    assert math.isnan(read_old({"Heading": 95.0, "COG": ""}).fixes.track_deg[0])


@pytest.mark.parametrize(
    ("mmsi", "reason"),
    [
        ("3669999", "MMSI is not nine digits"),
        ("2734567890", "MMSI is not nine digits"),
        ("273456789.0", "MMSI is not nine digits"),
        ("\u0662734567890"[:9], "MMSI is not nine digits"),
        ("003669999", "MMSI begins with 0: a base station or a group, no ship"),
        ("993692016", "MMSI begins with 99: an aid to navigation, no ship"),
        ("972123456", "MMSI begins with 970, 972 or 974: a distress beacon, no ship"),
    ],
)
def test_what_is_no_ship_is_set_aside(mmsi: str, reason: str) -> None:
    assert set_aside(read_old({}, {"MMSI": mmsi})) == [(reason, 3)]


def test_an_aircraft_of_search_and_rescue_is_kept() -> None:
    assert read_old({"MMSI": "111265591"}).fixes.mmsi.tolist() == ["111265591"]


def test_a_file_without_one_good_number_is_refused() -> None:
    with pytest.raises(InputError, match="none of its 1 rows can be used") as caught:
        read_old({"MMSI": "2.73E+08"})
    assert caught.value.row == 2


@pytest.mark.parametrize(
    ("written", "imo"),
    [
        ("IMO9179842", "9179842"),
        ("9179842", "9179842"),
        ("IMO0000000", ""),
        ("12345", ""),
        ("", ""),
    ],
)
def test_an_imo_number_is_seven_digits(written: str, imo: str) -> None:
    assert read_old({"IMO": written}).fixes.imo[0] == imo


def test_a_name_stays_what_it_is_without_control_characters() -> None:
    name = read_old({"VesselName": "=cmd|'\x07<b>" + "A" * 99}).fixes.craft_name[0]
    assert name == ("=cmd|'<b>" + "A" * 99)[:40]


def test_a_time_that_is_none_is_set_aside() -> None:
    assert set_aside(read_old({}, {"BaseDateTime": "yesterday"})) == [
        ("no time between 1990 and 2100", 3)
    ]


@pytest.mark.parametrize("kind", ["int64", "Int64", "float64", "str"])
def test_a_parquet_number_stays_text_whatever_it_was(kind: str) -> None:
    reading = read_content("a.parquet", parquet_of(GOOD.astype({"mmsi": kind})))
    assert reading.fixes.mmsi.tolist() == ["273456789", "316001234"]


def test_an_unknown_parquet_number_makes_no_other_a_float() -> None:
    holed = GOOD.astype({"mmsi": "Int64"})
    holed.loc[1, "mmsi"] = pd.NA
    reading = read_content("a.parquet", parquet_of(holed))
    assert reading.fixes.mmsi.tolist() == ["273456789"]
    assert set_aside(reading) == [("MMSI is not nine digits", 2)]


def test_a_geoparquet_place_is_read_from_its_points() -> None:
    points = shapely.to_wkb(shapely.points(GOOD.longitude, GOOD.latitude))
    geo = GOOD.drop(columns=["latitude", "longitude"]).assign(geometry=points)
    fixes = read_content("a.parquet", parquet_of(geo)).fixes
    assert fixes[["lat", "lon"]].to_numpy().tolist() == [[43.1, 131.9], [49.3, -123.1]]


@pytest.mark.parametrize(
    "wkb", [b"", b"\x01\x01", shapely.to_wkb(shapely.LineString([(0, 0), (1, 1)])), b"\x01" * 99]
)
def test_a_geometry_that_is_no_point_is_no_place(wkb: bytes) -> None:
    good = shapely.to_wkb(shapely.Point(131.9, 43.1))
    geo = GOOD.drop(columns=["latitude", "longitude"]).assign(geometry=[good, wkb])
    assert set_aside(read_content("a.parquet", parquet_of(geo))) == [("no position", 2)]


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (old_columns, ("MMSI", "BaseDateTime", "LAT", "LON", "VesselName")),
        (new_columns, ("mmsi", "base_date_time", "latitude", "longitude", "vessel_name")),
    ],
    ids=["old", "new"],
)
@settings(deadline=None, max_examples=40)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(200_000_000, 799_999_999),
            st.integers(0, 86_399),
            st.floats(-90, 90).map(lambda x: round(x, 5)),
            st.floats(-180, 180).map(lambda x: round(x, 5)),
            st.sampled_from(["", "ANGARA", 'A "B", C']),
        ),
        min_size=1,
        max_size=20,
        unique_by=lambda row: row[:4],
    )
)
def test_what_is_written_is_read_back(
    make: Callable[..., bytes], names: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    day = pd.Timestamp("2023-01-11")
    written = [
        dict(
            zip(
                names,
                (m, f"{day + pd.Timedelta(s, unit='s'):%Y-%m-%dT%H:%M:%S}", *rest),
                strict=True,
            )
        )
        for m, s, *rest in rows
    ]
    fixes = read_content("a.csv", make(*written)).fixes
    seconds = (fixes.timestamp - day.tz_localize("UTC")).dt.total_seconds().astype(int)
    back = zip(fixes.mmsi.astype(int), seconds, fixes.lat, fixes.lon, fixes.craft_name, strict=True)
    assert sorted(back) == sorted(rows)
