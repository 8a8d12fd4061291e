"""Silences that are only reported: a claim before, a claim after, or one claim alone.

The ends are no fixes. Each is an interval of time and a place with a size, and stays `reported`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from skygap.settings import Settings
from skygap.tables.case import REPORTED
from skygap.tables.reported import SILENCES
from skygap.tables.schema import conform, empty, ordered, row_id

Row = Mapping[str, Any]
_TIMES = {"origin": "departure", "destination": "arrival"}


@dataclass(frozen=True, slots=True)
class ReportedEnd:
    """Where and when somebody says the craft was; a bound of time that nobody gives is NaT."""

    name: str
    lat: float
    lon: float
    size_km: float
    earliest: pd.Timestamp
    latest: pd.Timestamp
    words: str
    zone: str
    source_ids: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence between two reported ends; with one end alone it is open on the other side."""

    silence_id: str
    start: ReportedEnd | None
    end: ReportedEnd | None
    claimed_ident: str
    claimed_words: str


def silences(movements: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Find in MOVEMENTS where a craft is said to have gone and nobody says where; SILENCES.

    A movement into the dark and the next one of the craft, when that comes out of the dark, are
    the ends of one silence. Either alone gives one that is open. What comes out of the dark and is
    the last that is reported of its craft (a visit known from one picture) is silent after as
    well. A movement whose places are both stated, if only as a city, gives none.
    """
    known = movements.assign(**_bounds(movements)).sort_values(
        ["craft_id", "_first", "_last", "movement_id"], kind="stable"
    )
    rows = [
        _row(*pair, settings=settings)
        for _, own in known.groupby("craft_id", sort=True)
        for pair in _pairs(own.to_dict("records"))
    ]
    return ordered(SILENCES, conform(SILENCES, _timed(rows))) if rows else empty(SILENCES)


def silence_of(row: pd.Series) -> Silence:
    """Take the two ends out of one row of SILENCES."""
    start, end = (_end_of(row, side) for side in ("start", "end"))
    return Silence(row["silence_id"], start, end, row["claimed_ident"], row["claimed_words"])


def is_single(silence: Silence) -> bool:
    """Tell whether only one end is reported."""
    return silence.start is None or silence.end is None


def is_dark(movement: Row, place: str) -> bool:
    """Tell whether `origin` or `destination` of a movement is only believed, or not told at all."""
    believed = not movement[f"{place}_ident"] and bool(movement[f"claimed_{place}_ident"])
    return believed or pd.isna(movement[f"{place}_lat"]) or pd.isna(movement[f"{place}_lon"])


def _timed(rows: Sequence[Row]) -> pd.DataFrame:
    """Make a frame of rows; a column in which no moment is known would lose its zone."""
    frame = pd.DataFrame(rows)
    times = [name for name in frame.columns if name.endswith(("_earliest", "_latest"))]
    return frame.assign(**{name: pd.to_datetime(frame[name], utc=True) for name in times})


def _bounds(movements: pd.DataFrame) -> dict[str, pd.Series]:
    """Say between which moments each movement lies, to bring those of a craft in order."""
    times = movements[[f"{w}_{b}" for w in _TIMES.values() for b in ("earliest", "latest")]]
    return {"_first": times.min(axis=1), "_last": times.max(axis=1)}


def _pairs(own: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Give the movement into and the one out of each silence of a craft, None where there is none.

    Movements without any time stand last and are joined to none: their order is not known.
    """
    joined: set[int] = set()
    for at, movement in enumerate(own):
        into, out_of = _ways(movement)
        after = own[at + 1] if at + 1 < len(own) else None
        if into:
            follows = after is not None and _follows(after)
            joined.update([at + 1] if follows else [])
            yield movement, (after if follows else None)
        elif out_of and at not in joined:
            yield None, movement
            if after is None:
                yield movement, None


def _ways(movement: Row) -> tuple[bool, bool]:
    """Tell whether a movement leads into the dark, and whether out of it."""
    starts_dark, ends_dark = is_dark(movement, "origin"), is_dark(movement, "destination")
    return ends_dark and not starts_dark, starts_dark and not ends_dark


def _follows(movement: Row) -> bool:
    return _ways(movement)[1] and pd.notna(movement["_first"])


def _row(into: Row | None, out_of: Row | None, *, settings: Settings) -> dict[str, object]:
    """Lay out one silence. A lone arrival is the place from which the craft went silent again."""
    told = [movement for movement in (into, out_of) if movement is not None]
    ends: dict[str, object] = {}
    if into is not None:
        place = "destination" if is_dark(into, "origin") else "origin"
        ends |= _columns("start", into, place, settings)
    if out_of is not None:
        ends |= _columns("end", out_of, "destination", settings)
    ids = [movement["movement_id"] for movement in told]
    dark = ((into, "destination"), (out_of, "origin"))
    claims = [_told(movement, place, f"claimed_{place}_ident") for movement, place in dark]
    words = [_told(movement, place, f"{place}_name") for movement, place in dark]
    return {
        "silence_id": row_id("silence", "start" if into else "", "end" if out_of else "", *ids),
        "craft_id": told[0]["craft_id"],
        "typecode": told[0]["typecode"],
        **ends,
        "claimed_ident": next((ident for ident in claims if ident), ""),
        "claimed_words": "; ".join(dict.fromkeys(word for word in words if word)),
        "kind": REPORTED,
    }


def _told(movement: Row | None, place: str, column: str) -> str:
    """Take what is told of a place in the dark; a place that is known tells nothing of it."""
    if movement is None or not is_dark(movement, place):
        return ""
    return str(movement[column])


def _columns(side: str, movement: Row, place: str, settings: Settings) -> dict[str, object]:
    is_city = movement[f"{place}_is_city"] or not movement[f"{place}_ident"]
    size_km = settings.reported_city_km if is_city else settings.reported_airport_km
    word = _TIMES[place]
    return {
        f"{side}_name": movement[f"{place}_name"],
        f"{side}_lat": movement[f"{place}_lat"],
        f"{side}_lon": movement[f"{place}_lon"],
        f"{side}_size_km": size_km,
        f"{side}_earliest": movement[f"{word}_earliest"],
        f"{side}_latest": movement[f"{word}_latest"],
        f"{side}_words": movement["time_as_written"],
        f"{side}_zone": movement["zone_as_published"],
        f"{side}_source_ids": movement["source_ids"],
    }


def _end_of(row: pd.Series, side: str) -> ReportedEnd | None:
    if pd.isna(row[f"{side}_lat"]):
        return None
    names = ("name", "lat", "lon", "size_km", "earliest", "latest", "words", "zone", "source_ids")
    return ReportedEnd(*(row[f"{side}_{name}"] for name in names))
