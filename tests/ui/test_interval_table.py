"""The table of gaps: what it lists, leaves out and counts."""

import pandas as pd
import pytest

from skygap.scene import Scene
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.gaps import CAUSES, NOT_DARK
from skygap.ui.interval_table import IntervalFilter, count_words, filtered, interval_table
from tests.ui.silences import gap_row, gaps_of, open_gap

SHIP = "mmsi:273456789"
GAPS = gaps_of(
    gap_row(gap_id="short", duration_min=20.0),
    gap_row(gap_id="long", duration_min=500.0, cause="likely_switched_off"),
    open_gap(gap_id="open"),
    gap_row(gap_id="parked", cause="parked", duration_min=900.0),
    gap_row(gap_id="ship", craft_id=SHIP, mmsi="273456789", duration_min=700.0),
    gap_row(gap_id="example", provider=EXAMPLE_PROVIDER, duration_min=9_000.0),
)


def ids(**wanted: object) -> list[str]:
    return filtered(GAPS, IntervalFilter(**wanted))["gap_id"].tolist()  # type: ignore[arg-type]


def test_dark_intervals_are_listed_longest_first_open_ones_and_the_example_last() -> None:
    assert ids() == ["ship", "long", "short", "open", "example"]


@pytest.mark.parametrize("cause", CAUSES)
def test_only_dark_intervals_leaves_out_exactly_what_is_explained(cause: str) -> None:
    gaps = gaps_of(gap_row(cause=cause))
    assert filtered(gaps, IntervalFilter()).empty == (cause in NOT_DARK)
    assert len(filtered(gaps, IntervalFilter(only_dark=False))) == 1


def test_a_gap_without_an_end_is_never_too_short() -> None:
    assert ids(shortest_min=600.0) == ["ship", "open", "example"]


def test_craft_and_causes_narrow_ships_as_aircraft() -> None:
    assert ids(crafts=(SHIP,)) == ["ship"]
    assert ids(causes=("likely_switched_off",)) == ["long"]


def test_what_was_generated_is_named_and_never_counted() -> None:
    words = count_words(GAPS, filtered(GAPS, IntervalFilter()))
    assert "5 gaps in the signal, 4 of them dark intervals; 4 listed" in words
    assert "worked example, generated: 1" in words


def test_a_likelihood_never_stands_without_its_number(scene: Scene) -> None:
    gaps = gaps_of(
        gap_row(cause="likely_switched_off", cause_probability=0.83, witness_n=18, witness_k=17)
    )
    row = interval_table(scene, gaps).iloc[0]
    assert "83" in row["Why"]
    assert (row["Others passed"], row["Of these heard"]) == (18, 17)


def test_the_example_is_called_so_in_its_row(scene: Scene) -> None:
    table = interval_table(scene, scene.derived.gaps)
    assert table["Kind"].tolist() == ["Worked example"]


def test_of_a_ship_no_stop_is_looked_for(scene: Scene) -> None:
    table = interval_table(scene, GAPS[GAPS["gap_id"] == "ship"])
    assert table["Stop"].tolist() == ["Not looked for"]


def test_nothing_is_filtered_from_nothing() -> None:
    assert isinstance(filtered(GAPS.head(0), IntervalFilter()), pd.DataFrame)
    assert filtered(GAPS.head(0), IntervalFilter()).empty
