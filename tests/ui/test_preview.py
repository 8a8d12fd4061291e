"""The small map of dropped files draws what was received, and only that."""

from pathlib import Path

from skygap.readers import read
from skygap.tables.fixes import FIXES, merge_fixes
from skygap.tables.schema import empty
from skygap.ui.preview import preview_parts
from tests.traces import write_trace


def test_a_silence_is_no_line(tmp_path: Path) -> None:
    fixes = read(write_trace(tmp_path / "a.json", "154e37", [600, 601, 640, 641])).fixes
    [part] = preview_parts(merge_fixes([fixes]))
    assert (part["k"], len(part["g"])) == ("leg", 2)


def test_each_craft_has_its_line_and_says_how_much_of_it_there_is(tmp_path: Path) -> None:
    files = [
        write_trace(tmp_path / f"{hexa}.json", hexa, [600, 601]) for hexa in ("154e37", "004014")
    ]
    parts = preview_parts(merge_fixes([read(path).fixes for path in files]))
    assert [part["i"] for part in parts] == ["004014", "154e37"]
    assert "2 positions" in parts[0]["t"][0]


def test_what_was_generated_is_not_drawn_as_observed() -> None:
    example = Path("data/worked_example/trace_full_f0e0a1.json")
    [part] = preview_parts(read(Path(__file__).parents[2] / example).fixes)
    assert part["k"] == "leg_example"
    assert any("generated" in words for words in part["t"])


def test_nothing_received_is_nothing_drawn() -> None:
    assert preview_parts(empty(FIXES)) == []
