"""Tables of unknown making: asked for, read as somebody said, and never guessed silently."""

import io
import math
from datetime import UTC
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import ColumnsNeededError, InputError, ZoneNeededError
from skygap.readers import Reading, read_content
from skygap.readers.columns.column_fields import parse_columns, spell_columns
from skygap.readers.parsing.tabular import shown_names
from skygap.readers.reading import Answers
from tests.readers.making import flight_table, parquet_of
from tests.readers.making_tables import (
    COLUMNS,
    WHEN,
    read_mapped,
    read_row,
    table,
    text_of,
    track,
)

GUESS = Answers(takes_guess=True)


def needed(content: bytes, answers: Answers = GUESS) -> ColumnsNeededError:
    with pytest.raises(ColumnsNeededError) as caught:
        read_content("a.csv", content, answers=answers)
    return caught.value


def rejected(reading: Reading) -> list[tuple[str, int]]:
    return [(r.reason, r.first_row) for r in reading.rejected]


def test_a_table_is_refused_until_somebody_says_what_its_columns_are() -> None:
    error = needed(table({"id": "B"}, {}), Answers())
    assert error.samples["id"] == ("B", "A")
    assert error.guess == {"time": "when"}
    assert "Columns: when, y, x, id" in str(error)


def test_a_guess_is_said_and_not_used_until_somebody_takes_it() -> None:
    content = text_of([{"Zeit": WHEN, "Breite": 1.5, "Länge": 2.5, "Reg": "HB-ABC"}])
    error = needed(content, Answers(zone=UTC))
    assert "Guess: time=Zeit,lat=Breite,lon=Länge,registration=Reg" in str(error)
    assert "--columns guess" in error.advice
    reading = read_content("a.csv", content, answers=GUESS)
    assert reading.format.startswith("table, columns guessed: time=Zeit,lat=Breite,lon=Länge")
    assert reading.fixes[["lat", "lon"]].to_numpy().tolist() == [[1.5, 2.5]]


def test_a_guess_without_a_place_cannot_be_taken() -> None:
    assert "lat=COLUMN" in needed(table()).advice


def test_what_was_said_is_kept_on_record_with_the_clock() -> None:
    answers = Answers(zone=ZoneInfo("Asia/Tokyo"), columns=parse_columns(COLUMNS, file=""))
    reading = read_content("a.csv", table({"when": "2024-03-20 16:30"}), answers=answers)
    assert reading.format == f"table, columns {COLUMNS}, clock Asia/Tokyo"
    assert reading.fixes.timestamp[0] == pd.Timestamp("2024-03-20T07:30Z")


def test_times_without_a_zone_ask_for_it() -> None:
    with pytest.raises(ZoneNeededError) as caught:
        read_row(when="2024-03-20 16:30")
    assert (caught.value.row, caught.value.column) == (2, "when")


def test_a_known_format_is_not_touched_by_what_is_said_of_columns() -> None:
    reading = read_content("a.csv", flight_table([{}]), answers=GUESS)
    assert reading.format == "opensky"


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ColumnsNeededError, match="no column 'z' for altitude_ft") as caught:
        read_row("altitude_ft=z")
    assert set(caught.value.samples) == {"when", "y", "x", "id"}


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ("1710952200", WHEN),
        ("1710952200.25", "2024-03-20T16:30:00.25Z"),
        ("1710952200250", "2024-03-20T16:30:00.25Z"),
        ("1710952200250000", "2024-03-20T16:30:00.25Z"),
        ("1710952200250000000", "2024-03-20T16:30:00.25Z"),
        ("2024-03-20T16:30:00Z", WHEN),
        ("2024-03-20 17:30:00+01:00", WHEN),
        ("20240320T163000Z", WHEN),
        ("2024-03-20 16:30:00 UTC", WHEN),
        ("20.03.2024 16:30Z", WHEN),
    ],
)
def test_a_time_may_be_unix_or_iso(when: str, moment: str) -> None:
    assert read_row(when=when).fixes.timestamp[0] == pd.Timestamp(moment)


