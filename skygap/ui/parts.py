"""Every item once as JSON: what the browser draws, encoded when the scene is built and kept.

One function per kind of layer. Only this module and the encoder know that the browser wants
latitude first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from skygap.scene import Scene
from skygap.tables.gaps import NOT_DARK
from skygap.tables.items import EXAMPLE, GAP, LEG, MOVEMENT
from skygap.tables.ships import is_ship_mmsi
from skygap.timing import known_ms, spoken, spoken_duration
from skygap.ui.encoding import encode_line, to_json
from skygap.ui.text import (
    EXAMPLE_LABEL,
    EXAMPLE_WORD,
    cause_words,
    height,
    joined,
    leg_heading,
)

Part = dict[str, object]
Numbered = Iterable[tuple[int, Part]]
Record = dict[str, object]


SIMPLIFY_DEG = 0.0005
"""About 50 m, a pixel at the deepest zoom: what a reader cannot see need not travel."""

LONGEST_STEP_DEG = 90.0
"""Of an edge of an area, well below the half round at which a step becomes a jump."""


@dataclass(frozen=True, slots=True, eq=False)
class MapParts:
    """JSON of each line and point, with the row of the item it belongs to."""

    lines: Sequence[str]
    line_rows: npt.NDArray[np.intp]
    points: Sequence[str]
    point_rows: npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every part of an item carries: its id, the times it is shown for, whose craft it is."""

    item_id: str
    start_ms: int | None
    end_ms: int | None
    craft: str
    is_example: bool


def prepare_parts(scene: Scene) -> MapParts:
    """Encode every item of a scene; do it once per scene and keep it."""
    stamps = item_stamps(scene)
    lines = [*_legs(scene, stamps), *_movements(scene, stamps)]
    points = [*_gap_ends(scene, stamps), *_lone_places(scene, stamps)]
    return MapParts(
        lines=[to_json(part) for _, part in lines],
        line_rows=np.array([row for row, _ in lines], dtype=np.intp),
        points=[to_json(part) for _, part in points],
        point_rows=np.array([row for row, _ in points], dtype=np.intp),
    )


def item_stamps(scene: Scene) -> list[Stamp]:
    """Collect the stamp of every item, in the order of the items."""
    items = scene.items
    labels = scene.crafts.set_index("craft_id")["label"]
    crafts = items["craft_id"].map(labels).fillna(items["craft_id"])
    columns = (items["item_id"], known_ms(items["start_time"]), known_ms(items["end_time"]), crafts)
    examples = items["kind"] == EXAMPLE
    return [Stamp(*row) for row in zip(*columns, examples, strict=True)]


def place_of(lat: float, lon: float) -> tuple[float, float]:
    """Write a place the way the browser reads it: latitude first, to 10 m."""
    return (round(float(lat), 4), round(float(lon), 4))


def rows_of(scene: Scene, what: str) -> npt.NDArray[np.intp]:
    """Row numbers of the items of one sort, in the order of their own table."""
    return np.flatnonzero(scene.items["what"] == what)


def _legs(scene: Scene, stamps: Sequence[Stamp]) -> Numbered:
    legs = scene.derived.legs
    coarse = shapely.simplify(legs.geometry.to_numpy(), SIMPLIFY_DEG, preserve_topology=False)
    paths = map(encode_shape, coarse)
    for row, path, leg in zip(rows_of(scene, LEG), paths, _records(legs), strict=True):
        style = "taxi" if leg["leg_kind"] == "taxi" else "leg"
        style = "leg_example" if stamps[row].is_example else style
        part = _part(stamps[row], style, _leg_words(leg, stamps[row]))
        label = {"label": EXAMPLE_WORD} if stamps[row].is_example else {}
        yield row, {**part, "g": path, **label}


def _leg_words(leg: Record, stamp: Stamp) -> list[str]:
    ends = leg_heading(leg["leg_kind"], leg["origin_ident"], leg["destination_ident"])
    when = f"{spoken(_time(leg, 'start_time'))} to {spoken(_time(leg, 'end_time'))}"
    return [joined([stamp.craft, str(leg["callsigns"]), ends]), when]


def _movements(scene: Scene, stamps: Sequence[Stamp]) -> Numbered:
    """Draw a reported movement with two known ends as a dashed geodesic with its label."""
    for row, shape, movement in _reported(scene):
        if shape.geom_type == "MultiLineString":
            style = "movement_hedged" if _doubt(movement) else "movement"
            part = _part(stamps[row], style, _movement_words(movement, stamps[row]))
            label = _movement_label(movement, stamps[row])
            yield row, {**part, "g": encode_shape(shape), "label": label}


