"""A line to one provider: polite, bounded in time and size, and it never leaves its host.

Only what may pass is asked again: no connection, a body that breaks off, too many requests, a fault
of the server. Bodies are taken as they come over the wire, packed or not, because they are the
evidence.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import pandas as pd
import requests
import urllib3
from requests.auth import AuthBase

import skygap
from skygap.errors import InputError
from skygap.providers.answering import (
    BROKEN,
    CUT,
    ELSEWHERE,
    SLOW,
    TOO_LARGE,
    Answer,
    Manner,
    Provider,
)

HURRIED = Manner(pause_s=0.0, backoff_s=0.1)
"""A server on this machine has nobody to be polite to."""

AGENT = f"Skygap/{skygap.__version__} (track analysis for journalists)"

_CHUNK_BYTES = 64 << 10
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_PASSING_FAULTS = frozenset({SLOW, BROKEN, CUT})
_PASSING_CODES = frozenset({429, 500, 502, 503, 504})


class UnledSession(requests.Session):
    """A session that follows nobody: requests would else read a redirect's body without bounds."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        """See no redirect anywhere."""
        return None


class Line:
    """Asks one provider, one request after the other. What is only probed for is asked once."""

    def __init__(
        self,
        base_url: str,
        *,
        manner: Manner,
        headers: Mapping[str, str] | None = None,
        auth: AuthBase | None = None,
    ) -> None:
        self.manner = manner
        self._base_url = base_url
        self._free_at = 0.0
        self._probed: dict[str, Answer] = {}
        self._session = UnledSession()
        self._session.headers.update({"User-Agent": AGENT, "Accept-Encoding": "gzip"})
        self._session.headers.update(headers or {})
        self._session.auth = auth

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()

    def ask(
        self, path: str, *, values: Mapping[str, str] | None = None, first_bytes: int | None = None
    ) -> Answer:
        """Ask for one thing, again where it may pass, and give back the last answer.

        With `first_bytes` no more than these are taken, which is then the whole answer.
        """
        url = requests.Request("GET", f"{self._base_url}/{path}", params=values).prepare().url or ""
        if first_bytes is None:
            return self._asked(url, None)
        if url not in self._probed:
            self._probed[url] = self._asked(url, first_bytes)
        return self._probed[url]

    def _asked(self, url: str, first_bytes: int | None) -> Answer:
        answer = self._once(url, first_bytes)
        for attempt in range(1, self.manner.tries):
            wait_s = self._wait_s(answer, attempt)
            if wait_s is None:
                break
            time.sleep(wait_s)
            answer = self._once(url, first_bytes)
        return answer

    def _wait_s(self, answer: Answer, attempt: int) -> float | None:
        """Tell how long to wait before asking again; None when that is of no use."""
        if answer.fault not in _PASSING_FAULTS and answer.status_code not in _PASSING_CODES:
            return None
        wait_s = answer.wait_s
        if wait_s is None:
            wait_s = self.manner.backoff_s * 2.0 ** (attempt - 1)
        return wait_s if wait_s <= self.manner.longest_wait_s else None

    def _once(self, url: str, first_bytes: int | None) -> Answer:
        time.sleep(max(0.0, self._free_at - time.monotonic()))
        try:
            with self._session.get(
                url, stream=True, allow_redirects=False, timeout=self.manner.timeout_s
            ) as response:
                return self._received(url, response, first_bytes)
        except requests.Timeout:
            return _unanswered(url, SLOW)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            return _unanswered(url, BROKEN, detail=type(error).__name__)
        finally:
            self._free_at = time.monotonic() + self.manner.pause_s

    def _received(self, url: str, response: requests.Response, first_bytes: int | None) -> Answer:
        if 300 <= response.status_code < 400:
            to = _host_of(response.headers.get("Location", ""))
            return Answer(url, response.status_code, _now(), fault=ELSEWHERE, detail=to)
        content, fault = self._body(response, first_bytes)
        return Answer(
            url,
            response.status_code,
            _now(),
            content=content[:first_bytes],
            fault=fault,
            wait_s=retry_after_s(response.headers),
            is_first_part=first_bytes is not None and len(content) > first_bytes,
        )

    def _body(self, response: requests.Response, first_bytes: int | None) -> tuple[bytes, str]:
        """Take the body as it comes; a fault when it is not whole."""
        taken, until = bytearray(), time.monotonic() + self.manner.longest_s
        try:
            while part := response.raw.read1(_CHUNK_BYTES, decode_content=False):
                taken += part
                if first_bytes is not None and len(taken) > first_bytes:
                    break
                if len(taken) > self.manner.most_bytes:
                    return b"", TOO_LARGE
                if time.monotonic() > until:
                    return bytes(taken), SLOW
        except urllib3.exceptions.ReadTimeoutError:
            return bytes(taken), SLOW
        except (urllib3.exceptions.HTTPError, OSError):
            return bytes(taken), CUT
        return bytes(taken), ""


def line_to(provider: Provider, *, manner: Manner | None = None) -> Line:
    """Open a line to a provider, logged in where it wants that; politely unless told otherwise."""
    is_here = urlsplit(provider.base_url).hostname in _LOOPBACK
    chosen = manner or (HURRIED if is_here else Manner())
    auth = provider.login(provider.base_url, chosen)
    return Line(provider.base_url, manner=chosen, headers=provider.headers, auth=auth)


def checked_base(text: str, *, file: str) -> str:
    """Check the URL of a provider: https, or http to this machine; InputError for others."""
    advice = "Write https://HOST, or http://127.0.0.1:PORT for a server on this machine"
    try:
        parts = urlsplit(text)
        is_told = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise InputError(file, "this is no URL", advice) from error
    if parts.username or parts.password:
        raise InputError(file, "it holds a name or a password", advice)
    if not is_told or parts.query or parts.fragment or not text.isprintable() or " " in text:
        raise InputError(file, f"{text!r} is no URL of a server", advice)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise InputError(file, f"{text!r} is not encrypted", advice)
    return text.rstrip("/")


def _unanswered(url: str, fault: str, *, detail: str = "") -> Answer:
    return Answer(url, 0, _now(), fault=fault, detail=detail)


def _now() -> pd.Timestamp:
    return pd.Timestamp.now("UTC").as_unit("ms")


def _host_of(location: str) -> str:
    try:
        return (urlsplit(location).hostname or "another page")[:100]
    except ValueError:
        return "no page at all"


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Read how long a provider wants us to wait: seconds, or a date; None when it does not say."""
    told = headers.get("Retry-After") or headers.get("X-Rate-Limit-Retry-After-Seconds") or ""
    text = told.strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
