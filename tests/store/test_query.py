"""A question finds what touches its box, overlaps its window and is of its craft."""

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely

from skygap.store import Store, Where, find, read_gaps, read_legs
from tests.store.made import HOUR, NOON, gap, leg, put, stop

EUROPE = leg("a00000", [(10.0, 50.0), (11.0, 51.0)])
PACIFIC = leg(
    "b00000", [(175.0, -10.0), (178.0, -11.0)], [(179.0, -12.0), (180.0, -13.0)],
    [(-180.0, -13.0), (-175.0, -14.0)],
)  # fmt: skip
ACROSS = (170.0, -20.0, -170.0, 0.0)


@pytest.fixture
def legs(store: Store) -> Store:
    """Hold one leg over Europe and one across the antimeridian."""
    put(store, "file", legs=pd.concat([EUROPE, PACIFIC]))
    return store


def crafts(found: pd.DataFrame) -> list[str]:
    return list(found["craft_id"])


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((9.0, 49.0, 12.0, 52.0), ["a00000"]),
        ((174.0, -20.0, 179.0, 0.0), ["b00000"]),
        ((-179.0, -20.0, -174.0, 0.0), ["b00000"]),
        (ACROSS, ["b00000"]),
        ((-170.0, -20.0, 170.0, 0.0), []),
        ((-30.0, -30.0, 60.0, 60.0), ["a00000"]),
        ((10.8, 50.0, 11.0, 50.2), []),
        ((-180.0, -90.0, 180.0, 90.0), ["a00000", "b00000"]),
    ],
)
def test_a_box_finds_the_legs_it_touches_and_no_other(
    legs: Store, box: tuple[float, float, float, float], expected: list[str]
) -> None:
    """A leg across 180 degrees is on both sides of it and nowhere between."""
    assert crafts(find(legs, "legs", Where(box=box))) == expected


def test_a_leg_found_on_one_side_comes_whole(legs: Store) -> None:
    found = find(legs, "legs", Where(box=(-179.0, -20.0, -174.0, 0.0)))
    assert found.geometry.iloc[0] == PACIFIC.geometry.iloc[0]
    assert read_legs(legs).geometry.iloc[1] == PACIFIC.geometry.iloc[0]


def test_a_gap_across_the_antimeridian_lies_at_its_ends(store: Store) -> None:
    put(store, "file", gaps=gap("a00000", (175.0, 10.0), (-175.0, 12.0)))
    boxes = {
        "start": (170.0, 5.0, 180.0, 15.0), "end": (-180.0, 5.0, -170.0, 15.0),
        "between": (-10.0, 5.0, 10.0, 15.0), "world": (-180.0, -90.0, 180.0, 90.0),
    }  # fmt: skip
    found = {name: len(find(store, "gaps", Where(box=box))) for name, box in boxes.items()}
    assert found == {"start": 1, "end": 1, "between": 0, "world": 1}
    assert len(read_gaps(store)) == 1


def test_a_gap_is_not_found_between_its_ends(store: Store) -> None:
    """Nobody knows that it was there."""
    put(store, "file", gaps=gap("a00000", (0.0, 50.0), (10.0, 50.0)))
    assert find(store, "gaps", Where(box=(4.0, 49.0, 6.0, 51.0))).empty
    assert len(find(store, "gaps", Where(box=(9.0, 49.0, 11.0, 51.0)))) == 1


def test_a_leg_without_a_line_is_found_where_it_was_seen(store: Store) -> None:
    put(store, "file", legs=leg("a00000", [(10.0, 50.0)]))
    assert len(find(store, "legs", Where(box=(9.0, 49.0, 11.0, 51.0)))) == 1


def test_a_stop_at_an_unknown_place_is_in_no_box(store: Store) -> None:
    put(store, "file", stops=pd.concat([stop("a00000", None), stop("b00000", (10.0, 50.0))]))
    assert crafts(find(store, "stops", Where(box=(-180.0, -90.0, 180.0, 90.0)))) == ["b00000"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(-2, 0, 0), (-2, 0.5, 1), (0.5, 0.6, 1), (1, 2, 1), (1.5, 2, 0)],
)
def test_a_window_finds_the_legs_it_overlaps(
    legs: Store, start: float, end: float, expected: int
) -> None:
    """The legs last from noon to one; the end of the window is not part of it."""
    where = Where(start=NOON + start * HOUR, end=NOON + end * HOUR, craft_ids=("a00000",))
    assert len(find(legs, "legs", where)) == expected


def test_an_open_gap_and_a_stop_without_end_last_until_they_are_known(store: Store) -> None:
    put(store, "f", gaps=gap("a00000", (1.0, 1.0), None), stops=stop("a00000", (1.0, 1.0)))
    years_later = Where(start=NOON + 10_000 * HOUR)
    assert len(find(store, "gaps", years_later)) == 1
    assert len(find(store, "stops", years_later)) == 1
    assert find(store, "gaps", Where(end=NOON - HOUR)).empty


def test_crafts_are_found_by_name(legs: Store) -> None:
    assert crafts(find(legs, "legs", Where(craft_ids=("b00000",)))) == ["b00000"]
    assert find(legs, "legs", Where(craft_ids=("c00000",))).empty


def test_further_craft_under_an_address_are_found_by_it(legs: Store) -> None:
    put(legs, "g", legs=leg("a00000#2", [(1.0, 1.0), (2.0, 2.0)]))
    found = find(legs, "legs", Where(craft_ids=("a00000",)))
    assert set(crafts(found)) == {"a00000", "a00000#2"}


def test_an_empty_store_answers_with_no_rows(store: Store) -> None:
    found = find(store, "legs", Where(box=ACROSS))
    assert isinstance(found, gpd.GeoDataFrame)
    assert found.empty


def test_geopandas_alone_reads_the_parts_by_box(legs: Store) -> None:
    """The files are plain GeoParquet: a leg across 180 degrees is one row for each side."""
    parts = list((legs.tables / "legs").rglob("*.parquet"))
    found = pd.concat([gpd.read_parquet(part, bbox=(-180, -20, -170, 0)) for part in parts])
    assert list(zip(found["icao24"], found["seam_part"], strict=True)) == [("b00000", 1)]
    assert found.geometry.iloc[0].equals(shapely.LineString([(-180, -13), (-175, -14)]))


def test_a_part_declares_its_boxes(legs: Store) -> None:
    schema = pq.read_schema(next((legs.tables / "legs").rglob("*.parquet")))
    assert b'"version": "1.1.0"' in schema.metadata[b"geo"]
    assert b'"covering": {"bbox"' in schema.metadata[b"geo"]
