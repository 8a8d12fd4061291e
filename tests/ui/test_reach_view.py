"""Where could it have gone? The section of the page asks again at once and keeps its doubt."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from skygap.cli import main
from skygap.store import open_store, read_gaps, read_reachable
from skygap.ui.load import limits_in_force, load, reach_again
from skygap.ui.reach_view import assumptions_of, not_asked_words
from tests.readers.making_ships import old_columns
from tests.scenes import DATA
from tests.ui.silences import SILENT, gap_row, open_gap, write_silence

HEADING = "Where could it have gone?"
EXAMPLES = [str(path) for path in sorted((DATA / "worked_example").glob("*.json"))]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store: one craft silent for two hours, others that passed, and the worked example."""
    folder = tmp_path_factory.mktemp("reach")
    files = [*map(str, write_silence(folder, others=2)), *EXAMPLES]
    assert main(["add", *files, "--store", str(folder / "store")]) == 0
    return folder / "store"


def gap_of(store: Path, craft_id: str, *, is_open: bool = False) -> pd.DataFrame:
    """Give the one closed, or open, gap of a craft as a table."""
    gaps = read_gaps(open_store(store))
    return gaps[(gaps["craft_id"] == craft_id) & (gaps["is_open"] == is_open)].head(1)


def opened(
    store: Path, monkeypatch: pytest.MonkeyPatch, craft_id: str, *, is_open: bool = False
) -> AppTest:
    monkeypatch.setenv("SKYGAP_STORE", str(store))
    app = AppTest.from_file(str(DATA.parent / "app.py"), default_timeout=60).run()
    app.switch_page("pages/dark_intervals.py").run()
    app.query_params["gap"] = gap_of(store, craft_id, is_open=is_open)["gap_id"].iloc[0]
    return app.run()


def said(app: AppTest) -> str:
    parts = [*app.text, *app.caption, *app.markdown, *app.subheader]
    return "\n".join(str(part.value) for part in parts)


def candidates(app: AppTest) -> pd.DataFrame:
    [found] = [each.value for each in app.dataframe if "Km out" in each.value.columns]
    return found


def drawn(app: AppTest) -> str:
    """Read what reached the map of reach."""
    args: list[dict[str, Any]] = [
        json.loads(c.proto.json_args) for c in app.get("component_instance")
    ]
    [found] = [str(a) for a in args if "reach_limit-" in str(a.get("feature_group"))]
    return found


def test_a_gap_says_where_it_can_have_gone_with_numbers_and_without_proof(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, SILENT)
    assert not app.exception
    assert HEADING in said(app)
    assert "compatible, not proven" in said(app)
    assert "By country: " in said(app)
    assert said(app).count("Robust: ") + said(app).count("Fragile: ") == 1
    assert "way-" not in drawn(app)


def test_with_nothing_moved_the_answer_is_that_of_the_store(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKYGAP_STORE", str(filled))
    loaded, row = load(), gap_of(filled, SILENT)
    again, found = reach_again(loaded, row, settings=loaded.settings, assumed={})
    kept = read_reachable(open_store(filled))
    kept = kept[kept["gap_id"] == again["gap_id"]].set_index("ident")["probability"]
    pd.testing.assert_series_equal(
        found.set_index("ident")["probability"].sort_index(), kept.sort_index()
    )
    assert again["stop_probability"] == row["stop_probability"].iloc[0]


def test_a_slower_craft_reaches_less_and_the_page_says_that_this_is_assumed(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, SILENT)
    assert "sliders below as moved" not in said(app)
    gap_id, before = gap_of(filled, SILENT)["gap_id"].iloc[0], candidates(app)
    slider = app.slider(key=f"max_speed_kt_{gap_id}")
    slider.set_value(slider.min).run()
    assert not app.exception
    assert "sliders below as moved" in said(app)
    after = candidates(app).set_index("Airport")["At most, min"]
    both = before.set_index("Airport")["At most, min"].reindex(after.index).dropna()
    assert len(both)
    assert (after[both.index] < both).all()


def test_sampled_ways_are_drawn_only_when_asked_for(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, SILENT)
    app.toggle(key=f"ways_{gap_of(filled, SILENT)['gap_id'].iloc[0]}").set_value(True).run()
    assert not app.exception
    assert "sampled_way" in drawn(app)
    assert "sampled, not observed" in drawn(app)


def test_an_open_gap_has_a_circle_by_minutes_and_no_way_back(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, SILENT, is_open=True)
    assert not app.exception
    assert "the data may simply end here" in said(app)
    assert "Where it may have gone next" in said(app)
    gap_id, before = gap_of(filled, SILENT, is_open=True)["gap_id"].iloc[0], drawn(app)
    app.slider(key=f"open_reach_min_{gap_id}").set_value(300.0).run()
    assert "120 min later" in before
    assert "300 min later" in drawn(app)
    assert "Km back" not in candidates(app)


def test_the_example_says_in_its_reach_that_it_was_generated(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(filled, monkeypatch, "f0e0a1")
    assert not app.exception
    assert HEADING in said(app)
    assert any("generated" in caption.value for caption in app.caption)
    assert "Worked example: generated" in drawn(app)


def test_nothing_is_said_of_where_a_ship_flew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"BaseDateTime": f"2023-01-11T{time}:00", "LAT": lat, "SOG": 9.0}
        for time, lat in {"00:00": 43.1, "00:05": 43.11, "20:00": 43.6, "20:05": 43.61}.items()
    ]
    (tmp_path / "ais.csv").write_bytes(old_columns(*rows))
    store = tmp_path / "store"
    assert main(["add", str(tmp_path / "ais.csv"), "--store", str(store)]) == 0
    app = opened(store, monkeypatch, "mmsi:273456789")
    assert not app.exception
    assert HEADING not in said(app)


@pytest.mark.parametrize("cause", ["parked", "identity_mix"])
def test_a_gap_that_spans_no_area_says_why_it_is_not_asked(cause: str) -> None:
    assert not_asked_words(gap_row(cause=cause)).startswith("Not asked: ")


def test_a_craft_last_heard_on_the_ground_is_not_asked_and_one_in_the_air_is() -> None:
    assert not_asked_words(open_gap(start_on_ground=True)).startswith("Not asked: ")
    assert not_asked_words(open_gap()) == ""
    assert not_asked_words(gap_row()) == ""


def test_every_slider_can_stay_where_what_is_in_force_stands(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKYGAP_STORE", str(filled))
    limits = limits_in_force(gap_of(filled, SILENT), settings=load().settings)
    for each in assumptions_of(limits):
        assert each.least <= limits[each.column] <= each.most
