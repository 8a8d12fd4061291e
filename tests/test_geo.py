"""Geodesy: distances, bearings, lines and the antimeridian."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skygap.geo import (
    bearing_deg,
    distance_km,
    geodesic,
    haversine_km,
    multi_line,
    split_at_antimeridian,
    unit_vectors,
)
from tests.builders import UHWW, ZKPY

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def test_vladivostok_to_pyongyang_is_713_km_on_a_bearing_of_232() -> None:
    assert distance_km(*UHWW, *ZKPY) == pytest.approx(713.0, abs=0.05)
    assert bearing_deg(*UHWW, *ZKPY) == pytest.approx(231.7, abs=0.05)


@given(latitudes, longitudes, latitudes, longitudes)
def test_haversine_is_never_off_by_more_than_the_pruning_allows(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    exact = float(distance_km(lat1, lon1, lat2, lon2))
    rough = float(haversine_km(lat1, lon1, lat2, lon2))
    assert exact / 1.006 - 0.001 <= rough <= exact * 1.006 + 0.001


def test_the_distance_across_the_antimeridian_is_the_short_one() -> None:
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.3, abs=0.1)


def test_unit_vectors_of_both_sides_of_the_antimeridian_meet() -> None:
    east, west = unit_vectors([10.0, 10.0], [180.0, -180.0])
    assert east == pytest.approx(west)


def test_a_geodesic_holds_both_ends_and_no_step_longer_than_asked() -> None:
    line = geodesic(*UHWW, *ZKPY, step_km=50)
    steps = distance_km(line[:-1, 1], line[:-1, 0], line[1:, 1], line[1:, 0])
    assert (line[0, 1], line[0, 0]) == pytest.approx(UHWW)
    assert (line[-1, 1], line[-1, 0]) == pytest.approx(ZKPY)
    assert steps.max() <= 50


def test_a_geodesic_of_no_length_is_its_two_ends() -> None:
    assert geodesic(1, 2, 1, 2).tolist() == [[2, 1], [2, 1]]


def test_a_path_that_stays_on_one_side_is_not_split() -> None:
    path = np.array([(170.0, 1.0), (175.0, 2.0)])
    assert [piece.tolist() for piece in split_at_antimeridian(path)] == [path.tolist()]


def test_a_path_across_the_antimeridian_reaches_the_seam_on_both_sides() -> None:
    west, east = split_at_antimeridian(np.array([(179.0, 0.0), (-179.0, 2.0)]))
    assert west.tolist() == [[179.0, 0.0], [180.0, 1.0]]
    assert east.tolist() == [[-180.0, 1.0], [-179.0, 2.0]]


@given(st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=30))
def test_splitting_at_the_antimeridian_keeps_every_point_in_order(
    points: list[tuple[float, float]],
) -> None:
    path = np.array(points, dtype=float)
    pieces = split_at_antimeridian(path)
    inner = [p[(i > 0) : len(p) - (i < len(pieces) - 1)] for i, p in enumerate(pieces)]
    assert np.array_equal(np.vstack(inner), path)
    assert all(np.abs(np.diff(p[:, 0])).max(initial=0) <= 180 for p in pieces)


def test_a_lone_point_becomes_a_line_of_no_length() -> None:
    line = multi_line([np.array([(5.0, 6.0)])])
    assert line.length == 0
    assert line.bounds == (5, 6, 5, 6)
