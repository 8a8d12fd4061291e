"""Where a JSON text is broken, said so that an editor can be pointed there."""

import re

from skygap.errors import InputError
from skygap.readers.reading import RawFile

_BYTE = re.compile(r"\(byte (\d+)\)")
_ADVICE = "Download or export it again"


def broken_json(raw: RawFile, error: Exception) -> InputError:
    """Turn a decoder's complaint into one line with the place of the fault."""
    return InputError(raw.name, f"this is {json_fault(raw, error)}", _ADVICE)


def json_fault(raw: RawFile, error: Exception) -> str:
    """Name the fault and its place in words that follow 'this is' or 'it looks like'."""
    if isinstance(error, RecursionError):
        return "JSON that is nested too deeply for a track"
    if isinstance(error, UnicodeDecodeError):
        return "JSON with text that is not UTF-8"
    place = _BYTE.search(str(error))
    if place is None:
        return f"JSON that is cut off after {len(raw.content)} bytes"
    byte = int(place[1])
    line = raw.content.count(b"\n", 0, byte) + 1
    return f"JSON that is broken in line {line}, byte {byte}"
