"""Any file goes to the one format that knows its content, or gets one clear line."""

import gzip
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers import FORMATS, read, read_content
from skygap.tables.fixes import FIXES
from skygap.tables.schema import conform
from tests.readers.making import (
    FR24_HEADER,
    FR24_ROW,
    flight_list,
    flight_table,
    parquet_of,
    state_vectors,
    trace,
    trace_row,
)
from tests.readers.making_feeds import (
    adsbx_table,
    opensky_states,
    opensky_track,
    waypoint,
    zip_of,
)
from tests.readers.making_ships import (
    danish,
    gfw_lines,
    gfw_list,
    gfw_message,
    heard,
    new_columns,
    nmea,
    old_columns,
    position,
    static,
)
from tests.readers.making_tracks import (
    flightaware_kml,
    flightradar24_kml,
    flightradar24_placemark,
    gpx,
    granular,
    kml,
    kml_track,
    playback,
    playback_point,
    tar1090_kml,
)

TRACK = [("2024-01-01T00:00:00Z", 10.0, 20.0, 100.0)]

GOOD = {
    "readsb": trace([trace_row(0), trace_row(1)]),
    "flightradar24": f"{FR24_HEADER}\n{FR24_ROW}\n".encode(),
    "flightradar24_json": playback([playback_point()]),
    "flightradar24_granular": granular([{}]),
    "flightradar24_kml": flightradar24_kml(flightradar24_placemark()),
    "flightaware_kml": flightaware_kml(kml_track(TRACK)),
    "tar1090_kml": tar1090_kml(kml_track(TRACK)),
    "kml": kml(kml_track(TRACK)),
    "gpx": gpx(TRACK),
    "opensky": state_vectors([{}]),
    "traffic_json": flight_list([{}]),
    "adsbx_csv": adsbx_table({}),
    "opensky_tracks": opensky_track([waypoint(0), waypoint(9)]),
    "opensky_states": opensky_states({}),
    "ais_marinecadastre": new_columns({}),
    "ais_denmark": danish({}),
    "ais_gfw": gfw_list(gfw_message()),
    "ais_nmea": nmea(heard(static()), heard(position())),
}


@pytest.mark.parametrize("name", list(GOOD))
def test_the_content_names_the_format_under_any_name_packed_or_not(name: str) -> None:
    for content in (GOOD[name], gzip.compress(GOOD[name]), zip_of({"a/b": GOOD[name]})):
        assert read_content("download.bin", content).format == name


@pytest.mark.parametrize("name", list(GOOD))
def test_no_other_format_takes_the_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(GOOD[name])
    assert read(path).fixes.evidence_id.unique().tolist() == [read(path).sha256]


