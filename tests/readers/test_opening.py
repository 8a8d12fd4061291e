"""A file is opened, hashed as it was given, and unpacked within bounds."""

import gzip
import hashlib
from pathlib import Path

import pytest

from skygap.errors import InputError
from skygap.readers.opening import open_content, open_file


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


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder"):
        open_file(tmp_path)


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


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(bytes(100 << 20), compresslevel=9)
    with pytest.raises(InputError, match="250 times its size"):
        open_content("a.json.gz", bomb)
