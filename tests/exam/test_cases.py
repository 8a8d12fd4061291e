"""Cases: each is judged as any gap is, one flight masked at a time."""

import numpy as np
import pandas as pd
import pytest

from skygap.exam.cases import cases_of, cut_from_all, judged
from skygap.exam.masks import hidden_rows, outage, switch_offs
from skygap.exam.material import Material, prepare
from skygap.exam.worlds import PROVIDER, generated_world
from skygap.readers.shipped.reference import shipped_airports, shipped_reference
from skygap.tables.cases import CASES
from skygap.tables.fixes import FIXES, merge_fixes
from skygap.tables.schema import conform, empty
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, airports, near, places

OFF = "likely_switched_off"
MANY = 120


@pytest.fixture(scope="module")
def busy() -> Material:
    """Make a busy airway on which everybody is heard all the way."""
    stories = [
        Craft(UHWW, name=f"{0xA00000 + n:06x}", minute=4.0 * n, altitude_ft=33_000).fly_to(
            near(UHWW, ZKPY, 700), ft=33_000, every=0.5
        )
        for n in range(MANY)
    ]
    return prepare(merge_fixes([s.frame() for s in stories]), places("UHWW"), settings=SETTINGS)


@pytest.fixture(scope="module")
def world() -> pd.DataFrame:
    made = generated_world(shipped_airports(), crafts=30, seed=5)
    return cases_of(
        prepare(made, shipped_reference(), settings=SETTINGS), settings=SETTINGS, seed=5
    )


def test_a_craft_switched_off_among_many_that_are_heard_is_found(busy: Material) -> None:
    masks = switch_offs(busy.fixes, is_open=False, rng=np.random.default_rng(1))
    found = judged(busy, masks, settings=SETTINGS)
    assert len(found) == MANY
    assert (found["cause"] == OFF).mean() > 0.6
    assert (found["truth"] == OFF).all()


def test_masks_of_others_do_not_lower_the_reception_of_one(busy: Material) -> None:
    """The trap: cut from all at once, the same masks make everybody seem lost everywhere."""
    masks = switch_offs(busy.fixes, is_open=False, rng=np.random.default_rng(1))
    single = judged(busy, masks, settings=SETTINGS)
    trapped = cut_from_all(busy, masks.assign(counts=True), settings=SETTINGS)
    share = [(table["witness_k"] / table["witness_n"]).mean() for table in (single, trapped)]
    assert share[0] > 0.95
    assert share[1] < 0.8
    assert (trapped["cause"] == OFF).sum() < (single["cause"] == OFF).sum() / 2


def test_one_flight_masked_is_judged_the_same_beside_others_or_by_itself(busy: Material) -> None:
    masks = switch_offs(busy.fixes, is_open=False, rng=np.random.default_rng(1))
    together = judged(busy, masks, settings=SETTINGS).set_index("craft_id")
    for row in (0, 50, 119):
        alone = judged(busy, masks.iloc[[row]], settings=SETTINGS).set_index("craft_id")
        assert together.loc[alone.index].equals(alone)


def test_two_masks_of_one_craft_are_never_cut_together(busy: Material) -> None:
    few = Material(busy.fixes[busy.fixes["craft_id"] == "a00000"], busy.transits, busy.reference)
    masks = pd.DataFrame(
        {"kind": "twice", "truth": OFF, "first": [20, 60], "last": [50, 90]}, index=[0, 1]
    )
    found = judged(few, masks, settings=SETTINGS)
    assert found["duration_min"].round(1).tolist() == [15.5, 15.5]
    assert not found["start_time"].duplicated().any()


def test_an_outage_among_many_is_an_artefact(busy: Material) -> None:
    masks = outage(busy.fixes, rng=np.random.default_rng(3))
    found = cut_from_all(busy, masks, settings=SETTINGS)
    assert len(found) >= 5
    assert (found["cause"] == "feed_artefact").mean() >= 0.8
    assert OFF not in set(found["cause"])
    assert len(hidden_rows(masks, len(busy.fixes))) > 0


def test_every_case_has_a_truth_that_fits_its_kind(world: pd.DataFrame) -> None:
    truths = {
        "natural": "", "few others": OFF, "alone": "cannot_tell", "switched off": OFF,
        "switched off, open": OFF,
        "landing": "landed_unseen", "thinned": "feed_artefact", "outage": "feed_artefact",
        "blind spot": "out_of_coverage",
    }  # fmt: skip
    assert (world["truth"] == world["kind"].map(truths)).all()
    assert {"natural", "switched off", "landing", "thinned"} <= set(world["kind"])
    assert world.equals(conform(CASES, world))


def test_without_witnesses_nothing_is_told(world: pd.DataFrame) -> None:
    alone = world[world["kind"] == "alone"]
    assert (alone["witness_n"] == 0).all()
    assert set(alone["cause"]) <= {"cannot_tell"}


def test_nobody_in_a_generated_world_is_wrongly_called_switched_off(world: pd.DataFrame) -> None:
    assert OFF not in set(world.loc[world["kind"] == "natural", "cause"])


def test_all_cases_of_one_craft_are_in_one_half(world: pd.DataFrame) -> None:
    halves = [set(own["craft_id"]) for _, own in world.groupby("is_reported")]
    assert len(halves) == 2
    assert halves[0].isdisjoint(halves[1])


def test_the_same_seed_makes_the_same_cases(world: pd.DataFrame) -> None:
    made = generated_world(shipped_airports(), crafts=30, seed=5)
    material = prepare(made, shipped_reference(), settings=SETTINGS)
    assert cases_of(material, settings=SETTINGS, seed=5).equals(world)
    assert not cases_of(material, settings=SETTINGS, seed=6).equals(world)


def test_nothing_loaded_makes_no_cases() -> None:
    nothing = prepare(empty(FIXES), places("UHWW"), settings=SETTINGS)
    assert cases_of(nothing, settings=SETTINGS, seed=1).empty


def test_a_generated_world_says_so_and_has_places_where_nobody_is_heard() -> None:
    made = generated_world(shipped_airports(), crafts=12, seed=2)
    assert set(made["provider"]) == {PROVIDER}
    assert made["craft_id"].nunique() == 12
    waits = made.groupby("craft_id")["timestamp"].diff()
    assert (waits > pd.Timedelta(minutes=10)).any()
    assert made["ground_speed_kt"].between(100, 460).all()


def test_a_world_without_airports_is_empty() -> None:
    assert generated_world(airports("UHWW"), crafts=3, seed=1).empty
