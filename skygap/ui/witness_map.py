"""The small map of one gap: its two ends, and where each witness came into the same cells."""

from collections.abc import Mapping, Sequence
from typing import cast

import pandas as pd

from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.timing import spoken
from skygap.ui.encoding import to_json
from skygap.ui.folium_map import draw_map
from skygap.ui.layers import joined_payload, lone_state
from skygap.ui.legend import show_signs, theme_name
from skygap.ui.load import the_assets
from skygap.ui.parts import Part, place_of
from skygap.ui.style import WITNESS_LEGEND, Meaning
from skygap.ui.text import EXAMPLE_LABEL
from skygap.ui.witness_words import witness_title


def show_witness_map(
    gap: pd.Series, witnesses: pd.DataFrame, labels: Mapping[str, str], *, selected: str
) -> None:
    """Draw the ends of a gap and its WITNESSES; the selected one stands out."""
    points = all_parts(gap, witnesses, labels)
    payload = joined_payload(
        lone_state(theme_name(), selected=selected), points=map(to_json, points)
    )
    key = f"witnesses_{gap['gap_id']}"  # another gap, another look
    draw_map(payload, assets=the_assets(), key=key, height="42vh", least_px=320, is_linked=False)
    show_signs(signs_of(points))


def all_parts(gap: pd.Series, witnesses: pd.DataFrame, labels: Mapping[str, str]) -> list[Part]:
    """Draw ends and WITNESSES; those of the worked example are generated too, and say so."""
    points = [*end_parts(gap), *witness_parts(witnesses, labels)]
    note = [EXAMPLE_LABEL] if gap["provider"] == EXAMPLE_PROVIDER else []
    return [{**point, "t": [*cast("list[str]", point["t"]), *note]} for point in points]


def signs_of(points: Sequence[Part]) -> list[Meaning]:
    """Pick the lines of the legend for what is drawn."""
    drawn = {point["k"] for point in points}
    return [meaning for meaning in WITNESS_LEGEND if meaning.style in drawn]


def end_parts(gap: pd.Series) -> list[Part]:
    """Mark the ends of a gap, without anything between them."""
    said = {"start": "Last heard", "end": "Next heard"}
    return [
        {
            "i": f"end-{side}",
            "c": None,
            "k": f"gap_{side}",
            "p": place_of(gap[f"{side}_lat"], gap[f"{side}_lon"]),
            "t": [f"{said[side]} {spoken(gap[f'{side}_time'])}"],
        }
        for side in (("start",) if gap["is_open"] else ("start", "end"))
    ]


def witness_parts(witnesses: pd.DataFrame, labels: Mapping[str, str]) -> list[Part]:
    """Mark where each of WITNESSES came in; heard and lost differ by shape."""
    known = witnesses[witnesses["lat"].notna() & witnesses["lon"].notna()]
    return [
        {
            "i": witness_id(row),
            "c": None,
            "k": "witness_heard" if witness["is_unbroken"] else "witness_lost",
            "p": place_of(witness["lat"], witness["lon"]),
            "t": witness_title(witness, labels),
        }
        for row, witness in zip(known.index, known.to_dict("records"), strict=True)
    ]


def witness_id(row: int) -> str:
    """Name a witness on the map by its row in the list."""
    return f"witness-{row}"
