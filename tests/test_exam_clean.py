"""The cleaning exam: planted faults are found, good positions stay, on generated and real tracks.

Jumps are planted where steps are at most a minute long; after a longer silence a craft may be
anywhere it could have flown to.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from skygap.clean import FROZEN, KEPT, SAME_TIME, TOO_SLOW, mask_fixes
from skygap.errors import SkygapError
from skygap.readers import read
from skygap.tables.fixes import merge_fixes
from tests.builders import SETTINGS, UHWW, craft, flight, near, off
from tests.builders import ZKPY as FAR_FIELD
from tests.exam_tracks import Planted, cruise, with_jumps

FOLDERS = ("readsb", "adsbx_csv", "fr24", "opensky")
FAR, NEAR = (10.0, 50.0, 500.0), (2.0, 3.0, 5.0)
CASES = [(km, 1.0) for km in FAR] + [(km, 0.95) for km in NEAR]
GOOD_SHARE = 0.001


@pytest.fixture(scope="module")
def real_tracks(shared_data: Path) -> list[pd.DataFrame]:
    """Every real track that can be read and is long enough to plant something in."""
    found = []
    for folder in FOLDERS:
        for path in sorted((shared_data / folder).iterdir()):
            try:
                found.append(read(path).fixes)
            except SkygapError:
                continue
    return [fixes for fixes in found if len(fixes) >= 100]


def masked(fixes: pd.DataFrame) -> np.ndarray:
    return (mask_fixes(fixes, settings=SETTINGS)["mask_reason"] != KEPT).to_numpy()


def marks(exam: Iterable[Planted]) -> tuple[float, float]:
    """Share of the planted fixes that are masked, and share of all others that are."""
    planted = hit = others = wrong = 0
    for paper in exam:
        found, bad = masked(paper.fixes), np.zeros(len(paper.fixes), dtype=bool)
        bad[paper.rows] = True
        planted, hit = planted + bad.sum(), hit + (found & bad).sum()
        others, wrong = others + (~bad).sum(), wrong + (found & ~bad).sum()
    return hit / planted, wrong / others


@pytest.mark.parametrize("every_s", [1, 5, 15, 30])
@pytest.mark.parametrize(("km", "recall"), CASES)
def test_planted_jumps_are_found_in_generated_tracks(
    every_s: int, km: float, recall: float
) -> None:
    exam = (with_jumps(cruise(every_s, seed=seed), km, seed=seed) for seed in range(3))
    found, wrong = marks(exam)
    assert found >= recall
    assert wrong <= GOOD_SHARE


@pytest.mark.parametrize(("km", "recall"), CASES)
def test_planted_jumps_are_found_in_real_tracks(
    real_tracks: list[pd.DataFrame], km: float, recall: float
) -> None:
    found, wrong = marks(with_jumps(each, km, seed=i) for i, each in enumerate(real_tracks))
    assert found >= recall
    assert wrong <= GOOD_SHARE


def test_real_tracks_keep_their_good_positions(real_tracks: list[pd.DataFrame]) -> None:
    wrong = sum(int(masked(fixes).sum()) for fixes in real_tracks)
    assert wrong <= GOOD_SHARE * sum(map(len, real_tracks))


def test_real_positions_on_the_ground_are_kept(real_tracks: list[pd.DataFrame]) -> None:
    assert not any(masked(fixes)[fixes["on_ground"].to_numpy()].any() for fixes in real_tracks)


def test_frozen_positions_are_masked_with_their_own_reason() -> None:
    fixes = cruise(5, seed=1)
    stuck = slice(300, 320)
    fixes.loc[301:319, ["lat", "lon"]] = fixes.loc[300, ["lat", "lon"]].to_numpy(float)
    found = mask_fixes(fixes, settings=SETTINGS)["mask_reason"]
    assert found.iloc[stuck].tolist() == [KEPT] + [FROZEN] * 19
    assert (found.drop(range(300, 320)) == KEPT).all()


def test_a_parked_craft_whose_feed_repeats_its_last_speed_is_kept() -> None:
    parked = flight(UHWW, FAR_FIELD).stand(600).fixes()
    repeating = parked.assign(on_ground=False, ground_speed_kt=80.0)
    standing = parked["on_ground"].to_numpy()
    assert not masked(parked.where(~parked["on_ground"], repeating))[standing].any()


@pytest.mark.parametrize("km", [2.0, 10.0, 300.0])
def test_of_two_places_at_one_moment_the_consistent_one_is_kept(km: float) -> None:
    fixes = cruise(10, seed=2)
    twin = fixes.iloc[[200]].copy()
    twin[["lat", "lon"]] = [off((twin["lat"].iloc[0], twin["lon"].iloc[0]), 70.0, km)]
    found = mask_fixes(merge_fixes([fixes, twin]), settings=SETTINGS)
    wrong = found[found["mask_reason"] != KEPT]
    assert wrong["mask_reason"].tolist() == [SAME_TIME]
    assert wrong["lat"].tolist() == twin["lat"].tolist()


def test_a_deceived_receiver_is_found_by_its_height() -> None:
    """Entered after a silence, at a speed that is plausible, and it lasts."""
    story = craft(UHWW, ft=38_000).fly_to(near(UHWW, FAR_FIELD, 400), ft=38_000, every=0.1)
    deceived = story.silent(40).fly_to(off(story.place, 90, 20), ft=38_000, kt=50, every=0.05)
    after = deceived.silent(30).fly_to(off(story.place, 200, 300), ft=38_000, every=0.05)
    fixes = after.fixes()
    slow = fixes["ground_speed_kt"].to_numpy() == 50
    reasons = mask_fixes(fixes, settings=SETTINGS)["mask_reason"]
    assert set(reasons[slow]) == {TOO_SLOW}
    assert (reasons[~slow] == KEPT).all()


def test_a_balloon_at_height_is_kept() -> None:
    balloon = craft(UHWW, ft=60_000).fly_to(off(UHWW, 90, 100), ft=60_000, kt=25)
    assert not masked(balloon.fixes()).any()