@pytest.mark.parametrize(
    "when",
    [
        "",
        "0",
        "4294967295",
        "4294967295000",
        "2024-03-20",
        "20240320",
        "soon",
        "1969",
        "-1",
        "3/20/2024 16:30Z",
    ],
)
def test_what_is_no_moment_is_set_aside(when: str) -> None:
    reading = read_mapped(table({"when": when}, {}))
    assert rejected(reading) == [("no time between 1990 and 2100", 2)]
    assert len(reading.fixes) == 1


@pytest.mark.parametrize("date", ["2024-03-20", "2024/03/20", "20240320", "20.03.2024"])
def test_date_and_time_may_stand_apart(date: str) -> None:
    content = text_of([{"Date": date, "Time": "16:30:00", "lat": 1, "lon": 2}] * 2)
    with pytest.raises(ZoneNeededError) as caught:
        read_content("a.csv", content, answers=GUESS)
    assert caught.value.column == "Date and Time"
    reading = read_content("a.csv", content, answers=Answers(zone=UTC, takes_guess=True))
    assert (
        reading.format
        == "table, columns guessed: date=Date,time_of_day=Time,lat=lat,lon=lon, clock UTC"
    )
    assert reading.fixes.timestamp[0] == pd.Timestamp(WHEN)


@pytest.mark.parametrize(("date", "clock"), [("", "16:30"), ("2024-03-20", ""), ("x", "16:30")])
def test_a_date_without_its_time_is_set_aside(date: str, clock: str) -> None:
    rows = [
        {"d": date, "t": clock, "y": 1, "x": 2},
        {"d": "2024-03-20", "t": "16:30Z", "y": 1, "x": 2},
    ]
    reading = read_mapped(text_of(rows), "date=d,time_of_day=t,lat=y,lon=x")
    assert rejected(reading) == [("no time between 1990 and 2100", 2)]


def test_unix_and_iso_may_stand_in_one_column() -> None:
    reading = read_mapped(table({"when": "1710952260"}, {}))
    assert reading.fixes.timestamp.dt.minute.tolist() == [30, 31]


@pytest.mark.parametrize(
    ("field", "value", "column", "becomes"),
    [
        ("altitude_ft", 1000, "altitude_ft", 1000),
        ("altitude_m", 304.8, "altitude_ft", 1000),
        ("altitude_geom_ft", 1000, "altitude_geom_ft", 1000),
        ("altitude_geom_m", 304.8, "altitude_geom_ft", 1000),
        ("ground_speed_kt", 100, "ground_speed_kt", 100),
        ("ground_speed_kmh", 185.2, "ground_speed_kt", 100),
        ("ground_speed_ms", 185.2 / 3.6, "ground_speed_kt", 100),
        ("vertical_rate_fpm", -1000, "vertical_rate_fpm", -1000),
        ("vertical_rate_ms", -5.08, "vertical_rate_fpm", -1000),
        ("track_deg", 359.5, "track_deg", 359.5),
    ],
)
def test_the_unit_is_in_the_name_of_the_field(
    field: str, value: float, column: str, becomes: float
) -> None:
    fixes = read_row(f"{field}=v", v=value).fixes
    assert fixes[column][0] == pytest.approx(becomes)


def test_words_become_what_a_fix_has() -> None:
    said = "icao24=hex,registration=r,callsign=c,typecode=t,squawk=s,on_ground=g"
    fix = read_row(said, hex="154E37", r="ra-82030", c=" VDA1 ", t="a124", s="0612", g="no").fixes
    assert fix.loc[0, ["craft_id", "icao24", "registration"]].tolist() == [
        *("154e37", "154e37", "RA-82030")
    ]
    assert fix.loc[0, ["callsign", "typecode", "squawk"]].tolist() == ["VDA1", "A124", "0612"]
    assert not fix.on_ground[0]


