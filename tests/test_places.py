"""Airports by place: exact on the sphere, without a seam."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.geo import haversine_km
from skygap.places import distances_km, index_places, nearest
from tests.builders import UHWW, airports, index

RANDOM = np.random.default_rng(7)
MANY = pd.DataFrame(
    {"lat": RANDOM.uniform(-90, 90, 300), "lon": RANDOM.uniform(-180, 180, 300)}
)  # fmt: skip


def test_the_nearest_airport_comes_first_with_its_distance() -> None:
    rows, far = nearest(index("ZKPY", "UHWW"), [43.4], [132.2], count=2, within_km=2000)
    assert rows.tolist() == [[1, 0]]
    assert far[0, 0] == pytest.approx(4.2, abs=0.1)


def test_where_fewer_are_in_reach_the_row_is_minus_one() -> None:
    rows, far = nearest(index("UHWW"), *np.transpose([UHWW]), count=2, within_km=100)
    assert rows.tolist() == [[0, -1]]
    assert far[0, 1] == np.inf


def test_an_empty_table_finds_nothing() -> None:
    rows, far = nearest(index(), [1.0, 2.0], [3.0, 4.0], count=3, within_km=100)
    assert (rows == -1).all()
    assert np.isinf(far).all()
    assert rows.shape == (2, 3)


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_nearest_is_what_comparing_with_all_finds(lat: float, lon: float) -> None:
    rows, far = nearest(index_places(MANY), [lat], [lon], count=1, within_km=25_000)
    every = haversine_km(lat, lon, MANY["lat"], MANY["lon"])
    assert far[0, 0] == pytest.approx(every.min(), abs=1e-3)
    assert every[rows[0, 0]] == pytest.approx(every.min(), abs=1e-3)


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_distances_to_all_airports_are_those_on_the_sphere(lat: float, lon: float) -> None:
    found = distances_km(index_places(MANY), lat, lon)
    assert found == pytest.approx(haversine_km(lat, lon, MANY["lat"], MANY["lon"]), abs=1e-3)


def test_an_airport_is_found_across_the_antimeridian() -> None:
    rows, _ = nearest(index("NFFN"), [-17.8], [-179.0], count=1, within_km=400)
    assert rows.tolist() == [[0]]


def test_indexing_changes_nothing_in_the_table() -> None:
    table = airports("UHWW", "ZKPY").iloc[::-1]
    before = table.copy()
    index_places(table)
    pd.testing.assert_frame_equal(table, before)
