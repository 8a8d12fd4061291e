"""The command line: exit codes, one line for a fault, results on stdout."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from skygap.cli import main
from skygap.cli.querying import parse_bound, parse_box, parse_hexes, parse_mmsis
from skygap.errors import InputError
from tests.conftest import ROOT
from tests.readers.making_feeds import sbs_log, sbs_position
from tests.readers.making_ships import gfw_list, gfw_message, old_columns
from tests.readers.making_tables import COLUMNS, table
from tests.traces import write_trace

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """Write a trace of one craft with a gap of 39 minutes."""
    return write_trace(tmp_path / "a.json", "154e37", [600, 601, 640, 641])


@pytest.fixture
def filled(tmp_path: Path, trace: Path, capsys: Capture) -> Path:
    """Fill a store with that trace."""
    assert main(["add", str(trace), "--store", str(tmp_path / "store")]) == 0
    capsys.readouterr()
    return tmp_path / "store"


def told(capsys: Capture) -> Any:  # noqa: ANN401  (whatever the command writes)
    return json.loads(capsys.readouterr().out)


def test_the_program_runs_as_a_module(trace: Path) -> None:
    command = [sys.executable, "-m", "skygap", "analyse", str(trace), "--json", "-"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["legs"]) == 1


def test_analyse_writes_the_document(trace: Path, capsys: Capture) -> None:
    assert main(["analyse", str(trace), "--json", "-"]) == 0
    document = told(capsys)
    assert list(document)[:3] == ["skygap", "settings", "inputs"]
    assert document["legs"][0]["icao24"] == "154e37"
    assert document["gaps"][0]["duration_min"] == 39


def test_analyse_writes_the_document_to_a_file(trace: Path, tmp_path: Path) -> None:
    assert main(["analyse", str(trace), "--json", str(tmp_path / "out.json")]) == 0
    assert json.loads((tmp_path / "out.json").read_text())["inputs"][0]["rows"] == 4


def test_analyse_says_it_in_words_without_json(trace: Path, capsys: Capture) -> None:
    assert main(["analyse", str(trace)]) == 0
    said = capsys.readouterr().out
    assert "legs: 1" in said
    assert "39 min" in said


def test_a_setting_changes_what_is_a_gap(trace: Path, capsys: Capture) -> None:
    assert main(["analyse", str(trace), "--set", "gap_threshold_min=60", "--json", "-"]) == 0
    document = told(capsys)
    assert [gap for gap in document["gaps"] if not gap["is_open"]] == []
    assert document["settings"]["gap_threshold_min"] == 60


def test_a_bad_file_is_told_in_one_line_and_the_good_one_is_analysed(
    trace: Path, capsys: Capture
) -> None:
    assert main(["analyse", str(trace), "absent.json", "--json", "-"]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.err.startswith("absent.json: ")
    document = json.loads(said.out)
    assert [entry["path"] for entry in document["inputs"]] == [str(trace), "absent.json"]
    assert document["inputs"][1]["error"] == said.err.strip()


@pytest.mark.parametrize("content", [b"", b"{", b"\x1f\x8b\x08\x00", b"a,b\n1,2\n", b"\xff\xfe"])
def test_any_bad_content_is_one_line_and_exit_2(
    content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "bad").write_bytes(content)
    assert main(["analyse", str(tmp_path / "bad"), "--json", "-"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert str(tmp_path / "bad") in said.err


def test_an_empty_folder_is_the_users_mistake(tmp_path: Path, capsys: Capture) -> None:
    assert main(["add", str(tmp_path), "--store", str(tmp_path / "store")]) == 2
    assert "the folder holds no file" in capsys.readouterr().err
    assert not (tmp_path / "store").exists()


def test_analyse_uses_what_the_store_holds_of_the_same_craft(
    filled: Path, tmp_path: Path, capsys: Capture
) -> None:
    later = write_trace(tmp_path / "b.json", "154e37", [680, 681])
    assert main(["analyse", str(later), "--store", str(filled), "--json", "-"]) == 0
    document = told(capsys)
    assert [gap["duration_min"] for gap in document["gaps"] if not gap["is_open"]] == [39, 39]
    assert [Path(entry["path"]).name for entry in document["inputs"]] == ["b.json", "a.json"]
    assert set(document["inputs"][0]) == set(document["inputs"][1])


def test_add_tells_what_is_new_and_what_is_known(
    filled: Path, trace: Path, tmp_path: Path, capsys: Capture
) -> None:
    new = write_trace(tmp_path / "b.json", "3946e4", [600, 601])
    command = ["add", str(trace), str(new), "--store", str(filled), "--json", "-"]
    assert main(command) == 0
    document = told(capsys)
    assert [Path(entry["path"]).name for entry in document["added"]] == ["b.json"]
    assert [Path(entry["path"]).name for entry in document["known"]] == ["a.json"]


def test_the_store_may_be_named_by_the_environment(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("SKYGAP_STORE", str(filled))
    assert main(["query", "--json", "-"]) == 0
    assert len(told(capsys)["rows"]) == 1


@pytest.mark.parametrize("table", ["legs", "gaps", "stops"])
def test_query_and_analyse_write_the_same_rows(
    filled: Path, trace: Path, table: str, capsys: Capture
) -> None:
    main(["analyse", str(trace), "--json", "-"])
    rows = told(capsys)[table]
    assert main(["query", "--store", str(filled), "--table", table, "--json", "-"]) == 0
    assert told(capsys) == {"table": table, "rows": rows}


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--bbox", "-180,-90,180,90"], 1),
        (["--bbox", "-100,-90,-90,90"], 0),
        (["--from", "2024-03-20", "--to", "2024-03-20"], 1),
        (["--from", "2024-03-21"], 0),
        (["--to", "2024-03-20T19:59+10:00"], 0),
        (["--icao24", "154E37,004014"], 1),
        (["--icao24", "004014"], 0),
    ],
)
def test_query_narrows(filled: Path, options: list[str], count: int, capsys: Capture) -> None:
    assert main(["query", "--store", str(filled), *options, "--json", "-"]) == 0
    assert len(told(capsys)["rows"]) == count


@pytest.mark.parametrize(
    "options",
    [
        ["--bbox", "1,2,3"],
        ["--bbox", "0,50,10,40"],
        ["--bbox", "0,0,nan,10"],
        ["--from", "yesterday"],
        ["--to", "2024-03-20T10:00"],
        ["--icao24", "15437"],
        ["--table", "fixes"],
        ["--colour", "red"],
        ["--bbox", ""],
        ["--icao24", ""],
        ["--json", ""],
    ],
)
def test_a_bad_option_is_one_line_that_names_it(
    filled: Path, options: list[str], capsys: Capture
) -> None:
    with pytest.raises(SystemExit) as stopped:
        sys.exit(main(["query", "--store", str(filled), *options]))
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert options[0] in said


def test_a_window_that_ends_before_it_begins_is_refused(filled: Path, capsys: Capture) -> None:
    window = ["--from", "2024-03-21", "--to", "2024-03-19"]
    assert main(["query", "--store", str(filled), *window]) == 2
    assert capsys.readouterr().err.startswith("window: it ends 2024-03-20T00:00:00Z, not after")


def test_the_last_day_of_the_calendar_means_no_end(filled: Path, capsys: Capture) -> None:
    assert main(["query", "--store", str(filled), "--to", "9999-12-31"]) == 0
    assert not capsys.readouterr().out.startswith("legs: 0")


def test_a_store_without_files_is_said_to_be_empty(tmp_path: Path, capsys: Capture) -> None:
    assert main(["query", "--store", str(tmp_path / "none")]) == 2
    assert "holds no files yet" in capsys.readouterr().err


def test_a_folder_of_something_else_is_not_written_to(trace: Path, capsys: Capture) -> None:
    assert main(["add", str(trace), "--store", str(trace.parent)]) == 2
    assert "is not a store" in capsys.readouterr().err
    assert [path.name for path in trace.parent.iterdir()] == ["a.json"]


def test_a_box_may_cross_the_antimeridian() -> None:
    assert parse_box("170,-20,-170,0") == (170.0, -20.0, -170.0, 0.0)


def test_a_day_alone_means_the_whole_utc_day() -> None:
    first, last = (
        parse_bound("2024-03-20", flag="--from"),
        parse_bound("2024-03-20", flag="--to", is_end=True),
    )
    assert last - first == pd.Timedelta(days=1)


def test_hex_codes_are_words() -> None:
    assert parse_hexes("154E37, 004014") == ("154e37", "004014")
    with pytest.raises(InputError, match="'154000000' is not a 24-bit address"):
        parse_hexes("154000000")


def test_the_real_traces_have_their_legs(shared_data: Path, capsys: Capture) -> None:
    counts = {"trace_full_ac134a.json": 2, "adsbactions_20230820_trace_full_aa178d.json": 6}
    for name, legs in counts.items():
        assert main(["analyse", str(shared_data / "readsb" / name), "--json", "-"]) == 0
        assert len(told(capsys)["legs"]) == legs


def test_a_log_without_a_zone_asks_for_one(tmp_path: Path, capsys: Capture) -> None:
    log = tmp_path / "log.txt"
    log.write_bytes(sbs_log(sbs_position()))
    assert main(["analyse", str(log)]) == 2
    assert "--timezone" in capsys.readouterr().err
    assert main(["analyse", str(log), "--timezone", "Asia/Tokyo", "--json", "-"]) == 0
    document = told(capsys)
    assert document["inputs"][0]["format"] == "basestation, clock Asia/Tokyo"
    assert document["gaps"][0]["start_time"] == "2008-11-28T14:48:18.611Z"


def test_a_log_is_added_on_the_clock_that_was_said(tmp_path: Path, capsys: Capture) -> None:
    log = tmp_path / "log.txt"
    log.write_bytes(sbs_log(sbs_position()))
    store = ["--store", str(tmp_path / "store")]
    assert main(["add", str(log), *store, "--timezone", "UTC", "--json", "-"]) == 0
    assert told(capsys)["added"][0]["format"] == "basestation, clock UTC"


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc", "Asia", "+9"])
def test_a_zone_that_nobody_knows_is_told_in_one_line(
    trace: Path, zone: str, capsys: Capture
) -> None:
    assert main(["analyse", str(trace), "--timezone", zone]) == 2
    assert capsys.readouterr().err.startswith("--timezone: ")


@pytest.fixture
def ship(tmp_path: Path) -> Path:
    """Write two positions of one ship, ten hours apart."""
    path = tmp_path / "ais.csv"
    path.write_bytes(old_columns({}, {"BaseDateTime": "2023-01-11T10:00:06", "LAT": 43.5}))
    return path


def test_a_ship_is_named_by_its_name_and_number(ship: Path, capsys: Capture) -> None:
    assert main(["analyse", str(ship)]) == 0
    said = capsys.readouterr().out
    assert (
        "  ANGARA (MMSI 273456789)  11 Jan 2023, 00:00 UTC - 11 Jan 2023, 00:00 UTC  voyage" in said
    )
    assert "cannot tell. Nothing loaded shows why: at sea a ship is heard only near" in said


def test_the_document_carries_number_and_name_of_a_ship(ship: Path, capsys: Capture) -> None:
    assert main(["analyse", str(ship), "--json", "-"]) == 0
    document = told(capsys)
    for row in (*document["legs"], *document["gaps"]):
        assert (row["mmsi"], row["craft_name"]) == ("273456789", "ANGARA")
        assert row["icao24"] is row["registration"] is None


def test_a_warning_of_a_ship_has_its_number(tmp_path: Path, capsys: Capture) -> None:
    times = [1_700_000_000 + 600 * n for n in range(4)]
    rows = [gfw_message(timestamp=t, lat=43.1 + (n == 2)) for n, t in enumerate(times)]
    (tmp_path / "a.json").write_bytes(gfw_list(*rows))
    assert main(["analyse", str(tmp_path / "a.json"), "--json", "-"]) == 0
    (warning,) = told(capsys)["warnings"]
    assert (warning["code"], warning["mmsi"], warning["icao24"]) == (
        "masked_fixes", "273456789", None,
    )  # fmt: skip


def test_a_ship_is_found_by_its_number(filled: Path, ship: Path, capsys: Capture) -> None:
    assert main(["add", str(ship), "--store", str(filled)]) == 0
    capsys.readouterr()
    for words, count in ((["--mmsi", "273456789"], 2), (["--mmsi", "273456780"], 0)):
        assert main(["query", "--store", str(filled), *words, "--json", "-"]) == 0
        assert len(told(capsys)["rows"]) == count
    assert main(["query", "--store", str(filled), "--mmsi", "273456789"]) == 0
    assert "ANGARA (MMSI 273456789)" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["2734567890", "27345678", "abc", "", "٢73456789"])
def test_what_is_no_mmsi_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not an MMSI"):
        parse_mmsis(text)


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    """Write a table of unknown making: when, y, x, id."""
    path = tmp_path / "unknown.csv"
    path.write_bytes(table({}, {"y": 48}))
    return path


def test_a_table_of_unknown_making_asks_for_its_columns(unknown: Path, capsys: Capture) -> None:
    assert main(["analyse", str(unknown)]) == 2
    assert '--columns "time=COLUMN,lat=COLUMN,lon=COLUMN"' in capsys.readouterr().err
    assert main(["analyse", str(unknown), "--columns", COLUMNS, "--json", "-"]) == 0
    written = told(capsys)["inputs"][0]
    assert (written["format"], written["fixes"]) == (f"table, columns {COLUMNS}", 2)


def test_a_guess_is_taken_on_command(unknown: Path, tmp_path: Path, capsys: Capture) -> None:
    unknown.write_bytes(b"time,lat,lon\n2024-03-20T16:30:00Z,47.5,8.25\n")
    store = ["--store", str(tmp_path / "store")]
    assert main(["add", str(unknown), *store, "--columns", "guess", "--json", "-"]) == 0
    written = told(capsys)["added"][0]
    assert written["format"] == "table, columns guessed: time=time,lat=lat,lon=lon"


@pytest.mark.parametrize("columns", ["", "time", "time=when,lat=y", "a=b", "time=,lat=y,lon=x"])
def test_columns_that_cannot_be_meant_are_told_in_one_line(
    unknown: Path, columns: str, capsys: Capture
) -> None:
    assert main(["analyse", str(unknown), "--columns", columns]) == 2
    said = capsys.readouterr().err
    assert said.startswith("--columns: ")
    assert said.count("\n") == 1
