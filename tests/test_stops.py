"""Stops: stands on the ground with times as intervals, observed or inferred."""

import pandas as pd
import pytest

from skygap.stops import find_stops
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, analysed, craft, flight, off


def stops(story: Craft, *idents: str) -> pd.DataFrame:
    return analysed(story, *idents).stops


def test_the_stand_after_the_last_flight_began_at_a_known_time_and_has_no_known_end() -> None:
    story = flight(UHWW, ZKPY, stand_min=20)
    stop, heard = stops(story, "UHWW", "ZKPY").iloc[0], story.fixes()["timestamp"]
    assert (stop["ident"], stop["kind"]) == ("ZKPY", "observed")
    assert stop["arrival_earliest"] == heard.max() - pd.Timedelta(minutes=20)
    assert pd.isna(stop["departure_latest"])


def test_a_stand_between_two_flights_is_as_long_as_it_was_heard() -> None:
    story = craft(off(UHWW, 0, 60), ft=8_000).fly_to(UHWW, ft=0, kt=180).stand(60)
    stop = stops(story.fly_to(off(UHWW, 180, 60), ft=8_000, kt=180), "UHWW").iloc[0]
    stood = (stop["departure_latest"] - stop["arrival_earliest"]).total_seconds() / 60
    assert stood == pytest.approx(60, abs=2)


def test_a_landing_nobody_saw_lies_somewhere_inside_its_gap() -> None:
    story = craft(off(ZKPY, 90, 60), ft=12_000).fly_to(off(ZKPY, 90, 20), ft=3_500, kt=250)
    result = analysed(story.silent(180).fly_to(off(ZKPY, 90, 60), ft=12_000, kt=250), "ZKPY")
    stop, gap = result.stops.iloc[0], result.gaps.iloc[0]
    assert stop["kind"] == "inferred"
    assert gap["stop_probability"] >= SETTINGS.likely_stop_share
    assert stop["reason"].startswith("Likely (over 99%)")
    assert (stop["arrival_earliest"], stop["departure_latest"]) == (
        gap["start_time"],
        gap["end_time"],
    )


def test_a_silence_in_cruise_is_no_stop() -> None:
    assert stops(craft(UHWW, ft=33_000).heard().silent(300).heard(), "UHWW").empty


def test_the_id_of_a_stop_is_the_same_each_time() -> None:
    story = flight(UHWW, ZKPY)
    assert stops(story)["stop_id"].tolist() == stops(story)["stop_id"].tolist()


def test_finding_stops_changes_nothing_in_its_arguments() -> None:
    result = analysed(flight(UHWW, ZKPY), "ZKPY")
    legs, gaps = result.legs.copy(), result.gaps.copy()
    find_stops(result.legs, result.gaps)
    pd.testing.assert_frame_equal(result.legs, legs)
    pd.testing.assert_frame_equal(result.gaps, gaps)
