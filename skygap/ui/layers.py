"""The payload of the map: the parts of what is shown, airports in use, reach of the chosen gap."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress

import pandas as pd

from skygap.scene import Scene
from skygap.selection import Bools, Box
from skygap.timing import unix_ms
from skygap.ui.assets import TILE_HOST
from skygap.ui.bars import Window
from skygap.ui.encoding import to_json
from skygap.ui.parts import MapParts, Part, place_of
from skygap.ui.reach_parts import airport_parts, area_parts
from skygap.ui.style import THEMES, styles

ALWAYS: Window = (-8_640_000_000_000_000, 8_640_000_000_000_000)
"""From the first to the last moment that a browser knows, in milliseconds since 1970."""

TILES = {
    "url": f"{TILE_HOST}/{{z}}/{{x}}/{{y}}.png",
    "attribution": "© OpenStreetMap contributors",
}


@dataclass(frozen=True, slots=True)
class MapState:
    """What the map shows beside the items themselves."""

    channel: str
    theme: str
    selected: str
    region: Box | None
    focus: Window
    online_tiles: bool
    with_inferred: bool


def lone_state(theme: str, *, selected: str = "") -> MapState:
    """Make the state of a map that stands by itself: no timeline or other map moves it."""
    return MapState(
        channel=f"skygap-{secrets.token_hex(8)}",
        theme=theme,
        selected=selected,
        region=None,
        focus=ALWAYS,
        online_tiles=False,
        with_inferred=False,
    )


def payload_of(scene: Scene, parts: MapParts, shown: Bools, state: MapState) -> str:
    """Join the parts of the items that are shown into the one payload of the map."""
    chosen_gap = state.selected if state.with_inferred else ""
    area, around = reach_layer(scene, chosen_gap)
    extra = [*airports_in_use(scene, shown), *around]
    return joined_payload(
        state,
        areas=map(to_json, area),
        lines=compress(parts.lines, shown[parts.line_rows]),
        points=[*compress(parts.points, shown[parts.point_rows]), *map(to_json, extra)],
    )


def joined_payload(
    state: MapState,
    *,
    areas: Iterable[str] = (),
    lines: Iterable[str] = (),
    points: Iterable[str] = (),
) -> str:
    """Join parts that are JSON already into one payload; `encoding` says what it looks like."""
    lists = {"areas": areas, "items": lines, "points": points}
    body = ",".join(f'"{name}":[{",".join(entries)}]' for name, entries in lists.items())
    return f"{to_json(_head(state))[:-1]},{body}}}"


def _head(state: MapState) -> Part:
    return {
        "channel": state.channel,
        "theme": dict(THEMES[state.theme]),
        "styles": styles(state.theme),
        "selected": state.selected or None,
        "region": state.region,
        "focus": state.focus,
        "tiles": TILES if state.online_tiles else None,
    }


def reach_layer(scene: Scene, gap_id: str) -> tuple[list[Part], list[Part]]:
    """Draw what the selected gap has in reach: both areas, and the first airports inside.

    Empty unless a closed gap is selected that was no mere stand and that a craft can have flown;
    no ship can.
    """
    gaps = scene.derived.gaps
    found = gaps[(gaps["gap_id"] == gap_id) & ~gaps["is_open"]]
    if found.empty:
        return [], []
    gap, near = found.iloc[0], scene.derived.reachable
    return area_parts(gap), airport_parts(gap, near[near["gap_id"] == gap_id])


def airports_in_use(scene: Scene, shown: Bools) -> list[Part]:
    """Mark the airports that the shown legs and reported movements name, while these last."""
    spans = _spans_of_airports(scene, scene.items[shown])
    used = scene.airports[scene.airports["ident"].isin(spans)]
    columns = (used["ident"], used["name"], used["lat"], used["lon"])
    return [
        {
            "i": f"airport-{ident}",
            "k": "airport",
            "p": place_of(lat, lon),
            "t": [f"{ident} {name}", "Named by a leg or a report"],
            "label": ident,
            "spans": spans[ident],
        }
        for ident, name, lat, lon in zip(*columns, strict=True)
    ]


def _spans_of_airports(scene: Scene, items: pd.DataFrame) -> dict[str, list[Window]]:
    """Tell from when to when items name each airport; what has no time names it always."""
    ends = (unix_ms(items["start_time"]).tolist(), unix_ms(items["end_time"]).tolist())
    timed = items["start_time"].notna() & items["end_time"].notna()
    known = zip(items["item_id"], zip(*ends, strict=True), timed, strict=True)
    span_of: dict[str, Window] = {i: span if is_timed else ALWAYS for i, span, is_timed in known}
    spans: dict[str, list[Window]] = {}
    for table, key in ((scene.derived.legs, "leg_id"), (scene.case.movements, "movement_id")):
        rows = table[table[key].isin(span_of)]
        for column in [name for name in rows.columns if name.endswith("_ident")]:
            for ident, item_id in zip(rows[column], rows[key], strict=True):
                if ident:
                    spans.setdefault(ident, []).append(span_of[item_id])
    return spans
