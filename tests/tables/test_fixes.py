"""Fixes: one row per received position, joined from many files."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.tables.fixes import FIXES, KEY, merge_fixes
from tests.builders import UHWW, ZKPY, craft, off

FRAME = craft(UHWW, ft=33_000).fly_to(ZKPY, ft=33_000).frame()


def test_nothing_to_join_is_an_empty_table() -> None:
    assert list(merge_fixes([]).columns) == list(FIXES.columns)


def test_the_same_fix_from_two_files_is_one_fix() -> None:
    assert len(merge_fixes([FRAME, FRAME.assign(evidence_id="other")])) == len(FRAME)


def test_of_two_files_with_the_same_fixes_the_order_does_not_matter() -> None:
    one = FRAME.assign(evidence_id="one", registration="RA-1")
    two = FRAME.assign(evidence_id="two", registration="RA-2", lat=FRAME["lat"] + 0.001)
    both = [one, two, FRAME.assign(evidence_id="three")]
    pd.testing.assert_frame_equal(merge_fixes(both), merge_fixes(both[::-1]))


def test_two_places_at_one_time_stay_two_fixes() -> None:
    here, there = craft(UHWW).heard().frame(), craft(off(UHWW, 0, 50)).heard().frame()
    assert len(merge_fixes([here, there])) == 2


def test_an_address_of_digits_only_stays_text() -> None:
    found = merge_fixes([craft(UHWW, name="3946e4").heard().frame()])
    assert found["icao24"].tolist() == ["3946e4"]
    assert found["icao24"].dtype == "str"


@settings(deadline=None)
@given(st.permutations(range(len(FRAME))), st.integers(1, len(FRAME) - 1))
def test_neither_order_nor_parts_matter(order: list[int], cut: int) -> None:
    mixed = FRAME.iloc[list(order)]
    joined = merge_fixes([mixed.iloc[:cut], mixed.iloc[cut:]])
    pd.testing.assert_frame_equal(joined, merge_fixes([FRAME]))
    assert not joined.duplicated(KEY).any()
