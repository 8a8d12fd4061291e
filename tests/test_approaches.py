"""Low approaches and touch-and-goes are events inside a leg, and cut nothing."""

import pandas as pd

from skygap.analysis import Analysis, analyse
from skygap.document import legs_json
from skygap.reference import reference_of
from tests.builders import SETTINGS, UHWW, Craft, analysed, craft, near, off
from tests.traffic_samples import sample


def circuit(story: Craft, *, ft: float) -> Craft:
    """Come down over the field to a height and climb away again."""
    away = off(UHWW, 90, 30)
    down = story.fly_to(off(UHWW, 90, 2), ft=ft, kt=200, every=0.25)
    return down.fly_to(off(UHWW, 270, 20), ft=4_000, kt=200, every=0.25).fly_to(
        away, ft=5_000, kt=200, every=0.5
    )


def coming() -> Craft:
    return craft(off(UHWW, 90, 150), ft=12_000).fly_to(off(UHWW, 90, 30), ft=5_000, kt=250)


def landed(story: Craft) -> Craft:
    return story.fly_to(off(UHWW, 90, 1), ft=100, kt=150, every=0.25).stand(10)


def events(analysis: Analysis) -> list[tuple[str, str]]:
    found = analysis.approaches
    return list(zip(found["approach_kind"], found["ident"], strict=True))


def test_two_low_approaches_before_the_landing_are_events_of_one_leg() -> None:
    found = analysed(landed(circuit(circuit(coming(), ft=400), ft=500)), "UHWW")
    assert len(found.legs) == 1
    assert events(found) == [("low_approach", "UHWW")] * 2


def test_with_a_position_on_the_ground_it_touched() -> None:
    down = coming().fly_to(off(UHWW, 90, 1), ft=80, kt=140, every=0.25)
    rolled = down.heard(on_ground=True, ground_speed_kt=120.0)
    for km in (0.5, 1.5, 2.5):
        moved = rolled.unheard_to(off(UHWW, 270, km), ft=0, kt=120)
        rolled = moved.heard(on_ground=True, ground_speed_kt=120.0)
    away = rolled.fly_to(off(UHWW, 270, 30), ft=5_000, kt=200, every=0.25)
    found = analysed(landed(away.fly_to(off(UHWW, 90, 30), ft=5_000, kt=200)), "UHWW")
    assert events(found) == [("touch_and_go", "UHWW")]
    assert len(found.legs) == 1


def test_the_landing_and_the_take_off_are_no_approaches() -> None:
    story = craft(UHWW).stand(10).fly_to(near(UHWW, (43.0, 140.0), 200), ft=20_000, every=0.5)
    assert events(analysed(story, "UHWW")) == []
    assert events(analysed(landed(coming()), "UHWW")) == []


def test_flying_over_a_field_at_two_thousand_feet_is_none() -> None:
    assert events(analysed(landed(circuit(coming(), ft=2_000)), "UHWW")) == []


def test_without_airports_there_are_none() -> None:
    assert analysed(landed(circuit(coming(), ft=400))).approaches.empty


def test_the_document_tells_them_within_their_leg() -> None:
    found = analysed(landed(circuit(coming(), ft=400)), "UHWW")
    [leg] = legs_json(found.legs, found.approaches)
    assert [(event["kind"], event["ident"]) for event in leg["events"]] == [
        ("low_approach", "UHWW")
    ]
    assert leg["events"][0]["time"].endswith("Z")


def test_a_real_calibration_flight_makes_many_approaches_at_one_airport() -> None:
    """It flew the approaches of Munich by night, one after the other."""
    from_air = sample("calibration/munich")
    airports = pd.DataFrame(
        {"ident": ["EDDM"], "name": ["Munich"], "size": ["large"], "lat": [48.3538],
         "lon": [11.7861], "elevation_ft": [1487.0], "country": ["DE"], "runway_m": [4000.0],
         "runway_width_m": [60.0], "has_schedule": [True]}
    )  # fmt: skip
    found = analyse(from_air, reference_of(airports), settings=SETTINGS)
    assert len(found.legs) == 1
    assert len(found.approaches) > 10
    assert found.approaches["height_ft"].max() < 1_000
