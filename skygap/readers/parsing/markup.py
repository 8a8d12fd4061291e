"""XML as a tree without namespaces, read so that no file can harm: the base of KML and GPX.

A document type is refused before anything in it is looked at: entities are the way in which small
files become huge and foreign files are drawn in, and no track needs one.
"""

import re
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.values import moments, texts
from skygap.readers.reading import RawFile

MOST_BYTES = 128 << 20
"""A tree takes about ten times as much memory as its text; real tracks are below 10 MiB."""

MOST_LEVELS = 100
"""Folders in folders; real files have fewer than ten levels."""

_HEAD_BYTES = 1 << 16
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_FIRST_TAG = re.compile(rb"<(?:[A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)[\s/>]")
_ADVICE = "Export it again"


def root_is(raw: RawFile, name: str) -> bool:
    """Tell whether the content is XML whose outermost element is so called; cheap."""
    head = raw.content[:_HEAD_BYTES]
    if not head.lstrip().startswith(b"<"):
        return False
    first = _FIRST_TAG.search(_COMMENT.sub(b"", head))
    return first is not None and first[1] == name.encode()


def parse(raw: RawFile) -> Element:
    """Read the whole text; InputError when it is broken, too large or declares a document type."""
    if len(raw.content) > MOST_BYTES:
        fault = f"this XML is larger than {MOST_BYTES >> 20} MiB"
        raise InputError(raw.name, fault, "Split it by day")
    tree = _Tree(raw)
    try:
        return tree.read()
    except expat.ExpatError as error:
        words = expat.ErrorString(error.code)
        fault = f"this is XML that is broken in line {error.lineno} ({words})"
        raise InputError(raw.name, fault, _ADVICE) from error
    except (ValueError, LookupError) as error:
        fault = "this is XML in an encoding that cannot be read"
        raise InputError(raw.name, fault, "Save it as UTF-8") from error


def text_of(element: Element, name: str) -> str:
    """Give the text of a direct child, without padding; empty without one."""
    return (element.findtext(name) or "").strip()


def when_times(words: pd.Series, *, raw: RawFile, column: str) -> pd.Series:
    """Read times as XML writes them; NaT for a bare date, which is no moment."""
    written = texts(words)
    with_clock = written.where(written.str.contains(":"), "")
    return moments(with_clock, file=raw.name, column=column, zone=raw.zone)


class _Tree:
    """A tree that grows while the parser reads."""

    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        self._builder = TreeBuilder()
        self._levels = 0

    def read(self) -> Element:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        parser.Parse(self._raw.content, True)  # noqa: FBT003  (it takes no keyword)
        return self._builder.close()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._levels += 1
        if self._levels > MOST_LEVELS:
            fault = f"this is XML that is nested more than {MOST_LEVELS} levels deep"
            raise InputError(self._raw.name, fault, _ADVICE)
        self._builder.start(_local(tag), attributes)

    def _end(self, tag: str) -> None:
        self._levels -= 1
        self._builder.end(_local(tag))

    def _refuse_doctype(self, *_declared: object) -> NoReturn:
        fault = "this XML declares a document type (DOCTYPE), which may hide entities"
        raise InputError(self._raw.name, fault, "Remove the declaration; no track needs one")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
