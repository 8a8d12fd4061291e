"""fetch and verify on the command line: exit codes, one line for a fault, results on stdout."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from skygap.cli import main
from skygap.store import open_store, read_days, read_evidence
from tests.conftest import ROOT
from tests.providers.serving import (
    HEATMAP,
    Reply,
    Server,
    heatmap_at,
    packed,
    serving,
    trace,
    trace_at,
)
from tests.traces import write_trace

Capture = pytest.CaptureFixture[str]

CRAFT, DAY, NEXT = "154e37", "2024-03-20", "2024-03-21"


@pytest.fixture
def server() -> Iterator[Server]:
    """Serve one day of one craft."""
    with serving() as told:
        yield told.at(trace_at(CRAFT, DAY), packed(trace(CRAFT, DAY))).at(heatmap_at(NEXT), HEATMAP)


def fetch(server: Server, tmp_path: Path, *options: str, last: str = DAY) -> int:
    asked = ["fetch", "--icao24", CRAFT, "--from", DAY, "--to", last]
    where = ["--base-url", server.base_url, "--store", str(tmp_path / "store")]
    return main([*asked, *where, *options])


def told(capsys: Capture) -> Any:  # noqa: ANN401  (whatever the command writes)
    return json.loads(capsys.readouterr().out)


def test_fetch_tells_what_came_and_on_which_terms(
    server: Server, tmp_path: Path, capsys: Capture
) -> None:
    assert fetch(server, tmp_path, last=NEXT) == 0
    said = capsys.readouterr().out
    assert f"{CRAFT} {DAY} loaded, 3 fixes" in said
    assert f"{CRAFT} {NEXT} empty" in said
    assert "1 empty, 1 loaded" in said
    assert "ODbL" in said


def test_fetch_writes_a_document(server: Server, tmp_path: Path, capsys: Capture) -> None:
    assert fetch(server, tmp_path, "--json", "-", last=NEXT) == 0
    document = told(capsys)
    assert document["provider"] == "adsblol"
    assert [row["status"] for row in document["days"]] == ["loaded", "empty"]
    assert [row["fixes"] for row in document["days"]] == [3, 0]
    assert all(row["is_asked"] for row in document["days"])


def test_what_was_fetched_can_be_queried(server: Server, tmp_path: Path, capsys: Capture) -> None:
    fetch(server, tmp_path)
    capsys.readouterr()
    assert main(["query", "--store", str(tmp_path / "store"), "--json", "-"]) == 0
    assert [leg["icao24"] for leg in told(capsys)["rows"]] == [CRAFT]


def test_a_second_run_asks_for_nothing(server: Server, tmp_path: Path, capsys: Capture) -> None:
    fetch(server, tmp_path)
    server.asked = []
    capsys.readouterr()
    assert fetch(server, tmp_path) == 0
    assert "loaded (known before), 3 fixes" in capsys.readouterr().out
    assert server.asked == []
    assert fetch(server, tmp_path, "--again") == 0
    assert len(server.asked) == 1


def test_each_failed_day_is_one_line_and_the_good_ones_are_done(
    server: Server, tmp_path: Path, capsys: Capture
) -> None:
    server.at(trace_at(CRAFT, NEXT), Reply(200, b"<html>Wait"))
    assert fetch(server, tmp_path, last=NEXT) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.err.startswith(f"{CRAFT}, {NEXT}, adsb.lol: ")
    assert f"{DAY} loaded" in said.out


@pytest.fixture
def heeded() -> Iterator[None]:
    """Let children heed an interrupt: a shell makes what runs in the background ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
def test_stopping_by_hand_keeps_what_came_and_says_how_to_go_on(
    server: Server, tmp_path: Path
) -> None:
    server.at(trace_at(CRAFT, NEXT), Reply(200, b"never comes", slow_s=60.0))
    command = [sys.executable, "-m", "skygap", "fetch", "--icao24", CRAFT, "--from", DAY]
    where = ["--to", NEXT, "--base-url", server.base_url, "--store", str(tmp_path / "store")]
    with subprocess.Popen([*command, *where], cwd=ROOT, stderr=subprocess.PIPE, text=True) as run:
        while server.count(trace_at(CRAFT, NEXT)) == 0:
            assert run.poll() is None
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        said = run.stderr.read()
    assert (run.returncode, said.count("\n")) == (2, 1)
    assert said.startswith("Stopped. ")
    assert list(read_days(open_store(tmp_path / "store"))["day"]) == [DAY]


def test_addresses_stay_text_and_are_asked_once(
    server: Server, tmp_path: Path, capsys: Capture
) -> None:
    """Also one that a spreadsheet would take for a number."""
    server.at(trace_at("004014", DAY), packed(trace("004014", DAY)))
    server.at(trace_at("154e37", DAY), packed(trace("154e37", DAY)))
    assert fetch(server, tmp_path, "--icao24", "154E37,004014,154e37", "--json", "-") == 0
    assert [row["icao24"] for row in told(capsys)["days"]] == ["154e37", "004014"]


def test_who_asked_is_kept_when_they_say_so(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKYGAP_OPERATOR", "night desk")
    fetch(server, tmp_path)
    assert set(read_evidence(open_store(tmp_path / "store"))["operator"]) == {"night desk"}


@pytest.mark.parametrize(
    "options",
    [
        ["--icao24", "15437"],
        ["--icao24", ",".join(f"{n:06x}" for n in range(51))],
        ["--from", "20 March"],
        ["--from", "2024-02-30"],
        ["--to", "2024-03-20T10:00Z"],
        ["--to", f"{datetime.now(UTC).date() + timedelta(days=2)}"],
        ["--to", "2024-03-19"],
        ["--provider", "nobody"],
        ["--base-url", "http://example.org"],
    ],
)
def test_a_bad_option_is_one_line_that_names_it(
    server: Server, tmp_path: Path, options: list[str], capsys: Capture
) -> None:
    try:
        code = fetch(server, tmp_path, *options)
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert options[0] in said
    assert server.asked == []
    assert not (tmp_path / "store").exists()


def test_verify_counts_what_is_whole(server: Server, tmp_path: Path, capsys: Capture) -> None:
    fetch(server, tmp_path, last=NEXT)
    capsys.readouterr()
    assert main(["verify", "--store", str(tmp_path / "store")]) == 0
    said = capsys.readouterr()
    assert "3 pieces of evidence: all as they were written" in said.out
    assert said.err == ""


def test_verify_names_each_file_that_differs(
    server: Server, tmp_path: Path, capsys: Capture
) -> None:
    fetch(server, tmp_path, last=NEXT)
    store = open_store(tmp_path / "store")
    piece = min(store.evidence.iterdir())
    part = next((store.tables / "fixes").rglob("*.parquet"))
    for path in (piece, part):
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    capsys.readouterr()
    assert main(["verify", "--store", str(store.root), "--json", "-"]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 2
    assert str(piece) in said.err
    assert str(part) in said.err
    assert len(json.loads(said.out)["faults"]) == 2


def test_a_store_of_files_alone_can_be_verified(tmp_path: Path, capsys: Capture) -> None:
    path = write_trace(tmp_path / "a.json", CRAFT, [600, 601])
    main(["add", str(path), "--store", str(tmp_path / "store")])
    capsys.readouterr()
    assert main(["verify", "--store", str(tmp_path / "store")]) == 0
    assert "0 pieces of evidence" in capsys.readouterr().out


def test_nothing_is_not_verified(tmp_path: Path, capsys: Capture) -> None:
    assert main(["verify", "--store", str(tmp_path / "none")]) == 2
    assert "holds nothing that can be verified" in capsys.readouterr().err
