"""Heard without a position: counted within a gap, said in its reason, and never a position."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.analysis import analyse
from skygap.causes import SET_ASIDE_WORDS
from skygap.document import gaps_json
from skygap.gaps import find_gaps
from skygap.heard import count_heard
from skygap.intake import add
from skygap.settings import Settings
from skygap.store import open_store, read_fixes, read_gaps, read_heard
from skygap.tables.fixes import merge_fixes
from skygap.tables.heard import HEARD, merge_heard
from skygap.tables.schema import conform
from tests.builders import NOWHERE, SETTINGS, START, UHWW, ZKPY, craft, near, off
from tests.traces import write_trace


def heard(*minutes: float, name: str = "aaaaaa") -> pd.DataFrame:
    """Make HEARD of one craft, so many minutes after the start of its story."""
    times = [START + pd.Timedelta(milliseconds=round(m * 60_000)) for m in minutes]
    said = {"craft_id": name, "provider": "test", "evidence_id": "e" * 64, "heard_as": "mode_s"}
    return conform(HEARD, pd.DataFrame({"timestamp": times}).assign(**said))


def counted(gaps: pd.DataFrame, rows: pd.DataFrame) -> list[int]:
    return [int(n) for n in count_heard(gaps, merge_heard([rows]))["heard_n"]]


def silence(minutes: float = 60) -> pd.DataFrame:
    """Find the gap after a fix at minute 0, and the open one after the next fix."""
    story = craft(UHWW, ft=30_000).heard().silent(minutes).heard()
    return find_gaps(story.fixes(), settings=SETTINGS)


def test_what_was_heard_within_a_gap_is_counted_and_its_ends_are_not() -> None:
    assert counted(silence(), heard(0, 5, 6.5, 59.999, 60)) == [3, 0]


def test_the_last_time_it_was_heard_is_kept_to_the_millisecond() -> None:
    gap = count_heard(silence(), merge_heard([heard(5, 7.123)])).iloc[0]
    assert gap["last_heard_time"] == START + pd.Timedelta(minutes=7.123)


def test_what_was_heard_after_the_last_fix_is_in_the_open_gap() -> None:
    assert counted(silence(), heard(61, 9999)) == [0, 2]


def test_another_craft_that_was_heard_counts_for_nothing() -> None:
    assert counted(silence(), heard(5, name="bbbbbb")) == [0, 0]


def test_without_anything_heard_nothing_is_counted() -> None:
    gap = count_heard(silence(), merge_heard([])).iloc[0]
    assert gap["heard_n"] == 0
    assert pd.isna(gap["last_heard_time"])


def test_many_messages_of_one_minute_count_once() -> None:
    assert counted(silence(), heard(5.1, 5.2, 5.3, 5.4, 6.1)) == [2, 0]


def test_a_gap_that_ends_within_a_minute_still_knows_what_was_heard_in_its_part_of_it() -> None:
    """So the first and the last message of each minute are kept."""
    assert counted(silence(30.5), heard(30.4, 30.45, 30.9))[0] == 1


moments = st.lists(st.integers(0, 400), min_size=1, max_size=40)


@settings(deadline=None, max_examples=60)
@given(moments, st.integers(0, 200), st.integers(201, 400))
def test_thinning_changes_no_count_of_minutes(times: list[int], start: int, end: int) -> None:
    """Times are steps of 15 seconds; the gap begins and ends anywhere among them."""
    story = craft(UHWW, ft=30_000).silent(start / 4).heard().silent((end - start) / 4).heard()
    wide = Settings(gap_threshold_min=0.1)
    gaps = find_gaps(story.fixes(), settings=wide).head(1)
    begin = START.floor("min")
    real = {
        (START + pd.Timedelta(seconds=15 * t) - begin) // pd.Timedelta(minutes=1)
        for t in times
        if start < t < end
    }
    assert counted(gaps, heard(*[t / 4 for t in times])) == [len(real)]


@settings(deadline=None, max_examples=60)
@given(moments, moments)
def test_thinning_first_and_joining_later_is_the_same(one: list[int], two: list[int]) -> None:
    parts = [heard(*[t / 7 for t in times]) for times in (one, two)]
    both = merge_heard(parts)
    pd.testing.assert_frame_equal(both, merge_heard([merge_heard([p]) for p in reversed(parts)]))
    per_minute = both.groupby(both["timestamp"].dt.floor("min")).size()
    assert per_minute.max() <= 2


@pytest.mark.parametrize(("times", "words"), [((5,), "once"), ((5, 6, 7), "3 times")])
def test_the_reason_says_how_often_it_was_heard(times: tuple[float, ...], words: str) -> None:
    story = craft(UHWW, ft=30_000).heard().silent(60).heard()
    found = analyse(story.fixes(), NOWHERE, settings=SETTINGS, heard=heard(*times))
    said = f" The transponder was heard at least {words} within it, without a position."
    assert found.gaps["reason"].iloc[0].endswith(said)
    assert "transponder" not in found.gaps["reason"].iloc[1]


def test_the_document_tells_it() -> None:
    story = craft(UHWW, ft=30_000).heard().silent(60).heard()
    found = analyse(story.fixes(), NOWHERE, settings=SETTINGS, heard=heard(5, 6))
    told = [gap["heard"] for gap in gaps_json(found.gaps, found.reachable)]
    assert told == [{"n": 2, "last_time": "2024-03-20T16:36:00Z"}, {"n": 0, "last_time": None}]


def write_heard(path: Path, icao24: str, minutes: list[float]) -> Path:
    """Write a trace in which the transponder is heard and never its position."""
    trace = json.loads(write_trace(path, icao24, minutes).read_text())
    trace["trace"] = [[*row[:8], None, "mode_s"] for row in trace["trace"]]
    path.write_text(json.dumps(trace))
    return path


def test_what_a_later_file_heard_is_counted_in_a_gap_of_an_earlier_one(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    day = write_trace(tmp_path / "a.json", "154e37", [600, 601, 640, 641])
    add([day], store, reference=NOWHERE, settings=SETTINGS)
    later = write_heard(tmp_path / "b.json", "154e37", [600.5, 610, 611, 700])
    done = add([later], store, reference=NOWHERE, settings=SETTINGS)
    assert [(r.rows, len(r.fixes), sum(x.rows for x in r.rejected)) for r in done.added] == [
        (4, 0, 4)
    ]
    assert read_gaps(store)["heard_n"].tolist() == [2, 1]
    assert (len(read_heard(store)), len(read_fixes(store))) == (4, 4)


def test_the_order_in_which_files_come_changes_nothing(tmp_path: Path) -> None:
    day = write_trace(tmp_path / "a.json", "154e37", [600, 601, 640, 641])
    paths = [day, write_heard(tmp_path / "b.json", "154e37", [610.2, 610.4, 610.6, 611])]
    tables = []
    for name, order in (("one", paths), ("two", paths[::-1])):
        store = open_store(tmp_path / name)
        for path in order:
            add([path], store, reference=NOWHERE, settings=SETTINGS)
        tables.append((read_gaps(store), read_heard(store)))
    for one, two in zip(*tables, strict=True):
        pd.testing.assert_frame_equal(one, two)


def test_a_store_keeps_only_what_names_a_craft_as_text(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    for name in ("154e37", "3946e4", "004014"):
        path = write_heard(tmp_path / f"{name}.json", name, [600])
        add([path], store, reference=NOWHERE, settings=SETTINGS)
    assert read_heard(store)["icao24"].tolist() == ["004014", "154e37", "3946e4"]
    assert read_heard(store, craft_ids=["154e37"])["heard_as"].tolist() == ["mode_s"]


def test_positions_that_were_set_aside_are_no_silence() -> None:
    """A deceived receiver sends from a false place for half an hour: it was heard all the while."""
    out = craft(UHWW, ft=33_000).fly_to(near(UHWW, ZKPY, 300), ft=33_000)
    away = off(out.place, 90, 600)
    false = [
        {**row, "lat": away[0], "lon": away[1]}
        for row in out.fly_to(near(UHWW, ZKPY, 600), ft=33_000).rows[len(out.rows) :]
    ]
    back = out.unheard_to(near(UHWW, ZKPY, 600), ft=33_000).fly_to(ZKPY, ft=33_000)
    fixes = merge_fixes([back.frame(), pd.DataFrame(false)])
    gap = analyse(fixes, NOWHERE, settings=SETTINGS).gaps.iloc[0]
    assert gap["set_aside_n"] > 10
    assert gap["reason"].endswith(SET_ASIDE_WORDS)
