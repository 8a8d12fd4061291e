"""The panel tells facts with their source and says no more than they do."""

import json
from dataclasses import replace

import pandas as pd

from skygap.readers import read_content
from skygap.scene import Scene
from skygap.ui.candidates import LISTED_AIRPORTS
from skygap.ui.facts import Facts, facts_of
from tests.scenes import ANCHOR, scene_of


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
    assert not any("hint" in fact for fact in rows)


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
        assert "would be RA-82030 or RF-82030" in rows["Registration, hint only"]
        assert "no entry of a register" in rows["Registration, hint only"]


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


def _row(minute: int, way: int) -> list[object]:
    """Make one row of a trace: the first way leads west, the second east, half a minute later."""
    lon = 70.0 + 0.2 * minute if way else 30.0 - 0.2 * minute
    moving = [35_000, 480, 90 if way else 270]
    return [minute * 60 + way * 30, 50.0, lon, *moving, 0, 0, None, "adsb_icao", *[None] * 4]


def heard_as(icao24: str, registration: str, *, ways: int = 1) -> Scene:
    """Build a scene of an address heard for half an hour, on one way or by turns on two."""
    rows = [_row(minute, way) for minute in range(30) for way in range(ways)]
    trace = {"icao": icao24, "r": registration, "timestamp": 1_710_900_000, "trace": rows}
    return scene_of([read_content("a.json", json.dumps(trace).encode())])


def said_of(scene: Scene, craft_id: str) -> list[tuple[str, str]]:
    legs = scene.derived.legs
    return list(told(scene, legs.loc[legs["craft_id"] == craft_id, "leg_id"].iloc[0]).rows)


def test_the_panel_says_of_each_source_what_it_has_the_address_registered_as() -> None:
    rows = dict(said_of(heard_as("15406e", "RA-82030"), "15406e"))
    assert rows["Registered as, tar1090-db"] == "RA-82030 · dates not known"
    assert "9773054732045" in rows["Registered as, US Treasury (OFAC)"]
    assert "gives no address" in rows["Registered as, US Treasury (OFAC)"]
    assert "Sources disagree" not in rows


def test_the_panel_says_when_sources_disagree_and_when_the_feed_is_alone() -> None:
    rows = said_of(heard_as("154e34", "RA-12345"), "154e34")
    against = [value for fact, value in rows if fact == "Sources disagree"]
    assert any("154e32 (plane-alert-db)" in text for text in against)
    assert any("The feed names it RA-12345" in text for text in against)


def test_an_address_in_no_register_is_registered_as_nothing() -> None:
    rows = dict(said_of(heard_as("15406f", ""), "15406f"))
    assert not any(fact.startswith(("Registered", "Sources")) for fact in rows)
    assert "RA-82031" in rows["Registration, hint only"]


def test_a_second_craft_under_an_address_says_so_in_the_panel() -> None:
    scene = heard_as("15406e", "RA-82030", ways=2)
    first, second = (dict(said_of(scene, craft)) for craft in ("15406e", "15406e#2"))
    assert second["Address shared"].startswith("second craft under this address")
    assert first["Address shared"].startswith("first craft heard under this address")
    labels = scene.crafts.set_index("craft_id")["label"]
    assert labels[["15406e", "15406e#2"]].tolist() == ["RA-82030", "RA-82030, craft 2"]
