"""From files to the store: read, join with what is known of the same crafts, analyse, commit.

A craft whose fixes are spread over several files is always analysed as one. A store holds rows
of one set of settings only: with other settings than last time every craft is analysed anew.
Every file enters the ledger of days too: as partial, unless who fetched it knows better.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import pandas as pd

import skygap
from skygap.analysis import Judged, Unjudged, derive
from skygap.errors import InputError, StoreError
from skygap.others import judge_with, others_at
from skygap.readers import read_each
from skygap.readers.reading import NOTHING_SAID, Answers, Reading
from skygap.reference import Reference
from skygap.settings import Settings, as_dict
from skygap.stops import find_stops
from skygap.store import (
    INPUTS,
    Change,
    Manifest,
    Store,
    StoreChangedError,
    commit,
    fixes_at,
    heard_at,
    inputs_at,
    newest,
    read_fixes,
    read_heard,
    rounded,
)
from skygap.tables.days import DAYS, PARTIAL
from skygap.tables.evidence import EVIDENCE
from skygap.tables.fixes import merge_fixes, shared_keys
from skygap.tables.heard import merge_heard
from skygap.tables.schema import conform, empty

Progress = Callable[[str], None]

BY_HAND = "A file holds what it holds: nothing says that it is the whole day"

TRIES = 20
"""How often a commit starts again after another writer was first; each try lets one through."""


@dataclass(frozen=True, slots=True, eq=False)
class Intake:
    """What came of some files: new to the store, known already, not readable."""

    added: tuple[Reading, ...]
    known: tuple[Reading, ...]
    errors: tuple[InputError, ...]
    version: str


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What is known of the days that files were fetched for (DAYS), and the proof (EVIDENCE)."""

    days: pd.DataFrame
    evidence: pd.DataFrame = field(default_factory=lambda: empty(EVIDENCE))


def silent(text: str) -> None:
    """Say nothing about progress."""


def read_all(
    paths: Iterable[Path], *, progress: Progress = silent, answers: Answers = NOTHING_SAID
) -> tuple[list[Reading], list[InputError]]:
    """Read files, archives and folders; what cannot be read becomes an error and the rest goes on.

    `answers` says of the files what they do not say themselves.
    """
    readings: list[Reading] = []
    errors: list[InputError] = []
    for path in paths:
        progress(f"reading {path}")
        for found in read_each(path, answers=answers):
            if isinstance(found, InputError):
                errors.append(found)
            else:
                readings.append(found)
    return readings, errors


def fixes_of(readings: Sequence[Reading], *, store: Store | None = None) -> pd.DataFrame:
    """Join the fixes of files, and what a store holds of the same crafts, without duplicates."""
    new = [rounded(reading.fixes) for reading in readings]
    if store is None:
        return merge_fixes(new)
    return merge_fixes([read_fixes(store, craft_ids=_crafts_of(readings)), *new])


def heard_of(readings: Sequence[Reading], *, store: Store | None = None) -> pd.DataFrame:
    """Join when crafts were heard without a position, as `fixes_of` joins fixes."""
    new = [reading.heard for reading in readings]
    if store is None:
        return merge_heard(new)
    return merge_heard([read_heard(store, craft_ids=_crafts_of(readings)), *new])


def _crafts_of(readings: Sequence[Reading]) -> list[str]:
    """Name every craft that files tell of, with a position or without."""
    tables = [table for reading in readings for table in (reading.fixes, reading.heard)]
    return sorted({str(craft) for table in tables for craft in table["craft_id"].unique()})


def add(
    paths: Iterable[Path],
    store: Store,
    *,
    reference: Reference,
    settings: Settings,
    progress: Progress = silent,
    answers: Answers = NOTHING_SAID,
) -> Intake:
    """Read files and add them to the store in one commit; see `read_all` and `add_readings`."""
    readings, errors = read_all(paths, progress=progress, answers=answers)
    done = add_readings(readings, store, reference=reference, settings=settings, progress=progress)
    return Intake(done.added, done.known, tuple(errors), done.version)


