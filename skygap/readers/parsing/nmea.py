r"""Lines of an NMEA log put together to whole AIS messages, each with the time it was received.

A line is a sentence, `!AIVDM,...*hh`, mostly with a tag block before it, `\s:station,c:time*hh\`.
A long message stands in several lines, which belong together by the group of their tag blocks, else
by the number and channel in the sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import xor

from skygap.readers.reading import RawFile

NO_SENTENCE = "no AIS sentence"
WRONG_CHECKSUM = "a checksum that is missing or wrong"
NO_TIME = "no receive time"
INCOMPLETE = "a message of several lines of which some are missing"

_SENTENCE = (
    rb"![A-Z]{2}VD[MO],([1-9]),([1-9]),([0-9]?),([A-Z0-9]?),[0-W`-w]{1,200},[0-5]\*[0-9A-Fa-f]{2}"
)
_LINE = re.compile(rb"(?:\\([^\\]{0,400})\\)?(" + _SENTENCE + rb")")
_BEGINS = re.compile(rb"^[ \t]*(?:\\[^\\\r\n]{0,400}\\)?![A-Z]{2}VD[MO],[1-9],[1-9],", re.MULTILINE)
_CHECKED = re.compile(rb"!?([^*]*)\*([0-9A-Fa-f]{2})")
_TIME = re.compile(rb"(?:^|,)c:([0-9]{1,16})(?:,|\*|$)")
_GROUP = re.compile(rb"(?:^|,)g:[0-9]+-[0-9]+-([0-9]{1,9})(?:,|\*|$)")
_HEAD_BYTES = 4096
_LATEST_AS_SECONDS = 100_000_000_000
"""Greater numbers are milliseconds: as seconds they are after the year 5000."""

Key = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """One or several lines: numbers from 1, sentences, Unix seconds of reception if told, fault."""

    lines: tuple[int, ...]
    sentences: tuple[bytes, ...] = ()
    seconds: float | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """One line of a message in several: which of how many it is."""

    heard: Heard
    key: Key
    number: int
    count: int


def is_log(raw: RawFile) -> bool:
    """Tell a log by a sentence in its first lines."""
    return _BEGINS.search(raw.content[:_HEAD_BYTES]) is not None


def messages(raw: RawFile) -> Iterator[Heard]:
    """Give whole messages and, with their fault, the lines that make none; no line is left out."""
    waiting: dict[Key, list[_Part]] = {}
    for number, line in enumerate(raw.content.split(b"\n"), start=1):
        if line.strip():
            yield from _joined(_part(number, line.strip()), waiting)
    for parts in waiting.values():
        yield _incomplete(parts)


def bits(sentences: Sequence[bytes]) -> int:
    """Count the bits of a message, without those that only fill up its last character."""
    fields = [sentence.split(b",") for sentence in sentences]
    return sum(6 * len(payload) - int(end[:1]) for *_, payload, end in fields)


def _part(number: int, line: bytes) -> _Part | Heard:
    """Take one line apart; with its fault when it is no part of a message."""
    found = _LINE.fullmatch(line)
    if found is None:
        return Heard((number,), fault=NO_SENTENCE)
    tags, sentence, count, at, sequence, channel = found.groups(b"")
    if not _is_checked(sentence) or (b"*" in tags and not _is_checked(tags)):
        return Heard((number,), fault=WRONG_CHECKSUM)
    heard = Heard((number,), (sentence,), _seconds(tags))
    group = _GROUP.search(tags)
    key = (b"g", group[1]) if group else (sequence, channel)
    return _Part(heard, (*key, count), int(at), int(count))


def _is_checked(text: bytes) -> bool:
    found = _CHECKED.fullmatch(text)
    return found is not None and reduce(xor, found[1], 0) == int(found[2], 16)


def _seconds(tags: bytes) -> float | None:
    told = _TIME.search(tags)
    if told is None:
        return None
    number = int(told[1])
    return number / 1000.0 if number > _LATEST_AS_SECONDS else float(number)


def _joined(part: _Part | Heard, waiting: dict[Key, list[_Part]]) -> Iterator[Heard]:
    """Give what a line completes, or what it shows to be incomplete; `waiting` holds the rest."""
    if isinstance(part, Heard):
        yield part
        return
    before = waiting.pop(part.key, [])
    if part.number != len(before) + 1:
        yield from ([_incomplete(before)] if before else [])
        before = []
    parts = [*before, part]
    if part.number != len(parts) or part.number > part.count:
        yield _incomplete(parts)
    elif part.number == part.count:
        yield _whole(parts)
    else:
        waiting[part.key] = parts


def _whole(parts: list[_Part]) -> Heard:
    times = (part.heard.seconds for part in parts if part.heard.seconds is not None)
    sentences = tuple(part.heard.sentences[0] for part in parts)
    return Heard(_lines(parts), sentences, next(times, None))


def _incomplete(parts: list[_Part]) -> Heard:
    return Heard(_lines(parts), fault=INCOMPLETE)


def _lines(parts: list[_Part]) -> tuple[int, ...]:
    return tuple(part.heard.lines[0] for part in parts)
