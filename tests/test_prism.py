"""The prism: every place that fits into the time, and no other."""

import numpy as np
import numpy.typing as npt
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.geo import WGS84, Floats, distance_km
from skygap.prism import open_area, prism_area
from skygap.settings import with_values
from tests.builders import SETTINGS, UHWW, ZKPY, Place, off

EDGE_KM = 1.0
CALM = with_values(SETTINGS, {"reach_speed_kt": 500, "wind_kt": 100})
places = st.tuples(
    st.floats(-90, 90) | st.sampled_from([-90.0, 90.0, 0.0]),
    st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, 0.0]),
)


def test_ends_further_apart_than_the_way_have_no_prism() -> None:
    assert prism_area(UHWW, ZKPY, 700).is_empty


@pytest.mark.parametrize("spare_km", [0.0, 1e-6])
def test_a_way_as_long_as_the_distance_is_a_line_and_has_no_area(spare_km: float) -> None:
    assert prism_area(UHWW, ZKPY, float(distance_km(*UHWW, *ZKPY)) + spare_km).is_empty
    assert prism_area(UHWW, UHWW, spare_km).is_empty


@pytest.mark.parametrize("length_km", [float("nan"), -1.0, float("-inf")])
def test_a_length_that_is_none_is_refused(length_km: float) -> None:
    with pytest.raises(ValueError, match="no prism"):
        prism_area(UHWW, ZKPY, length_km)
    with pytest.raises(ValueError, match="no prism"):
        open_area(UHWW, length_km)


@pytest.mark.parametrize("place", [(np.nan, 0.0), (0.0, np.nan), (0.0, np.inf), (91.0, 0.0)])
def test_a_place_that_is_none_is_refused_and_not_out_of_reach(place: Place) -> None:
    with pytest.raises(ValueError, match="no prism"):
        prism_area(UHWW, place, 9000)
    with pytest.raises(ValueError, match="no prism"):
        prism_area(place, UHWW, 9000)


def test_all_of_the_edge_is_just_in_reach() -> None:
    lon, lat = shapely.get_coordinates(prism_area(UHWW, ZKPY, 1500)).T
    assert way_over(UHWW, ZKPY, lat, lon) == pytest.approx(1500, abs=0.01)


def test_identical_ends_and_a_gap_without_an_end_give_the_same_circle() -> None:
    circle = open_area(UHWW, 750)
    lon, lat = shapely.get_coordinates(circle).T
    assert circle.equals(prism_area(UHWW, UHWW, 1500))
    assert distance_km(*UHWW, lat, lon) == pytest.approx(750, abs=0.01)


@pytest.mark.parametrize("length_km", [40_100, float("inf")])
def test_a_length_that_reaches_every_place_gives_the_whole_world(length_km: float) -> None:
    assert prism_area(UHWW, ZKPY, length_km).equals(shapely.box(-180, -90, 180, 90))


def test_a_length_that_reaches_all_but_the_antipode_leaves_a_hole_there() -> None:
    area = prism_area((10.0, 20.0), (10.0, 20.0), 2 * 19_500)
    assert area.bounds == (-180, -90, 180, 90)
    assert not area.contains(shapely.Point(-160, -10))
    assert area.contains(shapely.Point(-150, -10))


def test_between_antipodes_hardly_more_than_the_distance_reaches_the_whole_world() -> None:
    half_round = float(distance_km(90, 0, -90, 0))
    assert prism_area((90.0, 0.0), (-90.0, 0.0), half_round + 0.001).area == 360 * 180


@pytest.mark.parametrize("pole", [90.0, -90.0])
def test_an_area_with_a_pole_reaches_it_along_all_of_the_world(pole: float) -> None:
    area = open_area((pole * 0.97, 70.0), 900)
    assert area.bounds[0::2] == (-180, 180)
    assert all(area.covers(shapely.Point(lon, pole)) for lon in range(-180, 181, 30))
    assert not open_area((pole * 0.97, 70.0), 200).intersects(shapely.Point(70.0, pole))


@pytest.mark.parametrize("start", [(10.0, 179.0), (10.0, 180.0), (10.0, -180.0), (10.0, 540.0)])
def test_nothing_is_lost_at_the_seam(start: Place) -> None:
    """Both sides reach it over the same latitudes, and together they are the whole circle."""
    area = open_area(start, 500)
    whole = open_area((start[0], 0.0), 500)
    east, west = (_rim(area, lon) for lon in (180.0, -180.0))
    assert east == pytest.approx(west)
    assert west[1] - west[0] > 8
    assert area.area == pytest.approx(whole.area, rel=1e-3)


