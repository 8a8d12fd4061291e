"""Files come into the store once, and a craft is always analysed as one."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from skygap.intake import Intake, add, add_readings, fixes_of, read_all
from skygap.readers import read_content
from skygap.readers.reading import Reading
from skygap.settings import Settings, with_values
from skygap.store import (
    Store,
    faults,
    inputs,
    open_store,
    read_days,
    read_fixes,
    read_gaps,
    read_legs,
    read_stops,
    read_warnings,
    read_witnesses,
    version,
)
from skygap.store.layout import bucket_of
from tests.builders import NOWHERE, UHWW, ZKPY, Craft, craft, flight, off, places
from tests.conftest import ROOT
from tests.readers.making_feeds import zip_of
from tests.traces import MIDNIGHT, write_trace

DAY = pd.Timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Name a store that nobody has written to yet."""
    return open_store(tmp_path / "store")


def load(store: Store, *paths: Path, settings: Settings | None = None) -> Intake:
    return add(paths, store, reference=NOWHERE, settings=settings or Settings())


def digests(store: Store) -> dict[str, str]:
    files = [path for path in store.root.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_file_becomes_fixes_legs_and_gaps(store: Store, tmp_path: Path) -> None:
    done = load(store, write_trace(tmp_path / "a.json", "154e37", [600, 601, 640, 641]))
    assert [reading.format for reading in done.added] == ["readsb"]
    assert done.version == version(store)
    assert len(read_fixes(store)) == 4
    assert len(read_legs(store)) == 1
    assert 39.0 in set(read_gaps(store)["duration_min"])


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    """Also under another name: a file is known by its bytes."""
    first = write_trace(tmp_path / "a.json", "154e37", [600, 601])
    load(store, first)
    before = digests(store)
    done = load(store, write_trace(tmp_path / "b.json", "154e37", [600, 601]), first)
    assert (len(done.added), len(done.known)) == (0, 2)
    assert digests(store) == before


def test_a_file_named_twice_is_added_once(store: Store, tmp_path: Path) -> None:
    path = write_trace(tmp_path / "a.json", "154e37", [600, 601])
    done = load(store, path, path)
    assert (len(done.added), len(done.known)) == (1, 1)
    assert len(inputs(store)) == 1


def test_two_days_of_one_craft_are_stitched(store: Store, tmp_path: Path) -> None:
    """It was heard until five to midnight and from five past: one leg, no end at midnight."""
    before = write_trace(tmp_path / "a.json", "154e37", [1433, 1434, 1435], lon=-200.0)
    after = write_trace(tmp_path / "b.json", "154e37", [5, 6, 7], day=MIDNIGHT + DAY, lon=88.0)
    load(store, before)
    load(store, after)
    assert len(read_legs(store)) == 1
    assert read_legs(store)["fix_count"].iloc[0] == 6
    together = open_store(tmp_path / "together")
    load(together, after, before)
    pd.testing.assert_frame_equal(read_gaps(together), read_gaps(store))


def test_overlapping_days_are_merged(store: Store, tmp_path: Path) -> None:
    load(store, write_trace(tmp_path / "a.json", "154e37", [600, 601, 602]))
    load(store, write_trace(tmp_path / "b.json", "154e37", [601, 602, 603]))
    assert len(read_fixes(store)) == 4
    assert len(inputs(store)) == 2


def test_two_craft_with_one_address_come_and_go_with_it(store: Store, tmp_path: Path) -> None:
    """The second is known when both are loaded; its rows are replaced with those of the first."""
    minutes = [float(m) for m in range(600, 640)]
    here = write_trace(tmp_path / "a.json", "154e37", minutes)
    there = write_trace(tmp_path / "b.json", "154e37", [m + 0.5 for m in minutes], lon=70.0, to=270)
    load(store, here)
    assert list(read_legs(store)["craft_id"]) == ["154e37"]
    load(store, there)
    assert list(read_legs(store)["craft_id"]) == ["154e37", "154e37#2"]
    assert set(read_fixes(store)["craft_id"]) == {"154e37"}
    load(store, write_trace(tmp_path / "c.json", "154e37", [640.0, 641.0]))
    assert list(read_legs(store)["craft_id"]) == ["154e37", "154e37#2"]
    assert read_legs(store)["fix_count"].tolist() == [42, 40]
    assert not faults(store)


def test_the_gaps_of_a_second_craft_stay_when_others_come(store: Store, tmp_path: Path) -> None:
    """Of two craft with one address the first is judged anew; the second was elsewhere, later."""
    minutes, later = [float(m) for m in range(600, 640)], MIDNIGHT + 20 * DAY
    between = [m + 0.5 for m in minutes]
    load(
        store,
        write_trace(tmp_path / "a.json", "154e37", minutes),
        write_trace(tmp_path / "b.json", "154e37", minutes, day=later),
        write_trace(tmp_path / "c.json", "154e37", between, day=later, lon=70.0, to=270),
    )
    before = read_gaps(store)
    assert set(before["craft_id"]) == {"154e37", "154e37#2"}
    load(store, write_trace(tmp_path / "d.json", "3946e4", between))
    after = read_gaps(store).query("craft_id != '3946e4'")
    assert list(after["gap_id"]) == list(before["gap_id"])


def test_rows_of_a_second_craft_that_is_none_any_more_are_gone(
    store: Store, tmp_path: Path
) -> None:
    minutes = [float(m) for m in range(600, 640)]
    paths = [
        write_trace(tmp_path / "a.json", "154e37", minutes),
        write_trace(tmp_path / "b.json", "154e37", [m + 0.5 for m in minutes], lon=70.0, to=270),
    ]
    load(store, *paths)
    never = with_values(Settings(), {"stray_crossings_max": 1000})
    load(store, write_trace(tmp_path / "c.json", "154e37", [640.0, 641.0]), settings=never)
    assert set(read_legs(store)["craft_id"]) == {"154e37"}
    assert set(read_warnings(store)["craft_id"]) == {"154e37"}


def test_other_crafts_stay_as_they_were(store: Store, tmp_path: Path) -> None:
    load(store, write_trace(tmp_path / "a.json", "154e37", [600, 601]))
    before = read_legs(store)
    load(store, write_trace(tmp_path / "b.json", "3946e4", [600, 601]))
    after = read_legs(store)
    assert list(after["icao24"]) == ["154e37", "3946e4"]
    pd.testing.assert_frame_equal(after.head(1), before)


def test_a_bad_file_does_not_spoil_the_good_ones(store: Store, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    good = write_trace(tmp_path / "a.json", "154e37", [600, 601])
    done = load(store, tmp_path / "bad.json", tmp_path / "absent", good)
    assert [Path(error.file).name for error in done.errors] == ["bad.json", "absent"]
    assert len(done.added) == 1


def test_a_folder_is_added_file_by_file(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "days"
    folder.mkdir()
    (folder / "bad.json").write_text("{")
    paths = [write_trace(folder / f"{n}.json", "154e37", [600 + n, 601 + n]) for n in range(3)]
    done = load(store, folder)
    assert [reading.path for reading in done.added] == [str(path) for path in paths]
    assert [error.file for error in done.errors] == [str(folder / "bad.json")]


def test_an_archive_again_or_a_file_of_it_changes_nothing(store: Store, tmp_path: Path) -> None:
    trace = write_trace(tmp_path / "a.json", "154e37", [600, 601])
    other = write_trace(tmp_path / "b.json", "3946e4", [600, 601])
    files = {"day/a.json": trace.read_bytes(), "day/b.json": other.read_bytes(), "c": b"junk"}
    archive = tmp_path / "day.zip"
    archive.write_bytes(zip_of(files))
    done = load(store, archive)
    assert list(inputs(store)["path"]) == [f"{archive}/day/a.json", f"{archive}/day/b.json"]
    assert [error.file for error in done.errors] == [f"{archive}/c"]
    before = digests(store)
    again = load(store, archive, trace, other)
    assert (len(again.added), len(again.known)) == (0, 4)
    assert digests(store) == before


def test_nothing_good_writes_nothing(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path / "absent")
    assert not store.root.exists()


def test_bytes_from_the_screen_are_added_too(store: Store, tmp_path: Path) -> None:
    content = write_trace(tmp_path / "a.json", "154e37", [600, 601]).read_bytes()
    reading = read_content("upload.json", content)
    add_readings([reading], store, reference=NOWHERE, settings=Settings())
    assert list(inputs(store)["path"]) == ["upload.json"]


def test_other_settings_analyse_every_craft_anew(store: Store, tmp_path: Path) -> None:
    """Else the store would mix rows that were judged by different thresholds."""
    load(store, write_trace(tmp_path / "a.json", "154e37", [600, 601, 640, 641]))
    strict = with_values(Settings(), {"gap_threshold_min": 60})
    load(store, write_trace(tmp_path / "b.json", "3946e4", [600, 601]), settings=strict)
    closed = read_gaps(store).query("icao24 == '154e37' and not is_open")
    assert closed.empty


def test_what_was_set_aside_is_in_the_ledger(store: Store, tmp_path: Path) -> None:
    path = write_trace(tmp_path / "a.json", "154e37", [600, 601, 601])
    done = load(store, path)
    row = inputs(store).iloc[0]
    assert (row["rows"], row["fixes"]) == (3, 2)
    told = json.loads(row["rejected"])
    assert [r["reason"] for r in told] == [r.reason for r in done.added[0].rejected]


def test_an_analysis_of_files_and_one_of_the_store_see_the_same_fixes(
    store: Store, tmp_path: Path
) -> None:
    path = write_trace(tmp_path / "a.json", "154e37", [600.123, 601.7])
    load(store, path)
    readings, _ = read_all([path])
    pd.testing.assert_frame_equal(fixes_of(readings), read_fixes(store))
    pd.testing.assert_frame_equal(fixes_of(readings, store=store), read_fixes(store))


def test_warnings_stay_with_their_craft(store: Store, tmp_path: Path) -> None:
    jump = write_trace(tmp_path / "a.json", "154e37", [600, 600.5, 601, 601.5, 602])
    content = json.loads(jump.read_text())
    content["trace"][2][1] = -40.0
    jump.write_text(json.dumps(content))
    load(store, jump)
    load(store, write_trace(tmp_path / "b.json", "3946e4", [600, 601]))
    assert list(read_warnings(store)["craft_id"]) == ["154e37"]


def test_the_real_day_files_land_whole(store: Store, shared_data: Path) -> None:
    paths = sorted((shared_data / "readsb").glob("*.json"))
    done = load(store, *paths)
    assert done.errors == ()
    assert len(read_fixes(store)) == sum(len(reading.fixes) for reading in done.added)
    assert read_legs(store).geometry.is_valid.all()
    assert faults(store) == []


def test_a_file_added_by_hand_makes_its_days_partial(store: Store, tmp_path: Path) -> None:
    """Two minutes before midnight and two after: two days, of neither is it the whole."""
    done = load(store, write_trace(tmp_path / "a.json", "154e37", [1438, 1439, 1441], lon=-200.0))
    days = read_days(store)
    assert list(days["day"]) == ["2024-03-20", "2024-03-21"]
    assert list(days["fixes"]) == [2, 1]
    assert set(days["status"]) == {"partial"}
    assert set(days["provider"]) == {"readsb"}
    assert set(days["evidence_id"]) == {done.added[0].sha256}
    assert all("nothing says that it is the whole day" in note for note in days["note"])


def test_an_example_is_in_the_ledger_under_its_own_name(store: Store) -> None:
    load(store, *sorted((ROOT / "data" / "worked_example").glob("*.json")))
    assert set(read_days(store)["provider"]) == {"worked_example"}


def crossing(path: Path, icao24: str, *, minute: float, heard_to: float = 90) -> Path:
    """Write a craft that flies east for an hour and a half, heard every twenty seconds."""
    minutes = np.arange(0, heard_to, 1 / 3)
    rows = [
        [
            round(m * 60, 1),
            50.0,
            10 + m * 0.2,
            35_000,
            460,
            90,
            0,
            0,
            None,
            "adsb_icao",
            *[None] * 4,
        ]
        for m in minutes
    ]
    start = MIDNIGHT.timestamp() + minute * 60
    path.write_text(json.dumps({"icao": icao24, "timestamp": start, "trace": rows}))
    return path


def test_other_craft_that_come_later_are_witnesses_of_gaps_that_were_there(
    store: Store, tmp_path: Path
) -> None:
    load(store, crossing(tmp_path / "a.json", "154e37", minute=0, heard_to=40))
    alone = read_gaps(store).iloc[0]
    assert (alone["witness_n"], alone["cause"]) == (0, "cannot_tell")
    others = [crossing(tmp_path / f"{n}.json", f"00000{n}", minute=20 * n) for n in range(1, 5)]
    load(store, *others)
    gaps = read_gaps(store).set_index("craft_id")
    assert (gaps.loc["154e37", "witness_n"], gaps.loc["154e37", "witness_k"]) == (4, 4)
    seen = read_witnesses(store, [gaps.loc["154e37", "gap_id"]])
    assert sorted(seen["witness_id"]) == [f"00000{n}" for n in range(1, 5)]


def test_the_order_in_which_craft_come_changes_no_verdict(store: Store, tmp_path: Path) -> None:
    files = [crossing(tmp_path / f"{n}.json", f"00000{n}", minute=15 * n) for n in range(1, 4)]
    files.append(crossing(tmp_path / "a.json", "154e37", minute=0, heard_to=40))
    load(store, *files)
    other = open_store(tmp_path / "other")
    for path in reversed(files):
        load(other, path)
    pd.testing.assert_frame_equal(read_gaps(store), read_gaps(other))


def disturbed(path: Path, icao24: str, *, minute: float, heard_to: float = 90) -> Path:
    """Write a craft that flies as `crossing` does and says in every row that it is inaccurate."""
    content = json.loads(crossing(path, icao24, minute=minute, heard_to=heard_to).read_text())
    heard = {"nic": 0, "nac_p": 2}
    rows = [[*row[:8], heard, *row[9:]] for row in content["trace"]]
    path.write_text(json.dumps({**content, "trace": rows}))
    return path


def test_the_order_in_which_inaccurate_craft_come_changes_no_verdict(
    store: Store, tmp_path: Path
) -> None:
    """Alone its accuracy is its own affair; others make it interference, even an hour later."""
    lost = disturbed(tmp_path / "a.json", "154e37", minute=0, heard_to=40)
    load(store, lost)
    assert read_gaps(store)["cause"].tolist() == ["cannot_tell"]
    files = [disturbed(tmp_path / f"{n}.json", f"00000{n}", minute=3 * n) for n in range(1, 7)]
    load(store, *files)
    gap = read_gaps(store).set_index("craft_id").loc["154e37"]
    assert (gap["gnss_n"], gap["gnss_bad"], gap["cause"]) == (6, 6, "gnss_interference")
    other = open_store(tmp_path / "other")
    for path in [*reversed(files), lost]:
        load(other, path)
    pd.testing.assert_frame_equal(read_gaps(store), read_gaps(other))


def told(story: Craft) -> Reading:
    """Make the reading of a file that holds one story."""
    return Reading(story.name, story.name.ljust(64, "e"), "test", 0, story.fixes(), ())


def test_stops_of_craft_that_are_not_judged_anew_stay_as_they_were(store: Store) -> None:
    """Who comes two months later says nothing of them, and lies in the same part of the store."""
    fields, settings = places("UHWW", "ZKPY"), Settings()
    stood = flight(UHWW, ZKPY)
    add_readings([told(stood)], store, reference=fields, settings=settings)
    before = read_stops(store)
    assert before["kind"].tolist() == ["observed"]
    names = (f"{number:06x}" for number in range(1000))
    other = next(name for name in names if bucket_of(name) == bucket_of("aaaaaa"))
    later = craft(UHWW, name=other).silent(60 * 24 * 60).fly_to(off(UHWW, 90, 100), ft=9_000)
    add_readings([told(later)], store, reference=fields, settings=settings)
    pd.testing.assert_frame_equal(read_stops(store), before)


def landing_unseen() -> Craft:
    """Go down to Pyongyang, unheard for three hours, and come up from there."""
    down = craft(off(ZKPY, 90, 60), ft=12_000).fly_to(off(ZKPY, 90, 20), ft=3_500, kt=250)
    return down.silent(180).fly_to(off(ZKPY, 90, 60), ft=12_000, kt=250)


def lost_with_it(number: int) -> Craft:
    """Cruise above the same way and be lost in the minute in which the other one is."""
    above = craft(off(ZKPY, 90, 60), name=f"00000{number}", ft=33_000)
    return above.fly_to(off(ZKPY, 90, 20), ft=33_000, kt=250)


def test_a_stop_stands_on_the_ends_and_the_time_whatever_made_the_gap(store: Store) -> None:
    """With the others the whole feed fell silent: it went down and came up all the same."""
    fields, settings = places("ZKPY"), Settings()
    add_readings([told(landing_unseen())], store, reference=fields, settings=settings)
    assert read_stops(store)["kind"].tolist() == ["inferred"]
    others = [told(lost_with_it(number)) for number in range(8)]
    add_readings(others, store, reference=fields, settings=settings)
    closed = read_gaps(store).query("not is_open")
    assert closed["cause"].tolist() == ["feed_artefact"]
    assert closed["stop"].tolist() == ["likely"]
    assert read_stops(store)["kind"].tolist() == ["inferred"]


def test_stops_agree_with_the_gaps_when_all_come_at_once(store: Store) -> None:
    readings = [told(landing_unseen()), *(told(lost_with_it(number)) for number in range(8))]
    add_readings(readings, store, reference=places("ZKPY"), settings=Settings())
    closed = read_gaps(store).query("not is_open")
    assert closed["cause"].tolist() == ["feed_artefact"]
    assert len(read_stops(store)) == (closed["stop"] == "likely").sum() == 1


def test_a_stop_comes_out_the_same_when_the_others_were_there_first(store: Store) -> None:
    fields, settings = places("ZKPY"), Settings()
    others = [told(lost_with_it(number)) for number in range(8)]
    add_readings(others, store, reference=fields, settings=settings)
    add_readings([told(landing_unseen())], store, reference=fields, settings=settings)
    assert read_gaps(store).query("not is_open")["cause"].tolist() == ["feed_artefact"]
    assert read_stops(store)["kind"].tolist() == ["inferred"]
