"""Windows of a stand and the sun over it, from the tropics to the poles."""

import numpy as np
import pandas as pd
import pytest
from astral import Observer
from astral.sun import elevation
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.case.daylight import MOST_DAYS, is_cut, sun_above, sunlit
from skygap.case.windows import highest_speed_kt, standing_windows
from skygap.geo import KM_PER_NAUTICAL_MILE
from skygap.settings import with_values
from skygap.tables.company import WINDOWS
from skygap.tables.reachable import REACHABLE
from skygap.tables.schema import conform, empty
from tests.builders import SETTINGS, ZKPY
from tests.ui.silences import HEARD_AGAIN, LOST, gap_row, open_gap

DAY = pd.Timedelta(days=1)
JUNE, DECEMBER = pd.Timestamp("2024-06-21T00:00Z"), pd.Timestamp("2024-12-21T00:00Z")


def in_reach(out_km: float, back_km: float, **columns: object) -> pd.DataFrame:
    known = {"gap_id": "gap-1", "ident": "ZKPY", "name": "Pyongyang", "status": "any"}
    ways = {"distance_out_km": out_km, "distance_back_km": back_km}
    return conform(REACHABLE, pd.DataFrame([known | ways | place_of(ZKPY) | columns]))


def place_of(place: tuple[float, float]) -> dict[str, float]:
    return {"lat": place[0], "lon": place[1]}


def window(place: tuple[float, float], since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    row = {"ident": "X", **place_of(place), "from_time": since, "to_time": until}
    return conform(WINDOWS, pd.DataFrame([row]))


def test_the_window_is_the_gap_less_the_way_there_and_the_way_back() -> None:
    kt = 100.0 / KM_PER_NAUTICAL_MILE
    [row] = standing_windows(gap_row(), in_reach(50, 25), speed_kt=kt).to_dict("records")
    assert row["from_time"] == LOST + pd.Timedelta(minutes=30)
    assert row["to_time"] == HEARD_AGAIN - pd.Timedelta(minutes=15)


def test_an_airport_without_time_there_has_no_window() -> None:
    kt = 100.0 / KM_PER_NAUTICAL_MILE
    assert standing_windows(gap_row(), in_reach(150, 60), speed_kt=kt).empty


def test_an_open_gap_and_a_gap_without_airports_have_no_window() -> None:
    assert standing_windows(open_gap(), in_reach(50, 25), speed_kt=500).empty
    assert standing_windows(gap_row(), empty(REACHABLE), speed_kt=500).empty
    assert sunlit(empty(WINDOWS), settings=SETTINGS).empty


def test_the_highest_speed_has_the_wind_behind() -> None:
    assert highest_speed_kt(SETTINGS) == SETTINGS.reach_speed_kt + SETTINGS.wind_kt


def test_a_day_at_the_equator_at_equinox_has_one_part_of_ten_hours_and_forty_minutes() -> None:
    """The sun climbs 15 degrees an hour there: it needs 40 minutes for ten degrees."""
    since = pd.Timestamp("2024-03-20T00:00Z")
    [(start, end)] = sun_above(0.0, 0.0, since, since + DAY, sun_deg=10.0)
    assert (end - start).total_seconds() / 3600 == pytest.approx(12 - 80 / 60, abs=0.05)


def test_a_window_that_begins_and_ends_in_daylight_is_lit_throughout() -> None:
    noon = pd.Timestamp("2024-03-20T10:00Z")
    [(start, end)] = sun_above(0.0, 0.0, noon, noon + pd.Timedelta(hours=4), sun_deg=10.0)
    assert (start, end) == (noon, noon + pd.Timedelta(hours=4))


def test_two_days_have_two_parts_and_the_night_is_between() -> None:
    parts = sunlit(window(ZKPY, JUNE - 0.25 * DAY, JUNE + 1.75 * DAY), settings=SETTINGS)
    assert len(parts) == 2
    assert parts["start_time"].iloc[1] > parts["end_time"].iloc[0]


@pytest.mark.parametrize("lat", [90.0, 89.9, 80.0])
def test_polar_day_is_lit_throughout_and_polar_night_never(lat: float) -> None:
    [(start, end)] = sun_above(lat, 10.0, JUNE, JUNE + 2 * DAY, sun_deg=10.0)
    assert (start, end) == (JUNE, JUNE + 2 * DAY)
    assert sun_above(lat, 10.0, DECEMBER, DECEMBER + 2 * DAY, sun_deg=10.0) == []
    assert sun_above(-lat, 10.0, DECEMBER, DECEMBER + DAY, sun_deg=10.0)


def test_a_low_sun_lights_only_where_the_setting_asks_for_less() -> None:
    since = pd.Timestamp("2024-12-21T02:00Z")
    low = window((60.0, 132.0), since, since + 0.25 * DAY)
    assert sunlit(low, settings=SETTINGS).empty
    assert len(sunlit(low, settings=with_values(SETTINGS, {"imagery_sun_deg": 5.0}))) == 1


def test_of_a_long_window_only_the_first_days_are_looked_at_and_it_says_so() -> None:
    long = window(ZKPY, JUNE, JUNE + (MOST_DAYS + 9) * DAY)
    assert is_cut(long).all()
    assert not is_cut(window(ZKPY, JUNE, JUNE + DAY)).any()
    assert sunlit(long, settings=SETTINGS)["end_time"].max() <= JUNE + MOST_DAYS * DAY


def test_a_time_without_end_or_of_no_length_has_no_light() -> None:
    assert sun_above(0.0, 0.0, JUNE, pd.NaT, sun_deg=10.0) == []
    assert sun_above(0.0, 0.0, JUNE, JUNE, sun_deg=10.0) == []


@settings(deadline=None, max_examples=25)
@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 364), st.floats(0.1, 30.0))
def test_every_minute_is_lit_just_when_the_sun_is_high(
    lat: float, lon: float, day: int, hours: float
) -> None:
    since = pd.Timestamp("2024-01-01T00:00Z") + day * DAY
    until = since + pd.Timedelta(minutes=round(hours * 60))
    parts = sun_above(lat, lon, since, until, sun_deg=10.0)
    for moment in pd.date_range(since, until, freq="7min"):
        high = elevation(Observer(lat, lon, 0.0), moment.to_pydatetime(), with_refraction=False)
        inside = any(start <= moment <= end for start, end in parts)
        assert np.abs(high - 10.0) < 0.1 or inside == (high > 10.0)
