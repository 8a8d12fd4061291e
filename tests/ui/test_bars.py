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
    looked_at = focus(scene, mask)
    return timeline_data(scene, bars, mask, looked_at=looked_at, theme="light", selected="")


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
    assert {row["sub"] for row in rows[-2:]} == {"worked example"}


def test_a_row_without_a_shown_bar_is_left_out(scene: Scene, bars: pd.DataFrame) -> None:
    assert laid_out(scene, bars, shown=False)["rows"] == []


def looked_at(scene: Scene, *, only: str = "", selected: str = "") -> tuple[str, str]:
    """Say from which day to which the first view goes."""
    shown = (
        (scene.items["craft_id"] == only).to_numpy() if only else np.ones(len(scene.items), bool)
    )
    start, end = (pd.Timestamp(ms, unit="ms") for ms in focus(scene, shown, selected=selected))
    return str(start.date()), str(end.date())


def test_the_first_view_is_the_latest_story_and_the_events_around_it(scene: Scene) -> None:
    assert looked_at(scene) == ("2024-03-17", "2024-03-21")


def test_a_filter_moves_the_first_view_to_what_it_leaves(scene: Scene) -> None:
    assert looked_at(scene, only="15521f")[1] == "2023-09-30"
    assert looked_at(scene, only="f0e0a1") == ("2024-06-15", "2024-06-15")


def test_what_is_selected_is_in_the_first_view(scene: Scene) -> None:
    assert looked_at(scene, selected="ra86559-2023-08-02-out")[1] == "2023-08-02"
    gap = scene.derived.gaps["gap_id"].iloc[0]
    assert looked_at(scene, selected=gap) == ("2024-06-15", "2024-06-15")


def test_a_window_is_in_the_first_view(scene: Scene) -> None:
    """A link to a window must open on it; with nothing in it, on the window itself."""
    everything = np.ones(len(scene.items), bool)
    window = (1_690_848_000_000, 1_690_934_400_000)  # 1 Aug 2023, RA-86559 on the ground
    start, end = focus(scene, everything, window=window)
    assert start < window[0] < end
    empty = (1_577_836_800_000, 1_577_923_200_000)  # 1 Jan 2020
    assert focus(scene, everything, window=empty) == empty


def test_the_domain_holds_everything_with_a_margin(scene: Scene) -> None:
    start, end = domain(scene)
    assert end - start > (scene.items["end_time"].max() - scene.items["start_time"].min()).days * (
        DAY_MS
    )
