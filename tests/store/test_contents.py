"""What goes into the store comes out again."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skygap.errors import StoreError
from skygap.store import (
    Store,
    inputs,
    open_store,
    read_fixes,
    read_gaps,
    read_legs,
    read_reachable,
    read_stops,
    read_warnings,
    rounded,
    version,
)
from skygap.tables.fixes import FIXES
from skygap.tables.reachable import REACHABLE
from skygap.tables.schema import conform, ordered
from tests.store.made import HOUR, NOON, fixes, gap, ledger, leg, put, stop

HERE = [(10.0, 50.0), (11.0, 51.0), (12.0, 52.0)]
THERE = [(131.0, 43.0), (132.0, 43.1)]


def test_an_empty_store_has_all_tables_without_rows(store: Store) -> None:
    tables = [read(store) for read in (read_legs, read_gaps, read_stops, read_reachable, inputs)]
    assert [len(table) for table in (*tables, read_fixes(store), read_warnings(store))] == [0] * 7
    assert read_legs(store).crs == "EPSG:4326"
    assert not store.root.exists()


def test_fixes_come_back_ordered_and_whole(store: Store) -> None:
    both = pd.concat([fixes("b00000", THERE), fixes("a00000", HERE)])
    put(store, "file", fixes=both)
    pd.testing.assert_frame_equal(read_fixes(store), ordered(FIXES, both))


@pytest.mark.parametrize("name", ["154e37", "3946e4", "004014", "000000", "~2e9999"])
def test_hex_codes_that_look_like_numbers_stay_text(store: Store, name: str) -> None:
    put(store, "file", fixes=fixes(name, HERE), legs=leg(name, HERE), gaps=gap(name, *HERE[:2]))
    assert set(read_fixes(store)["icao24"]) == {name}
    assert list(read_legs(store)["icao24"]) == [name]
    assert list(read_gaps(store)["icao24"]) == [name]


def test_a_part_without_a_new_column_takes_it_from_no_other(store: Store) -> None:
    """A store that is older than a column is read with it: its own rows do not know it."""
    put(store, "old", fixes=fixes("a00000", HERE))
    (path,) = store.tables.rglob("*fixes*/**/*.parquet")
    pq.write_table(pq.read_table(path).drop_columns(["mmsi"]), path)
    put(store, "new", fixes=fixes("b00000", HERE).assign(mmsi="273456789"))
    known = read_fixes(store).groupby("craft_id")["mmsi"].unique()
    assert {craft: list(mmsi) for craft, mmsi in known.items()} == {
        "a00000": [""],
        "b00000": ["273456789"],
    }


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
NUMBERS = st.none() | st.floats(-1e6, 1e6)
FIX = st.fixed_dictionaries(
    {
        "craft_id": st.sampled_from(["154e37", "004014", "fr24:3376ab31"]),
        "timestamp": st.integers(0, 4_000_000_000_000),
        "lat": st.floats(-90, 90),
        "lon": st.floats(-180, 180),
        "altitude_ft": NUMBERS,
        "ground_speed_kt": NUMBERS,
        "on_ground": st.booleans(),
        "callsign": TEXTS,
        "squawk": TEXTS,
    }
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(FIX, min_size=1, max_size=20, unique_by=lambda row: row["timestamp"]))
def test_any_fix_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    """Exactly so, but for places, which are kept to a micro-degree."""
    frame = pd.DataFrame(rows).assign(provider="test", evidence_id="ab")
    times = pd.Series(frame["timestamp"].to_numpy().astype("datetime64[ms]")).dt.tz_localize("UTC")
    made = conform(FIXES, frame.assign(timestamp=times))
    store = open_store(tmp_path_factory.mktemp("any") / "store")
    put(store, "file", fixes=made)
    back = read_fixes(store)
    pd.testing.assert_frame_equal(back, ordered(FIXES, rounded(made)))
    assert np.abs(back["lat"] - ordered(FIXES, made)["lat"]).max() <= 0.5000001e-6


def test_rounding_twice_is_rounding_once() -> None:
    """Else the same fix from two files would be two fixes."""
    made = fixes("a00000", [(10.123456789, 50.9999999), (-0.0000004, 89.1234565)])
    once = rounded(made)
    pd.testing.assert_frame_equal(rounded(once), once)


def test_fixes_are_found_by_craft_and_time(store: Store) -> None:
    put(store, "file", fixes=pd.concat([fixes("a00000", HERE), fixes("b00000", THERE)]))
    found = read_fixes(store, craft_ids=["a00000"], start=NOON + HOUR, end=NOON + 2 * HOUR)
    assert list(found["lon"]) == [11.0, 12.0]
    assert read_fixes(store, craft_ids=[]).empty


def test_fixes_of_several_days_lie_in_parts_of_their_day(store: Store) -> None:
    made = fixes("a00000", HERE, start=NOON + 10 * HOUR)
    put(store, "file", fixes=made)
    days = sorted(path.name for path in (store.tables / "fixes").iterdir())
    assert days == ["day=2024-03-20", "day=2024-03-21"]
    assert len(read_fixes(store, start=made["timestamp"].iloc[-1])) == 1


def test_a_fix_that_is_known_is_not_kept_twice(store: Store) -> None:
    put(store, "one", fixes=fixes("a00000", HERE[:2]))
    put(store, "two", fixes=fixes("a00000", HERE))
    assert list(read_fixes(store)["lon"]) == [10.0, 11.0, 12.0]


def test_legs_analysed_anew_replace_those_of_their_craft_only(store: Store) -> None:
    put(store, "one", legs=pd.concat([leg("a00000", HERE), leg("b00000", THERE)]))
    put(store, "two", legs=leg("a00000", THERE, start=NOON + HOUR))
    legs = read_legs(store)
    assert list(legs["craft_id"]) == ["a00000", "b00000"]
    assert list(legs["start_time"]) == [NOON + HOUR, NOON]


def test_a_craft_without_legs_any_more_loses_the_old_ones(store: Store) -> None:
    put(store, "one", legs=leg("a00000", HERE))
    put(store, "two", fixes=fixes("a00000", HERE), legs=leg("a00000", HERE).head(0))
    assert read_legs(store).empty


def test_a_leg_seen_once_only_has_no_line(store: Store) -> None:
    put(store, "file", legs=leg("a00000", [(10.0, 50.0)]))
    assert read_legs(store).geometry.iloc[0] == shapely.MultiLineString()


def test_gaps_and_stops_keep_what_is_unknown_unknown(store: Store) -> None:
    put(store, "file", gaps=gap("a00000", (10.0, 50.0), None), stops=stop("a00000", None))
    found = read_gaps(store).iloc[0]
    assert found["is_open"]
    assert pd.isna(found["end_time"])
    assert pd.isna(read_stops(store).iloc[0]["departure_latest"])
    assert pd.isna(read_stops(store).iloc[0]["lat"])


def test_reachable_airports_come_and_go_with_their_craft(store: Store) -> None:
    row = {"gap_id": "g", "ident": "UHWW", "lat": 43.4, "lon": 132.1, "status": "ranked"}
    distances = {"distance_out_km": 10.0, "craft_id": "a00000"}
    put(store, "one", reachable=pd.DataFrame([row | distances]))
    assert list(read_reachable(store).columns) == list(REACHABLE.columns)
    put(store, "two", fixes=fixes("a00000", HERE))
    assert read_reachable(store).empty


def test_the_ledger_names_every_file_once(store: Store) -> None:
    put(store, "one", fixes=fixes("a00000", HERE))
    put(store, "two", fixes=fixes("b00000", THERE))
    pd.testing.assert_frame_equal(
        inputs(store), pd.concat([ledger("one"), ledger("two")], ignore_index=True)
    )


def test_every_commit_has_a_version_of_its_own(store: Store, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other")
    names = [version(store), put(store, "one"), put(store, "two"), put(other, "one")]
    assert len(set(names)) == 4


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "file")


def test_a_folder_of_something_else_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    with pytest.raises(StoreError, match=r"holds holiday\.jpg"):
        open_store(tmp_path)


def test_a_damaged_manifest_is_named(store: Store) -> None:
    put(store, "one")
    (store.manifests / "00000001.json").write_text("{")
    with pytest.raises(StoreError, match=r"00000001\.json cannot be read"):
        read_legs(store)


def test_a_missing_part_is_named(store: Store) -> None:
    put(store, "one", legs=leg("a00000", HERE))
    next((store.tables / "legs").rglob("*.parquet")).unlink()
    with pytest.raises(StoreError, match="lacks a part"):
        read_legs(store)


def test_a_damaged_part_is_said_in_one_line(store: Store) -> None:
    put(store, "one", legs=leg("a00000", HERE))
    next((store.tables / "legs").rglob("*.parquet")).write_bytes(b"junk")
    with pytest.raises(StoreError, match=r"cannot be read.*Add its files to a new store") as said:
        read_legs(store)
    assert "\n" not in str(said.value)


def test_a_store_of_a_newer_skygap_is_refused(store: Store) -> None:
    put(store, "one")
    path = store.manifests / "00000001.json"
    path.write_text(path.read_text().replace('"layout": 1', '"layout": 2'))
    with pytest.raises(StoreError, match="newer Skygap"):
        version(store)
