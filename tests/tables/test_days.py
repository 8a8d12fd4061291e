"""The ledger of days: what replaces what, and what may be said of a span."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skygap.tables.days import (
    DAYS,
    EMPTY,
    FAILED,
    LOADED,
    MISSING,
    PARTIAL,
    STATUSES,
    days_touched,
    known_days,
    merge_days,
)
from skygap.tables.schema import conform, empty

NOON = pd.Timestamp("2024-03-20T12:00Z").as_unit("ms")
HOUR = pd.Timedelta(hours=1)


def row(
    status: str,
    *,
    day: str = "2024-03-20",
    provider: str = "adsblol",
    fixes: int = 0,
    note: str = "",
) -> pd.DataFrame:
    """Make a ledger of one row."""
    values = {
        "craft_id": "154e37", "icao24": "154e37", "provider": provider, "day": day,
        "status": status, "fixes": fixes, "fetched_at": NOON, "note": note,
    }  # fmt: skip
    return conform(DAYS, pd.DataFrame([values]))


def status_after(*rows: pd.DataFrame) -> str:
    """Tell what the ledger says after these rows came one by one."""
    merged = merge_days(rows)
    assert len(merged) == 1
    return str(merged["status"].iloc[0])


def known(*rows: pd.DataFrame, days: int = 1, providers: tuple[str, ...] = ()) -> object:
    start = pd.Timestamp("2024-03-20T00:00Z")
    end = start + pd.Timedelta(days=days)
    return known_days(merge_days(rows), "154e37", start=start, end=end, providers=providers)


@pytest.mark.parametrize("later", [EMPTY, MISSING, FAILED])
@pytest.mark.parametrize("earlier", [LOADED, PARTIAL])
def test_what_came_is_never_called_missing(earlier: str, later: str) -> None:
    assert status_after(row(earlier, fixes=9), row(later)) == earlier


def test_a_loaded_day_is_not_made_partial_by_a_file() -> None:
    assert status_after(row(LOADED, fixes=9), row(PARTIAL, fixes=3)) == LOADED


def test_a_partial_day_becomes_loaded() -> None:
    assert status_after(row(PARTIAL, fixes=3), row(LOADED, fixes=9)) == LOADED


def test_a_partial_day_without_a_fix_holds_nothing() -> None:
    """An answer that broke off is replaced by whatever comes later, and replaces nothing."""
    assert status_after(row(PARTIAL), row(MISSING)) == MISSING
    assert status_after(row(EMPTY), row(PARTIAL)) == EMPTY


def test_a_later_doubt_replaces_an_earlier_certainty_that_nothing_was_heard() -> None:
    assert status_after(row(EMPTY), row(MISSING)) == MISSING
    assert status_after(row(MISSING), row(EMPTY)) == EMPTY


@pytest.mark.parametrize("status", sorted(set(STATUSES) - {FAILED}))
def test_a_failure_replaces_failures_only(status: str) -> None:
    assert status_after(row(status, fixes=1), row(FAILED)) == status
    assert status_after(row(FAILED), row(status, fixes=1)) == status


def test_the_later_of_two_alike_stays() -> None:
    merged = merge_days([row(FAILED, note="first"), row(FAILED, note="second")])
    assert list(merged["note"]) == ["second"]


def test_providers_and_days_have_their_own_rows() -> None:
    rows = [row(LOADED), row(FAILED, provider="opensky"), row(EMPTY, day="2024-03-21")]
    assert len(merge_days(rows)) == 3
    assert merge_days([]).empty


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(STATUSES),
        day=st.sampled_from(["2024-03-20", "2024-03-21"]),
        provider=st.sampled_from(["adsblol", "opensky"]),
        fixes=st.integers(0, 2),
        note=st.sampled_from(["one", "two", "three"]),
    ),
    max_size=8,
)


@given(rows=ROWS, cut=st.integers(0, 8))
def test_it_is_one_whether_days_come_at_once_or_in_turns(
    rows: list[pd.DataFrame], cut: int
) -> None:
    in_turns = merge_days([merge_days(rows[:cut]), *rows[cut:]])
    pd.testing.assert_frame_equal(merge_days(rows), in_turns)


@given(rows=ROWS)
def test_the_ledger_keeps_every_key_once_and_only_rows_that_came(rows: list[pd.DataFrame]) -> None:
    merged = merge_days(rows)
    keys = {(frame["provider"].iloc[0], frame["day"].iloc[0]) for frame in rows}
    assert set(zip(merged["provider"], merged["day"], strict=True)) == keys
    assert len(merged) == len(keys)
    came = [frame.to_dict("records")[0] for frame in rows]
    assert all(kept in came for kept in merged.to_dict("records"))


@given(rows=ROWS)
def test_what_was_loaded_stays_loaded_whatever_comes(rows: list[pd.DataFrame]) -> None:
    merged = merge_days([row(LOADED, fixes=5), *rows])
    mine = merged[(merged["provider"] == "adsblol") & (merged["day"] == "2024-03-20")]
    assert list(mine["status"]) == [LOADED]


def test_each_day_of_a_span_is_in_one_list() -> None:
    rows = [
        row(LOADED, day="2024-03-20"),
        row(EMPTY, day="2024-03-21"),
        row(PARTIAL, day="2024-03-22", fixes=1),
        row(MISSING, day="2024-03-23"),
        row(FAILED, day="2024-03-24"),
    ]
    found = known(*rows, days=6)
    assert found.loaded == ("2024-03-20",)
    assert found.empty == ("2024-03-21",)
    assert found.partial == ("2024-03-22",)
    assert found.unknown == ("2024-03-23", "2024-03-24", "2024-03-25")
    assert not found.are_all_known


def test_nothing_is_known_of_a_craft_that_nobody_asked_for() -> None:
    span = {"start": NOON, "end": NOON + HOUR}
    assert known_days(row(LOADED), "3946e4", **span).unknown == ("2024-03-20",)
    assert known_days(empty(DAYS), "154e37", **span).unknown == ("2024-03-20",)


@pytest.mark.parametrize("other", [EMPTY, MISSING, FAILED])
def test_of_two_providers_the_one_that_heard_it_counts(other: str) -> None:
    rows = [row(LOADED, provider="opensky"), row(other)]
    assert known(*rows).loaded == ("2024-03-20",)
    assert known(row(PARTIAL, provider="opensky", fixes=1), row(other)).partial == ("2024-03-20",)


def test_one_provider_can_be_asked_alone() -> None:
    rows = [row(LOADED), row(MISSING, provider="opensky")]
    assert known(*rows, providers=("opensky",)).unknown == ("2024-03-20",)


def test_a_span_of_loaded_and_empty_days_is_all_known() -> None:
    assert known(row(LOADED), row(EMPTY, day="2024-03-21"), days=2).are_all_known


def test_a_span_touches_the_days_it_has_a_moment_in() -> None:
    midnight = pd.Timestamp("2024-03-21T00:00Z")
    assert days_touched(NOON, midnight) == ("2024-03-20",)
    assert days_touched(midnight, midnight) == ("2024-03-21",)
    assert days_touched(NOON, midnight + HOUR) == ("2024-03-20", "2024-03-21")
    tokyo = pd.Timestamp("2024-03-21T05:00+09:00")
    assert days_touched(tokyo, tokyo + HOUR) == ("2024-03-20",)


@given(start=st.integers(0, 4_000_000_000), seconds=st.integers(0, 40 * 86_400), rows=ROWS)
def test_no_day_of_a_span_is_lost_or_told_twice(
    start: int, seconds: int, rows: list[pd.DataFrame]
) -> None:
    first = pd.Timestamp(start, unit="s", tz="UTC")
    last = first + pd.Timedelta(seconds=seconds)
    found = known_days(merge_days(rows), "154e37", start=first, end=last)
    told = [*found.loaded, *found.empty, *found.partial, *found.unknown]
    assert sorted(told) == list(days_touched(first, last))
