"""Times: UTC inside, unmistakable outside."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.timing import (
    from_unix_seconds,
    iso_z,
    parse_moment,
    spoken,
    spoken_duration,
    unix_ms,
)


@pytest.mark.parametrize(
    ("given_as", "written"),
    [
        ("2024-03-20T16:30:00Z", "2024-03-20T16:30:00Z"),
        ("2024-03-21T02:30:00+10:00", "2024-03-20T16:30:00Z"),
        ("2024-03-20T16:30:00.250Z", "2024-03-20T16:30:00.250Z"),
    ],
)
def test_a_moment_leaves_as_utc_with_z(given_as: str, written: str) -> None:
    assert iso_z(pd.Timestamp(given_as)) == written


@pytest.mark.parametrize("unknown", [None, pd.NaT])
def test_an_unknown_moment_is_unknown_in_every_form(unknown: pd.Timestamp | None) -> None:
    assert iso_z(unknown) is None
    assert spoken(unknown) == "unknown"


def test_a_moment_is_spoken_with_its_zone() -> None:
    assert spoken(pd.Timestamp("2024-03-20T16:30Z")) == "20 Mar 2024, 16:30 UTC"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(48, "48 min"), (200, "3 h 20 min"), (52 * 60, "2 d 4 h"), (float("nan"), "unknown")],
)
def test_a_duration_is_spoken_in_the_units_people_use(minutes: float, words: str) -> None:
    assert spoken_duration(minutes) == words


def test_a_moment_with_an_offset_is_read_as_utc() -> None:
    moment = parse_moment("2024-03-21T02:30+10:00", file="a.csv")
    assert moment == pd.Timestamp("2024-03-20T16:30Z")


@pytest.mark.parametrize("text", ["2024-03-20T16:30", "2024-03-20 16:30:00"])
def test_a_moment_without_a_zone_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"a\.csv, row 3, column when: .* names no time zone"):
        parse_moment(text, file="a.csv", row=3, column="when")


def test_what_is_no_date_is_refused_with_advice() -> None:
    with pytest.raises(InputError, match=r"'soon' is not a date and time.*Z or an offset"):
        parse_moment("soon", file="a.csv")


@given(st.integers(0, 4_000_000_000_000))
def test_unix_seconds_keep_their_milliseconds(milliseconds: int) -> None:
    times = from_unix_seconds([milliseconds / 1000])
    assert str(times.dtype) == "datetime64[ms, UTC]"
    assert unix_ms(times).tolist() == [milliseconds]


def test_an_unknown_time_is_the_smallest_integer() -> None:
    times = pd.Series(pd.to_datetime([None], utc=True))
    assert unix_ms(times).tolist() == [np.iinfo(np.int64).min]
