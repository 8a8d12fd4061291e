"""Two craft can have met only where both can have stood at once."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.case.meetings import meetings
from skygap.geo import KM_PER_NAUTICAL_MILE, distance_km
from skygap.tables.fixes import EXAMPLE_PROVIDER
from tests.builders import UHWW, ZKPY, index, off
from tests.ui.silences import HEARD_AGAIN, LOST, gap_row, gaps_of, open_gap

KT = 600.0
HOUR = pd.Timedelta(hours=1)


def near_pyongyang(**columns: object) -> dict[str, object]:
    lat, lon = off(ZKPY, 20, 100)
    ends = {"start_lat": lat, "start_lon": lon, "end_lat": lat, "end_lon": lon}
    return ends | columns


GAP = gap_row(**near_pyongyang())


def other(**columns: object) -> pd.Series:
    return gap_row(**near_pyongyang(**{"gap_id": "gap-2", "craft_id": "bbbbbb", **columns}))


def met(*others: pd.Series, gap: pd.Series = GAP, most: int = 20) -> pd.DataFrame:
    return meetings(gap, gaps_of(gap, *others), index("ZKPY", "NFFN"), speed_kt=KT, most=most)


def test_two_in_the_dark_near_one_airport_can_have_met_there() -> None:
    [row] = met(other()).to_dict("records")
    assert (row["craft_id"], row["ident"], row["airport_n"]) == ("bbbbbb", "ZKPY", 1)
    alone = 120 - 2 * 100 / (KT * KM_PER_NAUTICAL_MILE) * 60
    assert row["together_min"] == pytest.approx(alone, abs=0.5)


def test_who_was_dark_at_another_time_or_elsewhere_was_not_met() -> None:
    after = other(start_time=HEARD_AGAIN, end_time=HEARD_AGAIN + HOUR)
    far = other(start_lat=UHWW[0], start_lon=-20.0, end_lat=UHWW[0], end_lon=-20.0)
    assert met(after, far).empty


def test_gaps_that_overlap_for_less_than_the_ways_take_do_not_meet() -> None:
    """From where one was lost and to where the other is heard it is over five minutes each."""
    late = {"start_time": HEARD_AGAIN - pd.Timedelta(minutes=9), "end_time": HEARD_AGAIN + HOUR}
    early = {"start_time": HEARD_AGAIN - pd.Timedelta(minutes=13), "end_time": HEARD_AGAIN + HOUR}
    assert met(other(**late)).empty
    assert len(met(other(**early))) == 1


@pytest.mark.parametrize(
    "columns",
    [
        {"craft_id": "154e37#2"},
        {"mmsi": "273456789"},
        {"stop": "excluded"},
        {"provider": EXAMPLE_PROVIDER},
    ],
)
def test_itself_ships_the_example_and_who_had_no_time_to_stop_are_not_met(
    columns: dict[str, object],
) -> None:
    assert len(met(other())) == 1
    assert met(other(**columns)).empty


@pytest.mark.parametrize("columns", [{"mmsi": "273456789"}, {"stop": "excluded"}])
def test_a_ship_and_a_gap_without_time_for_a_stop_meet_nobody(columns: dict[str, object]) -> None:
    assert met(other(), gap=gap_row(**near_pyongyang(**columns))).empty


def test_without_a_later_fix_nothing_bounds_the_stand() -> None:
    lat, lon = off(ZKPY, 20, 100)
    nobody_later = open_gap(gap_id="gap-3", craft_id="dddddd", start_lat=lat, start_lon=lon)
    first, last = met(nobody_later, other()).to_dict("records")
    assert (first["gap_id"], first["is_open"]) == ("gap-2", False)
    assert (last["gap_id"], last["is_open"]) == ("gap-3", True)
    assert last["together_min"] > 0
    mine = open_gap(start_lat=lat, start_lon=lon)
    both = met(nobody_later, gap=mine).iloc[0]
    assert np.isnan(both["together_min"])


def test_the_longest_come_first_and_only_so_many() -> None:
    short = other(gap_id="gap-4", craft_id="cccccc", end_time=HEARD_AGAIN - 0.5 * HOUR)
    assert met(short, other())["gap_id"].tolist() == ["gap-2", "gap-4"]
    assert met(short, other(), most=1)["gap_id"].tolist() == ["gap-2"]


def test_without_airports_or_other_gaps_nobody_is_met() -> None:
    assert meetings(GAP, gaps_of(GAP, other()), index(), speed_kt=KT).empty
    assert met().empty


@settings(deadline=None, max_examples=40)
@given(st.floats(0, 359), st.floats(0, 1500), st.floats(-200, 200))
def test_no_meeting_that_the_geodesic_allows_is_left_out(
    bearing: float, km: float, shift_min: float
) -> None:
    lat, lon = off(ZKPY, bearing, km)
    shift = pd.Timedelta(minutes=shift_min)
    there = {"start_lat": lat, "start_lon": lon, "end_lat": lat, "end_lon": lon}
    them = other(**there, start_time=LOST + shift, end_time=HEARD_AGAIN + shift)
    ways_min = [
        float(distance_km(row["start_lat"], row["start_lon"], *ZKPY))
        / (KT * KM_PER_NAUTICAL_MILE)
        * 60
        for row in (GAP, them)
    ]
    arrived = max(ways_min[0], shift_min + ways_min[1])
    left = min(120 - ways_min[0], 120 + shift_min - ways_min[1])
    if left - arrived > 0.01:
        assert met(them)["together_min"].iloc[0] >= round(left - arrived, 1) - 0.1
    elif left - arrived < -0.02 * max(ways_min) - 0.01:
        assert met(them).empty
