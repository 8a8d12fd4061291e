"""Interference: said when a craft and enough of those around had inaccurate positions."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.analysis import analyse
from skygap.causes import judge_gaps
from skygap.interference import find_inaccurate, telling_span
from skygap.settings import with_values
from skygap.tables.fixes import merge_fixes
from skygap.tables.gaps import CAUSES
from skygap.tables.schema import empty
from skygap.tables.transits import TRANSITS
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, index, near, off, places

GOOD = {"nic": 8.0, "nac_p": 10.0}
BAD = {"nic": 0.0, "nac_p": 0.0}
NOTHING = {"nic": np.nan, "nac_p": np.nan}
HERE = near(UHWW, ZKPY, 100)


def told(story: Craft, accuracy: dict[str, float], *, source: str = "adsb_icao") -> Craft:
    """Let a craft tell this accuracy with every position it has sent."""
    rows = tuple({**row, **accuracy, "position_source": source} for row in story.rows)
    return replace(story, rows=rows)


def silenced(accuracy: dict[str, float], *, source: str = "adsb_icao") -> Craft:
    """Fly to a place with this accuracy, be silent for 40 minutes, and fly on with a good one."""
    before = told(craft(UHWW, ft=33_000).fly_to(HERE, ft=33_000), accuracy, source=source)
    return before.silent(40).heard().fly_to(off(HERE, 200, 60), ft=33_000)


def passing(number: int, accuracy: dict[str, float], *, minute: float | None = None) -> Craft:
    """Pass through the same area at another height, some minutes later."""
    start = craft(off(HERE, 90, 12), ft=38_000, name=f"{number:06x}")
    begun = start.silent(5 * number if minute is None else minute)
    return told(begun.fly_to(off(HERE, 270, 12), ft=38_000, every=0.5), accuracy)


def others(good: int, bad: int, untold: int = 0) -> list[Craft]:
    each = [GOOD] * good + [BAD] * bad + [NOTHING] * untold
    return [passing(number, accuracy) for number, accuracy in enumerate(each)]


def judged(own: Craft, around: Sequence[Craft]) -> pd.Series:
    """Analyse a craft beside others and give its first gap."""
    fixes = merge_fixes([story.frame() for story in (own, *around)])
    found = analyse(fixes, places(), settings=SETTINGS).gaps
    return found[found["craft_id"] == own.name].iloc[0]


def test_interference_is_said_where_others_were_inaccurate_too() -> None:
    gap = judged(silenced(BAD), others(5, 7))
    assert (gap["cause"], gap["cause_probability"]) == ("gnss_interference", 0.8)
    assert (gap["gnss_n"], gap["gnss_bad"]) == (12, 7)
    assert "NIC 0 and NACp 0 at worst; at least NIC 7 and NACp 8 are required" in gap["reason"]
    assert "7 of 12 other aircraft" in gap["reason"]
    assert sum(gap[f"probability_{cause}"] for cause in CAUSES) == pytest.approx(1)


@pytest.mark.parametrize("accuracy", [{"nic": 6.0, "nac_p": 10.0}, {"nic": np.nan, "nac_p": 7.0}])
def test_one_of_both_is_enough_and_the_other_may_be_unknown(accuracy: dict[str, float]) -> None:
    assert judged(silenced(accuracy), others(2, 4))["cause"] == "gnss_interference"


@pytest.mark.parametrize(
    ("around", "numbers"),
    [
        ((0, 4), "4 of 4 other aircraft"),
        ((4, 1), "1 of 5 other aircraft"),
        ((12, 0), "0 of 12 other aircraft"),
        ((0, 0), "No other aircraft is loaded that told theirs"),
    ],
)
def test_too_few_others_or_too_few_inaccurate_ones_are_no_interference(
    around: tuple[int, int], numbers: str
) -> None:
    gap = judged(silenced(BAD), others(*around))
    assert gap["cause"] == "cannot_tell"
    assert gap["probability_gnss_interference"] == 0
    assert numbers in gap["reason"]
    assert gap["reason"].endswith("That is too little to call it interference.")


@pytest.mark.parametrize("accuracy", [GOOD, NOTHING])
def test_nothing_is_said_of_accuracy_where_its_own_was_good_or_not_told(
    accuracy: dict[str, float],
) -> None:
    gap = judged(silenced(accuracy), others(0, 12))
    assert gap["cause"] != "gnss_interference"
    assert "inaccurate" not in gap["reason"]


def test_who_tells_nothing_counts_as_accurate() -> None:
    gap = judged(silenced(BAD), [*others(3, 2), *(passing(n, NOTHING) for n in range(5, 15))])
    assert (gap["gnss_passed"], gap["gnss_n"], gap["gnss_bad"]) == (15, 5, 2)
    assert gap["cause"] == "gnss_interference"
    assert "2 of 5 other aircraft" in gap["reason"]
    assert "10 more told nothing" in gap["reason"]
    few = judged(silenced(BAD), [*others(3, 2), *(passing(n, NOTHING) for n in range(5, 26))])
    assert (few["gnss_passed"], few["cause"]) == (26, "cannot_tell")


@pytest.mark.parametrize("source", ["mlat", "tisb_icao", "adsc", "other", ""])
def test_positions_that_others_worked_out_say_nothing_of_its_receiver(source: str) -> None:
    gap = judged(silenced(BAD, source=source), others(5, 7))
    assert (np.isnan(gap["start_nic"]), gap["cause"] != "gnss_interference") == (True, True)


def test_a_craft_is_no_witness_of_itself_under_any_key() -> None:
    again = [replace(passing(n, BAD), name=f"aaaaaa#{n + 2}") for n in range(6)]
    own = [
        replace(story, rows=tuple({**row, "craft_id": story.name} for row in story.rows))
        for story in again
    ]
    assert judged(silenced(BAD), own)["gnss_bad"] == 0


def test_an_open_gap_needs_others_that_were_heard_on() -> None:
    """Else the data may simply end there."""
    own = told(craft(UHWW, ft=33_000).fly_to(HERE, ft=33_000), BAD)
    gap = judged(own, others(5, 7))
    assert (gap["is_open"], gap["around_n"] - gap["around_lost"] < 3) == (True, True)
    assert gap["cause"] == "cannot_tell"
    assert "too little" not in gap["reason"]
    heard_on = pd.DataFrame([gap]).assign(around_n=5, around_lost=1)
    said = judge_gaps(heard_on, index(), settings=SETTINGS).iloc[0]
    assert said["cause"] == "gnss_interference"


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"typecode": "A124", "end_typecode": "IL76"}, "identity_mix"),
        ({"marks_silence": True}, "feed_artefact"),
        ({"around_n": 8, "around_lost": 8}, "feed_artefact"),
        ({"start_on_ground": True}, "cannot_tell"),
    ],
)
def test_what_explains_more_comes_first(changed: dict[str, object], cause: str) -> None:
    gap = pd.DataFrame([judged(silenced(BAD), others(5, 7))]).assign(**changed)
    said = judge_gaps(gap, index(), settings=SETTINGS).iloc[0]
    assert said["cause"] == cause
    assert "too little" not in said["reason"]


def test_thresholds_are_settings() -> None:
    gap = pd.DataFrame([judged(silenced({"nic": 8.0, "nac_p": 9.0}), others(5, 7))])
    assert gap["cause"].tolist() == ["cannot_tell"]
    strict = with_values(SETTINGS, {"gnss_least_nac_p": 10})
    assert judge_gaps(gap, index(), settings=strict)["cause"].tolist() == ["gnss_interference"]


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_what_is_not_told_never_speaks_for_interference(data: st.DataObject) -> None:
    """Whatever values are taken away, interference is never said where it was not before."""
    choices = st.lists(st.sampled_from([GOOD, BAD, NOTHING]), min_size=4, max_size=12)
    stories = [passing(number, each) for number, each in enumerate(data.draw(choices))]
    fixes = merge_fixes([story.frame() for story in (silenced(BAD), *stories)])
    lost = np.array(data.draw(st.lists(st.booleans(), min_size=len(fixes), max_size=len(fixes))))
    fewer = fixes.assign(nic=fixes["nic"].mask(lost), nac_p=fixes["nac_p"].mask(lost))
    before, after = (
        analyse(given, places(), settings=SETTINGS).gaps["cause"] == "gnss_interference"
        for given in (fixes, fewer)
    )
    assert not (after & ~before).any()


def test_an_area_is_asked_on_the_day_on_which_the_gap_begins() -> None:
    """Those of the next day may have passed when all was well again, or when it had begun."""
    tomorrow = [passing(number, BAD, minute=1440.0) for number in range(8)]
    assert judged(silenced(BAD), tomorrow)["gnss_passed"] == 0


def test_no_gaps_and_no_others_are_counted_as_none() -> None:
    gaps = analyse(merge_fixes([silenced(BAD).frame()]), places(), settings=SETTINGS).gaps
    alone = find_inaccurate(gaps, empty(TRANSITS), settings=SETTINGS)
    assert alone.to_dict("list") == {
        name: [0] * len(gaps) for name in ("gnss_passed", "gnss_n", "gnss_bad")
    }
    assert find_inaccurate(gaps.head(0), empty(TRANSITS), settings=SETTINGS).empty


def test_others_of_the_whole_day_tell_however_few_days_witnesses_count() -> None:
    short = with_values(SETTINGS, {"witness_days": 0.1})
    assert telling_span(short) == pd.Timedelta(days=1)
    assert telling_span(SETTINGS) == pd.Timedelta(days=14)
