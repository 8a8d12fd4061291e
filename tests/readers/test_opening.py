"""A file is opened, hashed as it was given, and unpacked within bounds."""

import gzip
import hashlib
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers import read_content, read_each_content
from skygap.readers.files.archives import MOST_FILES
from skygap.readers.files.opening import open_content, open_each, open_each_content, open_file
from skygap.readers.reading import RawFile, Reading
from tests.readers.making import FR24_HEADER, FR24_ROW
from tests.readers.making_feeds import zip_of

FR24 = f"{FR24_HEADER}\n{FR24_ROW}\n".encode()


def zstd_of(content: bytes) -> bytes:
    return bytes(pa.compress(content, codec="zstd", asbytes=True))


def opened(found: Iterable[RawFile | InputError]) -> list[RawFile]:
    """Take what was opened; an error among it would break the test."""
    kept = list(found)
    assert all(isinstance(each, RawFile) for each in kept)
    return [each for each in kept if isinstance(each, RawFile)]


def raw_name(found: RawFile | InputError) -> str:
    return found.file if isinstance(found, InputError) else found.name


def test_a_plain_file_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")
    assert open_file(path).content == b"{}"


def test_gzip_is_known_by_its_content_under_any_name() -> None:
    assert open_content("trace.json", gzip.compress(b"inside")).content == b"inside"


def test_several_gzip_parts_are_one_content() -> None:
    packed = gzip.compress(b"one") + gzip.compress(b"two")
    assert open_content("a", packed).content == b"onetwo"


def test_the_hash_is_of_the_file_as_it_was_given() -> None:
    packed = gzip.compress(b"inside")
    assert open_content("a.json", packed).sha256 == hashlib.sha256(packed).hexdigest()


def test_a_byte_order_mark_is_not_content() -> None:
    assert open_content("a.csv", b"\xef\xbb\xbfx").content == b"x"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nothing.json"
    with pytest.raises(InputError, match="there is no such file") as caught:
        open_file(path)
    assert caught.value.file == str(path)


def test_a_folder_is_all_files_in_it_but_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "day").mkdir()
    for name in ("b.json", "day/a.json", ".hidden", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"{}")
    assert [raw.name for raw in opened(open_each(tmp_path))] == [
        str(tmp_path / "b.json"),
        str(tmp_path / "day" / "a.json"),
    ]


def test_a_folder_without_files_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the folder holds no file"):
        open_file(tmp_path)


def test_a_bad_file_in_a_folder_does_not_spoil_the_others(tmp_path: Path) -> None:
    for name, content in {"a": b"", "b": gzip.compress(b"x")[:9], "c": b"good"}.items():
        (tmp_path / name).write_bytes(content)
    assert [type(found) for found in open_each(tmp_path)] == [InputError, InputError, RawFile]


def test_a_name_that_cannot_exist_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        open_file(tmp_path / ("x" * 5000))


@pytest.mark.parametrize("content", [b"", gzip.compress(b"")])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    with pytest.raises(InputError, match="the file is empty"):
        open_content("a.json", content)


@pytest.mark.parametrize("kept", [2, 12, -9, -1])
def test_a_truncated_gzip_is_said_to_be_cut_off(kept: int) -> None:
    packed = gzip.compress(bytes(range(256)) * 50)
    with pytest.raises(InputError, match="cut off"):
        open_content("a.json.gz", packed[:kept])


def test_a_damaged_gzip_is_said_to_be_damaged() -> None:
    packed = bytearray(gzip.compress(b"some content that is packed"))
    packed[-6] ^= 0xFF
    with pytest.raises(InputError, match="damaged"):
        open_content("a.json.gz", bytes(packed))


def test_zstd_is_known_by_its_content_under_any_name() -> None:
    assert open_content("trace.json", zstd_of(b"one") + zstd_of(b"two")).content == b"onetwo"


@pytest.mark.parametrize("kept", [5, 12, -9, -1])
def test_a_truncated_zstd_is_said_to_be_cut_off(kept: int) -> None:
    with pytest.raises(InputError, match="the zstd file is cut off"):
        open_content("a.csv.zst", zstd_of(bytes(range(256)) * 50)[:kept])


def test_a_damaged_zstd_is_said_to_be_damaged() -> None:
    with pytest.raises(InputError, match="the zstd file is damaged"):
        open_content("a.csv.zst", b"\x28\xb5\x2f\xfd no frame at all")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_one_file_of_a_zip_is_opened_past_folders_and_leftovers(method: int) -> None:
    files = {"day/": b"", "day/a.csv": b"inside", "__MACOSX/day/._a.csv": b"x", "._a.csv": b"x"}
    raw = open_content("day.zip", zip_of(files, method=method))
    assert (raw.name, raw.content) == ("day.zip/day/a.csv", b"inside")


@pytest.mark.parametrize("pack", [gzip.compress, zstd_of])
def test_a_file_in_a_zip_may_be_packed_once_more(pack: Callable[[bytes], bytes]) -> None:
    assert open_content("a.zip", zip_of({"t.json": pack(b"inside")})).content == b"inside"


def test_each_file_of_a_zip_is_a_file_of_its_own() -> None:
    files = {"a/1.json": b"one", "a/2.json.gz": gzip.compress(b"two"), "b/1.json": b"three"}
    found = opened(open_each_content("days.zip", zip_of(files)))
    assert [raw.name for raw in found] == [f"days.zip/{name}" for name in files]
    assert [raw.content for raw in found] == [b"one", b"two", b"three"]


