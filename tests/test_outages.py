"""Who else was heard around, and who was lost with it: the fast count agrees with a slow one."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.geo import haversine_km
from skygap.outages import find_outages
from skygap.tables.gaps import GAPS
from skygap.tables.schema import conform, empty, ordered
from skygap.tables.transits import TRANSITS
from tests.builders import SETTINGS, START

OWN = "aaaaaa"
CRAFTS = st.sampled_from([OWN, "000001", "000002", "000003", "000004"])
VISITS = st.lists(
    st.tuples(CRAFTS, st.integers(-40, 40), st.integers(0, 12), st.floats(-4, 4), st.floats(-4, 4)),
    max_size=25,
)


def minute(after: float) -> pd.Timestamp:
    return START + pd.Timedelta(minutes=after)


def transits(visits: list[tuple[str, int, int, float, float]]) -> pd.DataFrame:
    """Make TRANSITS of crafts near 50 N, 10 E: from a minute on, for so many minutes, where."""
    rows = [
        {"cell": 1, "band": 5, "craft_id": craft, "provider": "test", "start_time": minute(at),
         "end_time": minute(at + long), "last_heard_time": minute(at + long), "lat": 50 + north,
         "lon": 10 + east}
        for craft, at, long, north, east in visits
    ]  # fmt: skip
    return ordered(TRANSITS, conform(TRANSITS, pd.DataFrame(rows))) if rows else empty(TRANSITS)


def one_gap(lat: float = 50.0) -> pd.DataFrame:
    row = {"gap_id": "gap", "craft_id": OWN, "start_time": START, "start_lat": lat,
           "start_lon": 10.0, "provider": "test", "evidence_id": "e"}  # fmt: skip
    return conform(GAPS, pd.DataFrame([row]))


def counted_slowly(gap: pd.Series, seen: pd.DataFrame) -> tuple[int, int]:
    """Count craft by craft, in plain steps."""
    together, silence = (
        pd.Timedelta(seconds=SETTINGS.outage_s),
        pd.Timedelta(minutes=SETTINGS.outage_window_min),
    )
    around = lost = 0
    for craft, own in seen[seen["craft_id"] != OWN].groupby("craft_id"):
        del craft
        then = (own["start_time"] <= START) & (own["last_heard_time"] >= START - together)
        km = haversine_km(gap["start_lat"], gap["start_lon"], own["lat"], own["lon"])
        if not (then & (km <= SETTINGS.outage_km)).any():
            continue
        until = own.loc[then, "last_heard_time"].max()
        for _, visit in own.sort_values("start_time").iterrows():
            if visit["start_time"] <= until + silence:
                until = max(until, visit["last_heard_time"])
        around, lost = around + 1, lost + (until <= START + together)
    return around, lost


@settings(deadline=None)
@given(VISITS, st.floats(48, 52))
def test_the_count_is_that_of_plain_steps(
    visits: list[tuple[str, int, int, float, float]], lat: float
) -> None:
    gap, seen = one_gap(lat), transits(visits)
    found = find_outages(gap, seen, settings=SETTINGS).iloc[0]
    assert (found["around_n"], found["around_lost"]) == counted_slowly(gap.iloc[0], seen)


def test_another_feed_tells_nothing() -> None:
    seen = transits([("000001", -5, 5, 0.0, 0.0)])
    assert find_outages(one_gap(), seen, settings=SETTINGS)["around_n"].tolist() == [1]
    other = seen.assign(provider="other")
    assert find_outages(one_gap(), other, settings=SETTINGS)["around_n"].tolist() == [0]
