"""The server sends strict headers with every answer and is ready on its first start."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from skygap.store import inputs, open_store
from skygap.ui.assets import TILE_HOST
from skygap.ui.server import HEADERS, KEEP_FOR_EVER, StrictHeaders, main, make_ready

LOOPBACK = ("ws://localhost:", "ws://127.0.0.1:")
POLICY = dict(part.split(" ", 1) for part in HEADERS["content-security-policy"].split("; "))


def answer_of(*, path: str = "/", status: int = 200, own: str = "") -> dict[str, str]:
    """Ask through StrictHeaders an app that answers at once; give its headers."""
    sent: list[Message] = []

    async def answering(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"referrer-policy", own.encode())] if own else []
        await send({"type": "http.response.start", "status": status, "headers": headers})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    call = StrictHeaders(answering)({"type": "http", "path": path}, receive, send)
    with ThreadPoolExecutor() as apart:  # the browser tests keep a loop running in this thread
        apart.submit(asyncio.run, call).result()
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_every_answer_carries_all_headers() -> None:
    assert HEADERS.items() <= answer_of().items()


def test_an_answer_of_404_carries_them_too() -> None:
    assert HEADERS.items() <= answer_of(status=404).items()


def test_a_laxer_header_of_the_app_is_replaced() -> None:
    answer = answer_of(own="unsafe-url")
    assert answer["referrer-policy"] == HEADERS["referrer-policy"]


def test_the_only_other_host_is_that_of_the_tiles_and_only_for_images() -> None:
    elsewhere = {what: whence for what, whence in POLICY.items() if "http" in whence}
    assert list(elsewhere) == ["img-src"]
    assert elsewhere["img-src"].count("http") == 1
    assert TILE_HOST in elsewhere["img-src"]


def test_scripts_can_send_nothing_away() -> None:
    reached = POLICY["connect-src"].split()
    assert all(to == "'self'" or to.startswith(LOOPBACK) for to in reached)
    assert POLICY["form-action"] == "'self'"


def test_what_no_rule_names_is_refused_to_others() -> None:
    assert POLICY["default-src"] == "'self'"
    assert POLICY["object-src"] == "'none'"


def test_the_tile_host_never_learns_which_view_is_open() -> None:
    assert HEADERS["referrer-policy"] == "strict-origin-when-cross-origin"


def test_an_asset_is_fetched_once() -> None:
    answer = answer_of(path="/app/static/leaflet-0123456789ab/leaflet.js")
    assert answer["cache-control"] == KEEP_FOR_EVER


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/app/static/x.js", 404)])
def test_a_page_or_a_missing_asset_is_not_kept(path: str, status: int) -> None:
    assert "cache-control" not in answer_of(path=path, status=status)


def test_a_first_start_loads_the_worked_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKYGAP_STORE", str(tmp_path / "store"))
    make_ready()
    assert not inputs(open_store(tmp_path / "store")).empty


def test_a_store_that_is_there_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKYGAP_STORE", str(tmp_path))
    make_ready()
    assert inputs(open_store(tmp_path)).empty


@pytest.mark.parametrize("word", ["0", "-1", "65536", "http"])
def test_what_is_no_port_is_refused(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([f"--port={word}"])
    assert stopped.value.code == 2
    assert "name a number from 1 to 65535" in capsys.readouterr().err


def test_a_port_in_use_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"^Port {port} is in use.*--port {port + 1}$"):
            main(["--port", str(port)])
