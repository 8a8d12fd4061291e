"""The prism: every place that fits into the time, and no other."""

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from skygap.geo import bearing_deg, distance_km
from skygap.prism import prism_ring, reach_km
from skygap.settings import with_values
from tests.builders import SETTINGS, UHWW, ZKPY, Place, off

EDGE_KM = 1.0
CALM = with_values(SETTINGS, {"reach_speed_kt": 500, "wind_kt": 100})
HARD_PLACES = [UHWW, (0.0, 179.9), (10.0, -179.5), (89.5, 0.0), (-89.0, 120.0), (60.0, 180.0)]
offsets = st.tuples(st.floats(0, 360), st.floats(0, 700))


def gap(minutes: float, km: float) -> pd.DataFrame:
    return pd.DataFrame({"duration_min": [minutes], "distance_km": [km]})


def test_a_round_trip_gains_nothing_from_wind() -> None:
    assert reach_km(gap(60, 0), settings=CALM).tolist() == [926.0]


def test_a_one_way_trip_at_full_speed_gains_the_whole_tail_wind() -> None:
    assert reach_km(gap(60, 926.0), settings=CALM).tolist() == pytest.approx([1111.2])


def test_a_stop_takes_its_time_from_the_way() -> None:
    assert reach_km(gap(60, 0), settings=CALM, stop_min=30).tolist() == [463.0]


def test_a_gap_shorter_than_the_stop_has_no_way_left() -> None:
    assert reach_km(gap(20, 0), settings=CALM, stop_min=30).tolist() == [0]


def test_an_open_gap_has_no_known_reach() -> None:
    assert reach_km(gap(float("nan"), float("nan")), settings=CALM).isna().all()


def test_ends_further_apart_than_the_way_have_no_prism() -> None:
    assert prism_ring(UHWW, ZKPY, 700).shape == (0, 2)


def test_the_ring_closes_and_all_of_its_edge_is_just_in_reach() -> None:
    ring = prism_ring(UHWW, ZKPY, 1500, points=90)
    way = distance_km(*UHWW, ring[:, 1], ring[:, 0]) + distance_km(ring[:, 1], ring[:, 0], *ZKPY)
    assert ring[0] == pytest.approx(ring[-1])
    assert way == pytest.approx(1500, abs=0.01)


@pytest.mark.parametrize("start", HARD_PLACES)
def test_the_ring_never_jumps_across_the_map(start: Place) -> None:
    ring = prism_ring(start, off(start, 90, 100), 900, points=720)
    assert np.abs(np.diff(ring[:, 0])).max() < 180


@pytest.mark.parametrize("start", HARD_PLACES)
@settings(deadline=None, max_examples=15)
@given(offsets, offsets, st.floats(50, 1500))
def test_a_place_lies_inside_just_if_the_way_over_it_fits(
    start: Place, to_end: tuple[float, float], to_place: tuple[float, float], spare_km: float
) -> None:
    """Judged on a plane round the start, where no seam and no pole is in the way."""
    end, place = off(start, *to_end), off(start, *to_place)
    apart = float(distance_km(*start, *end))
    length = apart + spare_km
    over = float(distance_km(*start, *place) + distance_km(*place, *end))
    assume(abs(over - length) > 2 * EDGE_KM)
    ring = prism_ring(start, end, length, points=1440)
    inside = shapely.Polygon(_plane(start, ring[:, 1], ring[:, 0])).contains(
        shapely.Point(_plane(start, np.array([place[0]]), np.array([place[1]]))[0])
    )
    assert inside == (over <= length)


def _plane(centre: Place, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Azimuthal equidistant: bearing and distance from the centre as a place on paper."""
    km = distance_km(*centre, lat, lon)
    bearing = np.radians(bearing_deg(*centre, lat, lon))
    return np.column_stack([km * np.sin(bearing), km * np.cos(bearing)])
