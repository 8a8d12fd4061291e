"""From a path or from uploaded bytes to a RawFile: opened, hashed, unpacked, bounded."""

import hashlib
from pathlib import Path

from skygap.errors import InputError
from skygap.readers.reading import RawFile
from skygap.readers.unpacking import MOST_BYTES, unpacked

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
    """Take bytes that are already in memory; `name` is only for messages and ids.

    What was in a ZIP archive carries its own name behind that of the archive.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    inside, plain = unpacked(name, content)
    if not plain:
        raise InputError(inside, "the file is empty", "Download or export it again")
    return RawFile(inside, plain.removeprefix(_BYTE_ORDER_MARK), sha256)


def _path_fault(path: Path) -> tuple[str, str] | None:
    status = path.stat()
    if path.is_dir():
        return "this is a folder, not a file", "Name the files in it"
    if not path.is_file():
        return "this is no ordinary file", "Save the data as a file and name that"
    if status.st_size > MOST_BYTES:
        return f"the file is larger than {MOST_BYTES >> 20} MiB", "Split it by day"
    return None
