"""Witnesses in words, in a list and on the small map."""

from urllib.parse import parse_qs, urlsplit

import pytest

from skygap.settings import Settings
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.ui.style import WITNESS_LEGEND, styles
from skygap.ui.text import EXAMPLE_LABEL
from skygap.ui.witness_map import all_parts, end_parts, signs_of, witness_parts
from skygap.ui.witness_words import details, headline, map_links, witness_table
from tests.ui.silences import gap_row, open_gap, witnesses_of

SETTINGS = Settings()
SEEN = gap_row(
    witness_n=17, witness_k=17, witness_block="start", same_day_k=5, silence_probability=0.028
)
PASSED = witnesses_of(("440001", False, True), ("440002", False, False), ("154e37", True, True))
LABELS = {"440001": 'RA-1&x=<b>"', "154e37": "RA-82030"}


def test_the_counts_are_said_with_height_and_days() -> None:
    assert headline(SEEN, settings=SETTINGS).startswith(
        "17 of 17 transits of other aircraft at this height, within 14 days"
    )


def test_without_witnesses_it_is_not_known_whether_it_could_be_heard() -> None:
    words = headline(gap_row(), settings=SETTINGS)
    assert "not known" in words
    assert details(gap_row(), settings=SETTINGS) == []


def test_the_witnesses_of_a_ship_are_ships() -> None:
    assert "No other ship is loaded" in headline(gap_row(mmsi="273456789"), settings=SETTINGS)
    seen = gap_row(
        mmsi="273456789", witness_n=9, witness_k=8, witness_block="start", same_day_k=2,
        silence_probability=0.15, reception_per_day=44.4, around_n=4,
    )  # fmt: skip
    assert "8 of 9 transits of other ships" in headline(seen, settings=SETTINGS)
    said = " ".join(details(seen, settings=SETTINGS))
    assert "within 24 hours of the moment: 2" in said
    assert "44 times a day" in said
    assert "in the hour it fell silent: 4" in said
    assert " ft" not in said


def test_details_say_who_passed_that_day_and_whether_it_did_itself() -> None:
    said = " ".join(details(SEEN, settings=SETTINGS))
    assert "Of those heard, passed within 6 hours of the moment: 5." in said
    assert "did not pass there itself" in said
    assert "3 %" in said
    assert "nan" not in said


def test_each_witness_is_listed_with_what_was_heard_of_it() -> None:
    table = witness_table(PASSED, LABELS)
    assert table["Heard"].tolist() == ["all the way", "not all the way", "all the way"]
    assert table["Who"].tolist()[1:] == ["440002", "RA-82030, itself, at another time"]


def test_a_link_to_the_map_names_craft_and_hour_and_nothing_can_break_out_of_it() -> None:
    link = urlsplit(map_links(PASSED, LABELS)[0])
    query = parse_qs(link.query)
    assert query["aircraft"] == [LABELS["440001"]]
    assert (query["from"], query["to"]) == (["2024-03-21T10:10Z"], ["2024-03-21T11:10Z"])
    assert (link.scheme, link.netloc, link.path) == ("", "", "./")
    assert not set('<>"') & set(link.query)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_heard_and_lost_differ_by_shape(theme: str) -> None:
    kinds = [part["k"] for part in witness_parts(PASSED, LABELS)]
    assert kinds == ["witness_heard", "witness_lost", "witness_heard"]
    shapes = {str(styles(theme)[str(kind)]["shape"]) for kind in kinds}
    assert len(shapes) == 2


def test_a_witness_without_a_place_is_listed_but_not_drawn() -> None:
    nowhere = PASSED.assign(lat=float("nan"))
    assert witness_parts(nowhere, LABELS) == []
    assert len(witness_table(nowhere, LABELS)) == 3


def test_only_the_ends_of_a_gap_are_drawn() -> None:
    assert [part["k"] for part in end_parts(gap_row())] == ["gap_start", "gap_end"]
    assert [part["k"] for part in end_parts(open_gap())] == ["gap_start"]
    assert not [part for part in end_parts(gap_row()) if "g" in part]


def test_every_sign_of_the_small_map_is_explained() -> None:
    drawn = [*end_parts(gap_row()), *witness_parts(PASSED, LABELS)]
    assert signs_of(drawn) == list(WITNESS_LEGEND)
    assert {part["k"] for part in drawn} == {meaning.style for meaning in WITNESS_LEGEND}


def test_what_is_not_drawn_is_not_explained() -> None:
    assert [sign.style for sign in signs_of(end_parts(open_gap()))] == ["gap_start"]


def test_everything_on_the_map_of_the_example_says_so_and_nothing_else_does() -> None:
    example = all_parts(gap_row(provider=EXAMPLE_PROVIDER), PASSED, LABELS)
    assert len(example) == 5
    assert all(EXAMPLE_LABEL in str(part["t"]) for part in example)
    assert EXAMPLE_LABEL not in str(all_parts(gap_row(), PASSED, LABELS))
