"""Days from providers into the store: ask, keep the answers as evidence, read, write the ledger.

    provider = PROVIDERS["adsblol"]
    wanted = Wanted(provider, ("154e37",), days_between(first, last, file="the form"))
    done = fetch(wanted, store, reference=reference, settings=Settings(), watch=show_progress)

What need not be asked again is skipped, so an interrupted run goes on where it was. A day that
fails ends nothing; it is in the ledger, and among the results with its reason.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial

import pandas as pd

from skygap.fetching.asking import Found, ask_day
from skygap.fetching.wanting import (
    Fetched,
    FetchedDay,
    Step,
    Wanted,
    Watch,
    days_between,
    unwatched,
)
from skygap.intake import Record, add_readings
from skygap.providers import Line, Manner, line_to
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.store import Store, newest, read_days
from skygap.tables.days import DAYS, EMPTY, FAILED, LOADED, MISSING
from skygap.tables.evidence import EVIDENCE
from skygap.tables.schema import Table, conform, empty

__all__ = ["Fetched", "FetchedDay", "Step", "Wanted", "Watch", "days_between", "fetch"]

BATCH = 5
"""Days in one commit. Each analyses the craft anew; a run that is killed loses at most these."""

APPEARS = pd.Timedelta(days=7)
"""Assumed: a day that a provider does not have a week later will not come any more."""


class _Basket:
    """Days that wait for their commit; closing it commits what is in it."""

    def __init__(self, write: Callable[[Sequence[Found]], None]) -> None:
        self._write = write
        self._found: list[Found] = []

    def put(self, found: Found) -> None:
        """Lay a day in; a full basket is committed."""
        if found.result.is_asked:
            self._found.append(found)
        if len(self._found) >= BATCH:
            self.close()

    def close(self) -> None:
        """Commit what waits."""
        waiting, self._found = self._found, []
        if waiting:
            self._write(waiting)


def fetch(
    wanted: Wanted,
    store: Store,
    *,
    reference: Reference,
    settings: Settings,
    watch: Watch = unwatched,
    manner: Manner | None = None,
) -> Fetched:
    """Fetch days into the store; `watch` is told after each of them.

    Commits every BATCH days, and what it has when it is interrupted. Raises StoreError when the
    disk refuses, ProviderError when the provider lets nobody in.
    """
    results: list[FetchedDay] = []
    total = len(wanted.icao24s) * len(wanted.days)
    write = partial(_commit, wanted, store, reference=reference, settings=settings)
    with line_to(wanted.provider, manner=manner) as line, closing(_Basket(write)) as to:
        for found in _ask_all(wanted, store, line):
            to.put(found)
            results.append(found.result)
            watch(Step(len(results), total, found.result))
    return Fetched(tuple(results), newest(store).version)


def _ask_all(wanted: Wanted, store: Store, line: Line) -> Iterator[Found]:
    """Ask day by day; once the provider refuses, the days after it are not asked for."""
    settled = {} if wanted.again else _settled(read_days(store), wanted.provider.name)
    refusal = ""
    for icao24, day in [(icao24, day) for icao24 in wanted.icao24s for day in wanted.days]:
        if (icao24, f"{day}") in settled:
            yield Found(settled[icao24, f"{day}"])
        elif refusal:
            note = f"not asked for, because the provider refused before: {refusal}"
            yield Found(FetchedDay(icao24, f"{day}", FAILED, note, is_asked=False, has_fault=True))
        else:
            found = ask_day(wanted, store, line, icao24, day)
            refusal = found.result.note if found.ends_run else ""
            yield found


def _settled(days: pd.DataFrame, provider: str) -> dict[tuple[str, str], FetchedDay]:
    """Find what need not be asked again: loaded, empty, and missing for long enough."""
    rows = days[days["provider"] == provider]
    over = pd.to_datetime(rows["day"], format="%Y-%m-%d", utc=True) + pd.Timedelta(days=1)
    is_gone = (rows["status"] == MISSING) & (rows["fetched_at"] >= over + APPEARS)
    kept = rows[rows["status"].isin([LOADED, EMPTY]) | is_gone]
    columns = ["icao24", "day", "status", "note", "fixes", "evidence_id"]
    return {
        (row["icao24"], row["day"]): FetchedDay(**row, is_asked=False)
        for row in kept[columns].to_dict("records")
    }


def _commit(
    wanted: Wanted,
    store: Store,
    waiting: Sequence[Found],
    *,
    reference: Reference,
    settings: Settings,
) -> None:
    """Write some days with their readings and evidence in one commit."""
    record = Record(
        days=_table(DAYS, [_ledger_row(found.result, wanted) for found in waiting]),
        evidence=_table(EVIDENCE, [row for found in waiting for row in found.evidence]),
    )
    readings = [reading for found in waiting for reading in found.readings]
    add_readings(readings, store, reference=reference, settings=settings, record=record)


def _ledger_row(result: FetchedDay, wanted: Wanted) -> dict[str, object]:
    return {
        "craft_id": result.icao24,
        "icao24": result.icao24,
        "provider": wanted.provider.name,
        "day": result.day,
        "status": result.status,
        "fixes": result.fixes,
        "evidence_id": result.evidence_id,
        "fetched_at": pd.Timestamp.now("UTC").as_unit("ms"),
        "note": result.note,
    }


def _table(table: Table, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    return conform(table, pd.DataFrame(list(rows))) if rows else empty(table)
