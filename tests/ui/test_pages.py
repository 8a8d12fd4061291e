"""The pages run headless and say what they should, whatever the store holds."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from skygap.cli import main
from skygap.exam.report import shown
from skygap.readers.shipped.exams import shipped_exam
from tests.readers.making_feeds import sbs_log, sbs_position, zip_of
from tests.scenes import ANCHOR, DATA
from tests.traces import write_trace

ROOT = DATA.parent
EXAMPLES = [str(path) for path in sorted((DATA / "worked_example").glob("*.json"))]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store with the worked example in it."""
    folder = tmp_path_factory.mktemp("filled") / "store"
    assert main(["add", *EXAMPLES, "--store", str(folder)]) == 0
    return folder


def opened(
    store: Path, monkeypatch: pytest.MonkeyPatch, page: str = "map", **query: str
) -> AppTest:
    """Open a page on a store, with parts of a URL."""
    monkeypatch.setenv("SKYGAP_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(f"pages/{page}.py").run() if page != "map" else app


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def keys(widgets: Sequence[Any]) -> set[str]:
    return {widget.key for widget in widgets}


def on_map(app: AppTest) -> dict[str, Any]:
    """Read what reached the map: the arguments of the component that draws it."""
    args = [json.loads(c.proto.json_args) for c in app.get("component_instance")]
    return next(a for a in args if "feature_group" in a)


def test_the_first_start_shows_the_case_and_the_example(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch)
    assert not app.exception
    assert metrics(app)["Reported"] == "8"


def test_what_was_generated_is_named_and_never_counted_as_observed(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch)
    assert metrics(app)["Legs"] == "0"
    assert any("generated: legs 4, gaps 1" in note.value for note in app.caption)


def test_nothing_on_the_map_comes_from_another_host(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    args = on_map(opened(filled, monkeypatch))
    assert not [url for url in args["js_links"] + args["css_links"] if url.startswith("http")]


def test_an_aircraft_in_the_url_is_the_only_one_shown(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, aircraft="RA-82030")
    assert metrics(app)["Legs"] == "0"
    assert metrics(app)["Reported"] == "2"


def test_a_window_in_the_url_counts_only_what_touches_it(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = {"from": "2024-03-20T00:00Z", "to": "2024-03-22T00:00Z"}
    app = opened(filled, monkeypatch, **window)
    assert (metrics(app)["Legs"], metrics(app)["Reported"]) == ("0", "4")


def test_a_selected_movement_shows_its_facts(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(filled, monkeypatch, selected=ANCHOR)
    assert any("RA-82030" in text.value for text in app.text)
    assert any("about 2:30 a.m. local time" in str(table.value.values) for table in app.table)


def test_closing_the_panel_takes_it_out_of_the_url(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, selected=ANCHOR)
    app.button(key="close").click().run()
    assert "selected" not in app.query_params


def test_an_unknown_id_in_the_url_is_no_error(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, selected="nobody", region="x", minutes="-5")
    assert not app.exception
    assert not [button for button in app.button if button.key == "close"]


def test_filters_that_match_nothing_say_so(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(filled, monkeypatch, aircraft="RA-82030", kind="Observed")
    assert any("Nothing matches these filters" in text.value for text in app.markdown)


def test_an_empty_store_still_shows_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(tmp_path / "none", monkeypatch)
    assert not app.exception
    assert metrics(app)["Reported"] == "8"
    assert metrics(app)["Not received"] == "none shown"


def test_a_folder_that_is_no_store_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("not ours")
    app = opened(tmp_path, monkeypatch)
    assert not app.exception
    assert any(str(tmp_path) in text.value for text in app.text)


@pytest.mark.parametrize("page", ["add_data", "method"])
def test_the_other_pages_run(filled: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    assert not opened(filled, monkeypatch, page).exception


def test_a_dropped_file_is_reported_and_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(tmp_path / "new", monkeypatch, "add_data")
    content = Path(EXAMPLES[0]).read_bytes()
    app.file_uploader(key="files").upload("trace.json", content, "application/json").run()
    app.button(key="add").click().run()
    assert [done.value for done in app.success] == ["1 added."]


def test_a_damaged_file_is_one_sentence_and_the_page_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(tmp_path / "new", monkeypatch, "add_data")
    app.file_uploader(key="files").upload("cut.json", b"\x1f\x8b\x08\x00", "x").run()
    assert not app.exception
    assert any("cut.json" in text.value for text in app.text)


def test_the_zone_is_asked_only_when_a_file_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(tmp_path / "new", monkeypatch, "add_data")
    app.file_uploader(key="files").upload("log.txt", sbs_log(sbs_position()), "text/plain").run()
    assert "add" not in keys(app.button)
    app.selectbox(key="zone").select("Asia/Tokyo").run()
    assert any("clock Asia/Tokyo" in text.value for text in app.text)
    app.button(key="add").click().run()
    assert [done.value for done in app.success] == ["1 added."]


def test_no_zone_is_asked_for_times_that_name_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(tmp_path / "new", monkeypatch, "add_data")
    content = Path(EXAMPLES[0]).read_bytes()
    app.file_uploader(key="files").upload("trace.json", content, "application/json").run()
    assert "zone" not in keys(app.selectbox)


TABLE = (
    b"when,y,x,id\n2024-03-20T16:30:00Z,43.4,132.1,RA-82030\n"
    b"2024-03-20T16:31:00Z,43.3,132.0,RA-82030\n"
)


def test_the_columns_of_an_unknown_table_are_asked_and_then_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(tmp_path / "new", monkeypatch, "add_data")
    app.file_uploader(key="files").upload("own.csv", TABLE, "text/csv").run()
    assert any("which column is which" in text.value for text in app.text)
    for box, column in (("Time", "when"), ("Latitude", "y"), ("Longitude", "x")):
        next(each for each in app.selectbox if each.label == box).select(column)
    next(each for each in app.button if each.label == "Confirm columns").click().run()
    assert not app.exception
    assert any("2 rows read, 2 positions kept" in text.value for text in app.text)


def test_an_archive_is_reported_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(tmp_path / "new", monkeypatch, "add_data")
    packed = zip_of({"a.json": Path(EXAMPLES[0]).read_bytes(), "b.pdf": b"%PDF-1.7"})
    app.file_uploader(key="files").upload("day.zip", packed, "application/zip").run()
    assert any("day.zip/b.pdf" in text.value for text in app.text)
    assert app.button(key="add").label == "Add 1 file"


def test_what_was_added_by_hand_makes_its_days_partial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    trace = write_trace(tmp_path / "a.json", "154e37", [600, 601])
    assert main(["add", str(trace), "--store", str(store)]) == 0
    app = opened(store, monkeypatch, "add_data")
    assert app.selectbox(key="ledger").value == "154e37"
    days = next(table.value for table in app.dataframe if "What came of it" in table.value)
    assert days["What came of it"].tolist() == ["partial"]


def test_a_fetch_without_an_address_asks_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(tmp_path / "new", monkeypatch, "add_data")
    next(each for each in app.button if each.label == "Fetch").click().run()
    assert "no aircraft is named" in app.error[0].value


def test_the_method_page_shows_the_recorded_scores(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, "method")
    tables = [table.value for table in app.table]
    scores = [table["Value"].to_dict() for table in tables if "Mark" in table.columns]
    for name, told in zip(("cause", "legs", "reach", "durations"), scores, strict=True):
        recorded = shipped_exam(name)["scores"]
        assert told == {each["name"]: shown(each["value"]) for each in recorded}
