"""A selection hides; it changes nothing, and it travels in a URL."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from skygap.selection import (
    Selection,
    chosen,
    in_time,
    region_from,
    region_query,
    window_from,
    window_query,
)
from skygap.tables.items import GAP, ITEMS, LEG, MOVEMENT
from skygap.tables.schema import conform

NOON = pd.Timestamp("2024-03-20T12:00Z")
HOUR = 3_600_000
NOON_MS = int(NOON.timestamp() * 1000)


def items() -> gpd.GeoDataFrame:
    """Make a leg, a short gap, an open gap and a reported movement at different places."""
    rows = [
        ("leg-1", LEG, "observed", "15406e", "224th", 0, 2, np.nan, (132.0, 43.0)),
        ("gap-1", GAP, "observed", "15406e", "224th", 2, 3, 12.0, (130.0, 41.0)),
        ("gap-2", GAP, "observed", "15521f", "", 5, None, np.nan, (179.5, 10.0)),
        ("move-1", MOVEMENT, "reported", "15521f", "", 8, 9, np.nan, (125.7, 39.2)),
    ]
    columns = ["item_id", "what", "kind", "craft_id", "operator", "start", "end", "duration_min"]
    table = pd.DataFrame([row[:8] for row in rows], columns=columns)
    for name in ("start", "end"):
        table[f"{name}_time"] = NOON + pd.to_timedelta(table[name].astype(float), unit="h")
    places = [shapely.Point(row[8]) for row in rows]
    return gpd.GeoDataFrame(conform(ITEMS, table), geometry=places, crs="EPSG:4326")


def ids(selection: Selection) -> list[str]:
    table = items()
    return table["item_id"][chosen(table, selection)].tolist()


def test_an_empty_selection_shows_everything() -> None:
    assert len(ids(Selection())) == 4


def test_a_craft_shows_only_its_own() -> None:
    assert ids(Selection(crafts=("15406e",))) == ["leg-1", "gap-1"]


def test_an_operator_shows_only_its_own() -> None:
    assert ids(Selection(operators=("224th",))) == ["leg-1", "gap-1"]


def test_no_kind_chosen_shows_nothing() -> None:
    assert ids(Selection(kinds=())) == []


def test_a_short_gap_goes_but_an_open_one_stays() -> None:
    assert ids(Selection(shortest_gap_min=30)) == ["leg-1", "gap-2", "move-1"]


def test_a_window_shows_what_touches_it() -> None:
    assert ids(Selection(window=(NOON_MS + 2 * HOUR, NOON_MS + 4 * HOUR))) == ["leg-1", "gap-1"]


def test_an_open_gap_counts_where_it_begins_and_in_no_later_year() -> None:
    assert ids(Selection(window=(NOON_MS + 4 * HOUR, NOON_MS + 6 * HOUR))) == ["gap-2"]
    assert ids(Selection(window=(NOON_MS + 6 * HOUR, NOON_MS + 7 * HOUR))) == []


def test_the_browser_applies_the_window_itself() -> None:
    window = Selection(window=(0, 1))
    assert chosen(items(), window, in_window=False).all()


def test_a_region_across_the_antimeridian_finds_both_sides() -> None:
    assert ids(Selection(region=(170.0, 0.0, -170.0, 20.0))) == ["gap-2"]
    assert ids(Selection(region=(120.0, 35.0, 135.0, 45.0))) == ["leg-1", "gap-1", "move-1"]


def test_an_item_without_any_time_is_always_shown() -> None:
    timeless = items()
    timeless.loc[:, ["start_time", "end_time"]] = pd.NaT
    assert in_time(timeless, (NOON_MS, NOON_MS + 1)).all()


@pytest.mark.parametrize(
    "query",
    [{}, {"from": "2024-03-20T12:00Z"}, {"from": "x", "to": "y"}, {"from": "2024", "to": "2023"}],
)
def test_a_window_that_cannot_be_read_is_no_window(query: dict[str, str]) -> None:
    assert window_from(query) is None


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "0,10,5,-10", "999,0,1,1", "nan,0,1,1"])
def test_a_region_that_cannot_be_read_is_no_region(text: str) -> None:
    assert region_from({"region": text}) is None


@given(st.integers(0, 10**7), st.integers(1, 10**6))
def test_a_window_comes_back_from_its_url_to_the_minute(start_min: int, length_min: int) -> None:
    window = (start_min * 60_000, (start_min + length_min) * 60_000)
    assert window_from(window_query(window)) == window


@given(st.tuples(*[st.floats(-180, 180)] * 2), st.floats(-90, 89), st.floats(0.01, 1))
def test_a_region_comes_back_from_its_url(
    west_east: tuple[float, float], south: float, tall: float
) -> None:
    region = (west_east[0], south, west_east[1], south + tall)
    assert region_from(region_query(region)) == pytest.approx(region, abs=0.001)
