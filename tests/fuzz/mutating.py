"""Good files made bad, at the level of bytes and at that of what they are: JSON, tables, XML."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from random import Random
from xml.etree import ElementTree as ET

import pandas as pd
import pyarrow as pa

from tests.readers.making import parquet_of
from tests.readers.making_feeds import zip_of

LARGEST = 1 << 16
"""Larger inputs only slow the search down."""

TOKENS = (
    *(b"", b"0", b"-1", b"1e999", b"-1e308", b"NaN", b"Infinity", b"null", b"true", b'"', b"'"),
    *(b"{}", b"[]", b"[[", b"]]", b",", b";", b"\r", b"\n", b"\r\n", b"\x00", b"\xff"),
    b"\xef\xbb\xbf",
    *(b"1.54E+39", b"4014", b"~154e37", b"0x1", b"91", b"181", b"511", b"102.3", b"ground"),
    *(b"2024-01-01", b"2024-01-01T00:00:00", b"1970-01-01T00:00:00Z", b"2106-02-07T06:28:16Z"),
    *(b"9999-12-31T23:59:59Z", b"0000-00-00", b"24:00:00", b"4294967296", b"1643816699932"),
    *(b"9" * 400, b"A" * 400, b"<", b"</a>", b"&amp;", b"&#0;", b"\\u0000", b"\\ud800", b"=1+1"),
    *("\ufeff\u202e".encode(), b"\x1f\x8b\x08", b"PK\x03\x04", b"PAR1", b"N", b"G", b"mode_s"),
)
VALUES = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**400, 0.5, 1e308, -1e308),
    *("", " ", "0", "ground", "154e37", "1.54E+39", "NaN", "\x00", "\ud7ff", "A" * 400, "mode_s"),
    *([], {}, [None], [[]], {"": None}, 91, 181, 511, 102.3, 1643816699932, "2024-01-01T00:00:00"),
)

_NOT_SO_BUILT = (
    *(ValueError, LookupError, TypeError, OverflowError, RecursionError, OSError),
    *(ET.ParseError, pa.ArrowException, csv.Error),
)
"""What parsers say of a file that is no longer what it was."""

Mutation = Callable[[Random, bytes], bytes]


def mutated(random: Random, content: bytes, other: bytes) -> bytes:
    """Change a file in one to four ways; `other` is a file to take pieces from."""
    for _ in range(random.randint(1, 4)):
        content = random.choice((_bytes_changed, _structure_changed))(random, content)[:LARGEST]
    if random.random() < 0.1:
        content = _spliced(random, content, other)
    return random.choice(_PACKINGS)(random, content) if random.random() < 0.15 else content


def _bytes_changed(random: Random, content: bytes) -> bytes:
    start = random.randint(0, len(content))
    end = min(len(content), start + random.choice((0, 1, 1, 2, 8, 64)))
    piece = random.choice(
        (
            random.choice(TOKENS),
            random.randbytes(end - start),
            b"",
            content[start:end] * random.randint(2, 40),
            content[end:] if random.random() < 0.2 else b"\n",
        )
    )
    return content[:start] + piece + (b"" if random.random() < 0.02 else content[end:])


def _structure_changed(random: Random, content: bytes) -> bytes:
    """Change one value where it stands; what has no such structure is changed as bytes."""
    head = content.lstrip()[:1]
    changing: Mutation = _cell_changed
    if head in {b"{", b"["}:
        changing = _json_changed
    elif head == b"<":
        changing = _xml_changed
    elif content.startswith(b"PAR1"):
        changing = _parquet_changed
    try:
        return changing(random, content)
    except _NOT_SO_BUILT:
        return _bytes_changed(random, content)


def _json_changed(random: Random, content: bytes) -> bytes:
    whole = [json.loads(content)]
    place: dict[object, object] | list[object] = whole
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = random.choice(keys)
        inside = place[key]  # type: ignore[index, call-overload]
        if not isinstance(inside, dict | list) or not inside or random.random() < 0.15:
            break
        place = inside
    if random.random() < 0.2 and place is not whole:
        del place[key]  # type: ignore[arg-type]
    else:
        values = (random.choice(VALUES), [inside], [inside] * 3, str(inside))
        place[key] = random.choice(values)  # type: ignore[index, call-overload]
    return json.dumps(whole[0]).encode()


def _cell_changed(random: Random, content: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8", "surrogateescape"), newline="")))
    row = rows[random.randrange(len(rows))]
    at = random.randrange(len(row))
    token = random.choice(TOKENS).decode("utf-8", "surrogateescape")
    match random.randrange(5):
        case 0:
            rows.append(list(row))
        case 1:
            del row[at]
        case 2:
            for each in rows:
                del each[at : at + 1]
        case 3:
            row.insert(at, token)
        case _:
            row[at] = token
    text = io.StringIO()
    csv.writer(text, lineterminator=random.choice(("\n", "\r\n"))).writerows(rows)
    return text.getvalue().encode("utf-8", "surrogateescape")


def _xml_changed(random: Random, content: bytes) -> bytes:
    root = ET.fromstring(content)  # noqa: S314  (we wrote it)
    parents = [element for element in root.iter() if len(element)]
    parent = random.choice(parents)
    child = random.choice(list(parent))
    token = random.choice(TOKENS).decode("utf-8", "replace").replace("\x00", "0")
    match random.randrange(5):
        case 0:
            parent.remove(child)
        case 1:
            parent.append(child)
        case 2 if child.attrib:
            child.set(random.choice(list(child.attrib)), token)
        case 3:
            child.tag = random.choice(parents).tag
        case _:
            child.text = token
    return ET.tostring(root)


def _parquet_changed(random: Random, content: bytes) -> bytes:
    frame = pd.read_parquet(io.BytesIO(content))
    name = random.choice(list(frame.columns))
    match random.randrange(4):
        case 0:
            frame = frame.drop(columns=name)
        case 1:
            frame = pd.concat([frame, frame], ignore_index=True)
        case 2:
            frame = frame.assign(**{name: [random.choice(VALUES)] * len(frame)})
        case _:
            frame = frame.assign(**{name: frame[name].astype("str")})
    return parquet_of(frame)


def _spliced(random: Random, content: bytes, other: bytes) -> bytes:
    return content[: random.randint(0, len(content))] + other[random.randint(0, len(other)) :]


def _zipped(random: Random, content: bytes) -> bytes:
    files = {"a": content, "b/c.gz": gzip.compress(content), "d": random.randbytes(9)}
    return zip_of(dict(random.sample(list(files.items()), random.randint(1, 3))))


def _zstd(_random: Random, content: bytes) -> bytes:
    return bytes(pa.compress(content, codec="zstd", asbytes=True))


def _packed_badly(random: Random, content: bytes) -> bytes:
    return _bytes_changed(random, random.choice((_zipped, _zstd, _gzipped))(random, content))


def _gzipped(_random: Random, content: bytes) -> bytes:
    return gzip.compress(content)


_PACKINGS: tuple[Mutation, ...] = (_zipped, _zstd, _gzipped, _packed_badly)
