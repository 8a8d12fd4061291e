"""Bad inputs, one table: each is one clear line, the others go on, the store stays as it was."""

import gzip
import hashlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from skygap.cli import main
from skygap.errors import InputError
from skygap.intake import add, read_all
from skygap.readers import read_each_content
from skygap.readers.reading import Reading
from skygap.settings import Settings
from skygap.store import Store, open_store
from tests.builders import NOWHERE
from tests.readers.making import (
    FR24_HEADER,
    FR24_ROW,
    flight_table,
    state_vectors,
    trace,
    trace_row,
)
from tests.readers.making_feeds import adsbx_table, opensky_states, zip_of
from tests.readers.making_tracks import granular
from tests.traces import write_trace

TRACE = trace([trace_row(0), trace_row(1)])
FR24 = f"{FR24_HEADER}\n{FR24_ROW}\n".encode()
ZEROS = bytes(100 << 20)


def zstd(content: bytes) -> bytes:
    return bytes(pa.compress(content, codec="zstd", asbytes=True))


def nested_zip() -> bytes:
    """Pack a bomb into archives in archives, as small files become huge."""
    packed = zip_of({"a": ZEROS})
    for level in range(5):
        packed = zip_of({f"{level}.zip": packed})
    return packed


@dataclass(frozen=True)
class Said:
    """What is said of a bad file: words, and where it has them row and column."""

    words: str
    row: int | None = None
    column: str | None = None


BAD: Mapping[str, tuple[bytes, Said]] = {
    "0 bytes": (b"", Said("the file is empty")),
    "nothing packed": (gzip.compress(b""), Said("the file is empty")),
    "truncated gzip": (gzip.compress(TRACE)[:-9], Said("the gzip file is cut off")),
    "truncated zstd": (zstd(TRACE)[:-5], Said("the zstd file is cut off")),
    "truncated zip": (zip_of({"a.json": TRACE})[:-30], Said("the ZIP archive is damaged")),
    "truncated json": (TRACE[:-20], Said("JSON that is cut off after")),
    "truncated json, packed": (gzip.compress(TRACE[:-20]), Said("JSON that is cut off after")),
    "truncated csv": (FR24[:-40], Said("not 7 values, as the header has", 2)),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Said("it looks like a PDF document")),
    "a picture": (b"\x89PNG\r\n\x1a\n", Said("it looks like a PNG picture")),
    "a spreadsheet": (zip_of({"[Content_Types].xml": b"x", "xl/a": b"x"}), Said("a spreadsheet")),
    "wrong columns": (b"name,length\nAlice,5\n", Said("with the columns name, length")),
    "a missing column": (
        state_vectors([{}]).replace(b"lastposupdate", b"lastseen"),
        Said("this column is missing", None, "lastposupdate"),
    ),
    "a column twice": (
        FR24.replace(b"Speed", b"Speed,Altitude"),
        Said("names this column twice", 1, "Altitude"),
    ),
    "UTF-16": (FR24.decode().encode("utf-16"), Said("this is text in UTF-16")),
    "UTF-16, packed": (gzip.compress(TRACE.decode().encode("utf-16")), Said("text in UTF-16")),
    "Latin-1": (FR24 + FR24_ROW.replace("JAL", "\xc4").encode("latin-1"), Said("not UTF-8", 3)),
    "NaN in JSON": (TRACE.replace(b"50.0", b"NaN", 1), Said("broken in line 1, byte")),
    "Infinity in JSON": (TRACE.replace(b"50.0", b"-Infinity", 1), Said("broken in line 1, byte")),
    "NUL in JSON": (TRACE.replace(b"B738", b"B7\x008"), Said("broken in line 1, byte")),
    "NUL before all": (b"\x00" + FR24, Said("binary data")),
    "deep JSON": (TRACE.replace(b"[[", b"[" * 99_999, 1), Said("nested too deeply")),
    "deep JSON of nobody": (b"[" * 99_999, Said("nested too deeply")),
    "deep XML": (b"<kml>" + b"<Folder>" * 9999, Said("nested more than 100 levels deep")),
    "an entity": (b'<!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>', Said("DOCTYPE")),
    "1970 in a header": (
        trace([trace_row(0)], keys={"timestamp": 0}),
        Said("0 is no time between 1990 and 2100", None, "timestamp"),
    ),
    "2106 in a header": (
        trace([trace_row(0)], keys={"timestamp": 2**32}),
        Said("is no time between 1990 and 2100", None, "timestamp"),
    ),
    "1970 in a row": (state_vectors([{"lastposupdate": 0}]), Said("no time between 1990", 2)),
    "2106 in a row": (state_vectors([{"lastposupdate": 2**32}]), Said("no time between 1990", 2)),
    "empty times": (
        state_vectors([{"lastposupdate": ""}] * 2),
        Said("none of its 2 rows can be used (no time between 1990 and 2100)", 2),
    ),
    "empty times of texts": (flight_table([{"timestamp": ""}]), Said("no time between", 2)),
    "91 and 181": (trace([trace_row(0, 91.0, 181.0)]), Said("position outside -90 to 90", 1)),
    "NaN in a table": (state_vectors([{"lat": "NaN", "lon": "inf"}]), Said("no position", 2)),
    "a mangled address": (
        adsbx_table({}, {"icao": "1.54E+39"}),
        Said("'1.54e+39' is no 24-bit address", 3, "icao"),
    ),
    "a time without zone": (
        granular([{}, {"network_time": "2024-01-02 07:41:03"}]),
        Said("names no time zone", 3, "network_time"),
    ),
    "a gzip bomb": (gzip.compress(ZEROS), Said("more than 250 times its size")),
    "a zstd bomb": (zstd(ZEROS), Said("more than 250 times its size")),
    "a zip bomb": (zip_of({"a.json": ZEROS}), Said("more than 250 times its size")),
    "a gzip bomb in a zip": (
        zip_of({"a.json.gz": gzip.compress(ZEROS)}, method=zipfile.ZIP_STORED),
        Said("more than 250 times its size"),
    ),
    "a gzip in a gzip": (gzip.compress(gzip.compress(ZEROS)), Said("a gzip file inside a gzip")),
    "zips in zips": (nested_zip(), Said("a ZIP archive inside a ZIP archive")),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_is_refused_in_one_line_that_names_it_and_the_place(name: str) -> None:
    content, said = BAD[name]
    (error,) = read_each_content("given.bin", content)
    assert isinstance(error, InputError)
    assert said.words in str(error)
    assert (error.row, error.column) == (said.row, said.column)
    assert str(error).startswith("given.bin")
    assert len(str(error).splitlines()) == 1
    assert error.advice


