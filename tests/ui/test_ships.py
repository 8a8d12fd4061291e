"""Ships on the screen: named by name and MMSI, never in the air, never near an airport."""

import json

import numpy as np
import pandas as pd
import pytest

from skygap.readers import read_content
from skygap.scene import Scene
from skygap.ui.bars import prepare_bars
from skygap.ui.facts import facts_of
from skygap.ui.layers import reach_layer
from skygap.ui.parts import prepare_parts
from skygap.ui.tables import gap_table, leg_table
from tests.readers.making_ships import old_columns
from tests.scenes import scene_of

NAME = "ANGARA (MMSI 273456789)"
MINUTES = {"00:00": (43.1, 9.0), "00:05": (43.11, 9.0), "20:00": (43.0, 0.0), "20:05": (43.0, 0.0)}


@pytest.fixture(scope="module")
def at_sea() -> Scene:
    """Make the scene of a ship that is unheard for most of a day, beside the shipped case."""
    rows = [
        {"BaseDateTime": f"2023-01-11T{time}:00", "LAT": lat, "SOG": knots}
        for time, (lat, knots) in MINUTES.items()
    ]
    return scene_of([read_content("ais.csv", old_columns(*rows))])


def words_of(scene: Scene, item_id: str) -> str:
    facts = facts_of(scene, item_id)
    assert facts is not None
    return f"{facts.title} {facts.rows} {facts.reason} {facts.airports_note}"


def test_a_ship_is_listed_by_its_name_and_number(at_sea: Scene) -> None:
    labels = at_sea.crafts.set_index("craft_id")["label"]
    assert labels["mmsi:273456789"] == NAME
    shown = np.ones(len(at_sea.items), dtype=bool)
    for table in (leg_table(at_sea, shown), gap_table(at_sea, shown)):
        assert set(table["Aircraft or ship"]) == {NAME}


@pytest.mark.parametrize("table", ["legs", "gaps"])
def test_the_facts_of_a_ship_speak_of_no_flight(at_sea: Scene, table: str) -> None:
    rows: pd.DataFrame = getattr(at_sea.derived, table)
    for item_id in rows.iloc[:, 0]:
        said = words_of(at_sea, item_id)
        assert NAME in said
        assert not [w for w in ("air", "ground", "height", "Highest", "landing") if w in said]


def test_the_reach_of_a_ship_is_not_drawn(at_sea: Scene) -> None:
    closed = at_sea.derived.gaps[~at_sea.derived.gaps["is_open"]]
    assert len(closed) == 1
    assert reach_layer(at_sea, closed["gap_id"].iloc[0]) == ([], [])


def test_map_and_timeline_show_a_voyage_as_observed_and_without_airports(at_sea: Scene) -> None:
    drawn = [json.loads(line) for line in prepare_parts(at_sea).lines]
    voyages = [part for part in drawn if any(NAME in words for words in part["t"])]
    assert {part["k"] for part in voyages} == {"leg"}
    assert not [words for part in voyages for words in part["t"] if "→" in words]
    bars = prepare_bars(at_sea)
    of_legs = bars[bars["item_id"].isin(at_sea.derived.legs["leg_id"])]
    assert set(of_legs["style"]) == {"leg"}


def test_the_ends_of_a_gap_tell_no_height_of_a_ship(at_sea: Scene) -> None:
    points = [json.loads(point) for point in prepare_parts(at_sea).points]
    ends = [part for part in points if part["k"].startswith("gap_")]
    assert len(ends) == 3
    assert not [words for part in ends for words in part["t"] if "height" in words]