@pytest.mark.parametrize(
    ("values", "craft"),
    [
        ({"hex": "154e37", "m": "636021061", "r": "RA-82030"}, "154e37"),
        ({"hex": "", "m": "636021061", "r": "RA-82030"}, "mmsi:636021061"),
        ({"hex": "n/a", "m": "", "r": "ra-82030"}, "table:RA-82030"),
    ],
)
def test_a_craft_is_known_by_the_surest_name_of_its_row(
    values: dict[str, object], craft: str
) -> None:
    reading = read_row("icao24=hex,mmsi=m,registration=r", **values)
    assert reading.fixes.craft_id.tolist() == [craft]


def test_another_name_counts_within_the_file_and_no_name_makes_one_craft() -> None:
    named, other = read_row(id="A"), read_row(id="A", y=1)
    assert named.fixes.craft_id[0] == f"table:{named.sha256[:8]}:A"
    assert named.fixes.craft_id[0] != other.fixes.craft_id[0]
    nameless = read_mapped(table({"id": "A"}, {"id": "B"}), "time=when,lat=y,lon=x")
    assert set(nameless.fixes.craft_id) == {f"table:{nameless.sha256[:8]}"}


def test_a_row_that_names_no_craft_is_set_aside_where_others_do() -> None:
    assert rejected(read_mapped(table({"id": ""}, {}))) == [("no craft is named", 2)]


def test_an_address_that_a_spreadsheet_mangled_is_refused() -> None:
    with pytest.raises(InputError, match="24-bit address") as caught:
        read_row("icao24=v", v="1.54E+39")
    assert (caught.value.row, caught.value.column) == (2, "v")


@pytest.mark.parametrize("mmsi", ["6.36E+08", "3669882", "MSC NAISHA"])
def test_a_ship_without_nine_digits_is_set_aside(mmsi: str) -> None:
    reading = read_mapped(
        table({"id": mmsi}, {"id": "636021061.0"}), COLUMNS.replace("craft", "mmsi")
    )
    assert rejected(reading) == [("MMSI is not nine digits", 2)]
    assert reading.fixes.craft_id.tolist() == ["mmsi:636021061"]


@pytest.mark.parametrize(
    ("name", "shown"), [("la\u202et", "la t"), ("l\x07\xa0", "l"), ("y" * 300, "y" * 200)]
)
def test_a_name_is_shown_as_it_can_be_written_in_a_line(name: str, shown: str) -> None:
    text = table({}).replace(b",y,", f",{name},".encode())
    parquet = parquet_of(pd.DataFrame({"when": [WHEN], name: [47.5], "x": [8.25], "id": ["A"]}))
    for content in (text, parquet):
        assert set(needed(content).samples) == {"when", shown, "x", "id"}
        assert read_mapped(content, COLUMNS.replace("=y", f"={shown}")).fixes.lat.tolist() == [47.5]


@pytest.mark.parametrize("word", ["ground", "GND"])
def test_the_word_for_ground_in_place_of_an_altitude_is_the_ground(word: str) -> None:
    fix = read_row("altitude_ft=a", a=word).fixes.iloc[0]
    assert fix.on_ground
    assert math.isnan(fix.altitude_ft)


def test_an_altitude_on_the_ground_is_unknown() -> None:
    assert math.isnan(read_row("altitude_ft=a,on_ground=g", a=25, g="1").fixes.altitude_ft[0])


