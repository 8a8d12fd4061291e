"""Packed files are known by their first bytes and unpacked within bounds: gzip, zstd."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import pyarrow as pa

from skygap.errors import InputError

MOST_BYTES = 1 << 30
"""No day of tracks comes near 1 GiB; beyond it a file is a mistake or an attack."""

MOST_RATIO = 250
"""Real traces shrink 5 to 20 times. Checked beyond _SMALL_BYTES only: small files do no harm."""

AGAIN = "Download it again"

_SMALL_BYTES = 8 << 20
_CHUNK_BYTES = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(OSError, ValueError, RuntimeError, OverflowError),
)


class Stream(Protocol):
    """What bytes can be read from."""

    def read(self, count: int, /) -> bytes:
        """Give back at most so many bytes; none at the end."""


def unpacked(name: str, content: bytes) -> bytes:
    """Give back what is inside a gzip or zstd file, the content itself when it is neither.

    InputError when it is cut off, damaged or unpacks to more than MOST_BYTES.
    """
    if content.startswith(_GZIP_MAGIC):
        with damage_named(name, "gzip file"), gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            return all_of(name, stream, len(content))
    if content.startswith(_ZSTD_MAGIC):
        with damage_named(name, "zstd file"):
            return _from_zstd(name, content)
    return content


@contextmanager
def damage_named(name: str, kind: str) -> Iterator[None]:
    """Turn whatever an unpacker complains of into InputError."""
    try:
        yield
    except EOFError as error:
        raise InputError(name, f"the {kind} is cut off", f"{AGAIN}, to its end") from error
    except _DAMAGES as error:
        raise InputError(name, f"the {kind} is damaged", AGAIN) from error


def all_of(name: str, stream: Stream, packed_size: int) -> bytes:
    """Read to the end; InputError when it is more than any track that was so small packed."""
    parts, size = [], 0
    while part := stream.read(_CHUNK_BYTES):
        size += len(part)
        _refuse_bomb(name, size, packed_size)
        parts.append(part)
    return b"".join(parts)


def _from_zstd(name: str, packed: bytes) -> bytes:
    try:
        with pa.CompressedInputStream(pa.BufferReader(packed), "zstd") as stream:
            return all_of(name, stream, len(packed))
    except OSError as error:
        if "Truncated" in str(error):
            raise EOFError from error
        raise


def _refuse_bomb(name: str, size: int, packed_size: int) -> None:
    advice = "If it is real, unpack it and split it by day"
    if size > MOST_BYTES:
        raise InputError(name, f"it unpacks to more than {MOST_BYTES >> 20} MiB", advice)
    if size > _SMALL_BYTES and size > MOST_RATIO * packed_size:
        fault = f"it unpacks to more than {MOST_RATIO} times its size, as no real track does"
        raise InputError(name, fault, advice)
