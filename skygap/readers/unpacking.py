"""Packed files are known by their first bytes and unpacked within bounds: gzip, zstd, ZIP."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Protocol

import pyarrow as pa

from skygap.errors import InputError
from skygap.readers.values import clean_text

MOST_BYTES = 1 << 30
"""No day of tracks comes near 1 GiB; beyond it a file is a mistake or an attack."""

MOST_RATIO = 250
"""Real traces shrink 5 to 20 times. Checked beyond _SMALL_BYTES only: small files do no harm."""

_SMALL_BYTES = 64 << 20
_CHUNK_BYTES = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x1
_OFFICE = "[Content_Types].xml"
_NO_DATA = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_MOST_NAMED = 5
_AGAIN = "Download it again"
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(OSError, ValueError, RuntimeError, OverflowError),
)


class _Stream(Protocol):
    def read(self, count: int, /) -> bytes: ...


def unpacked(name: str, content: bytes) -> tuple[str, bytes]:
    """Give back the name and the bytes of what is inside; both unchanged when nothing is packed.

    A file in a ZIP archive may be packed once more, as traces are. InputError when the archive is
    cut off, damaged or locked, holds none or several files, or unpacks to more than MOST_BYTES.
    """
    if content.startswith(_ZIP_MAGICS):
        name, content = _opened(name, content, "ZIP archive", _from_zip)
    if content.startswith(_GZIP_MAGIC):
        return _opened(name, content, "gzip file", _from_gzip)
    if content.startswith(_ZSTD_MAGIC):
        return _opened(name, content, "zstd file", _from_zstd)
    return name, content


def _opened(
    name: str, packed: bytes, kind: str, opener: Callable[[str, bytes], tuple[str, bytes]]
) -> tuple[str, bytes]:
    try:
        return opener(name, packed)
    except EOFError as error:
        raise InputError(name, f"the {kind} is cut off", f"{_AGAIN}, to its end") from error
    except _DAMAGES as error:
        raise InputError(name, f"the {kind} is damaged", _AGAIN) from error


def _from_gzip(name: str, packed: bytes) -> tuple[str, bytes]:
    with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
        return name, _all_of(name, stream, len(packed))


def _from_zstd(name: str, packed: bytes) -> tuple[str, bytes]:
    try:
        with pa.CompressedInputStream(pa.BufferReader(packed), "zstd") as stream:
            return name, _all_of(name, stream, len(packed))
    except OSError as error:
        if "Truncated" in str(error):
            raise EOFError from error
        raise


def _from_zip(name: str, packed: bytes) -> tuple[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        member = _only_file(name, archive)
        inside = f"{name}/{clean_text(PurePosixPath(member.filename).name)}"
        _refuse_unreadable(inside, member)
        with archive.open(member) as stream:
            return inside, _all_of(inside, stream, len(packed))


def _only_file(name: str, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Find the one file, or the one KML among the pictures of a KMZ."""
    files = [
        member
        for member in archive.infolist()
        if not member.filename.endswith("/")
        and not any(word in member.filename for word in _NO_DATA)
    ]
    kml = [member for member in files if member.filename.lower().endswith(".kml")]
    for only in (files, kml):
        if len(only) == 1:
            return only[0]
    raise _no_choice(name, [member.filename for member in files])


def _no_choice(name: str, files: list[str]) -> InputError:
    if not files:
        return InputError(name, "the ZIP archive holds no file", _AGAIN)
    if _OFFICE in files:
        advice = "Save the table as CSV UTF-8, with addresses as text"
        return InputError(name, "this is a spreadsheet or another Office document", advice)
    shown = ", ".join(clean_text(file) for file in files[:_MOST_NAMED])
    more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    fault = f"the ZIP archive holds {len(files)} files: {shown}{more}"
    return InputError(name, fault, "Unpack it and give the files one by one or all together")


def _refuse_unreadable(name: str, member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _LOCKED:
        raise InputError(name, "it is locked with a password", "Unpack it and give what is inside")
    if member.compress_type not in _METHODS:
        fault = "it is packed by a method that cannot be opened here"
        raise InputError(name, fault, "Unpack it and give what is inside")


def _all_of(name: str, stream: _Stream, packed_size: int) -> bytes:
    parts, size = [], 0
    while part := stream.read(_CHUNK_BYTES):
        size += len(part)
        _refuse_bomb(name, size, packed_size)
        parts.append(part)
    return b"".join(parts)


def _refuse_bomb(name: str, size: int, packed_size: int) -> None:
    advice = "If it is real, unpack it and split it by day"
    if size > MOST_BYTES:
        raise InputError(name, f"it unpacks to more than {MOST_BYTES >> 20} MiB", advice)
    if size > _SMALL_BYTES and size > MOST_RATIO * packed_size:
        fault = f"it unpacks to more than {MOST_RATIO} times its size, as no real track does"
        raise InputError(name, fault, advice)
