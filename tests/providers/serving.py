"""A provider on this machine: it speaks the layouts of the real ones, and can misbehave."""

import gzip
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd

from skygap.providers import Manner

AT_ONCE = Manner(pause_s=0.0, timeout_s=2.0, longest_s=5.0, tries=3, backoff_s=0.0)
"""As a provider is asked in tests: without a pause."""


@dataclass(frozen=True)
class Reply:
    """What the server sends for one request. `length` may lie about the body."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    slow_s: float = 0.0


NOT_FOUND = Reply(404, b"<html>404 Not Found</html>", {"Content-Type": "text/html"})


@dataclass
class Server:
    """Replies by path; of several replies for a path the last one stays."""

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    forms: list[dict[str, list[str]]] = field(default_factory=list)
    base_url: str = ""

    def at(self, path: str, *replies: Reply) -> "Server":
        """Reply like this to a path, with or without its query."""
        self.replies[f"/{path}"] = list(replies)
        return self

    def reply(self, target: str) -> Reply:
        """Take the next reply for a target."""
        self.asked.append(target)
        known = self.replies.get(target) or self.replies.get(urlsplit(target).path)
        if not known:
            return NOT_FOUND
        return known.pop(0) if len(known) > 1 else known[0]

    def count(self, word: str) -> int:
        """Count the requests whose target holds a word."""
        return sum(word in target for target in self.asked)


@contextmanager
def serving() -> Iterator[Server]:
    """Serve on a free port of this machine until the block ends."""
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.headers.append(dict(self.headers))
            self._send(told.reply(self.path))

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            told.forms.append(parse_qs(self.rfile.read(length).decode()))
            self._send(told.reply(self.path))

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.slow_s)
            length = len(reply.body) if reply.length is None else reply.length
            self.send_response(reply.status)
            for name, value in (reply.headers | {"Content-Length": str(length)}).items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # who gave up does not listen any more
                self.wfile.write(reply.body)

        def log_message(self, *_: Any) -> None:  # noqa: ANN401  (as the base class)
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        told.base_url = f"http://127.0.0.1:{server.server_port}"
        yield told
        server.shutdown()


def trace(icao24: str, day: str, *, minutes: tuple[float, ...] = (600, 601, 602)) -> bytes:
    """Make the trace of one craft and day, not packed."""
    rows = [
        [m * 60.0, 50.0, round(10.0 + m * 0.002, 6), 35000, 480.0, 90.0, 0, 0, None, "adsb_icao",
         None, None, None, None]
        for m in minutes
    ]  # fmt: skip
    midnight = pd.Timestamp(day, tz="UTC").timestamp()
    return json.dumps({"icao": icao24, "timestamp": midnight, "trace": rows}).encode()


def packed(content: bytes) -> Reply:
    """Reply as tar1090 does: a gzip file under the name of a JSON, said to be so."""
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    return Reply(200, gzip.compress(content, mtime=0), headers)


def trace_at(icao24: str, day: str) -> str:
    """Tell where tar1090 keeps the trace of a craft and day."""
    return f"globe_history/{day.replace('-', '/')}/traces/{icao24[-2:]}/trace_full_{icao24}.json"


def heatmap_at(day: str) -> str:
    """Tell where tar1090 keeps the first half hour of a day."""
    return f"globe_history/{day.replace('-', '/')}/heatmap/00.bin.ttf"


HEATMAP = Reply(200, gzip.compress(b"\x9d\x7c\x7f\x0e" * 400, mtime=0))
