"""What is asked of a provider and what comes back. The words that all providers share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import pandas as pd
from requests.auth import AuthBase

from skygap.tables.days import FAILED

SLOW = "the answer took too long"
BROKEN = "there was no connection"
CUT = "the answer broke off"
TOO_LARGE = "the answer is larger than any day of tracks"
ELSEWHERE = "the answer points elsewhere"

_REFUSED = frozenset({401, 403, 429})


@dataclass(frozen=True, slots=True)
class Manner:
    """How politely and how long a provider is asked; everything that takes time is here."""

    pause_s: float = 1.0
    """Between two requests."""

    timeout_s: float = 30.0
    """Without a single byte."""

    longest_s: float = 300.0
    """For one answer from first to last byte."""

    tries: int = 4
    """For what may pass: too many requests, a fault of the server, a broken connection."""

    backoff_s: float = 2.0
    """Before the second try; doubled before each further one."""

    longest_wait_s: float = 120.0
    """A provider that wants a longer wait is not asked any more in this run."""

    most_bytes: int = 64 << 20
    """Of one answer. The busiest day of one craft is a few megabytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What came back for one request, as received: packed bodies stay packed.

    `fault` is empty when the answer arrived whole. A request without any answer has status 0.
    `wait_s` is how long the provider wants us to wait before we ask again. Of what is only probed
    for, `content` is the first part.
    """

    url: str
    status_code: int
    retrieved_at: pd.Timestamp
    content: bytes = b""
    fault: str = ""
    detail: str = ""
    wait_s: float | None = None
    is_first_part: bool = False

    @property
    def is_proof(self) -> bool:
        """Tell whether there is a body to keep."""
        return self.status_code > 0 and self.fault not in {TOO_LARGE, ELSEWHERE}

    @property
    def words(self) -> str:
        """Say in words what is wrong with it."""
        said = self.fault or f"it answered with HTTP status {self.status_code}"
        return f"{said} ({self.detail})" if self.detail else said


@dataclass(frozen=True, slots=True, eq=False)
class DayAnswer:
    """What a provider says of one craft and day; `status` is one of skygap.tables.days.

    `tracks` are the answers that hold positions, to be read; `others` are proof beside them.
    `ends_run` says that asking for more days is of no use now.
    """

    status: str
    note: str
    tracks: tuple[Answer, ...] = ()
    others: tuple[Answer, ...] = ()
    ends_run: bool = False


def is_refused(answer: Answer) -> bool:
    """Tell whether the provider lets us in no more; the next request would fare no better."""
    return answer.status_code in _REFUSED


def failed(answer: Answer) -> DayAnswer:
    """Say that an answer cannot be used."""
    return DayAnswer(FAILED, answer.words, others=(answer,), ends_run=is_refused(answer))


class Asker(Protocol):
    """Who can ask a provider; `path` is relative to its base URL."""

    manner: Manner

    def ask(
        self, path: str, *, values: Mapping[str, str] | None = None, first_bytes: int | None = None
    ) -> Answer:
        """Ask for one thing, again where it may pass."""


def no_login(base_url: str, manner: Manner) -> AuthBase | None:  # noqa: ARG001  (as others need)
    """Ask without credentials."""
    return None


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider: who it is, on which terms it gives data, and how a craft and day is asked."""

    name: str
    title: str
    base_url: str
    licence: str
    terms: str
    day_of: Callable[[Asker, str, date], DayAnswer]
    headers: Mapping[str, str] = field(default_factory=dict)
    login: Callable[[str, Manner], AuthBase | None] = no_login