def add_readings(
    readings: Sequence[Reading],
    store: Store,
    *,
    reference: Reference,
    settings: Settings,
    progress: Progress = silent,
    record: Record | None = None,
) -> Intake:
    """Add what was read to the store in one commit.

    A file is known by its bytes (SHA-256); when all are known nothing changes, not even the
    version. Who fetched the files gives the `record` of it, which is kept in any case; without
    one they count as added by hand. Raises StoreError when the store cannot be written.
    """
    for _ in range(TRIES):
        base = newest(store)
        added, known = _new_and_known(readings, inputs_at(store, base))
        if not added and record is None:
            return Intake((), known, (), base.version)
        if added:
            progress(f"analysing what {len(added)} new files bring")
        change = _change(added, store, base, reference=reference, settings=settings)
        told = record or Record(_days_by_hand(added))
        change = replace(change, days=told.days, evidence=told.evidence)
        try:
            return Intake(added, known, (), commit(store, change, base=base).version)
        except StoreChangedError:
            continue  # another writer was first: start again from what it left
    msg = f"{store.root} is being changed by others all the time. Try again later"
    raise StoreError(msg)


def _new_and_known(
    readings: Sequence[Reading], ledger: pd.DataFrame
) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    seen = set(ledger["sha256"])
    added: list[Reading] = []
    known: list[Reading] = []
    for reading in readings:
        (known if reading.sha256 in seen else added).append(reading)
        seen.add(reading.sha256)
    return tuple(added), tuple(known)


def _change(
    readings: Sequence[Reading],
    store: Store,
    base: Manifest,
    *,
    reference: Reference,
    settings: Settings,
) -> Change:
    if not readings:
        return Change(empty(INPUTS), analysed_with=base.analysed_with)
    new, new_heard = fixes_of(readings), heard_of(readings)
    method: dict[str, float | str] = {"skygap": skygap.__version__, **as_dict(settings)}
    crafts = None if _is_other(method, base) else _crafts_of(readings)
    fixes = merge_fixes([fixes_at(store, base, craft_ids=crafts), new])
    heard = merge_heard([heard_at(store, base, craft_ids=crafts), new_heard])
    own = frozenset(map(str, fixes["craft_id"].unique()))
    found = derive(fixes, reference, settings=settings, heard=heard)
    others = others_at(store, base, own, found.transits, settings=settings)
    said = judge_with(others, found, reference, settings=settings)
    return Change(
        inputs=_ledger_rows(readings),
        craft_ids=own,
        judged_ids=frozenset(shared_keys(others.gaps["craft_id"])),
        fixes=new,
        heard=new_heard,
        derived=_derived(found, said, pd.concat([found.legs, others.judged_legs])),
        analysed_with=method,
    )


def _is_other(method: dict[str, float | str], base: Manifest) -> bool:
    return bool(base.analysed_with) and base.analysed_with != method


def _derived(found: Unjudged, said: Judged, legs: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Lay out what goes to the store; LEGS are those of every craft with a gap that is judged."""
    craft_of_gap = said.gaps.set_index("gap_id")["craft_id"]
    return {
        "legs": found.legs,
        "gaps": said.gaps,
        "stops": find_stops(legs, said.gaps),
        "reachable": said.reachable.assign(
            craft_id=said.reachable["gap_id"].map(craft_of_gap).astype("str")
        ),
        "warnings": found.warnings,
        "approaches": found.approaches,
        "transits": found.transits,
        "witnesses": said.witnesses,
    }


def _ledger_rows(readings: Sequence[Reading]) -> pd.DataFrame:
    now = pd.Timestamp.now("UTC").as_unit("ms")
    rows = [
        {
            "sha256": reading.sha256,
            "path": reading.path,
            "format": reading.format,
            "rows": reading.rows,
            "fixes": len(reading.fixes),
            "rejected": _rejected_json(reading),
            "added_at": now,
        }
        for reading in readings
    ]
    return conform(INPUTS, pd.DataFrame(rows))


def _days_by_hand(readings: Sequence[Reading]) -> pd.DataFrame:
    fixes = merge_fixes([reading.fixes for reading in readings])
    keys = [*("craft_id", "icao24", "provider", "evidence_id"), fixes["timestamp"].dt.floor("D")]
    days = fixes.groupby(keys).size().rename("fixes").reset_index()
    return conform(
        DAYS,
        days.assign(
            day=days["timestamp"].dt.strftime("%Y-%m-%d"),
            status=PARTIAL,
            fetched_at=pd.Timestamp.now("UTC").as_unit("ms"),
            note=BY_HAND,
        ),
    )


def _rejected_json(reading: Reading) -> str:
    return msgspec.json.encode(reading.rejected).decode()
