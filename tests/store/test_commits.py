"""A commit is whole or absent: after a failure, a kill, beside a rival and beside a reader."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import skygap.store
from skygap.errors import StoreError
from skygap.store import (
    Change,
    Store,
    StoreChangedError,
    commit,
    inputs,
    newest,
    open_store,
    read_fixes,
    read_legs,
    version,
)
from skygap.store.manifest import KEEP
from tests.store.made import fixes, ledger, leg, put

ROOT = Path(skygap.store.__file__).resolve().parents[2]
LINE = [(10.0, 50.0), (11.0, 51.0)]


def writer(store: Store, name: str, commits: int) -> "subprocess.Popen[str]":
    """Start a program that commits a craft after the other and says so after each."""
    command = [sys.executable, "-m", "tests.store.made", str(store.root), name, str(commits)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def age(path: Path) -> None:
    """Make a file or folder look as if nobody can want it any more."""
    old = time.time() - 2 * KEEP.total_seconds()
    os.utime(path, (old, old))


def crafts_agree(store: Store) -> bool:
    """Tell whether one reading of every table shows the same commits."""
    crafts = set(inputs(store)["path"])
    return crafts == set(read_legs(store)["craft_id"]) == set(read_fixes(store)["craft_id"])


def test_a_commit_on_an_old_base_is_refused_and_leaves_nothing(store: Store) -> None:
    put(store, "one", legs=leg("a00000", LINE))
    files = sorted(store.root.rglob("*.*"))
    change = Change(ledger("two"), frozenset({"b00000"}), derived={"legs": leg("b00000", LINE)})
    with pytest.raises(StoreChangedError):
        commit(store, change, base=skygap.store.manifest.EMPTY)
    assert sorted(store.root.rglob("*.*")) == files


def test_a_commit_that_the_disk_refuses_leaves_nothing(store: Store) -> None:
    """Here a file stands where the folder of the legs should be."""
    put(store, "one", fixes=fixes("a00000", LINE))
    (store.tables / "legs").touch()
    before, files = version(store), sorted(store.root.rglob("*.*"))
    with pytest.raises(StoreError, match="cannot be written"):
        put(store, "two", fixes=fixes("b00000", LINE), legs=leg("b00000", LINE))
    assert version(store) == before
    assert sorted(store.root.rglob("*.*")) == files


def test_what_a_killed_writer_left_is_swept_when_it_is_old(store: Store) -> None:
    put(store, "one", legs=leg("a00000", LINE))
    staged, orphan = store.staging / "dead", store.tables / "legs" / "bucket=00" / "x.parquet"
    staged.mkdir()
    orphan.parent.mkdir(exist_ok=True)
    orphan.touch()
    put(store, "two")
    assert staged.exists()
    assert orphan.exists()
    age(staged)
    age(orphan)
    put(store, "three")
    assert not staged.exists()
    assert not orphan.exists()


def test_what_is_listed_is_kept_however_old(store: Store) -> None:
    put(store, "one", legs=leg("a00000", LINE))
    for path in store.tables.rglob("*.parquet"):
        age(path)
    put(store, "two")
    assert len(read_legs(store)) == 1


def test_an_earlier_commit_stays_readable_for_its_readers(store: Store) -> None:
    put(store, "one", fixes=fixes("a00000", LINE))
    base = newest(store)
    put(store, "two", fixes=fixes("a00000", [*LINE, (12.0, 52.0)]))
    for path in store.tables.rglob("*.parquet"):
        age(path)
    put(store, "three")
    assert len(skygap.store.fixes_at(store, base)) == 2


def test_parts_are_what_the_manifest_says(store: Store) -> None:
    put(store, "one", fixes=fixes("a00000", LINE), legs=leg("a00000", LINE))
    assert skygap.store.faults(store) == []
    part = next((store.tables / "legs").rglob("*.parquet"))
    part.write_bytes(part.read_bytes() + b" ")
    assert len(skygap.store.faults(store)) == 1


def test_a_writer_killed_at_any_moment_leaves_a_whole_store(store: Store) -> None:
    landed = set()
    for n in range(10):
        with writer(store, f"w{n}-", 1000) as program:
            landed.add(program.stdout.readline().strip())  # it is at work now
            time.sleep(0.007 * n)
            program.kill()
            landed.update(program.stdout.read().split())
        assert crafts_agree(store)
        assert landed <= set(inputs(store)["path"])
    assert skygap.store.faults(store) == []
    put(store, "after", fixes=fixes("after", LINE), legs=leg("after", LINE))
    assert crafts_agree(store)


def test_two_writers_at_once_both_land(store: Store) -> None:
    with writer(store, "one-", 12) as first, writer(store, "two-", 12) as second:
        assert first.wait() == second.wait() == 0
    assert len(inputs(store)) == 24
    assert crafts_agree(store)


def test_a_reader_beside_a_busy_writer_sees_whole_commits(store: Store) -> None:
    with writer(store, "busy-", 25) as program:
        seen = []
        while program.poll() is None:
            legs = read_legs(store)
            assert sorted(legs["craft_id"]) == sorted(set(legs["craft_id"]))
            seen.append(len(legs))
    assert seen == sorted(seen)
    assert len(read_legs(open_store(store.root))) == 25
