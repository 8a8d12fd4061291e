"""Evidence on disk: the answers of providers as received, each in a file named after its SHA-256.

A piece comes in whole or not at all and is never changed or deleted. A piece that no row lists is
what an interrupted fetch left; it is counted, not blamed.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from skygap.errors import StoreError
from skygap.store.layout import Store
from skygap.store.manifest import newest, sync
from skygap.store.parts import differs, digest, faults, staging
from skygap.store.reading import read_evidence

_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Verified:
    """How many files were compared with their hashes, and a sentence for each that differs."""

    parts: int
    evidence: int
    unlisted: int
    faults: tuple[str, ...]


def keep(store: Store, content: bytes) -> str:
    """Keep bytes as evidence and give back their SHA-256; bytes that are there are left alone.

    Raises StoreError when the disk refuses; nothing half-written stays then.
    """
    evidence_id = hashlib.sha256(content).hexdigest()
    target = evidence_path(store, evidence_id)
    try:
        if not target.is_file() or digest(target) != evidence_id:
            _put(store, target, content)
    except OSError as error:
        msg = f"{store.root} cannot be written: {error.strerror or error}"
        raise StoreError(msg) from error
    return evidence_id


def _put(store: Store, target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with staging(store) as folder:
        staged = folder / target.name
        staged.write_bytes(content)
        sync(staged)
        staged.replace(target)
    sync(target.parent)


def evidence_path(store: Store, evidence_id: str) -> Path:
    """Tell where a piece of evidence lies."""
    return store.evidence / evidence_id


def verify(store: Store) -> Verified:
    """Compare every part of the store and every piece of evidence with its hash."""
    damaged = faults(store)
    pieces = sorted(store.evidence.iterdir()) if store.evidence.is_dir() else []
    listed = _listed(store)
    there = {path.name for path in pieces}
    absent = [f"{evidence_path(store, name)} is missing" for name in sorted(listed - there)]
    changed = [sentence for path in pieces for sentence in _fault(path)]
    return Verified(
        parts=sum(len(parts) for parts in newest(store).tables.values()),
        evidence=len(pieces),
        unlisted=len(there - listed),
        faults=(*damaged, *absent, *changed),
    )


def _listed(store: Store) -> set[str]:
    try:
        return set(read_evidence(store)["evidence_id"])
    except StoreError:
        return set()  # its part is damaged, which is among the faults already


def _fault(path: Path) -> list[str]:
    if not _NAME.fullmatch(path.name) or not path.is_file():
        return [f"{path} is no piece of evidence. Move it elsewhere"]
    return differs(path, path.name)
