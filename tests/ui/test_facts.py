"""The panel tells facts with their source and says no more than they do."""

from dataclasses import replace

import pandas as pd

from skygap.scene import Scene
from skygap.ui.facts import LISTED_AIRPORTS, Facts, facts_of
from tests.scenes import ANCHOR


def told(scene: Scene, item_id: str) -> Facts:
    facts = facts_of(scene, item_id)
    assert facts is not None
    return facts


def test_an_unknown_id_has_no_facts(scene: Scene) -> None:
    assert facts_of(scene, "nobody") is None


def test_everything_that_can_be_clicked_has_facts(scene: Scene) -> None:
    ids = [*scene.items["item_id"], *scene.case.events["event_id"]]
    assert all(facts_of(scene, item_id) for item_id in ids)


def test_a_reported_movement_keeps_its_words_its_zone_and_its_doubt(scene: Scene) -> None:
    rows = dict(told(scene, ANCHOR).rows)
    assert rows["Time as written"] == "about 2:30 a.m. local time"
    assert "UTC+10" in rows["Zone as published"]
    assert "apparently" in rows["To"]


def test_a_reported_movement_names_its_sources(scene: Scene) -> None:
    assert any("Newsweek" in line for line in told(scene, ANCHOR).sources)


def test_a_generated_gap_is_an_example_in_the_panel_too(scene: Scene) -> None:
    assert told(scene, scene.derived.gaps["gap_id"].iloc[0]).kind == "example"


def test_a_gap_says_why_and_counts_every_airport_it_cannot_exclude(scene: Scene) -> None:
    gap = scene.derived.gaps.iloc[0]
    facts = told(scene, gap["gap_id"])
    assert facts.reason == gap["reason"]
    assert f"{gap['reachable_count']:,} airports cannot be excluded" in facts.airports_note
    assert len(facts.airports) == LISTED_AIRPORTS


def test_a_leg_names_the_file_it_rests_on(scene: Scene) -> None:
    leg = scene.derived.legs.iloc[0]
    assert "trace_full_f0e0a1.json" in told(scene, leg["leg_id"]).sources[0]


def test_an_address_that_no_state_gives_out_has_no_country_and_no_hint(scene: Scene) -> None:
    rows = dict(told(scene, scene.derived.legs["leg_id"].iloc[0]).rows)
    assert rows["Country of the hex code"].startswith("none (f0e0a")
    assert "Registration, hint" not in rows


def test_legs_and_gaps_say_the_country_of_the_address_and_hint_at_the_registration(
    scene: Scene,
) -> None:
    crafts = scene.crafts.assign(
        icao24="15406e", hex_country="RU", registration_hint="RA-82030 or RF-82030"
    )
    russian = replace(scene, crafts=crafts)
    for item_id in (scene.derived.legs["leg_id"].iloc[0], scene.derived.gaps["gap_id"].iloc[0]):
        rows = dict(told(russian, item_id).rows)
        assert rows["Country of the hex code"] == "RU (15406e)"
        assert rows["Registration, hint"].startswith("RA-82030 or RF-82030")


def test_a_gap_says_when_the_transponder_was_heard_inside_it_and_never_that_it_was_not(
    scene: Scene,
) -> None:
    gaps = scene.derived.gaps
    said = []
    for count in (0, 3):
        heard = gaps.assign(heard_n=count, last_heard_time=pd.Timestamp("2024-03-20T12:34:00Z"))
        of = replace(scene, derived=replace(scene.derived, gaps=heard))
        said.append(dict(told(of, gaps["gap_id"].iloc[0]).rows).get("Heard, no position"))
    assert said == [None, "at least 3 times, last 20 Mar 2024, 12:34 UTC"]
