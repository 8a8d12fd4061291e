"""Witnesses: who else passed where a silent craft must have been, and whether it was heard."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skygap.blocks import BETWEEN, END, START, blocks_of
from skygap.gaps import find_gaps
from skygap.outages import find_outages
from skygap.settings import with_values
from skygap.tables.fixes import merge_fixes
from skygap.transits import find_transits
from skygap.witnesses import find_witnesses, silence_probability
from tests.builders import SETTINGS, UHWW, ZKPY, Craft, craft, near

DAY_MIN = 24 * 60.0
VANISHED = near(UHWW, ZKPY, 300)


def passing(name: str, *, minute: float = 0.0, ft: float = 33_000, km: float = 700) -> Craft:
    """Fly the whole way, heard all the way."""
    start = Craft(UHWW, name=name, minute=minute, altitude_ft=ft)
    return start.fly_to(near(UHWW, ZKPY, km), ft=ft, every=0.25)


def vanishing(*, name: str = "5117e7", minute: float = 0.0) -> Craft:
    """Fall silent half-way and come back to that place two hours later."""
    out = Craft(UHWW, name=name, minute=minute, altitude_ft=33_000)
    lost = out.fly_to(VANISHED, ft=33_000, every=0.25).silent(120)
    return lost.fly_to(UHWW, ft=33_000, every=0.25)


def heard_of(*stories: Craft, days: float = 14.0) -> tuple[pd.DataFrame, pd.Series]:
    fixes = merge_fixes([story.frame() for story in stories])
    chosen = with_values(SETTINGS, {"witness_days": days})
    gaps = find_gaps(fixes.assign(leg_id=""), settings=chosen)
    gaps = gaps[(gaps["craft_id"] == "5117e7") & ~gaps["is_open"]]
    seen, counts = find_witnesses(gaps, find_transits(fixes, settings=chosen), settings=chosen)
    return seen, counts.iloc[0]


def test_others_heard_all_the_way_are_counted_as_transits() -> None:
    others = [passing(f"00000{i}", minute=30.0 * i) for i in range(5)]
    seen, counts = heard_of(vanishing(), *others)
    assert (counts["n"], counts["k"]) == (5, 5)
    assert counts["silence_probability"] == pytest.approx(1 - 5.5 / 6)
    assert sorted(seen["witness_id"]) == [f"00000{i}" for i in range(5)]


def test_nobody_there_tells_nothing() -> None:
    seen, counts = heard_of(vanishing())
    assert (counts["n"], counts["block"], len(seen)) == (0, "", 0)
    assert np.isnan(counts["silence_probability"])


def test_others_at_another_height_are_no_witnesses() -> None:
    assert heard_of(vanishing(), passing("000001", ft=9_000))[1]["n"] == 0


def test_others_of_another_feed_are_no_witnesses() -> None:
    other = passing("000001").frame().assign(provider="another")
    fixes = merge_fixes([vanishing().frame(), other])
    gaps = find_gaps(fixes.assign(leg_id=""), settings=SETTINGS).head(1)
    counts = find_witnesses(gaps, find_transits(fixes, settings=SETTINGS), settings=SETTINGS)[1]
    assert counts["n"].tolist() == [0]


def test_others_weeks_away_are_no_witnesses() -> None:
    later = passing("000001", minute=20 * DAY_MIN)
    assert heard_of(vanishing(), later)[1]["n"] == 0
    assert heard_of(vanishing(), later, days=30)[1]["n"] == 1


def test_others_that_vanish_there_too_are_counted_as_not_heard() -> None:
    _, counts = heard_of(vanishing(), passing("000001", km=320), passing("000002", km=700))
    assert (counts["n"], counts["k"]) == (2, 1)


def test_the_same_craft_on_another_day_is_counted_apart() -> None:
    again = passing("5117e7", minute=3 * DAY_MIN)
    _, counts = heard_of(vanishing(), again, passing("000001"))
    assert (counts["n"], counts["self_n"], counts["self_k"]) == (1, 1, 1)


def test_the_flight_that_fell_silent_is_no_witness_of_itself() -> None:
    _, counts = heard_of(vanishing(), passing("000001"))
    assert counts["self_n"] == 0


def test_who_passed_within_hours_is_told_apart_from_who_passed_on_another_day() -> None:
    _, counts = heard_of(vanishing(), passing("000001", minute=60), passing("000002", minute=4_000))
    assert (counts["n"], counts["same_day_k"]) == (2, 1)


def test_a_gap_without_speed_or_direction_or_on_the_ground_has_no_blocks() -> None:
    lost = craft(UHWW, ft=30_000).heard().silent(60).heard()
    grounded = craft(UHWW).stand(5).silent(60).stand(5)
    for story in (lost, grounded):
        gaps = find_gaps(story.fixes(), settings=SETTINGS)
        assert blocks_of(gaps[~gaps["is_open"]], settings=SETTINGS).empty


def test_the_way_between_is_looked_at_only_when_there_was_no_time_for_another() -> None:
    lost = craft(UHWW, ft=33_000).fly_to(VANISHED, ft=33_000)
    there = near(UHWW, ZKPY, 650)
    straight = lost.unheard_to(there, ft=33_000).fly_to(ZKPY, ft=33_000)
    detour = lost.silent(90).unheard_to(there, ft=33_000).fly_to(ZKPY, ft=33_000)
    for story, names in ((straight, {START, BETWEEN, END}), (detour, {START, END})):
        gaps = find_gaps(story.fixes(), settings=SETTINGS)
        found = blocks_of(gaps[~gaps["is_open"]], settings=SETTINGS)
        assert set(found["block"]) == names


def test_at_the_edge_of_reception_the_block_is_not_covered() -> None:
    """All others are lost 30 km on: the first cells are covered, the rest is not."""
    edge = [passing(f"00000{i}", minute=30.0 * i, km=345) for i in range(5)]
    inside = [passing(f"00000{i}", minute=30.0 * i) for i in range(5)]
    assert heard_of(vanishing(), *edge)[1]["covered_share"] < 0.5
    assert heard_of(vanishing(), *inside)[1]["covered_share"] == 1.0


def test_the_cell_where_it_was_last_heard_is_left_out() -> None:
    gaps = find_gaps(vanishing().fixes(), settings=SETTINGS).query("not is_open")
    blocks = blocks_of(gaps, settings=SETTINGS)
    others = passing("000001", km=302)  # heard where it was last heard, and no further
    assert heard_of(vanishing(), others)[1]["k"] == 0
    assert len(blocks) > 2


@given(st.integers(0, 500), st.integers(0, 500))
def test_more_heard_makes_silence_less_likely_and_never_impossible(n: int, k: int) -> None:
    k = min(k, n)
    here, better = silence_probability([n, n + 1], [k, k + 1])
    assert n == 0 or 0 < better < here < 1


@pytest.mark.parametrize(("n", "ratio"), [(1, 4), (3, 8), (5, 12), (10, 22), (20, 42), (100, 202)])
def test_the_ratio_is_that_of_the_method(n: int, ratio: int) -> None:
    assert 1 / silence_probability([n], [n])[0] == pytest.approx(ratio)


def test_no_gaps_have_no_witnesses() -> None:
    nothing = find_gaps(craft(UHWW).stand(60).fixes(), settings=SETTINGS)
    transits = find_transits(passing("000001").fixes(), settings=SETTINGS)
    seen, counts = find_witnesses(nothing, transits, settings=SETTINGS)
    assert (len(seen), len(counts)) == (0, 0)
    assert len(find_outages(nothing, transits, settings=SETTINGS)) == 0


# --- outages ---------------------------------------------------------------------------------


def around(*stories: Craft) -> tuple[int, int]:
    fixes = merge_fixes([story.frame() for story in stories])
    gaps = find_gaps(fixes.assign(leg_id=""), settings=SETTINGS)
    gaps = gaps[gaps["craft_id"] == "5117e7"].head(1)
    found = find_outages(gaps, find_transits(fixes, settings=SETTINGS), settings=SETTINGS).iloc[0]
    return int(found["around_n"]), int(found["around_lost"])


def test_all_lost_in_the_same_minute_is_an_outage() -> None:
    """VANISHED is reached after 21.6 minutes; so are the others, 300 km on."""
    assert around(vanishing(), *[passing(f"00000{i}", km=300) for i in range(3)]) == (3, 3)


def test_an_outage_that_ends_before_the_others_are_far_is_one_too() -> None:
    """They come back on a straight way, so they crossed cells in it: nobody heard them there."""
    back = [
        passing(f"00000{i}", km=300)
        .unheard_to(near(UHWW, ZKPY, 500), ft=33_000)
        .fly_to(near(UHWW, ZKPY, 700), ft=33_000, every=0.25)
        for i in range(3)
    ]
    assert around(vanishing(), *back) == (3, 3)


def test_others_heard_on_are_around_and_not_lost() -> None:
    assert around(vanishing(), *[passing(f"00000{i}") for i in range(3)]) == (3, 0)


def test_who_was_lost_long_before_was_not_there() -> None:
    assert around(vanishing(), passing("000001", km=100), passing("000002")) == (1, 0)


def test_who_is_far_away_is_not_around() -> None:
    far = Craft((10.0, 20.0), name="000001", altitude_ft=33_000)
    assert around(vanishing(), far.fly_to((10.0, 30.0), ft=33_000)) == (0, 0)
