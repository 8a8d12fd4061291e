"""Who else was on the way, in words and tables; that nobody is found shows nothing."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from skygap.case.companions import NO_TRACK
from skygap.cli import main
from skygap.settings import Settings
from skygap.store import open_store, read_gaps
from skygap.tables.company import COMPANIONS, MEETINGS, VISITS
from skygap.tables.schema import conform, empty
from skygap.ui.company_view import (
    companion_table,
    companion_words,
    meeting_table,
    meeting_words,
    visit_table,
    visit_words,
)
from tests.readers.making_ships import old_columns
from tests.scenes import DATA
from tests.traces import write_trace
from tests.ui.silences import LOST, SILENT, gap_row, write_silence

SETTINGS = Settings()
OTHER = "154e38"
NAMES = {OTHER: "RA-85042"}
EXAMPLES = [str(path) for path in sorted((DATA / "worked_example").glob("*.json"))]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store: two craft silent at once between others that were heard, and the example."""
    folder = tmp_path_factory.mktemp("company")
    silent = [
        write_trace(folder / "1.json", OTHER, [600 + i / 4 for i in range(160)]),
        write_trace(
            folder / "2.json", OTHER, [755 + i / 4 for i in range(160)], stale_at=755.0, lon=-14.0
        ),
    ]
    files = [*map(str, write_silence(folder, others=3)), *map(str, silent), *EXAMPLES]
    assert main(["add", *files, "--store", str(folder / "store")]) == 0
    return folder / "store"


def opened(store: Path, monkeypatch: pytest.MonkeyPatch, craft_id: str) -> AppTest:
    """Open the closed gap of a craft."""
    gaps = read_gaps(open_store(store))
    monkeypatch.setenv("SKYGAP_STORE", str(store))
    app = AppTest.from_file(str(DATA.parent / "app.py"), default_timeout=60).run()
    app.switch_page("pages/dark_intervals.py").run()
    closed = (gaps["craft_id"] == craft_id) & ~gaps["is_open"]
    app.query_params["gap"] = gaps.loc[closed, "gap_id"].iloc[0]
    return app.run()


def said(app: AppTest) -> str:
    parts = [*app.text, *app.caption, *app.markdown, *app.subheader]
    return "\n".join(str(part.value) for part in parts)


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    """Give the one table on the page that has such a column."""
    [found] = [each.value for each in app.dataframe if column in each.value.columns]
    return found


def companions_of(*rows: dict[str, object]) -> pd.DataFrame:
    known = {"craft_id": OTHER, "kind": "reported", "item_id": "x", "state": NO_TRACK}
    times = {"start_time": LOST, "end_time": LOST}
    return conform(COMPANIONS, pd.DataFrame([{**known, **times, **row} for row in rows]))


def meetings_of(**columns: object) -> pd.DataFrame:
    known = {"gap_id": "gap-2", "craft_id": OTHER, "ident": "ZKPY", "together_min": 41.3}
    return conform(MEETINGS, pd.DataFrame([{**known, "airport_n": 3, **columns}]))


def test_the_page_shows_company_and_where_to_look_next(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, SILENT)
    assert not app.exception
    words = said(app)
    assert "Who else was on the way" in words
    assert "Context, never proof" in words
    assert "Pictures from space: " in words
    assert f"https://adsb.lol/?icao={SILENT}&showTrace=2024-03-20" in words
    assert len(table_with(app, "Sun above 10° (UTC)")) == 10


def test_the_page_lists_whom_it_can_have_met(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(filled, monkeypatch, SILENT)
    listed = table_with(app, "Minutes together, at most")
    assert listed["Heard again"].tolist() == ["yes", "not loaded", "not loaded"]
    assert OTHER in listed["Aircraft"].iloc[0]
    assert listed["Minutes together, at most"].iloc[0] > 0
    assert "Possible, not probable" in said(app)


def test_the_page_lists_who_flew_the_pair_with_its_own_silence(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [row] = table_with(opened(filled, monkeypatch, SILENT), "From").to_dict("records")
    assert row["Kind"] == "Observed"
    assert OTHER in row["Aircraft"]
    assert row["Heard"].startswith("not received for 115 min, cause: cannot tell")


def test_that_nobody_is_found_is_said_to_show_nothing() -> None:
    pair = companion_words(empty(COMPANIONS), airport_n=3, settings=SETTINGS)
    met = meeting_words(gap_row(), empty(MEETINGS), settings=SETTINGS)
    assert "No other loaded craft flew this pair within 12 hours. That shows nothing" in pair
    for words in (pair, met, visit_words(empty(VISITS))):
        assert "That shows nothing: days may not be loaded." in words


def test_of_the_worked_example_nothing_is_said(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = said(opened(filled, monkeypatch, "f0e0a1"))
    assert "What would settle it" in words
    assert "Who else was on the way" not in words
    assert "showTrace" not in words


def test_of_a_ship_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"BaseDateTime": f"2023-01-11T{time}:00", "LAT": lat, "SOG": 9.0}
        for time, lat in {"00:00": 43.1, "00:05": 43.11, "20:00": 43.6, "20:05": 43.61}.items()
    ]
    (tmp_path / "ais.csv").write_bytes(old_columns(*rows))
    store = tmp_path / "store"
    assert main(["add", str(tmp_path / "ais.csv"), "--store", str(store)]) == 0
    words = said(opened(store, monkeypatch, "mmsi:273456789"))
    assert "Satellite AIS" in words
    assert "Who else was on the way" not in words
    assert "Pictures from space" not in words


def test_a_companion_is_listed_with_its_kind_and_how_it_was_heard() -> None:
    table = companion_table(companions_of({}, {"kind": "observed", "craft_id": "unknown"}), NAMES)
    assert table["Kind"].tolist() == ["Reported", "Observed"]
    assert table["Aircraft"].tolist() == ["RA-85042", "unknown"]
    assert table["Heard"].tolist() == [NO_TRACK, NO_TRACK]


def test_many_companions_are_counted() -> None:
    many = companions_of(*({"item_id": str(i)} for i in range(60)))
    assert companion_words(many, airport_n=5, settings=SETTINGS).startswith("50 of 60 listed, ")
    assert "one of 5 airports" in companion_words(many, airport_n=5, settings=SETTINGS)


def test_without_an_airport_in_reach_nobody_is_said_to_be_missing() -> None:
    words = companion_words(empty(COMPANIONS), airport_n=0, settings=SETTINGS)
    assert words.startswith("No airport in reach is listed")


def test_visits_before_and_after_keep_their_kind() -> None:
    row = {"ident": "ZKPY", "when": "later", "kind": "reported", "day_n": 2, "last_time": LOST}
    visits = conform(VISITS, pd.DataFrame([row]))
    assert visit_table(visits).iloc[0].tolist() == ["ZKPY", "After it", "Reported", 2, LOST]
    assert "does not say that it was there in this gap" in visit_words(visits)


def test_a_meeting_says_how_long_at_most_and_whether_the_other_was_heard_again() -> None:
    table = meeting_table(meetings_of(), NAMES)
    assert table["Minutes together, at most"].tolist() == [41.0]
    assert table["Heard again"].tolist() == ["yes"]
    assert meeting_table(meetings_of(is_open=True), NAMES)["Heard again"].tolist() == ["not loaded"]


def test_a_gap_without_time_for_a_stop_says_that_nobody_was_looked_for() -> None:
    words = meeting_words(gap_row(stop="excluded"), empty(MEETINGS), settings=SETTINGS)
    assert "no meeting on the ground is looked for" in words
