"""The store: fixes and what was derived from them, as GeoParquet on disk. `layout` draws it.

    store = open_store(Path("store"))
    legs = read_legs(store)

Writing goes through `skygap.intake`; `docs/decisions/0002-store.md` says why it is built so.
"""

from skygap.store.commit import Change, commit
from skygap.store.encoding import rounded
from skygap.store.evidence import Verified, evidence_path, keep, verify
from skygap.store.kinds import INPUTS, KINDS
from skygap.store.layout import Store, open_store
from skygap.store.manifest import Manifest, StoreChangedError, newest
from skygap.store.parts import faults
from skygap.store.query import Where, find
from skygap.store.reading import (
    fixes_at,
    heard_at,
    inputs,
    inputs_at,
    read_approaches,
    read_days,
    read_evidence,
    read_fixes,
    read_gaps,
    read_heard,
    read_legs,
    read_reachable,
    read_stops,
    read_warnings,
    read_witnesses,
    rows_at,
    version,
)

__all__ = [
    "INPUTS",
    "KINDS",
    "Change",
    "Manifest",
    "Store",
    "StoreChangedError",
    "Verified",
    "Where",
    "commit",
    "evidence_path",
    "faults",
    "find",
    "fixes_at",
    "heard_at",
    "inputs",
    "inputs_at",
    "keep",
    "newest",
    "open_store",
    "read_approaches",
    "read_days",
    "read_evidence",
    "read_fixes",
    "read_gaps",
    "read_heard",
    "read_legs",
    "read_reachable",
    "read_stops",
    "read_warnings",
    "read_witnesses",
    "rounded",
    "rows_at",
    "verify",
    "version",
]
