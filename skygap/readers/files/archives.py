"""ZIP archives: each file in one is a file of its own, read after the other, a bad one skips none.

Folders, hidden files and what macOS and Windows leave behind are passed over, and in a KMZ the
pictures. An archive in an archive is not opened: nested ones are how small files become huge.
"""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from skygap.errors import InputError
from skygap.readers.files.unpacking import AGAIN, all_of, damage_named

MOST_FILES = 100_000
"""A day of all traces of the world is about 60,000 files."""

LONGEST_NAME = 200
"""Of a longer path in an archive only the end is shown."""

_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x1
_OFFICE = "[Content_Types].xml"
_LEFTOVERS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".webp", ".ico"})
_GIVE_INSIDE = "Unpack it and give what is inside"


def is_zip(content: bytes) -> bool:
    """Tell a ZIP archive by its first bytes."""
    return content.startswith(_MAGICS)


def is_leftover(path: PurePosixPath) -> bool:
    """Tell a file that holds no data of anybody: hidden, or left behind by a system."""
    return path.name.startswith(".") or not _LEFTOVERS.isdisjoint(path.parts)


def files_in(name: str, stream: IO[bytes]) -> Iterator[tuple[str, bytes] | InputError]:
    """Give each file of an archive, one at a time: its name behind the archive's, and its bytes.

    A file that cannot be opened is given as its error and the others follow. Raises InputError
    when the archive itself is damaged, holds no or too many files, or is no archive of files.
    """
    with damage_named(name, "ZIP archive"):
        archive = zipfile.ZipFile(stream)
    with archive:
        size = stream.seek(0, 2)
        for member in _files(name, archive):
            yield _file(name, archive, member, size)


def _files(name: str, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    paths = [(PurePosixPath(member.filename), member) for member in members]
    files = [(path, member) for path, member in paths if not is_leftover(path)]
    if not files:
        raise InputError(name, "the ZIP archive holds no file", AGAIN)
    if any(str(path) == _OFFICE for path, _ in files):
        advice = "Save the table as CSV UTF-8, with addresses as text"
        raise InputError(name, "this is a spreadsheet or another Office document", advice)
    if len(files) > MOST_FILES:
        fault = f"the ZIP archive holds more than {MOST_FILES:,} files"
        raise InputError(name, fault, "Split it by day")
    has_kml = any(path.suffix.lower() == ".kml" for path, _ in files)
    return [m for path, m in files if not (has_kml and path.suffix.lower() in _PICTURES)]


def _file(
    name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, size: int
) -> tuple[str, bytes] | InputError:
    inside = f"{name}/{_shown(member.filename)}"
    try:
        _refuse_unreadable(inside, member)
        with damage_named(inside, "ZIP archive"), archive.open(member) as stream:
            content = all_of(inside, stream, min(member.compress_size, size))
    except InputError as error:
        return error
    if is_zip(content):
        return InputError(inside, "this is a ZIP archive inside a ZIP archive", _GIVE_INSIDE)
    return inside, content


def _shown(filename: str) -> str:
    return "".join(c for c in filename if c.isprintable())[-LONGEST_NAME:]


def _refuse_unreadable(name: str, member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _LOCKED:
        raise InputError(name, "it is locked with a password", _GIVE_INSIDE)
    if member.compress_type not in _METHODS:
        raise InputError(name, "it is packed by a method that cannot be opened here", _GIVE_INSIDE)
