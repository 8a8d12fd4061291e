"""From a path or from uploaded bytes to RawFiles: unrolled, opened, hashed, unpacked, bounded.

A file is known by the hash of its bytes as it was given: before anything in it is unpacked. A file
in a ZIP archive is given as it lies in there, so it is the same file with or without the archive.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, TypeVar

from skygap.errors import InputError
from skygap.readers.files.archives import MOST_FILES, files_in, is_leftover, is_zip
from skygap.readers.files.unpacking import MOST_BYTES, unpacked
from skygap.readers.reading import RawFile

MOST_BYTES_IN_ALL = 16 << 30
"""What the files of one archive may unpack to, one after the other."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Opened = RawFile | InputError
One = TypeVar("One")


def open_each(path: Path) -> Iterator[Opened]:
    """Open a file, every file of a ZIP archive or of a folder, one at a time.

    One that is missing, no file, empty or damaged is given as its error and the others follow.
    """
    try:
        for file in _files_of(path):
            yield from _each_of(file)
    except InputError as error:
        yield error


def open_each_content(name: str, content: bytes) -> Iterator[Opened]:
    """Take bytes that are already in memory; else as `open_each`."""
    try:
        yield from _each_in(name, io.BytesIO(content))
    except InputError as error:
        yield error


def open_file(path: Path) -> RawFile:
    """Open the one file that a path names; InputError also when it holds several."""
    return only(str(path), open_each(path))


def open_content(name: str, content: bytes) -> RawFile:
    """Take the one file that bytes in memory are; `name` is only for messages and ids."""
    return only(name, open_each_content(name, content))


def only(name: str, found: Iterator[One | InputError]) -> One:
    """Take the only one, raising what is wrong with it; InputError when there are several."""
    first = list(islice(found, 2))
    if len(first) > 1:
        raise InputError(name, "this holds several files", "Unpack it and name one of them")
    if isinstance(first[0], InputError):
        raise first[0]
    return first[0]


def _files_of(path: Path) -> list[Path]:
    """Name the file itself, or all files in a folder and the folders in it, in order."""
    with _reached(path):
        if not path.is_dir():
            return [path]
        found = sorted(file for file in path.rglob("*") if file.is_file())
    inside = [file for file in found if not is_leftover(PurePosixPath(file.relative_to(path)))]
    if not inside:
        raise InputError(str(path), "the folder holds no file", "Name another folder or the files")
    if len(inside) > MOST_FILES:
        raise InputError(str(path), f"it holds more than {MOST_FILES:,} files", "Name parts of it")
    return inside


def _each_of(file: Path) -> Iterator[Opened]:
    try:
        with _stream(file) as stream:
            yield from _each_in(str(file), stream)
    except InputError as error:
        yield error


@contextmanager
def _stream(file: Path) -> Iterator[IO[bytes]]:
    with _reached(file):
        fault = _path_fault(file)
        if fault:
            raise InputError(str(file), *fault)
        stream = file.open("rb")
    with stream:
        yield stream


@contextmanager
def _reached(path: Path) -> Iterator[None]:
    """Turn what a disk complains of into InputError."""
    name = str(path)
    try:
        yield
    except FileNotFoundError as error:
        raise InputError(name, "there is no such file", "Check the name and the folder") from error
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or "it has no valid name"
        fault = f"the file cannot be opened ({words})"
        raise InputError(name, fault, "Check its name and who may read it") from error


def _path_fault(path: Path) -> tuple[str, str] | None:
    status = path.stat()
    if not path.is_file():
        return "this is no ordinary file", "Save the data as a file and name that"
    if status.st_size > MOST_BYTES:
        return f"the file is larger than {MOST_BYTES >> 20} MiB", "Split it by day"
    return None


def _each_in(name: str, stream: IO[bytes]) -> Iterator[Opened]:
    """Open what a stream holds, within bounds for all of it together."""
    packed = is_zip(stream.read(4))
    stream.seek(0)
    size = 0
    for given in files_in(name, stream) if packed else _itself(name, stream):
        opened = given if isinstance(given, InputError) else _opened(*given)
        size += len(opened.content) if isinstance(opened, RawFile) else 0
        if size > MOST_BYTES_IN_ALL:
            fault = f"its files unpack to more than {MOST_BYTES_IN_ALL >> 30} GiB in all"
            raise InputError(name, fault, "The rest was not read: split it by day")
        yield opened


def _itself(name: str, stream: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    with _reached(Path(name)):
        content = stream.read()
    yield name, content


def _opened(name: str, content: bytes) -> Opened:
    try:
        plain = unpacked(name, content)
    except InputError as error:
        return error
    if not plain:
        return InputError(name, "the file is empty", "Download or export it again")
    if plain.startswith(_UTF_16):
        return InputError(name, "this is text in UTF-16", "Save it as UTF-8")
    sha256 = hashlib.sha256(content).hexdigest()
    return RawFile(name, plain.removeprefix(_BYTE_ORDER_MARK), sha256)
