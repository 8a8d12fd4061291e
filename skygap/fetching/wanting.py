"""What is asked for and what came: the words between who asks for days and who fetches them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from skygap.errors import InputError
from skygap.providers import Provider
from skygap.readers.making.values import ICAO24

EARLIEST = date(1990, 1, 1)
MOST_DAYS = 1_100
"""Of one run and craft: three years. At a polite pace that is an hour."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to ask for: every day of every craft from one provider.

    `again` asks also for days that need not be asked again. `operator` is kept with the evidence.
    """

    provider: Provider
    icao24s: tuple[str, ...]
    days: tuple[date, ...]
    again: bool = False
    operator: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no address before it becomes part of a URL."""
        for icao24 in self.icao24s:
            if not ICAO24.fullmatch(icao24):
                fault = f"{icao24!r} is not a 24-bit address"
                raise InputError("icao24", fault, "Write six characters 0-9 and a-f")


@dataclass(frozen=True, slots=True)
class FetchedDay:
    """What came of one craft and day.

    `is_asked` is no where the ledger knew enough, and where the run had to end before. `has_fault`
    says that it did not come for a reason that may pass.
    """

    icao24: str
    day: str
    status: str
    note: str
    fixes: int = 0
    evidence_id: str = ""
    is_asked: bool = True
    has_fault: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run has come, and what came last."""

    done: int
    total: int
    result: FetchedDay


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a run, in the order it was asked for."""

    days: tuple[FetchedDay, ...]
    version: str

    @property
    def faults(self) -> tuple[FetchedDay, ...]:
        """List the days that did not come for a reason that may pass."""
        return tuple(result for result in self.days if result.has_fault)


Watch = Callable[[Step], None]


def unwatched(step: Step) -> None:
    """Watch nothing."""


def days_between(first: date, last: date, *, file: str) -> tuple[date, ...]:
    """List the days from `first` to `last`, both included; InputError when they make no sense."""
    today = datetime.now(UTC).date()
    if last > today:
        advice = f"The last day that can be asked for is today, {today}"
        raise InputError(file, f"{last} is in the future", advice)
    if first > last:
        raise InputError(file, f"{first} is after {last}", "Name the earlier day first")
    if first < EARLIEST or (last - first).days >= MOST_DAYS:
        fault = f"{first} to {last} is no span that can be asked for"
        raise InputError(file, fault, f"Ask for at most {MOST_DAYS} days at once, from {EARLIEST}")
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
