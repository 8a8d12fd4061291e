"""The command blind-test: it runs without samples and with them, and says which it was."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from skygap.cli import main
from skygap.errors import InputError
from skygap.readers.shipped.exams import read_exam, shipped_exam
from tests.readers.making import flight_list

Capture = pytest.CaptureFixture[str]
COMMAND = ["blind-test", "--cause"]


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """Write twelve flights in the names of the traffic library, an hour each, on one way."""
    folder = tmp_path / "samples"
    folder.mkdir()
    rows = [
        {
            "icao24": f"4b00{craft:02x}", "timestamp": 1_633_608_773_000 + 60_000 * minute,
            "latitude": 46.0, "longitude": 2.0 + 0.18 * (minute - 7 * craft),
            "altitude": 35_000.0, "groundspeed": 450.0, "track": 90.0, "vertical_rate": 0.0,
        }
        for craft in range(12) for minute in range(7 * craft, 7 * craft + 60)
    ]  # fmt: skip
    (folder / "flights.json").write_bytes(flight_list(rows))
    return folder


def test_a_generated_world_is_examined_and_called_so(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "exam.json"
    assert main([*COMMAND, "--crafts", "12", "--json", str(target)]) == 0
    assert capsys.readouterr().out == ""
    told = json.loads(target.read_text())
    assert (told["exam"], told["is_generated"], told["samples"]) == ("cause", True, [])
    assert told["settings"]["off_probability"] > 0
    assert {"name", "value", "mark", "is_at_least", "is_met"} == set(told["scores"][0])
    assert read_exam(target)["scores"] == told["scores"]


def test_the_table_says_what_was_examined_and_whether_each_mark_is_met(capsys: Capture) -> None:
    assert main([*COMMAND, "--crafts", "12"]) == 0
    text = capsys.readouterr().out
    assert "a generated world: nothing in it was observed" in text
    assert "at least 0.95" in text
    assert "any gap over 12 h" in text


def test_samples_are_read_and_named(samples: Path, capsys: Capture) -> None:
    assert main([*COMMAND, "--samples", str(samples), "--json", "-"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["is_generated"], told["samples"]) == (False, ["flights.json"])
    made = sum(sum(said.values()) for said in told["cases"].values())
    assert made > 0
    assert str(samples) not in json.dumps(told)


def test_a_bad_file_among_samples_is_said_and_the_others_are_examined(
    samples: Path, capsys: Capture
) -> None:
    (samples / "notes.txt").write_text("nothing to see")
    assert main([*COMMAND, "--samples", str(samples), "--json", "-"]) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["samples"] == ["flights.json"]
    assert "notes.txt" in told.err


def test_airports_are_examined_as_causes_are(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "exam.json"
    assert main(["blind-test", "--legs", "--crafts", "4", "--json", str(target)]) == 0
    told = json.loads(target.read_text())
    assert (told["exam"], told["is_generated"], told["samples"]) == ("legs", True, [])
    assert {"kind", "side", "ends", "named", "right"} < set(told["ends"][0])
    assert read_exam(target)["ends"] == told["ends"]
    assert capsys.readouterr().out == ""


def test_samples_without_a_landing_give_scores_of_airports_that_are_unknown(
    samples: Path, capsys: Capture
) -> None:
    assert main(["blind-test", "--legs", "--samples", str(samples)]) == 0
    text = capsys.readouterr().out
    assert "Blind test of legs" in text
    assert re.search(r"accuracy of names +none +at least 0.99 +no case", text)


@pytest.mark.parametrize("words", [[], ["--cause", "--legs"]])
def test_one_exam_is_chosen(words: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["blind-test", *words])
    assert ended.value.code == 2
    assert "--legs" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--samples", "nowhere"], "nowhere"),
        (["--set", "off_probability=2"], "outside"),
        (["--crafts", "0"], "outside 1 to"),
    ],
)
def test_a_mistake_is_said_in_one_line(words: list[str], fault: str, capsys: Capture) -> None:
    try:
        code = main([*COMMAND, *words])
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert fault in capsys.readouterr().err


def test_a_single_craft_has_no_witnesses_and_gives_scores_that_are_unknown(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = [{"timestamp": 1_633_608_773_000, "latitude": 46.0}]
    (tmp_path / "one.json").write_bytes(flight_list(rows))
    assert main([*COMMAND, "--samples", str(tmp_path), "--json", "-"]) == 0
    told = json.loads(capsys.readouterr().out)
    values = {score["name"]: score["value"] for score in told["scores"]}
    assert values["precision"] is None


@pytest.mark.parametrize(("name", "marks"), [("cause", 8), ("legs", 6)])
def test_a_shipped_result_is_of_real_samples_and_says_what_is_not_met(
    name: str, marks: int
) -> None:
    told = shipped_exam(name)
    assert not told["is_generated"]
    marked = [score for score in told["scores"] if score["mark"] is not None]
    assert len(marked) == marks
    for score in marked:
        above = np.sign(score["value"] - score["mark"])
        assert score["is_met"] == (above >= 0 if score["is_at_least"] else above <= 0)


def test_a_file_that_is_no_result_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "exam.json"
    path.write_text('{"exam": "cause"}')
    with pytest.raises(InputError, match="no result of a blind test"):
        read_exam(path)