def test_a_file_is_the_same_evidence_with_and_without_its_archive() -> None:
    """Packed as it lies there, so that the archive and then its file is the same file twice."""
    packed = gzip.compress(FR24)
    (inside, _) = opened(open_each_content("a.zip", zip_of({"a.csv.gz": packed, "b": FR24})))
    assert inside.sha256 == open_content("a.csv.gz", packed).sha256
    assert inside.sha256 == hashlib.sha256(packed).hexdigest()


def test_the_name_in_the_zip_tells_the_flight_and_the_path_tells_the_archive() -> None:
    reading = read_content("mail.zip", zip_of({"JL516_3376ab31.csv": FR24}))
    assert reading.fixes.craft_id.tolist() == ["fr24:3376ab31"]
    assert reading.path == "mail.zip/JL516_3376ab31.csv"


def test_a_bad_file_in_a_zip_does_not_spoil_the_others() -> None:
    files = {"empty": b"", "cut": gzip.compress(FR24)[:-9], "inner.zip": zip_of({"a": FR24})}
    packed = bytearray(zip_of({**files, "good": FR24, "flipped": b"x" * 50}, method=0))
    packed[packed.index(b"x" * 50)] = 0
    found = {raw_name(each): each for each in open_each_content("a.zip", bytes(packed))}
    faults = {name: e.fault for name, e in found.items() if isinstance(e, InputError)}
    assert faults == {
        "a.zip/empty": "the file is empty",
        "a.zip/cut": "the gzip file is cut off",
        "a.zip/inner.zip": "this is a ZIP archive inside a ZIP archive",
        "a.zip/flipped": "the ZIP archive is damaged",
    }
    assert set(found) - set(faults) == {"a.zip/good"}


def test_a_file_whose_name_is_gone_from_the_list_of_an_archive_is_said_to_be_damaged() -> None:
    packed = bytearray(zip_of({"x": b"inside"}, method=0))
    listed, end = packed.index(b"PK\x01\x02"), packed.index(b"PK\x05\x06")
    packed[listed + 28], packed[end + 12] = 0, packed[end + 12] - 1
    del packed[listed + 46]
    with pytest.raises(InputError, match="the ZIP archive is damaged"):
        open_content("a.zip", bytes(packed))


def test_an_archive_is_opened_file_by_file_and_not_all_at_once() -> None:
    """The second file is broken in the archive; the first is given before anybody looks at it."""
    packed = bytearray(zip_of({"a": b"first", "b": b"y" * 50}, method=0))
    packed[packed.index(b"y" * 50)] = 0
    first = next(open_each_content("a.zip", bytes(packed)))
    assert isinstance(first, RawFile)


def test_where_one_file_is_wanted_several_are_refused() -> None:
    with pytest.raises(InputError, match="this holds several files"):
        open_content("days.zip", zip_of({"1.csv": FR24, "2.csv": FR24}))


def test_the_kml_of_a_kmz_is_opened_past_its_pictures() -> None:
    packed = zip_of({"doc.kml": b"<kml/>", "images/plane.png": b"x"})
    assert open_content("a.kmz", packed).content == b"<kml/>"


def test_a_picture_among_other_files_is_not_passed_over_in_silence() -> None:
    found = list(read_each_content("a.zip", zip_of({"a.csv": FR24, "b.png": b"\x89PNG"})))
    assert [type(each) for each in found] == [Reading, InputError]


def test_an_archive_of_too_many_files_is_refused_as_a_whole() -> None:
    many = zip_of({str(number): b"" for number in range(MOST_FILES + 1)}, method=0)
    with pytest.raises(InputError, match=r"more than 100,000 files"):
        open_content("a.zip", many)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "holds no file"),
        ({"day/": b""}, "holds no file"),
        ({"a.csv": b""}, "the file is empty"),
        ({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}, "a spreadsheet"),
    ],
)
def test_a_zip_without_a_track_is_told_in_its_own_words(
    files: dict[str, bytes], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        open_content("a.zip", zip_of(files))


def test_a_locked_zip_is_said_to_be_locked() -> None:
    locked = bytearray(zip_of({"a.csv": b"inside"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InputError, match="locked with a password"):
        open_content("a.zip", bytes(locked))


def test_a_zip_packed_by_another_method_is_refused() -> None:
    with pytest.raises(InputError, match="a method that cannot be opened"):
        open_content("a.zip", zip_of({"a.csv": b"inside"}, method=zipfile.ZIP_LZMA))


@pytest.mark.parametrize("kept", [4, 40, -1])
def test_a_truncated_zip_is_said_to_be_damaged(kept: int) -> None:
    with pytest.raises(InputError, match="the ZIP archive is damaged"):
        open_content("a.zip", zip_of({"a.csv": b"inside" * 50})[:kept])


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9)


def _zip(content: bytes) -> bytes:
    return zip_of({"a.json": content})


@pytest.mark.parametrize("pack", [_gzip, zstd_of, _zip])
def test_a_bomb_is_refused_before_it_fills_the_memory(pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(InputError, match="250 times its size"):
        open_content("a.json.gz", pack(bytes(100 << 20)))


@settings(deadline=None)
@given(st.sampled_from([_gzip, zstd_of, _zip]), st.data())
def test_a_damaged_archive_is_read_or_refused_in_one_line(
    pack: Callable[[bytes], bytes], data: st.DataObject
) -> None:
    good = pack(FR24 * 3)
    place = data.draw(st.integers(0, len(good) - 1))
    damaged = good[:place] + data.draw(st.binary(max_size=4)) + good[place + 1 :]
    said = "read"
    try:
        read_content("a", damaged)
    except InputError as error:
        said = str(error)
    assert len(said.splitlines()) == 1
