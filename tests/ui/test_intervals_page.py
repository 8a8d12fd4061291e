"""The Dark intervals page runs headless and says what it should, whatever the store holds."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from skygap.cli import main
from skygap.settings import Settings
from skygap.store import open_store, read_gaps
from skygap.ui.load import judge_again
from tests.readers.making_ships import old_columns
from tests.scenes import DATA
from tests.ui.silences import SILENT, write_silence

ROOT = DATA.parent
EXAMPLES = [str(path) for path in sorted((DATA / "worked_example").glob("*.json"))]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store: one craft silent between others that were heard, and the worked example."""
    folder = tmp_path_factory.mktemp("silence")
    files = [*map(str, write_silence(folder, others=12)), *EXAMPLES]
    assert main(["add", *files, "--store", str(folder / "store")]) == 0
    return folder / "store"


def opened(store: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """Open the page on a store, with parts of a URL."""
    monkeypatch.setenv("SKYGAP_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page("pages/dark_intervals.py").run()
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def gap_id(store: Path, craft_id: str) -> str:
    """Give the id of the closed gap of a craft."""
    gaps = read_gaps(open_store(store))
    return str(gaps.loc[(gaps["craft_id"] == craft_id) & ~gaps["is_open"], "gap_id"].iloc[0])


def said(app: AppTest) -> str:
    parts = [*app.text, *app.caption, *app.markdown, *app.subheader, *app.warning]
    return "\n".join(str(part.value) for part in parts)


def table(app: AppTest) -> pd.DataFrame:
    return app.dataframe(key="intervals").value


def html(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def small_map(app: AppTest) -> dict[str, Any]:
    """Read what reached the map of witnesses."""
    args = [json.loads(c.proto.json_args) for c in app.get("component_instance")]
    return next(a for a in args if "witness" in str(a.get("feature_group")))


def test_the_table_lists_dark_intervals_and_names_the_example(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch)
    assert not app.exception
    assert table(app)["Kind"].tolist()[-1] == "Worked example"
    assert table(app)["Aircraft or ship"].iloc[0] == f"TEST-1 ({SILENT})"
    assert "worked example, generated: 1" in said(app)
    assert "What was received" not in said(app)


def test_an_interval_in_the_url_is_opened_in_full(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, gap=gap_id(filled, SILENT))
    assert not app.exception
    for heading in (
        "What was received",
        "Why it may not be received",
        "Who else was heard there",
        "Where could it have gone?",
        "What would settle it",
        "Does the answer hold?",
    ):
        assert heading in said(app)
    assert "12 of 12 transits of other aircraft" in said(app)
    assert "Likely switched off" in html(app)
    assert len(app.get("vega_lite_chart")) == 3
    assert "witness_heard" in small_map(app)["feature_group"]


def test_the_days_of_the_ledger_are_asked_for(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = said(opened(filled, monkeypatch, gap=gap_id(filled, SILENT)))
    assert "nobody has data for: 2024-03-19, 2024-03-21" in words
    assert "The whole of 2024-03-20" in words


def test_a_lever_judges_this_gap_again_and_says_whether_the_verdict_changes(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = gap_id(filled, SILENT)
    app = opened(filled, monkeypatch, gap=chosen)
    assert "Move a slider" in said(app)
    app.slider(key=f"off_prior_odds_{chosen}").set_value(2.0).run()
    assert not app.exception
    assert "The verdict changes: likely switched off (" in said(app)
    app.slider(key=f"off_least_n_{chosen}").set_value(40.0).run()
    assert "The verdict holds: cannot tell" in said(app)


def test_with_the_settings_in_force_a_gap_is_judged_as_the_store_says(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKYGAP_STORE", str(filled))
    gaps = read_gaps(open_store(filled))
    row = gaps[gaps["gap_id"] == gap_id(filled, SILENT)]
    again = judge_again(row, settings=Settings())
    told = [name for name in row.columns if name.startswith(("cause", "prob", "witness", "reason"))]
    assert again[told].to_dict() == row.iloc[0][told].to_dict()


def test_a_filter_goes_to_the_url_and_narrows_the_table_not_what_is_opened(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, gap=gap_id(filled, SILENT))
    app.multiselect(key="aircraft").set_value(["f0e0a1"]).run()
    assert app.query_params["aircraft"] == "EXAMPLE"
    assert table(app)["Aircraft or ship"].tolist() == ["EXAMPLE"]
    assert "12 of 12 transits" in said(app)


def test_the_example_says_in_full_that_it_was_generated(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, gap=gap_id(filled, "f0e0a1"))
    assert not app.exception
    assert any("generated" in warning.value for warning in app.warning)
    assert "No setting here changes the answer" in said(app)


def test_an_unknown_id_is_said_and_can_be_closed(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, gap="<b>nobody</b>")
    assert not app.exception
    assert "No gap has this id" in said(app)
    app.button(key="close").click().run()
    assert "gap" not in app.query_params
    assert "No gap has this id" not in said(app)


def test_filters_that_leave_nothing_say_so(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(filled, monkeypatch)
    app.multiselect(key="cause").set_value(["parked"]).run()
    assert "No gap matches these filters" in said(app)


def test_an_empty_store_says_that_there_is_no_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(tmp_path / "none", monkeypatch)
    assert not app.exception
    assert "No gap in the signal" in said(app)


def test_a_folder_that_is_no_store_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("not ours")
    app = opened(tmp_path, monkeypatch)
    assert not app.exception
    assert str(tmp_path) in said(app)


def test_a_ship_uses_the_same_page_without_flight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"BaseDateTime": f"2023-01-11T{time}:00", "LAT": lat, "SOG": 9.0}
        for time, lat in {"00:00": 43.1, "00:05": 43.11, "20:00": 43.6, "20:05": 43.61}.items()
    ]
    (tmp_path / "ais.csv").write_bytes(old_columns(*rows))
    store = tmp_path / "store"
    assert main(["add", str(tmp_path / "ais.csv"), "--store", str(store)]) == 0
    app = opened(store, monkeypatch, gap=gap_id(store, "mmsi:273456789"))
    assert not app.exception
    assert "Satellite AIS" in said(app)
    assert "No other ship is loaded that passed there" in said(app)
    assert len(app.get("vega_lite_chart")) == 1


def test_the_map_leads_to_the_interval_of_a_gap_and_of_nothing_else(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKYGAP_STORE", str(filled))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["selected"] = gap_id(filled, SILENT)
    app.run()
    [link] = app.get("page_link")
    assert gap_id(filled, SILENT) in link.proto.query_string
    app.query_params["selected"] = "ra82030-2024-03-20-out"
    assert not app.run().get("page_link")
