"""The scene lays observed and reported side by side and never mixes them."""

import json

import numpy as np
import pytest
import shapely

from skygap.readers import read, read_content
from skygap.scene import Scene, movement_path
from skygap.tables.items import EXAMPLE, GAP, INFERRED, LEG, MOVEMENT, OBSERVED, REPORTED
from tests.scenes import ANCHOR, DATA, scene_of, shipped_scene


@pytest.fixture(scope="module")
def scene() -> Scene:
    return shipped_scene()


def test_every_leg_gap_stop_and_movement_is_one_item(scene: Scene) -> None:
    tables = (scene.derived.legs, scene.derived.gaps, scene.derived.stops, scene.case.movements)
    assert len(scene.items) == sum(map(len, tables))
    assert scene.items["item_id"].is_unique


def test_what_a_generator_made_is_an_example_and_never_observed(scene: Scene) -> None:
    derived = scene.items[scene.items["what"].isin([LEG, GAP])]
    assert set(derived["kind"]) == {EXAMPLE}


def test_a_gap_is_inferred_for_nobody_observes_what_was_not_received() -> None:
    """A reader who hides the inferred must see no judgement of why something was not heard."""
    rows = [[0, 43.4, 132.1, 30_000], [60, 43.5, 132.1, 30_000], [9000, 39.2, 125.7, 30_000]]
    rows = [[*row, 400, 90, 0, 0, None, "adsb_icao"] for row in rows]
    trace = {"icao": "15406e", "timestamp": 1_710_900_000, "trace": rows}
    real = scene_of([read_content("a.json", json.dumps(trace).encode())]).items
    real = real[real["kind"] != REPORTED]
    assert set(real.loc[real["what"] == GAP, "kind"]) == {INFERRED}
    assert set(real.loc[real["what"] == LEG, "kind"]) == {OBSERVED}


def test_every_movement_is_reported_and_nothing_else_is(scene: Scene) -> None:
    reported = scene.items["kind"] == REPORTED
    assert (reported == (scene.items["what"] == MOVEMENT)).all()


def test_a_reported_movement_is_a_geodesic_between_its_ends_and_no_path(scene: Scene) -> None:
    movement = scene.case.movements.set_index("movement_id").loc[ANCHOR]
    places = shapely.get_coordinates(movement_path(movement))
    ends = movement[["origin_lon", "origin_lat", "destination_lon", "destination_lat"]]
    assert [*places[0], *places[-1]] == pytest.approx(ends.tolist())


def test_a_movement_with_one_known_place_is_that_place_only(scene: Scene) -> None:
    movement = scene.case.movements.set_index("movement_id").loc[ANCHOR].copy()
    movement[["destination_lat", "destination_lon"]] = np.nan
    assert movement_path(movement).geom_type == "MultiPoint"


def test_a_craft_is_called_by_its_registration_and_its_operator_by_the_case(scene: Scene) -> None:
    anchor = scene.crafts.set_index("craft_id").loc["15406e"]
    assert (anchor["label"], anchor["operator"]) == ("RA-82030", "224th Flight Unit")


def test_a_craft_without_registration_or_hex_is_called_by_its_type(scene: Scene) -> None:
    labels = scene.crafts.set_index("craft_id")["label"]
    assert labels["reported:tu154-2024-03-20"] == "Tupolev Tu-154"


def test_crafts_with_one_name_are_told_apart_by_their_key() -> None:
    files = sorted((DATA / "worked_example").glob("*.json"))
    twin = files[0].read_bytes().replace(b'"f0e0a1"', b'"f0e0a9"')
    scene = scene_of([read(files[0]), read_content("twin.json", twin)])
    labels = set(scene.crafts["label"])
    assert {"EXAMPLE (f0e0a1)", "EXAMPLE (f0e0a9)"} <= labels