def _rim(area: shapely.MultiPolygon, lon: float) -> tuple[float, float]:
    rim = shapely.intersection(area, shapely.LineString([(lon, -90), (lon, 90)]))
    return rim.bounds[1], rim.bounds[3]


def way_over(start: Place, end: Place, lat: npt.ArrayLike, lon: npt.ArrayLike) -> Floats:
    """Length of the way over places, km."""
    return distance_km(*start, lat, lon) + distance_km(lat, lon, *end)


def anywhere(rng: np.random.Generator) -> Place:
    return float(np.degrees(np.arcsin(rng.uniform(-1, 1)))), float(rng.uniform(-180, 180))


def far_off(start: Place, rng: np.random.Generator, km: float = 2000) -> Place:
    return off(start, rng.uniform(0, 360), rng.uniform(10, km))


def drawn_case(kind: str, rng: np.random.Generator) -> tuple[Place, Place, float]:
    """Draw both ends of a kind, and how much longer than the straight way the way is, in km."""
    side = float(rng.choice([-1.0, 1.0]))
    start = {
        "seam": (anywhere(rng)[0], side * rng.uniform(175, 180)),
        "on the seam": (anywhere(rng)[0], side * 180.0),
        "near a pole": (side * rng.uniform(80, 90), rng.uniform(-180, 180)),
        "on a pole": (side * 90.0, rng.uniform(-180, 180)),
    }.get(kind, anywhere(rng))
    end = {
        "identical ends": start,
        "far ends": far_off(start, rng, 20_000),
    }.get(kind, far_off(start, rng))
    spare = {"very thin": (-4.5, 0), "very long": (4.0, 4.6)}.get(kind, (0.5, 3.8))
    return start, end, 10 ** rng.uniform(*spare)


KINDS = [
    "anywhere", "seam", "on the seam", "near a pole", "on a pole",
    "identical ends", "far ends", "very thin", "very long",
]  # fmt: skip
PRISMS, PLACES = 12, 100  # of each kind; places of each prism, once in the world and once near


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_lies_inside_just_if_the_way_over_it_fits(kind: str) -> None:
    """Over 20,000 places; half of them lie within 300 km of the edge, on both sides of it."""
    rng = np.random.default_rng(KINDS.index(kind))
    told = []
    for _ in range(PRISMS):
        start, end, spare = drawn_case(kind, rng)
        length = float(distance_km(*start, *end)) + spare
        area = prism_area(start, end, length)
        lat, lon = scattered(area, rng)
        over = way_over(start, end, lat, lon) - length
        clear = np.abs(over) > EDGE_KM
        inside = shapely.contains_xy(area, lon, lat)
        assert area.is_valid
        assert within_the_world(area)
        assert np.array_equal(inside[clear], over[clear] <= 0), (start, end, length)
        told.append(clear)
    assert np.concatenate(told).mean() > 0.8


def scattered(area: shapely.MultiPolygon, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Scatter places (lat, lon) over the world, and as many round places of the edge."""
    world = np.array([anywhere(rng) for _ in range(PLACES)])
    edge = rng.choice(shapely.get_coordinates(area), PLACES)
    bearings, metres = rng.uniform(0, 360, PLACES), 10 ** rng.uniform(3, 5.5, PLACES)
    lon, lat, _ = WGS84.fwd(*edge.T.copy(), bearings, metres)
    return np.append(world[:, 0], lat), np.append(world[:, 1], lon)


def within_the_world(area: shapely.MultiPolygon) -> bool:
    west, south, east, north = area.bounds
    return bool(-180 <= west < east <= 180 and -90 <= south < north <= 90)


@pytest.mark.parametrize("kind", ["thin", "round", "nearly all"])
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_the_area_is_valid_wherever_the_ends_lie(kind: str, data: st.DataObject) -> None:
    start, end = data.draw(places), data.draw(places)
    apart = float(distance_km(*start, *end))
    longest = {"thin": apart + 1e-4, "round": apart + 3000, "nearly all": 40_008 - apart}[kind]
    length = longest - data.draw(st.floats(0, 1e-4 if kind == "thin" else 80))
    area = prism_area(start, end, length)
    assert area.is_valid
    assert area.is_empty == (length - apart < 1e-5)
    assert area.is_empty or within_the_world(area)
    assert area.is_empty or area.distance(shapely.Point(start[1], start[0])) < 0.01