GOOD_ROWS: Mapping[str, tuple[bytes, int, int]] = {
    "line ends of all kinds and a byte order mark": (
        b"\xef\xbb\xbf" + FR24.replace(b"\n", b"\r\n") + FR24_ROW.replace("8,", "9,", 1)
        .replace("38Z", "39Z").encode() + b"\r\n\n",
        *(2, 2),
    ),
    "a quotation mark that is never closed": (FR24 + b'1,"2', 2, 1),
    "line ends of old Macintoshes": (FR24.replace(b"\n", b"\r"), 1, 1),
    "NUL within a value": (FR24.replace(b"JAL516", b"JAL\x00516"), 1, 1),
    "a number beyond all numbers": (TRACE.replace(b"50.0", b"1e999", 1), 2, 1),
    "one year of 2106 among good ones": (state_vectors([{}, {"lastposupdate": 2**32}]), 2, 1),
    "one empty time among good ones": (state_vectors([{}, {"lastposupdate": ""}]), 2, 1),
    "a state off the Earth": (opensky_states({}, {"lat": 91.0, "lon": 181.0}), 2, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", list(GOOD_ROWS))
def test_a_file_with_a_bad_row_is_read_and_every_row_is_accounted_for(name: str) -> None:
    content, rows, fixes = GOOD_ROWS[name]
    (reading,) = read_each_content("given.bin", content)
    assert isinstance(reading, Reading)
    assert (reading.rows, len(reading.fixes)) == (rows, fixes)
    assert reading.rows == len(reading.fixes) + sum(r.rows for r in reading.rejected)


@pytest.mark.parametrize("sentinel", [511, -1, 3600])
def test_a_direction_that_is_none_is_unknown(sentinel: float) -> None:
    rows = [{"heading": 360, "lat": 1}, {"heading": sentinel, "lat": 2}]
    (reading,) = read_each_content("a.csv", state_vectors(rows))
    assert isinstance(reading, Reading)
    assert reading.fixes["track_deg"].fillna(-99).tolist() == [360, -99]


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """It is sparse and as large as no disk: reading it would not end."""
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    (readings, (error,)) = read_all([path])
    assert (readings, error.fault) == ([], "the file is larger than 1024 MiB")


def digests(store: Store) -> dict[str, str]:
    files = [path for path in store.root.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_bad_files_leave_the_store_as_it_was(tmp_path: Path) -> None:
    """Byte for byte: no new commit either."""
    store = open_store(tmp_path / "store")
    good = write_trace(tmp_path / "good.json", "154e37", [600, 601])
    add([good], store, reference=NOWHERE, settings=Settings())
    before = digests(store)
    done = add(_written(tmp_path), store, reference=NOWHERE, settings=Settings())
    assert (len(done.added), len(done.errors)) == (0, len(BAD))
    assert digests(store) == before


def test_bad_files_do_not_spoil_a_good_one_among_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = _written(tmp_path)
    good = write_trace(tmp_path / "good.json", "154e37", [600, 601])
    paths = [*map(str, bad[::2]), str(good), *map(str, bad[1::2])]
    assert main(["add", *paths, "--store", str(tmp_path / "store")]) == 2
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == len(BAD)
    assert all(re.match(rf"{tmp_path}/bad-\d\d", line) for line in said.err.splitlines())
    assert f"added {good}: 2 fixes" in said.out


def _written(folder: Path) -> list[Path]:
    paths = [folder / f"bad-{number:02d}" for number in range(len(BAD))]
    for path, (content, _) in zip(paths, BAD.values(), strict=True):
        path.write_bytes(content)
    return paths
