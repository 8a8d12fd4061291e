"""What a file that no reader knows looks like, in words, so that its owner can act."""

import msgspec

from skygap.readers.making.values import clean_text
from skygap.readers.parsing.columnar import MAGIC, column_names
from skygap.readers.parsing.delimited import delimiter_of, header
from skygap.readers.parsing.json_text import json_fault
from skygap.readers.parsing.tabular import hold_values
from skygap.readers.reading import RawFile

_MOST_NAMES = 8
_HEAD_BYTES = 1024
_MAGICS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive (or a spreadsheet or KMZ, which are ZIP inside)",
    b"\x1f\x8b": "a gzip file inside a gzip file",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "an SQLite database",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old Office document",
}
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_MARKUP = {b"<kml": "KML", b"<gpx": "GPX", b"<html": "a web page", b"<!doctype html": "a web page"}


def looks_like(raw: RawFile) -> str:
    """Say in a few words what the content looks like."""
    by_magic = (words for magic, words in _MAGICS.items() if raw.content.startswith(magic))
    return next(by_magic, "") or _structured(raw)


def _structured(raw: RawFile) -> str:
    head = raw.content[:_HEAD_BYTES].lstrip()
    if raw.content.startswith(MAGIC):
        names = column_names(raw)
        return f"a Parquet file with {_listed(names)}" if names else "a damaged Parquet file"
    if head.startswith(b"<"):
        return next((words for tag, words in _MARKUP.items() if tag in head.lower()), "XML")
    if head.startswith((b"{", b"[")):
        return _json(raw)
    return _text(raw)


def _json(raw: RawFile) -> str:
    try:
        decoded = msgspec.json.decode(raw.content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        several = "trailing characters" in str(error)
        return "several JSON texts in a row" if several else json_fault(raw, error)
    if isinstance(decoded, dict):
        return f"JSON with {_listed(tuple(decoded), kind='keys')}"
    return "a JSON list"


def _text(raw: RawFile) -> str:
    head = raw.content[:_HEAD_BYTES]
    if b"\x00" in head:
        return "binary data"
    delimiter = delimiter_of(raw)
    names = header(raw, delimiter=delimiter)
    if len(names) > 1 and hold_values(names):
        return "a table whose first line names no columns"
    if len(names) > 1:
        return f"{_DELIMITERS[delimiter]}-separated text with {_listed(names)}"
    return "text without columns" if names else "binary data"


def _listed(names: tuple[str, ...], *, kind: str = "columns") -> str:
    shown = ", ".join(clean_text(name) for name in names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"the {kind} {shown}{more}" if names else f"no {kind}"
