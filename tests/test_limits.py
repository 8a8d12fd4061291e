"""Limits: what a craft can do, of its type or of none, and the ways that fit into a gap."""

import numpy as np
import pandas as pd
import pytest

from skygap.geo import KM_PER_NAUTICAL_MILE, bearing_deg, distance_km
from skygap.limits import limits_of, reach_km
from skygap.readers.shipped.reference import shipped_types
from skygap.settings import with_values
from skygap.tables.gaps import GAPS
from skygap.tables.schema import conform
from tests.builders import SETTINGS, UHWW, ZKPY

CALM = with_values(SETTINGS, {"reach_speed_kt": 500, "wind_kt": 100})
TYPES = shipped_types()


def a_gap(**columns: object) -> pd.DataFrame:
    """Make one row of GAPS of which only these columns are known."""
    known = {
        "gap_id": "g", "craft_id": "c", "start_time": pd.Timestamp("2024-03-20T16:30Z"),
        "start_lat": UHWW[0], "start_lon": UHWW[1], "provider": "test", "evidence_id": "e",
        "start_on_ground": False, "end_on_ground": False,
    }  # fmt: skip
    return conform(GAPS, pd.DataFrame([known | columns]))


def way_km(gaps: pd.DataFrame, *, stop_min: float = 0.0) -> pd.Series:
    limits = pd.DataFrame({"max_speed_kt": [CALM.reach_speed_kt]})
    return reach_km(gaps, limits, settings=CALM, stop_min=stop_min)


def limits(**columns: object) -> pd.Series:
    return limits_of(a_gap(**columns), TYPES, settings=SETTINGS).iloc[0]


def gap(minutes: float, km: float) -> pd.DataFrame:
    return pd.DataFrame({"duration_min": [minutes], "distance_km": [km]})


def test_a_round_trip_gains_nothing_from_wind() -> None:
    assert way_km(gap(60, 0)).tolist() == [926.0]


def test_a_one_way_trip_at_full_speed_gains_the_whole_tail_wind() -> None:
    assert way_km(gap(60, 926.0)).tolist() == pytest.approx([1111.2])


def test_a_stop_takes_its_time_from_the_way() -> None:
    assert way_km(gap(60, 0), stop_min=30).tolist() == [463.0]


def test_a_gap_shorter_than_the_stop_has_no_way_left() -> None:
    assert way_km(gap(20, 0), stop_min=30).tolist() == [0]


def test_an_open_gap_has_no_known_reach() -> None:
    assert way_km(gap(float("nan"), float("nan"))).isna().all()


@pytest.mark.parametrize("typecode", ["", "ZZZZ", "NEVERHEARD"])
def test_a_type_never_heard_of_has_the_generic_limits(typecode: str) -> None:
    found = limits(typecode=typecode)
    assert not found["is_known_type"]
    assert found["max_speed_kt"] == SETTINGS.reach_speed_kt
    assert found["typical_speed_kt"] == SETTINGS.unknown_cruise_kt


def test_a_known_type_has_its_own_limits() -> None:
    found = limits(typecode="A124")
    assert found["max_speed_kt"] == pytest.approx(865 / KM_PER_NAUTICAL_MILE, abs=0.1)
    assert found["runway_need_m"] == 2500


def test_a_type_that_its_own_speed_contradicts_counts_as_unknown() -> None:
    found = limits(typecode="A124", start_altitude_ft=35_000.0, start_ground_speed_kt=600.0)
    assert not found["is_known_type"]
    assert found["max_speed_kt"] == SETTINGS.reach_speed_kt


def test_a_slow_craft_of_no_known_type_cruises_as_it_was_heard() -> None:
    found = limits(start_altitude_ft=3_000.0, start_ground_speed_kt=110.0)
    assert found["typical_speed_kt"] == 110.0
    assert found["max_speed_kt"] == SETTINGS.reach_speed_kt


def test_vladivostok_to_pyongyang_is_713_km_at_232_degrees() -> None:
    assert float(distance_km(*UHWW, *ZKPY)) == pytest.approx(713.0, abs=0.05)
    assert float(bearing_deg(*UHWW, *ZKPY)) == pytest.approx(231.7, abs=0.05)


def test_an_an_124_is_back_129_minutes_after_take_off_at_the_earliest() -> None:
    """METHOD 4.6: two ways of 49.5 minutes at 865 km/h and half an hour on the ground."""
    gaps = pd.DataFrame({"duration_min": [128.0, 130.0], "distance_km": [0.0, 0.0]})
    own = limits_of(
        pd.concat([a_gap(typecode="A124")] * 2, ignore_index=True), TYPES, settings=SETTINGS
    )
    room = reach_km(gaps, own, settings=SETTINGS, stop_min=30.0)
    assert np.asarray(room >= 2 * 713.0).tolist() == [False, True]
