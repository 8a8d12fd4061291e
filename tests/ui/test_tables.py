"""The tables hold the same facts as the canvas, in words that can be read aloud."""

import numpy as np

from skygap.scene import Scene
from skygap.ui.tables import event_table, gap_table, leg_table, movement_table


def everything(scene: Scene) -> np.ndarray:
    return np.ones(len(scene.items), dtype=bool)


def test_every_shown_leg_gap_and_movement_is_a_row(scene: Scene) -> None:
    shown = everything(scene)
    assert len(leg_table(scene, shown)) == len(scene.derived.legs)
    assert len(gap_table(scene, shown)) == len(scene.derived.gaps)
    assert len(movement_table(scene, shown)) == len(scene.case.movements)


def test_what_is_hidden_is_hidden_in_the_tables_too(scene: Scene) -> None:
    assert leg_table(scene, ~everything(scene)).empty
    assert movement_table(scene, ~everything(scene)).empty


def test_a_generated_row_says_so_wherever_the_table_goes(scene: Scene) -> None:
    assert set(leg_table(scene, everything(scene))["Kind"]) == {"Worked example"}


def test_events_are_listed_with_their_zone_and_sources(scene: Scene) -> None:
    assert {"Event", "Zone", "Sources"} <= set(event_table(scene).columns)
