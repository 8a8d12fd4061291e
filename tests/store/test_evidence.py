"""Evidence is kept as it came, and a byte that changes is found."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from skygap.errors import StoreError
from skygap.store import (
    Change,
    Store,
    commit,
    evidence_path,
    faults,
    keep,
    newest,
    open_store,
    read_days,
    read_evidence,
    verify,
    version,
)
from skygap.tables.days import DAYS, LOADED, MISSING
from skygap.tables.evidence import EVIDENCE
from skygap.tables.schema import conform
from tests.store.made import NOON, ledger, put


def evidence(name: str) -> pd.DataFrame:
    """Make what is told of one piece of evidence."""
    row = {"evidence_id": name, "retrieved_at": NOON, "url": "https://x", "provider": "adsblol"}
    return conform(EVIDENCE, pd.DataFrame([row]))


def day(status: str) -> pd.DataFrame:
    """Make the ledger row of one day."""
    row = {
        "craft_id": "154e37", "provider": "adsblol", "day": "2024-03-20", "status": status,
        "fetched_at": NOON,
    }  # fmt: skip
    return conform(DAYS, pd.DataFrame([row]))


def kept(store: Store, content: bytes) -> Path:
    """Keep a piece of evidence and list it."""
    name = keep(store, content)
    change = Change(ledger(name), evidence=evidence(name))
    commit(store, change, base=newest(store))
    return evidence_path(store, name)


def test_evidence_is_named_after_its_hash(store: Store) -> None:
    path = kept(store, b"as received")
    assert path.name == hashlib.sha256(b"as received").hexdigest()
    assert path.read_bytes() == b"as received"
    assert list(read_evidence(store)["evidence_id"]) == [path.name]
    assert list(store.staging.iterdir()) == []


def test_evidence_that_is_there_is_left_alone(store: Store) -> None:
    path = kept(store, b"as received")
    before = path.stat()
    keep(store, b"as received")
    assert path.stat() == before


def test_damaged_evidence_is_mended_when_it_comes_again(store: Store) -> None:
    path = kept(store, b"as received")
    path.write_bytes(b"something else")
    keep(store, b"as received")
    assert path.read_bytes() == b"as received"


def test_a_store_that_is_whole_has_no_fault(store: Store) -> None:
    kept(store, b"one")
    kept(store, b"two")
    found = verify(store)
    assert (found.evidence, found.unlisted, found.faults) == (2, 0, ())
    assert found.parts == len(list(newest(store).tables))


def test_a_byte_that_changed_is_found_and_named(store: Store) -> None:
    paths = [kept(store, b"one"), kept(store, b"two")]
    paths[1].write_bytes(b"twO")
    assert verify(store).faults == (f"{paths[1]} was changed after it was written",)


def test_evidence_that_is_gone_is_found_and_named(store: Store) -> None:
    path = kept(store, b"one")
    path.unlink()
    assert verify(store).faults == (f"{path} is missing",)


def test_what_does_not_belong_there_is_named(store: Store) -> None:
    stray = kept(store, b"one").parent / "notes.txt"
    stray.touch()
    assert verify(store).faults == (f"{stray} is no piece of evidence. Move it elsewhere",)


def test_evidence_that_no_row_lists_is_counted_and_not_blamed(store: Store) -> None:
    kept(store, b"one")
    keep(store, b"what an interrupted fetch left")
    found = verify(store)
    assert (found.evidence, found.unlisted, found.faults) == (2, 1, ())


def test_a_damaged_list_of_evidence_is_named_itself(store: Store) -> None:
    kept(store, b"one")
    part = next((store.tables / "evidence").glob("*.parquet"))
    part.write_bytes(b"no parquet")
    assert verify(store).faults == tuple(faults(store))
    assert str(part) in verify(store).faults[0]


def test_a_folder_that_holds_evidence_only_is_a_store(store: Store) -> None:
    """A first fetch may be killed before its first commit."""
    keep(store, b"one")
    assert open_store(store.root) == store


def test_evidence_that_the_disk_refuses_is_told(store: Store) -> None:
    put(store, "one")
    store.evidence.touch()
    with pytest.raises(StoreError, match="cannot be written"):
        keep(store, b"one")


def test_the_ledger_of_days_follows_its_rule_through_commits(store: Store) -> None:
    for status in (MISSING, LOADED, MISSING):
        commit(store, Change(ledger(status), days=day(status)), base=newest(store))
    assert list(read_days(store)["status"]) == [LOADED]


def test_a_commit_without_days_keeps_those_before(store: Store) -> None:
    commit(store, Change(ledger("one"), days=day(LOADED)), base=newest(store))
    before = version(store)
    put(store, "two")
    assert version(store) != before
    assert len(read_days(store)) == 1
