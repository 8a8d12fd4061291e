"""Identity: what an address says, and that one address may be more than one craft."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skygap.identity import country_of, further_words, registration_hint, same_airframe
from skygap.readers.shipped.reference import read_hex_blocks
from skygap.tables.fixes import merge_fixes
from tests.builders import UHWW, ZKPY, analysed, craft, flight, near, off
from tests.conftest import ROOT

BLOCKS = read_hex_blocks(ROOT / "data" / "registers" / "hex_blocks.csv")


def country(icao24: str) -> str:
    return str(country_of(pd.Series([icao24], dtype="str"), BLOCKS).iloc[0])


@pytest.mark.parametrize(
    ("icao24", "expected"),
    [("15406e", "RU"), ("720001", "KP"), ("154e37", "RU"), ("3946e4", "FR"), ("004014", "ZW")],
)
def test_an_address_lies_in_the_block_of_its_country(icao24: str, expected: str) -> None:
    assert country(icao24) == expected


@pytest.mark.parametrize("icao24", ["", "000000", "ffffff", "~15406e", "f0e0a1", "nobody"])
def test_an_address_outside_all_blocks_has_no_country(icao24: str) -> None:
    assert country(icao24) == ""


def test_blocks_touch_no_other() -> None:
    assert (BLOCKS["first"].to_numpy()[1:] > BLOCKS["last"].to_numpy()[:-1]).all()
    assert (BLOCKS["first"] <= BLOCKS["last"]).all()


@given(st.integers(0, 0xFFFFFF))
def test_every_address_can_be_asked(number: int) -> None:
    assert len(country(f"{number:06x}")) in (0, 2)


@pytest.mark.parametrize(
    ("icao24", "digits"), [("15406e", "82030"), ("155228", "86568"), ("140001", "00001")]
)
def test_a_russian_address_hints_at_a_registration_in_both_registers(
    icao24: str, digits: str
) -> None:
    assert registration_hint(icao24) == f"RA-{digits} or RF-{digits}"


@pytest.mark.parametrize("icao24", ["", "140000", "1586a0", "a00001", "~15406e"])
def test_no_other_address_hints_at_anything(icao24: str) -> None:
    assert registration_hint(icao24) == ""


def test_the_civil_and_the_state_registration_of_one_airframe_are_one() -> None:
    assert same_airframe("RA-82030", "RF-82030")
    assert same_airframe("RF82030", "RA-82030")
    assert not same_airframe("RA-82030", "RA-82031")
    assert not same_airframe("", "")


def heard_by_turns(minutes: int = 30) -> pd.DataFrame:
    """One address heard every minute here and, in between, 2,000 km away on another way."""
    here = craft(UHWW, ft=33_000).fly_to(near(UHWW, ZKPY, 13.89 * minutes), ft=33_000)
    start = off(UHWW, 0, 2000)
    there = craft(start, ft=20_000).silent(0.5)
    there = there.fly_to(off(start, 90, 13.89 * (minutes - 2)), ft=20_000, every=2.0)
    return merge_fixes([here.frame(), there.frame()])


def test_one_address_heard_by_turns_in_two_places_is_warned_of() -> None:
    warned = analysed(heard_by_turns()).warnings
    assert warned[["code", "craft_id"]].to_numpy().tolist() == [["identity_mix", "aaaaaa"]]
    assert "second craft under this address: 16 positions" in warned["text"].iloc[0]


def test_a_false_copy_that_cannot_be_told_from_a_craft_is_warned_of_and_set_aside() -> None:
    true = flight(UHWW, ZKPY).fixes()
    copy = true.assign(lat=true["lat"] + 6, timestamp=true["timestamp"] + pd.Timedelta("7s"))
    warned = analysed(merge_fixes([true, copy.assign(evidence_id="c" * 64)])).warnings
    assert "identity_mix" in warned["code"].tolist()
    assert "false positions, which nothing tells apart" in " ".join(warned["text"])


def test_of_two_crafts_with_one_address_no_leg_joins_both() -> None:
    legs = analysed(heard_by_turns()).legs
    assert legs["distance_km"].max() < 600
    assert legs["craft_id"].tolist() == ["aaaaaa", "aaaaaa#2"]


def test_the_words_for_further_craft_count_them() -> None:
    words = [further_words(craft) for craft in ("aaaaaa", "aaaaaa#2", "aaaaaa#3", "aaaaaa#4")]
    assert words[0] == ""
    assert [word.split()[0] for word in words[1:]] == ["second", "third", "4th"]


def test_scattered_jumps_are_no_second_craft() -> None:
    fixes = flight(UHWW, ZKPY).fixes()
    for i in range(20, 90, 5):
        fixes.loc[i, ["lat", "lon"]] = off(UHWW, 37.0 * i, 400.0 + 20 * i)
    codes = set(analysed(fixes).warnings["code"])
    assert codes == {"masked_fixes"}


def test_two_names_of_one_address_are_warned_of_unless_they_are_one_airframe() -> None:
    fixes = flight(UHWW, ZKPY).fixes()
    half = fixes.index < len(fixes) // 2
    named = fixes.assign(registration=["RA-82030" if early else "RF-82030" for early in half])
    assert analysed(named).warnings.empty
    other = fixes.assign(registration=["RA-82030" if early else "P-881" for early in half])
    assert analysed(other).warnings["code"].tolist() == ["identity_mix"]


def test_two_types_of_one_address_are_warned_of() -> None:
    fixes = flight(UHWW, ZKPY).fixes()
    typed = fixes.assign(typecode=["A124" if n < 50 else "IL76" for n in range(len(fixes))])
    assert "A124 and IL76" in analysed(typed).warnings["text"].iloc[0]
