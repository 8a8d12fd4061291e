"""From a path or from uploaded bytes to a RawFile: opened, hashed, unpacked, bounded."""

import gzip
import hashlib
import io
import zlib
from pathlib import Path

from skygap.errors import InputError
from skygap.readers.reading import RawFile

MOST_BYTES = 1 << 30
"""No day of tracks comes near 1 GiB; beyond it a file is a mistake or an attack."""

MOST_RATIO = 250
"""Real traces shrink 5 to 20 times. Checked beyond _SMALL_BYTES only: small files do no harm."""

_SMALL_BYTES = 64 << 20
_CHUNK_BYTES = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def open_file(path: Path) -> RawFile:
    """Open a file of any kind; InputError when it is missing, no file, empty or damaged."""
    name = str(path)
    try:
        fault = _path_fault(path)
        content = b"" if fault else path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(name, "there is no such file", "Check the name and the folder") from error
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or "it has no valid name"
        raise InputError(
            name, f"the file cannot be opened ({words})", "Check its name and who may read it"
        ) from error
    if fault:
        raise InputError(name, *fault)
    return open_content(name, content)


def open_content(name: str, content: bytes) -> RawFile:
    """Take bytes that are already in memory; `name` is only for messages and ids."""
    sha256 = hashlib.sha256(content).hexdigest()
    unpacked = _unpacked(name, content) if content.startswith(_GZIP_MAGIC) else content
    if not unpacked:
        raise InputError(name, "the file is empty", "Download or export it again")
    return RawFile(name, unpacked.removeprefix(_BYTE_ORDER_MARK), sha256)


def _path_fault(path: Path) -> tuple[str, str] | None:
    status = path.stat()
    if path.is_dir():
        return "this is a folder, not a file", "Name the files in it"
    if not path.is_file():
        return "this is no ordinary file", "Save the data as a file and name that"
    if status.st_size > MOST_BYTES:
        return f"the file is larger than {MOST_BYTES >> 20} MiB", "Split it by day"
    return None


def _unpacked(name: str, packed: bytes) -> bytes:
    parts, size = [], 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            while part := stream.read(_CHUNK_BYTES):
                size += len(part)
                _refuse_bomb(name, size, len(packed))
                parts.append(part)
    except EOFError as error:
        fault = f"the gzip file is cut off (after {size} bytes of content)"
        raise InputError(name, fault, "Download it again, to its end") from error
    except (OSError, zlib.error) as error:
        raise InputError(name, "the gzip file is damaged", "Download it again") from error
    return b"".join(parts)


def _refuse_bomb(name: str, size: int, packed_size: int) -> None:
    advice = "If it is real, unpack it and split it by day"
    if size > MOST_BYTES:
        raise InputError(name, f"it unpacks to more than {MOST_BYTES >> 20} MiB", advice)
    if size > _SMALL_BYTES and size > MOST_RATIO * packed_size:
        fault = f"it unpacks to more than {MOST_RATIO} times its size, as no real track does"
        raise InputError(name, fault, advice)