@pytest.mark.parametrize("nothing", ["", "-", "NaN", "null", "N/A", r"\N"])
def test_what_says_nothing_is_unknown_and_the_position_stays(nothing: str) -> None:
    said = "altitude_ft=a,ground_speed_kt=b,callsign=c,on_ground=d"
    fixes = read_row(said, a=nothing, b=nothing, c=nothing, d=nothing).fixes
    assert fixes[["altitude_ft", "ground_speed_kt"]].isna().all(axis=None)
    assert (fixes.callsign[0], fixes.on_ground[0]) == ("", False)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("altitude_ft", "FL350", "altitude_ft is no number"),
        ("altitude_m", "35,000", "altitude_m is no number"),
        ("ground_speed_kmh", "fast", "ground_speed_kmh is no number"),
        ("on_ground", "perhaps", "on_ground is neither true nor false"),
    ],
)
def test_a_value_of_the_wrong_kind_sets_its_row_aside(field: str, value: str, reason: str) -> None:
    reading = read_mapped(table({"v": ""}, {"v": value}), f"{COLUMNS},{field}=v")
    assert rejected(reading) == [(reason, 3)]


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        (0, 0, "stands for no position"),
        (91, 181, "outside"),
        (47, 200, "outside"),
        ("", 8, "no position"),
        ("1e999", 8, "no position"),
        ("n/a", "n/a", "no position"),
    ],
)
def test_a_place_that_is_none_is_set_aside(lat: object, lon: object, words: str) -> None:
    reading = read_mapped(table({"y": lat, "x": lon}, {}))
    assert [(words in reason, row) for reason, row in rejected(reading)] == [(True, 2)]


