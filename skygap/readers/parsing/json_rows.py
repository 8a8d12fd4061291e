"""JSON of many rows: each row is decoded by itself, so that a bad one spoils no other."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

import msgspec
import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.sifting import Sifted, rejection
from skygap.readers.parsing.json_text import broken_json
from skygap.readers.reading import RawFile, Rejection

Row = TypeVar("Row", bound=msgspec.Struct)
Whole = TypeVar("Whole", bound=msgspec.Struct)

_VALUE = re.compile(r"\$\[(\d+)\]")
_KEY = re.compile(r"\$\.(\w+)")
_HEAD_BYTES = 256


def is_object(raw: RawFile) -> bool:
    """Tell whether the text begins as a JSON object does."""
    return raw.content[:_HEAD_BYTES].lstrip().startswith(b"{")


def decode(raw: RawFile, decoder: "msgspec.json.Decoder[Whole]", *, what: str) -> Whole:
    """Decode all but the rows; InputError names the key that is wrong or where it is broken."""
    try:
        return decoder.decode(raw.content)
    except msgspec.ValidationError as error:
        words = str(error).replace("`", "").replace("$.", "")
        words = words.replace("Object missing", "it misses the")
        raise InputError(
            raw.name, f"this is not {what}: {words}", "Download the file again"
        ) from error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise broken_json(raw, error) from error


def good_rows(
    rows: Sequence[msgspec.Raw | bytes], decoder: "msgspec.json.Decoder[Row]", names: Sequence[str]
) -> tuple[dict[int, Row], tuple[Rejection, ...]]:
    """Decode the rows that fit, by number from 1, and set the others aside.

    `names` are the values of a row in order. A row of bytes is a line, and no row when blank.
    """
    good: dict[int, Row] = {}
    misfits: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(rows, start=1):
        if isinstance(text, bytes) and not text.strip():
            continue
        try:
            good[number] = decoder.decode(text)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            misfits[_misfit(error, names)].append(number)
    rejected = tuple(rejection(reason, pd.Index(rows)) for reason, rows in misfits.items())
    return good, rejected


def table(
    rows: Sequence[msgspec.Raw | bytes], decoder: "msgspec.json.Decoder[Row]", names: Sequence[str]
) -> Sifted:
    """Put the rows that fit into columns, indexed from 1."""
    good, rejected = good_rows(rows, decoder, names)
    values = [msgspec.structs.astuple(row) for row in good.values()]
    index = pd.Index(list(good), dtype="int64")
    return Sifted(pd.DataFrame(values, columns=list(names), index=index, dtype=object), rejected)


def _misfit(error: Exception, names: Sequence[str]) -> str:
    place, key = _VALUE.search(str(error)), _KEY.search(str(error))
    if place is not None:
        return f"{names[int(place[1])]} is of the wrong kind"
    if key is not None:
        return f"{key[1]} is of the wrong kind"
    if not isinstance(error, msgspec.ValidationError):
        return "broken JSON"
    return "no row as the others: values are missing or are no list"