def _lone_places(scene: Scene, stamps: Sequence[Stamp]) -> Numbered:
    """Show a movement of which one place only is known as that place."""
    for row, shape, movement in _reported(scene):
        for point in shape.geoms if shape.geom_type == "MultiPoint" else ():
            part = _part(stamps[row], "place", _movement_words(movement, stamps[row]))
            label = _movement_label(movement, stamps[row])
            yield row, {**part, "p": place_of(point.y, point.x), "label": label}


def _reported(scene: Scene) -> Iterable[tuple[int, shapely.Geometry, Record]]:
    rows = rows_of(scene, MOVEMENT)
    shapes = scene.items.geometry.to_numpy()[rows]
    return zip(rows, shapes, _records(scene.case.movements), strict=True)


def _movement_label(movement: Record, stamp: Stamp) -> str:
    """Name a reported movement on the map; its doubt stands in the label itself."""
    return joined([stamp.craft, "reported", _doubt(movement)])


def _doubt(movement: Record) -> str:
    return str(movement["destination_hedge"] or movement["origin_hedge"])


def _movement_words(movement: Record, stamp: Stamp) -> list[str]:
    way = f"{movement['origin_name']} → {movement['destination_name']}"
    doubt = movement["hedge_words"]
    return [
        joined([stamp.craft, way]),
        f"Reported, not tracked: {movement['time_as_written'] or 'no time given'}",
        f"Words of doubt: {doubt}" if doubt else "",
    ]


def _gap_ends(scene: Scene, stamps: Sequence[Stamp]) -> Numbered:
    """Mark both ends of every gap; a stand on the ground is ground time, not a question."""
    for row, gap in zip(rows_of(scene, GAP), _records(scene.derived.gaps), strict=True):
        if gap["cause"] == "parked" and not is_ship_mmsi(str(gap["mmsi"])):
            continue
        quiet = "_quiet" if gap["cause"] in NOT_DARK else ""
        for end in ("start",) if gap["is_open"] else ("start", "end"):
            where = place_of(_float(gap, f"{end}_lat"), _float(gap, f"{end}_lon"))
            words = _gap_words(gap, end, stamps[row])
            yield row, {**_part(stamps[row], f"gap_{end}{quiet}", words), "p": where}


def _gap_words(gap: Record, end: str, stamp: Stamp) -> list[str]:
    said = "Last heard" if end == "start" else "Next heard"
    at = (_float(gap, f"{end}_altitude_ft"), bool(gap[f"{end}_on_ground"]))
    how = "" if is_ship_mmsi(str(gap["mmsi"])) else f", {height(at[0], on_ground=at[1])}"
    lasted = spoken_duration(_float(gap, "duration_min"))
    return [
        joined([stamp.craft, "gap still open" if gap["is_open"] else f"gap of {lasted}"]),
        f"{said} {spoken(_time(gap, f'{end}_time'))}{how}",
        f"Why: {cause_words(str(gap['cause']), _float(gap, 'cause_probability'))}",
    ]


def _part(stamp: Stamp, style: str, words: Sequence[str]) -> Part:
    said = [word for word in words if word] + ([EXAMPLE_LABEL] if stamp.is_example else [])
    return {
        "i": stamp.item_id,
        "c": stamp.item_id,
        "k": style,
        "a": stamp.start_ms,
        "b": stamp.end_ms,
        "t": said,
    }


def encode_shape(shape: shapely.Geometry) -> list[list[int]]:
    """Encode each piece of a shape by `encode_line`."""
    return [encode_line(shapely.get_coordinates(piece)) for piece in shapely.get_parts(shape)]


def encode_area(shape: shapely.Geometry) -> list[list[int]]:
    """Encode each ring of an area, its holes too: the browser fills by even and odd.

    Long edges get places between: the browser takes a step over 180 degrees for a jump.
    """
    rings = shapely.get_rings(shapely.get_parts(shape))
    rings = shapely.segmentize(rings, LONGEST_STEP_DEG)
    return [encode_line(shapely.get_coordinates(ring)) for ring in rings]


def _records(table: pd.DataFrame) -> list[Record]:
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    records: list[Record] = plain.to_dict("records")
    return records


def _time(row: Record, name: str) -> pd.Timestamp:
    return pd.Timestamp(row[name])


def _float(row: Record, name: str) -> float:
    return float(str(row[name]))