def test_what_ais_sends_for_no_speed_and_course_is_unknown_for_ships_only() -> None:
    said = "mmsi=m,ground_speed_kt=v,track_deg=d"
    content = {"m": "636021061", "v": 102.3, "d": 511}
    ship = read_row(said, **content).fixes
    assert ship[["ground_speed_kt", "track_deg"]].isna().all(axis=None)
    craft = read_row(said, **{**content, "m": "", "d": 360}).fixes
    assert craft[["ground_speed_kt", "track_deg"]].to_numpy().tolist() == [[102.3, 360]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_decimal_comma_is_told_by_the_places(delimiter: str) -> None:
    content = table({"y": "47,5", "x": "-8,25", "h": "1000,5"}, delimiter=delimiter)
    fix = read_mapped(content, f"{COLUMNS},altitude_ft=h").fixes.iloc[0]
    assert (fix.lat, fix.lon, fix.altitude_ft) == (47.5, -8.25, 1000.5)


def test_a_point_beside_decimal_commas_may_part_thousands_and_is_no_number() -> None:
    content = table({"y": "47,5", "x": "8,25", "h": "1.000"}, {"y": "47,5", "x": "8,3", "h": "7"})
    reading = read_mapped(content, f"{COLUMNS},altitude_ft=h")
    assert rejected(reading) == [("altitude_ft is no number", 2)]


def test_line_ends_may_be_mixed_and_a_byte_order_mark_before_them() -> None:
    content = b"\xef\xbb\xbf" + table({}, {"y": 48}, {"y": 49}, end="\n")
    mixed = content.replace(b"\n", b"\r\n", 1).replace(b",A\n", b",A\r", 1)
    assert read_mapped(mixed).fixes.lat.tolist() == [47.5, 48, 49]


def test_a_header_alone_is_an_empty_reading_once_its_columns_are_said() -> None:
    reading = read_content("a.csv", b"time,lat,lon,hex\n", answers=GUESS)
    assert (reading.rows, len(reading.fixes)) == (0, 0)


def test_thousands_of_columns_are_read() -> None:
    many = {f"value of sensor {n}": n for n in range(5000)}
    content = table({**many, "z": 7}, {**many, "z": 8, "y": 48})
    assert read_mapped(content, f"{COLUMNS},altitude_ft=z").fixes.altitude_ft.tolist() == [7, 8]
    assert len(str(needed(content))) < 1000


def test_two_columns_of_one_name_are_never_taken_for_one_another() -> None:
    content = b"time,lat,lon,alt (m),alt (m)\n" + f"{WHEN},47,8,100,200\n".encode()
    error = needed(content, Answers())
    assert "altitude_m" not in error.guess
    assert "'alt (m) (column 4)' and 'alt (m) (column 5)'" in str(error)
    said = "time=time,lat=lat,lon=lon,altitude_m=alt (m) (column 5)"
    assert read_mapped(content, said).fixes.altitude_ft[0] == pytest.approx(656.17, abs=0.01)
    with pytest.raises(ColumnsNeededError, match=r"no column 'alt \(m\)'"):
        read_mapped(content, "time=time,lat=lat,lon=lon,altitude_m=alt (m)")


def test_a_value_may_hold_a_comma_a_line_break_or_be_very_long() -> None:
    reading = read_mapped(table({"id": "Smith, John"}, {"id": "two\nlines"}, {"id": "x" * 200_000}))
    names = {craft.split(":")[2] for craft in reading.fixes.craft_id}
    assert names == {"Smith, John", "twolines", "x" * 40}


def test_a_row_with_too_many_or_too_few_values_is_set_aside() -> None:
    content = table({}, {"y": 48}) + b"1,2\n" + b"1,2,3,4,5\n"
    assert rejected(read_mapped(content)) == [("not 4 values, as the header has", 4)]


def test_text_of_another_encoding_is_refused_with_its_row() -> None:
    content = table({}, {"id": "?"}).replace(b"?", b"\xfc")
    with pytest.raises(InputError, match="not UTF-8") as caught:
        read_mapped(content)
    assert caught.value.row == 3


def test_a_first_line_of_values_names_no_columns() -> None:
    with pytest.raises(InputError, match="whose first line names no columns"):
        read_content("a.csv", f"{WHEN},47.5,8.25,A\n".encode() * 3, answers=GUESS)


@pytest.mark.parametrize(
    "content",
    [
        b"name,born,length,weight\nAlice,1990-03-20,5,3\n",
        b"when,what,where\n2024-03-20T16:30Z,landing,RKSI\n",
        b'{"time": 1, "lat": 2, "lon": 3}\n',
    ],
)
def test_a_table_without_times_and_places_is_no_track(content: bytes) -> None:
    with pytest.raises(InputError, match="no track that can be read"):
        read_content("a.csv", content, answers=GUESS)


def test_a_parquet_file_is_read_with_its_times_numbers_and_flags() -> None:
    times = pd.to_datetime(["2024-03-20T16:30Z", None], utc=True)
    content = parquet_of(
        pd.DataFrame(
            {
                "when": times,
                "y": [47.5, 1.0],
                "x": [8.25, 2.0],
                "id": [636021061, 636021061],
                "g": [True, False],
                "inside": [[1], [2]],
            }
        )
    )
    assert "inside" not in needed(content).samples
    reading = read_mapped(content, "time=when,lat=y,lon=x,mmsi=id,on_ground=g")
    assert reading.fixes.craft_id.tolist() == ["mmsi:636021061"]
    assert reading.fixes.on_ground.tolist() == [True]
    assert rejected(reading) == [("no time between 1990 and 2100", 2)]


def test_places_whose_latitudes_only_fit_a_longitude_are_refused_as_exchanged() -> None:
    rows = [{"y": lon, "x": 37.5} for lon in (126, 127, 128)]
    with pytest.raises(InputError, match="look exchanged") as caught:
        read_mapped(table(*rows))
    assert "Exchange lat and lon" in caught.value.advice
    assert caught.value.row == 2


def test_one_damaged_latitude_among_many_is_only_set_aside() -> None:
    rows = [{"y": 40 + n / 100} for n in range(30)]
    reading = read_mapped(table({"y": 126}, *rows))
    assert (len(reading.fixes), len(reading.rejected)) == (30, 1)


@pytest.mark.parametrize(("north", "east", "told"), [(0.05, 0.0, 0), (0.0, 0.05, 90)])
def test_directions_that_fit_only_exchanged_places_are_refused(
    north: float, east: float, told: float
) -> None:
    rows = [{**row, "d": told} for row in track(20, north=north, east=east)]
    said = f"{COLUMNS},track_deg=d"
    assert len(read_mapped(table(*rows), said).fixes) == 20
    with pytest.raises(InputError, match="only when latitude and longitude are exchanged"):
        read_mapped(table(*rows), said.replace("lat=y,lon=x", "lat=x,lon=y"))


def test_directions_of_a_track_to_the_north_east_show_nothing() -> None:
    rows = [{**row, "d": 45} for row in track(20, north=0.05, east=0.05)]
    said = f"{COLUMNS},track_deg=d".replace("lat=y,lon=x", "lat=x,lon=y")
    assert len(read_mapped(table(*rows), said).fixes) == 20


column_names = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12
).map(lambda text: f"c{text}".strip())
points = st.lists(
    st.tuples(
        st.integers(-8999, 8999).filter(bool),
        st.integers(-17999, 17999),
        st.integers(0, 86_399),
        st.integers(-1000, 45_000),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda point: point[2],
)


@settings(deadline=None, max_examples=150)
@given(points, st.data())
def test_what_is_written_under_any_names_is_read_back(
    written: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    fields = ["time", "lat", "lon", "altitude_ft", "callsign"]
    names = data.draw(st.lists(column_names, min_size=6, max_size=6, unique_by=shown))
    order = data.draw(st.permutations(range(6)))
    columns = dict(zip(fields, map(shown, names), strict=False))
    start = pd.Timestamp("2024-03-20", tz="UTC")
    made = [
        (start + pd.Timedelta(seconds=s), lat / 100, lon / 100, ft, "AB1")
        for lat, lon, s, ft in written
    ]
    frame = pd.DataFrame([(*row, "") for row in made], columns=names).iloc[:, list(order)]
    content = _written(frame, data)
    assert parse_columns(spell_columns(columns), file="") == columns
    reading = read_content("t", content, answers=Answers(columns=columns))
    back = reading.fixes[["timestamp", "lat", "lon", "altitude_ft", "callsign"]]
    assert sorted(back.itertuples(index=False, name=None)) == sorted(made)


@given(st.lists(st.sampled_from(["a", "a ", "", "a (column 1)", "(column 2)", "b\n"]) | st.text()))
def test_names_are_shown_in_one_line_and_all_different(names: list[str]) -> None:
    made = shown_names(names)
    assert len(set(made)) == len(names)
    assert all(name.isprintable() and name == name.strip() != "" for name in made)


def shown(name: str) -> str:
    return shown_names([name])[0]


def _written(frame: pd.DataFrame, data: st.DataObject) -> bytes:
    if data.draw(st.booleans()):
        return parquet_of(frame)
    decimal = data.draw(st.sampled_from(".,"))
    text = io.StringIO()
    frame.to_csv(
        text,
        index=False,
        sep=data.draw(st.sampled_from(",;\t")),
        decimal=decimal,
        lineterminator=data.draw(st.sampled_from(["\n", "\r\n"])),
        float_format="%.2f",
    )
    return text.getvalue().encode()


cells = st.sampled_from(
    [
        *("", "0", "-", "NaN", WHEN, "2024-03-20 16:30", "1710952200", "1710952200000", "47.5"),
        *("47,5", "-181", "91", "1e999", "ground", "154e37", "1.54E+39", "yes", '"', "a;b", "\r"),
        *("636021061", "\x00", "ü", "9" * 400, "=1+1"),
    ]
) | st.text(max_size=5)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.lists(cells, min_size=5, max_size=6), max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from(["altitude_m", "icao24", "mmsi", "on_ground", "track_deg", "squawk"]),
    st.sampled_from([None, UTC]),
)
def test_no_table_breaks_the_reader(
    rows: list[list[str]], delimiter: str, field: str, zone: ZoneInfo | None
) -> None:
    lines = [["time", "lat", "lon", "v", "w"], *rows]
    content = "\n".join(delimiter.join(line) for line in lines).encode()
    columns = {"time": "time", "lat": "lat", "lon": "lon", field: "v", "callsign": "w"}
    try:
        reading = read_content("t", content, answers=Answers(zone=zone, columns=columns))
    except InputError as error:
        lines = str(error).splitlines()
    else:
        lines = ["no complaint"]
        assert reading.rows == len(reading.fixes) + sum(r.rows for r in reading.rejected)
    assert len(lines) == 1
