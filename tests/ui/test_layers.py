"""The map's payload: observed is solid, nothing else is, and text stays text."""

import json
from typing import Any

import numpy as np
import pytest

from skygap.prism import open_area
from skygap.scene import Scene
from skygap.ui.bars import focus
from skygap.ui.layers import MapState, payload_of
from skygap.ui.parts import MapParts, encode_area, prepare_parts
from skygap.ui.style import INK, LEGEND, THEMES, styles
from tests.scenes import ANCHOR

SOLID = {"leg", "taxi", "leg_example"}


@pytest.fixture(scope="module")
def parts(scene: Scene) -> MapParts:
    return prepare_parts(scene)


def payload(
    scene: Scene, parts: MapParts, *, selected: str = "", shown: bool = True, inferred: bool = True
) -> dict[str, Any]:
    mask = np.full(len(scene.items), shown)
    looked_at = focus(scene, mask)
    state = MapState(
        "channel", "light", selected, None, looked_at, online_tiles=False, with_inferred=inferred
    )
    drawn: dict[str, Any] = json.loads(payload_of(scene, parts, mask, state))
    return drawn


def test_every_style_that_is_not_a_leg_is_dashed_or_has_no_line() -> None:
    lines = {key: look for key, look in styles("light").items() if "weight" in look}
    solid = {key for key, look in lines.items() if "dash" not in look and "shape" not in look}
    assert solid == SOLID


def test_both_themes_have_the_same_styles_inks_and_grounds() -> None:
    assert styles("light").keys() == styles("dark").keys()
    assert INK["light"].keys() == INK["dark"].keys()
    assert THEMES["light"].keys() == THEMES["dark"].keys()


def test_the_legend_explains_only_what_is_drawn() -> None:
    assert {meaning.style for meaning in LEGEND} <= styles("light").keys()


def test_a_gap_is_two_end_markers_and_no_line(scene: Scene, parts: MapParts) -> None:
    drawn = payload(scene, parts)
    gap = scene.derived.gaps["gap_id"].iloc[0]
    assert [p["k"] for p in drawn["points"] if p["i"] == gap] == ["gap_start", "gap_end"]
    assert not [line for line in drawn["items"] if line["i"] == gap]


def test_a_hedged_movement_shows_its_doubt_in_its_label(scene: Scene, parts: MapParts) -> None:
    line = next(item for item in payload(scene, parts)["items"] if item["i"] == ANCHOR)
    assert line["k"] == "movement_hedged"
    assert line["label"] == "RA-82030 · reported · apparently"


def test_every_part_of_the_example_says_so(scene: Scene, parts: MapParts) -> None:
    drawn = payload(scene, parts)
    examples = [part for part in drawn["items"] if part["k"] == "leg_example"]
    assert examples
    assert all("generated" in part["t"][-1] for part in examples)
    assert all(part["label"] == "worked example" for part in examples)


def test_what_is_not_shown_is_not_sent(scene: Scene, parts: MapParts) -> None:
    drawn = payload(scene, parts, shown=False)
    assert drawn["items"] == drawn["points"] == drawn["areas"] == []


def test_a_selected_gap_brings_its_reach_and_says_possible(scene: Scene, parts: MapParts) -> None:
    drawn = payload(scene, parts, selected=scene.derived.gaps["gap_id"].iloc[0])
    assert [area["k"] for area in drawn["areas"]] == ["reach_limit", "reach"]
    assert "Cannot have been outside at up to" in drawn["areas"][0]["t"][0]
    assert drawn["areas"][1]["t"][0] == "Within reach: possible, not probable"
    assert any(point["k"] == "reach_airport" for point in drawn["points"])


def test_an_area_is_its_rings_with_their_holes_and_no_step_that_looks_like_a_jump() -> None:
    """All but the antipode of a place: the rim of the world, and the hole."""
    rings = encode_area(open_area((10.0, 20.0), 19_000))
    steps = [np.abs(np.reshape(codes, (-1, 2))[1:, 1]).max() for codes in rings]
    assert len(rings) == 2
    assert max(steps) <= 90_000


def test_an_area_across_the_antimeridian_is_drawn_on_both_sides() -> None:
    sides = [codes[1] for codes in encode_area(open_area((10.0, 180.0), 500))]
    assert sorted(np.sign(sides)) == [-1, 1]


def test_without_the_inferred_a_selected_gap_brings_nothing(scene: Scene, parts: MapParts) -> None:
    gap = scene.derived.gaps["gap_id"].iloc[0]
    assert payload(scene, parts, selected=gap, inferred=False)["areas"] == []


def test_airports_that_are_named_are_marked(scene: Scene, parts: MapParts) -> None:
    marked = {p["label"] for p in payload(scene, parts)["points"] if p["k"] == "airport"}
    assert {"UHWW", "ZKPY", "BIKF"} <= marked


def test_an_airport_is_marked_while_something_shown_names_it(scene: Scene, parts: MapParts) -> None:
    """Else a window would mark as in use what was in use a year before."""
    spans = {p["label"]: p["spans"] for p in payload(scene, parts)["points"] if "spans" in p}
    legs = scene.derived.legs
    named = int(
        (legs["origin_ident"] == "BIKF").sum() + (legs["destination_ident"] == "BIKF").sum()
    )
    assert len(spans["BIKF"]) == named
    assert all(start <= end for start, end in spans["ZKPY"])
