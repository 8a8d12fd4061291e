"""Causes: the first rule that covers a gap decides, with reason and probability; else doubt."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap import causes
from skygap.causes import judge_gaps
from skygap.gaps import find_gaps
from skygap.landings import descent_signs
from skygap.tables.gaps import CAUSES
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, index, near, off

NEED_WITNESSES = ("out_of_coverage", "likely_switched_off", "provider_filtered")


def judged(story: Craft, *idents: str, **changed: object) -> pd.Series:
    """Judge the first gap of a story."""
    gaps = find_gaps(story.fixes(), settings=SETTINGS).assign(**changed)
    return judge_gaps(gaps, index(*idents), settings=SETTINGS).iloc[0]


def cruising() -> Craft:
    return craft(UHWW, ft=33_000).fly_to(near(UHWW, ZKPY, 100), ft=33_000)


def descending_to(place: tuple[float, float]) -> Craft:
    """Come down towards a place and fall silent 20 km before it."""
    return craft(off(place, 90, 60), ft=12_000).fly_to(off(place, 90, 20), ft=3_500, kt=250)


def test_standing_at_one_place_before_and_after_is_parked() -> None:
    gap = judged(craft(UHWW).stand(5).silent(600).stand(5), "UHWW")
    assert (gap["cause"], gap["cause_probability"]) == ("parked", 1)


def test_ends_too_far_apart_for_one_craft_are_an_identity_mix() -> None:
    story = cruising().unheard_to(off(UHWW, 0, 3000), ft=33_000, kt=1500).heard()
    gap = judged(story)
    assert gap["cause"] == "identity_mix"
    assert "1500 kt" in gap["reason"]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        (
            {"registration": "RA-82030", "end_registration": "RA-82031"},
            "RA-82030 before and RA-82031",
        ),
        ({"typecode": "A124", "end_typecode": "IL76"}, "type A124 before and IL76 after"),
    ],
)
def test_ends_that_one_feed_names_otherwise_are_an_identity_mix(
    changed: dict[str, str], word: str
) -> None:
    for story in (cruising().silent(30).heard(), craft(UHWW).stand(5).silent(600).stand(5)):
        gap = judged(story, **changed)
        assert gap["cause"] == "identity_mix"
        assert word in gap["reason"]
        assert judged(story, **changed, end_provider="another")["cause"] != "identity_mix"


def test_both_registers_of_one_airframe_and_unknown_names_are_no_mix() -> None:
    story = cruising().silent(30).heard()
    for end in ("RF-82030", "RA82030", ""):
        gap = judged(story, registration="RA-82030", end_registration=end)
        assert gap["cause"] == "cannot_tell"


def test_an_open_gap_has_no_other_end_to_disagree_with() -> None:
    gap = find_gaps(cruising().fixes().assign(registration="RA-82030"), settings=SETTINGS)
    assert gap["is_open"].tolist() == [True]
    assert (gap[["end_registration", "end_typecode", "end_provider"]] == "").all(axis=None)


def test_a_silence_that_a_thinning_feed_did_not_mark_is_an_artefact() -> None:
    story = cruising().silent(30).heard()
    assert judged(story, marks_silence=True)["cause"] == "feed_artefact"


def test_a_silence_that_a_thinning_feed_marked_is_none() -> None:
    story = cruising().silent(30).heard()
    assert judged(story, marks_silence=True, end_is_stale=True)["cause"] == "cannot_tell"


def test_only_a_feed_that_marks_silence_can_have_an_artefact() -> None:
    assert judged(cruising().silent(30).heard(), marks_silence=False)["cause"] == "cannot_tell"


def test_down_before_and_up_after_at_one_field_is_a_landing_unseen() -> None:
    story = descending_to(ZKPY).silent(180).fly_to(off(ZKPY, 90, 60), ft=12_000, kt=250)
    gap = judged(story, "ZKPY", "UHWW")
    assert (gap["cause"], gap["cause_probability"]) == ("landed_unseen", 0.9)
    assert "going down before the silence and coming up after it" in gap["reason"]
    assert "Pyongyang (ZKPY)" in gap["reason"]


def test_going_down_alone_is_a_weaker_sign() -> None:
    story = descending_to(ZKPY).silent(180)
    gap = judged(story.fly_to(off(ZKPY, 0, 60), ft=3_500), "ZKPY")
    assert (gap["cause"], gap["cause_probability"]) == ("landed_unseen", 0.6)
    assert "coming up" not in gap["reason"]


def test_going_down_with_no_time_to_land_is_no_landing() -> None:
    story = descending_to(ZKPY).unheard_to(off(ZKPY, 270, 60), ft=3_500, kt=250)
    assert judged(story.silent(2).heard(), "ZKPY")["cause"] == "cannot_tell"


def test_going_down_where_there_is_no_field_is_no_landing() -> None:
    assert judged(descending_to((20.0, -150.0)).silent(180).heard(), "ZKPY")["cause"] == (
        "cannot_tell"
    )


def test_without_an_airport_table_no_landing_is_claimed() -> None:
    assert judged(descending_to(ZKPY).silent(180).heard())["cause"] == "cannot_tell"


def test_a_silence_in_cruise_cannot_be_told() -> None:
    gap = judged(cruising().silent(45).heard(), "ZKPY", "UHWW")
    assert (gap["cause"], gap["cause_probability"]) == ("cannot_tell", 1)
    assert "Not received is all that can be said" in gap["reason"]


def test_an_open_gap_says_that_the_data_may_end_there() -> None:
    gap = judged(cruising(), "ZKPY")
    assert "No later position is loaded" in gap["reason"]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_is_defined_in_words_beside_its_rule(cause: str) -> None:
    assert any(line.startswith(f"{cause} ") for line in str(causes.__doc__).splitlines())


@settings(deadline=None, max_examples=25)
@given(st.floats(11, 600), st.floats(1, 3000), st.sampled_from([0, 3000, 33_000]))
def test_no_gap_is_given_a_cause_that_needs_witnesses(minutes: float, km: float, ft: int) -> None:
    story = cruising().unheard_to(off(UHWW, 90, km), ft=ft, kt=400).silent(minutes).heard()
    gap = judged(story, "UHWW", "ZKPY")
    assert gap["cause"] in CAUSES
    assert gap["cause"] not in (*NEED_WITNESSES, "gnss_interference")
    assert gap["reason"]
    assert sum(gap[f"probability_{cause}"] for cause in CAUSES) == pytest.approx(1, abs=1e-6)


def test_signs_of_no_gap_are_an_empty_table() -> None:
    nothing = find_gaps(craft(UHWW).stand(5).fixes(), settings=SETTINGS)
    assert descent_signs(nothing, index("ZKPY"), settings=SETTINGS).empty


def test_judging_changes_nothing_in_its_argument() -> None:
    gaps = find_gaps(cruising().silent(30).heard().fixes(), settings=SETTINGS)
    before = gaps.copy()
    judge_gaps(gaps, index("ZKPY"), settings=SETTINGS)
    pd.testing.assert_frame_equal(gaps, before)
