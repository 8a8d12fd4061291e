"""Reported silences on the screen: all of it says that it is reported."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from skygap.case.reported_reach import Band
from skygap.case.silences import Silence, silence_of, silences
from skygap.readers.shipped.case_folder import read_case
from skygap.ui.reported_parts import airport_parts, band_words, end_parts, end_words
from tests.builders import SETTINGS
from tests.scenes import DATA

PUBLISHERS = {"newsweek-2024": "Newsweek"}


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("SKYGAP_STORE", str(tmp_path / "none"))
    page = AppTest.from_file(str(DATA.parent / "app.py"), default_timeout=60)
    page.run()
    return page.switch_page("pages/dark_intervals.py").run()


def anchor() -> Silence:
    table = silences(read_case(DATA / "case").movements, settings=SETTINGS)
    return silence_of(table[table["craft_id"] == "15406e"].iloc[0])


def said(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in [*app.text, *app.caption, *app.subheader])


def in_reach(app: AppTest) -> pd.DataFrame:
    return app.dataframe[-1].value


def at(app: AppTest, hour: int, minute: int = 15) -> AppTest:
    moment = datetime(2024, 3, 20, hour, minute, tzinfo=UTC)
    return app.slider[0].set_value(moment).run()


def test_the_anchor_is_shown_without_any_store_and_says_reported(app: AppTest) -> None:
    assert not app.exception
    words = said(app)
    assert "Reported silences: nobody's positions, only claims" in words
    assert "Reported: Vladivostok, within 3 km" in words
    assert "not said whose" in words
    assert "(ZKPY) is compatible, not proven" in words
    assert set(in_reach(app)["Kind"]) == {"Reported"}


def test_the_slider_shows_which_airports_enter_when(app: AppTest) -> None:
    at(app, 17, 55)
    assert "ZKPY is not in reach" in said(app)
    early = len(in_reach(app))
    assert "ZKPY" not in set(in_reach(app)["Airport"])
    at(app, 19, 45)
    assert not app.exception
    assert in_reach(app)["Airport"].iloc[0] == "ZKPY"
    assert "(ZKPY) is compatible, not proven" in said(app)
    assert "nobody reports it" in said(app)
    assert len(in_reach(app)) > early


def test_both_ends_of_the_slider_can_be_asked_for(app: AppTest) -> None:
    at(app, 16, 25)
    assert not app.exception
    assert "No airport is in reach for this time" in said(app)
    app.slider[0].set_value(datetime(2024, 3, 21, 16, 15, tzinfo=UTC)).run()
    assert not app.exception
    assert "200 of " in said(app)


def test_the_claimed_airport_is_a_reported_ring_that_names_its_doubt() -> None:
    near = pd.DataFrame({"ident": ["ZKPY", "ZKWS"], "name": "", "lat": 39.0, "lon": 125.0})
    timed = near.assign(enters_min=129.0, likely_enters_min=189.0)
    claimed, other = airport_parts(timed, "ZKPY")
    assert (claimed["k"], claimed["label"]) == ("place", "ZKPY claimed, not proven")
    assert (other["k"], other["label"]) == ("reach_airport", "ZKWS")


def test_the_map_has_rings_and_areas_that_say_they_are_reported(app: AppTest) -> None:
    sent = [json.loads(c.proto.json_args) for c in app.get("component_instance")]
    layer = next(args["feature_group"] for args in sent if "feature_group" in args)
    for text in ("nobody's positions", "From reported ends", "Claimed by sources, not proven"):
        assert text in layer
    plain = layer.replace("\\", "")
    assert '"k":"reach"' in plain
    assert '"k":"gap' not in plain


def test_a_silence_with_one_end_is_shown_too(app: AppTest) -> None:
    box = app.selectbox(key="reported_silence")
    [other] = [option for option in box.options if "not told" in option]
    box.select(other).run()
    assert not app.exception
    assert "Reported: nothing on this side" in said(app)
    assert "Russia, place not reported" in said(app)


def test_ends_at_one_place_are_one_ring_with_the_words_of_both() -> None:
    [ring] = end_parts(anchor(), PUBLISHERS)
    assert ring["k"] == "place"
    assert ring["label"] == "reported"
    assert len(list(ring["t"])) == 2  # type: ignore[call-overload]


def test_an_end_is_told_with_its_words_its_clock_and_its_sources() -> None:
    start = anchor().start
    assert start is not None
    words = end_words(start, PUBLISHERS)
    assert words.startswith("Reported: Vladivostok")
    for part in ("16:15 UTC", "17:45 UTC", "about 2:30 a.m. local time", "Newsweek"):
        assert part in words


def test_a_silence_without_a_bound_puts_nothing_out_of_reach() -> None:
    assert "no airport is out of reach" in band_words(Band(0.0, float("inf")))
    assert "between 75 min and 165 min" not in band_words(Band(75.0, 90.0))
    assert "between 75 min and 90 min" in band_words(Band(75.0, 90.0))
