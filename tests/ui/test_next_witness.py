"""Where to look next: links only for real addresses, and no picture promised in the dark."""

import pandas as pd
import pytest

from skygap.case.daylight import sunlit
from skygap.case.windows import standing_windows
from skygap.settings import Settings
from skygap.tables.company import SUNLIT, WINDOWS
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.reachable import REACHABLE
from skygap.tables.schema import conform, empty
from skygap.ui.next_witness import (
    LISTED_AIRPORTS,
    first_airports,
    picture_table,
    picture_words,
    viewer_links,
)
from tests.ui.silences import HEARD_AGAIN, SILENT, gap_row, open_gap

SETTINGS = Settings()


def near(lat: float, lon: float, *, count: int = 1) -> pd.DataFrame:
    rows = pd.DataFrame({"ident": [f"X{i:02d}" for i in range(count)]}).assign(
        gap_id="gap-1", name="=field", lat=lat, lon=lon, status="cannot_be_excluded"
    )
    ways = {"distance_out_km": 50.0, "distance_back_km": 50.0}
    return conform(REACHABLE, rows.assign(**ways, probability=[i / 100 for i in range(count)]))


def told(gap: pd.Series, reachable: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    windows = standing_windows(gap, reachable, speed_kt=600)
    lit = sunlit(windows, settings=SETTINGS)
    words = picture_words(gap, windows, lit, settings=SETTINGS)
    return words, picture_table(windows, lit, settings=SETTINGS)


def test_each_viewer_is_linked_with_craft_and_day() -> None:
    links = dict(viewer_links(gap_row(icao24=SILENT)))
    assert links["adsb.lol, 2024-03-20"] == ("https://adsb.lol/?icao=154e37&showTrace=2024-03-20")
    assert links["ADS-B Exchange, 2024-03-20"] == (
        "https://globe.adsbexchange.com/?icao=154e37&showTrace=2024-03-20"
    )
    assert links["airplanes.live, 2024-03-20"] == (
        "https://globe.airplanes.live/?icao=154e37&showTrace=2024-03-20"
    )
    assert len(links) == 3


def test_a_gap_over_midnight_links_both_days_and_an_open_one_its_first() -> None:
    over = gap_row(icao24=SILENT, end_time=HEARD_AGAIN + pd.Timedelta(days=1))
    assert len(viewer_links(over)) == 6
    assert len(viewer_links(open_gap(icao24=SILENT))) == 3


@pytest.mark.parametrize("icao24", ["", "~154e37", "154E37", "154e3", "154e37)](x", "zzzzzz"])
def test_what_is_no_address_is_not_linked(icao24: str) -> None:
    assert viewer_links(gap_row(icao24=icao24)) == []


def test_the_example_is_not_linked() -> None:
    assert viewer_links(gap_row(icao24=SILENT, provider=EXAMPLE_PROVIDER)) == []


def test_in_the_dark_no_optical_picture_is_possible() -> None:
    words, table = told(gap_row(), near(50.0, 170.0))
    assert "No optical picture is possible in the dark; radar satellites do not need" in words
    assert table["Sun above 10° (UTC)"].tolist() == ["never"]


def test_by_day_the_hours_are_named_and_no_picture_is_promised() -> None:
    words, table = told(gap_row(reachable_count=40), near(10.0, 10.0))
    assert "of the 1 airports looked at, out of 40 in reach, the sun stood above 10° at 1" in words
    assert "its operator knows" in words
    assert table["Sun above 10° (UTC)"].iloc[0].startswith("20 Mar 2024, 10:42 UTC to ")


def test_a_long_polar_night_that_was_not_looked_at_to_its_end_is_not_called_dark() -> None:
    winter = pd.Timestamp("2024-11-25T00:00Z")
    words, table = told(
        gap_row(start_time=winter, end_time=winter + pd.Timedelta(days=120)), near(85.0, 10.0)
    )
    assert "No optical picture" not in words
    assert table["Sun above 10° (UTC)"].tolist() == ["never; first 31 days looked at"]


def test_many_days_are_counted() -> None:
    _, table = told(gap_row(end_time=HEARD_AGAIN + pd.Timedelta(days=9)), near(10.0, 10.0))
    assert "and 7 more" in table["Sun above 10° (UTC)"].iloc[0]


def test_without_end_or_airports_no_window_is_claimed() -> None:
    nothing = empty(WINDOWS), empty(SUNLIT)
    assert "nothing is loaded of what came after" in picture_words(
        open_gap(), *nothing, settings=SETTINGS
    )
    assert "no airport is listed" in picture_words(gap_row(), *nothing, settings=SETTINGS)


def test_the_most_probable_airports_of_this_gap_are_looked_at_first() -> None:
    first = first_airports(near(10.0, 10.0, count=30), "gap-1")
    assert len(first) == LISTED_AIRPORTS
    assert first["ident"].iloc[0] == "X29"
    assert first_airports(near(10.0, 10.0), "gap-2").empty