@pytest.mark.parametrize("name", list(GOOD))
def test_fixes_conform_to_their_declaration(name: str) -> None:
    fixes = read_content("file", GOOD[name]).fixes
    assert fixes.equals(conform(FIXES, fixes))
    assert fixes.dtypes.astype(str).to_dict() == {n: c.dtype for n, c in FIXES.columns.items()}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (gzip.compress(b"PK\x03\x04...."), "a ZIP archive"),
        (gzip.compress(gzip.compress(GOOD["readsb"])), "a gzip file inside a gzip file"),
        (b"name,length\nAlice,5\n", "comma-separated text with the columns name, length"),
        (b"name;length\nAlice;5,5\n", "semicolon-separated text with the columns name, length"),
        (b"4b1234,47.5,8.5\n", "a table whose first line names no columns"),
        (b'{"result": {}, "_api": 1}', "JSON with the keys result, _api"),
        (b"[]", "a JSON list"),
        (b'{"a": 1}\n{"a": 2}', "several JSON texts in a row"),
        (b'{"a": \n !}', "JSON that is broken in line 2, byte 8"),
        (b"[" * 100_000, "nested too deeply"),
        (b"<?xml version='1.0'?><svg></svg>", "XML"),
        (b"<!DOCTYPE html><p>", "a web page"),
        (b"PAR1 and nothing more", "a damaged Parquet file"),
        (b"\x00\x01\x02", "binary data"),
        ("Füße".encode("latin-1"), "binary data"),
        (b"  \n ", "text without columns"),
    ],
)
def test_an_unknown_file_is_told_what_it_looks_like(content: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_content("given.json", content)
    assert words in caught.value.fault
    assert all(known.title in caught.value.advice for known in FORMATS)
    assert caught.value.file == "given.json"


def test_a_parquet_file_of_something_else_names_its_columns(shared_data: Path) -> None:
    with pytest.raises(InputError, match="a Parquet file with the columns Year, Month"):
        read(shared_data / "blind" / "hflights_2011.parquet")


EXCHANGED = [(lon, 37.5) for lon in (126.4, 126.5, 126.6)]


@pytest.mark.parametrize(
    "content",
    [
        trace([trace_row(n, *place) for n, place in enumerate(EXCHANGED)]),
        state_vectors([{"lat": lat, "lon": lon} for lat, lon in EXCHANGED]),
        adsbx_table(*({"lat": lat, "lon": lon} for lat, lon in EXCHANGED)),
        gpx([("2024-01-01T00:00:00Z", lat, lon, 0.0) for lat, lon in EXCHANGED]),
        opensky_states(*({"lat": lat, "lon": lon} for lat, lon in EXCHANGED)),
    ],
)
def test_exchanged_latitudes_and_longitudes_are_refused_in_every_format(content: bytes) -> None:
    with pytest.raises(InputError, match="the two look exchanged") as caught:
        read_content("a", content)
    assert "copy of the file" in caught.value.advice


@pytest.mark.parametrize("good", [[(50, 10)] * 27, [(50, 91)]])
def test_impossible_latitudes_that_damage_can_explain_are_only_set_aside(
    good: list[tuple[float, float]],
) -> None:
    places = [*EXCHANGED[:2], *good]
    reading = read_content("a", trace([trace_row(n, *place) for n, place in enumerate(places)]))
    assert (len(reading.fixes), reading.rejected[0].rows) == (len(good), 2)


def test_a_column_named_twice_is_refused() -> None:
    doubled = FR24_HEADER.replace("Speed", "Speed,Altitude")
    with pytest.raises(InputError, match="names this column twice") as caught:
        read_content("a.csv", f"{doubled}\n".encode())
    assert caught.value.column == "Altitude"


def test_a_header_without_rows_is_an_empty_reading() -> None:
    reading = read_content("a.csv", f"{FR24_HEADER}\n".encode())
    assert (reading.rows, len(reading.fixes)) == (0, 0)


def _refused_or_read(content: bytes) -> None:
    """Anything but an InputError, which is one line, breaks the test that calls this."""
    try:
        reading = read_content("fuzz", content)
    except InputError as error:
        lines = str(error).splitlines()
    else:
        lines = ["no complaint"]
        assert reading.rows == len(reading.fixes) + sum(r.rows for r in reading.rejected)
    assert len(lines) == 1


STARTS = [
    *(b"", b"\x1f\x8b\x08\x00", b"PAR1", b"%PDF", b"\xef\xbb\xbf"),
    *(b'{"trace":', b'{"icao":"abc123","timestamp":1700000000,"trace":[['),
    *(FR24_HEADER.encode() + b"\n", b"icao24,lat,lon,velocity,lastposupdate\n"),
    *(b'{"result": {"identification": {}, "track":', b'[{"fr24_id": "a1", "tracks":'),
    *(b"<kml><gx:Track>", b"<kml><Placemark><TimeStamp><when>", b"<gpx><trk><trkseg><trkpt "),
    b"icao24,latitude,longitude,groundspeed,timestamp\n",
    *(b"MSG,3,1,1,406B90,1,2008/11/28,23:48:18.611,", b"MSG,3,,,4B1908,,,,,,,2525,,,33.9,-118"),
    b'{"icao24": "3c4b26", "startTime": 0, "path": [[1700000000, 50, 10',
    b'{"time": 0, "states": [["3c4b26", "", "", 1700000000, 0, 10, 50',
    b"icao,ping_time,lat,lon,altitude,ground_speed,heading,details\n",
    *(old_columns({}).split(b"\n")[0] + b"\n", new_columns({}).split(b"\n")[0] + b"\n"),
    *(danish({}).split(b"\n")[0] + b"\n", gfw_lines(gfw_message()) + b"\n"),
    *(gfw_list(gfw_message())[:-1] + b",", nmea(heard(static())[:1]) + b"\n"),
    b"time;lat;lon;alt (m)\n2024-03-20T16:30Z;47,5;8,25;100\n",
    b"when\ty\tx\n1710952200\t1\t2\n",
]


@settings(deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_arbitrary_bytes_are_read_or_refused_in_one_line(start: bytes, rest: bytes) -> None:
    _refused_or_read(start + rest)


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(STARTS[5:]), st.text('0123456789.,-+eE:TZ"\r\n []{}nulabcdef', max_size=200))
def test_arbitrary_text_is_read_or_refused_in_one_line(start: bytes, rest: str) -> None:
    _refused_or_read(start + rest.encode())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inside: st.lists(inside, max_size=12) | st.dictionaries(st.text(max_size=6), inside),
    max_leaves=40,
)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(json_values, max_size=8),
    st.dictionaries(st.sampled_from(["icao", "r", "t"]), json_values),
)
def test_arbitrary_json_in_a_trace_is_read_or_refused_in_one_line(
    rows: list[object], keys: dict[str, object]
) -> None:
    header = {"icao": "abc123", "timestamp": 1_700_000_000}
    _refused_or_read(json.dumps({**header, **keys, "trace": rows}).encode())


@settings(deadline=None)
@given(st.data())
def test_a_damaged_good_file_is_read_or_refused_in_one_line(data: st.DataObject) -> None:
    frame = pd.read_csv(io.BytesIO(flight_table([{}])), dtype={"icao24": str})
    good = data.draw(
        st.sampled_from([*GOOD.values(), gzip.compress(GOOD["readsb"]), parquet_of(frame)])
    )
    place = data.draw(st.integers(0, len(good) - 1))
    damaged = good[:place] + data.draw(st.binary(max_size=4)) + good[place + 1 :]
    _refused_or_read(damaged)


def test_a_name_in_a_file_cannot_pass_for_a_further_craft() -> None:
    """X#2 is the second craft heard under X; a track may be called "Flight #2" by its maker."""
    content = gpx([("2024-01-01T00:00:00Z", 10.0, 20.0, 304.8)]).replace(b"Morning", b"X#2")
    assert read_content("a.gpx", content).fixes["craft_id"].iloc[0].endswith(":X%232")
