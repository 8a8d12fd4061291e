"""The rows of a readsb trace as columns, fast: a day of a busy craft has tens of thousands.

Rows are decoded and taken apart piece by piece, so that a piece stays in the processor's cache and
its memory is used again. Text of which few are different travels as numbers until the end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionArray

from skygap.readers.making.accuracy import accuracies
from skygap.readers.making.values import Codes, carried_forward, clean_text, coded_texts, squawk

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_STALE, _NEW_LEG, _GEOMETRIC, _ALL_FLAGS = 1, 2, 8, 15
_GROUND = "ground"
_PIECE = 2048
_NOT_STATED = -1


class _Heard(msgspec.Struct, gc=False):
    flight: str | float | None = None
    squawk: str | float | None = None
    nic: str | float | None = None
    nac_p: str | float | None = None
    rc: str | float | None = None


class Row(msgspec.Struct, array_like=True, gc=False):
    """A row as it is written; further values are passed over."""

    seconds: float | None
    lat: float | None
    lon: float | None
    altitude: float | str | None = None
    ground_speed: float | None = None
    direction: float | None = None
    flags: int | None = 0
    vertical_rate: float | None = None
    aircraft: _Heard | None = None
    position_source: str | None = None
    geometric_altitude: float | None = None


_SAID: Mapping[str, Callable[[_Heard], str | float | None]] = {
    name: attrgetter(name) for name in _Heard.__struct_fields__
}
_ACCURACY = ("nic", "nac_p", "rc")
_NOTHING = _Heard()
_ROWS = msgspec.json.Decoder(list[Row])


class _Numbered(dict[Any, int]):
    """Numbers values in the order in which they are first asked for; 0 is none."""

    def __init__(self) -> None:
        super().__init__({None: 0})

    def __missing__(self, value: object) -> int:
        self[value] = len(self)
        return self[value]

    def of(self, values: Sequence[object]) -> Codes:
        if len(set(values)) == 1:  # the usual case within a piece, and three times as fast
            return np.full(len(values), self[values[0]], dtype="int64")
        return np.fromiter(map(self.__getitem__, values), "int64", len(values))

    def read(self, codes: Codes, value_of: Callable[[Any], int]) -> Codes:
        """Put in place of each code what its value stands for."""
        return np.array([value_of(value) for value in self], dtype="int64")[codes]

    def numbers(self, codes: Codes) -> Floats:
        """Put in place of each code the number it stands for, NaN where it is none."""
        stated = [value if isinstance(value, int | float) else np.nan for value in self]
        return np.array(stated, dtype="float64")[codes]

    def texts(self, codes: Codes, text_of: Callable[[Any], str]) -> ExtensionArray:
        return coded_texts([text_of(value) for value in self], codes)


class _Columns:
    """Pieces of columns that grow row by row, and what their codes mean."""

    def __init__(self) -> None:
        self._pieces: list[Mapping[str, npt.NDArray[Any]]] = []
        self._flags, self._sources = _Numbered(), _Numbered()
        self._said = {name: _Numbered() for name in _SAID}

    def take(self, rows: Sequence[Row]) -> None:
        """Take a piece apart: its numbers are numbers now, its texts are codes."""
        stated_ft, on_ground = _altitudes([row.altitude for row in rows])
        piece = {
            "seconds": _floats([row.seconds for row in rows]),
            "lat": _floats([row.lat for row in rows]),
            "lon": _floats([row.lon for row in rows]),
            "stated_ft": stated_ft,
            "on_ground": on_ground,
            "ground_speed_kt": _floats([row.ground_speed for row in rows]),
            "track_deg": _floats([row.direction for row in rows]),
            "flags": self._flags.of([row.flags for row in rows]),
            "vertical_rate_fpm": _floats([row.vertical_rate for row in rows]),
            "position_source": self._sources.of([row.position_source for row in rows]),
            "altitude_geom_ft": _floats([row.geometric_altitude for row in rows]),
            **self._codes(rows),
        }
        self._pieces.append(piece)

    def _codes(self, rows: Sequence[Row]) -> Mapping[str, Codes]:
        """Give numbers to what stands in the aircraft objects; most rows have none."""
        places = [at for at, row in enumerate(rows) if row.aircraft is not None]
        said = [rows[at].aircraft or _NOTHING for at in places]
        codes = {name: np.zeros(len(rows), dtype="int64") for name in _SAID}
        for name, said_of in _SAID.items():
            codes[name][places] = self._said[name].of([said_of(heard) for heard in said])
        return codes

    def table(self, numbers: pd.Index) -> pd.DataFrame:
        """Give all of it with names and units; a geometric altitude goes to its own column."""
        names = self._pieces[0]
        columns: dict[str, Any] = {
            name: np.concatenate([piece[name] for piece in self._pieces]) for name in names
        }
        flags = self._flags.read(columns.pop("flags"), lambda stated: (stated or 0) & _ALL_FLAGS)
        stated_ft = columns.pop("stated_ft")
        is_geometric = (flags & _GEOMETRIC) > 0
        starts_leg = (flags & _NEW_LEG) > 0
        return pd.DataFrame(
            columns
            | {
                "altitude_ft": np.where(is_geometric, np.nan, stated_ft),
                "altitude_geom_ft": np.where(is_geometric, stated_ft, columns["altitude_geom_ft"]),
                "is_stale": (flags & _STALE) > 0,
                "starts_leg": starts_leg,
                "position_source": self._sources.texts(columns["position_source"], clean_text),
                "callsign": self._carried_callsigns(columns["flight"], starts_leg),
                "squawk": self._said["squawk"].texts(columns["squawk"], squawk),
            }
            | self._accuracies(columns),
            index=numbers,
        )

    def _accuracies(self, columns: Mapping[str, Codes]) -> dict[str, Floats]:
        return accuracies(*(self._said[name].numbers(columns[name]) for name in _ACCURACY))

    def _carried_callsigns(self, codes: Codes, starts_leg: Flags) -> ExtensionArray:
        """Carry callsigns forward; a new leg begins without one."""
        callsigns = self._said["flight"]
        is_text = callsigns.read(codes, lambda stated: clean_text(stated) != "") > 0
        nothing = np.where(starts_leg, 0, _NOT_STATED)
        carried = carried_forward(np.where(is_text, codes, nothing))
        return callsigns.texts(carried, clean_text)


def table_of_texts(rows: Sequence[msgspec.Raw]) -> pd.DataFrame:
    """Decode rows, numbered from 1, into columns; what msgspec raises says that one is no row."""
    pieces = (_ROWS.decode(b"[" + b",".join(piece) + b"]") for piece in _pieces(rows))
    return _table(pieces, pd.RangeIndex(1, len(rows) + 1))


def table_of(rows: Mapping[int, Row]) -> pd.DataFrame:
    """Put rows that are decoded already into columns, by their number."""
    return _table(_pieces(list(rows.values())), pd.Index(list(rows), dtype="int64"))


def _table(pieces: Iterable[Sequence[Row]], numbers: pd.Index) -> pd.DataFrame:
    columns = _Columns()
    for piece in pieces:
        columns.take(piece)
    return columns.table(numbers)


def _pieces(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Cut into pieces; no rows are one piece without any."""
    return (rows[start : start + _PIECE] for start in range(0, max(len(rows), 1), _PIECE))


def _floats(values: Sequence[float | None]) -> Floats:
    floats: Floats = pa.array(values, type=pa.float64()).to_numpy(zero_copy_only=False)
    return floats


def _altitudes(stated: Sequence[float | str | None]) -> tuple[Floats, Flags]:
    """Tell numbers from the word for the ground."""
    if str not in set(map(type, stated)):
        return _floats(stated), np.zeros(len(stated), dtype=bool)  # type: ignore[arg-type]
    numbers = _floats([None if isinstance(value, str) else value for value in stated])
    return numbers, np.array([value == _GROUND for value in stated], dtype=bool)
