"""The timeline's bars: what is uncertain looks uncertain, what is generated says so."""

import numpy as np
import pandas as pd
import pytest

from skygap.scene import Scene
from skygap.ui.bars import domain, focus, prepare_bars, timeline_data
from tests.scenes import ANCHOR

DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def bars(scene: Scene) -> pd.DataFrame:
    return prepare_bars(scene)


def laid_out(scene: Scene, bars: pd.DataFrame, *, shown: bool = True) -> dict[str, object]:
    mask = np.full(len(scene.items), shown)
    return timeline_data(scene, bars, mask, theme="light", channel="channel")


def test_there_is_one_bar_for_every_item_in_the_same_order(
    scene: Scene, bars: pd.DataFrame
) -> None:
    assert bars["item_id"].tolist() == scene.items["item_id"].tolist()


def test_a_reported_time_spans_all_that_its_words_allow(scene: Scene, bars: pd.DataFrame) -> None:
    bar = bars.set_index("item_id").loc[ANCHOR]
    movement = scene.case.movements.set_index("movement_id").loc[ANCHOR]
    assert bar["earliest"] == movement["departure_earliest"]
    assert bar["latest"] == movement["departure_latest"]


def test_an_open_gap_has_a_bar_of_an_hour_and_no_end_in_words(
    scene: Scene, bars: pd.DataFrame
) -> None:
    ids = scene.derived.gaps.loc[scene.derived.gaps["is_open"], "gap_id"]
    open_bars = bars[bars["item_id"].isin(ids)]
    assert (open_bars["end"] - open_bars["start"] == pd.Timedelta(hours=1)).all()
    assert all("unknown" in tip[1] for tip in open_bars["tip"])


def test_generated_legs_have_their_own_pattern_and_words(bars: pd.DataFrame) -> None:
    examples = bars[bars["style"] == "leg_example"]
    assert len(examples)
    assert all("generated" in tip[-1] for tip in examples["tip"])


def test_examples_stand_below_everything_real(scene: Scene, bars: pd.DataFrame) -> None:
    rows = laid_out(scene, bars)["rows"]
    assert isinstance(rows, list)
    assert [row["label"] for row in rows][-2:] == ["EXAMPLE", "EXAMPLE-2"]


def test_a_row_without_a_shown_bar_is_left_out(scene: Scene, bars: pd.DataFrame) -> None:
    assert laid_out(scene, bars, shown=False)["rows"] == []


def test_the_first_view_is_the_latest_story_and_the_events_around_it(scene: Scene) -> None:
    start, end = (pd.Timestamp(ms, unit="ms", tz="UTC") for ms in focus(scene))
    assert pd.Timestamp("2024-03-16T00:00Z") < start < pd.Timestamp("2024-03-18T00:00Z")
    assert pd.Timestamp("2024-03-21T00:00Z") < end < pd.Timestamp("2024-03-22T00:00Z")


def test_the_domain_holds_everything_with_a_margin(scene: Scene) -> None:
    start, end = domain(scene)
    assert end - start > (scene.items["end_time"].max() - scene.items["start_time"].min()).days * (
        DAY_MS
    )
