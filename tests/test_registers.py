"""Registers: every entry that may hold on a day is shown, none is chosen, and a rule is none."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.analysis import with_registers
from skygap.identity import register_disagreements, registrations_on
from skygap.tables.registrations import REGISTRATIONS
from skygap.tables.schema import conform, empty
from tests.builders import UHWW, ZKPY, analysed, flight

DAY = date(2024, 3, 20)


def entry(icao24: str, registration: str, source_id: str = "a", **more: str) -> dict[str, str]:
    facts = {"icao24": icao24, "registration": registration, "source_id": source_id}
    return {**facts, "kind": "reported", **more}


def register(*entries: dict[str, str]) -> pd.DataFrame:
    return conform(REGISTRATIONS, pd.DataFrame(entries)) if entries else empty(REGISTRATIONS)


def found(table: pd.DataFrame, icao24: str = "154e34", day: date = DAY) -> list[str]:
    return registrations_on(icao24, day, table)["registration"].tolist()


def test_every_source_is_given_also_where_they_disagree() -> None:
    table = register(entry("154e34", "RA-85554", "a"), entry("154e34", "RA-85556", "b"))
    assert found(table) == ["RA-85554", "RA-85556"]
    assert "RA-85554 (a), RA-85556 (b)" in register_disagreements("154e34", DAY, table)[0]


def test_an_entry_of_another_time_is_not_given() -> None:
    table = register(
        entry("154e34", "RA-1", valid_to="2024-03-19"),
        entry("154e34", "RA-2", valid_from="2024-03-20", valid_to="2024-03-20"),
        entry("154e34", "RA-3", valid_from="2024-04"),
        entry("154e34", "RA-4", valid_from="2024", valid_to="2024-03"),
        entry("154e34", "RA-5"),
    )
    assert found(table) == ["RA-2", "RA-4", "RA-5"]


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from([4, 7, 10]))
def test_a_date_that_is_known_in_part_excludes_no_day_it_may_mean(day: date, known: int) -> None:
    part = day.isoformat()[:known]
    table = register(entry("154e34", "RA-1", valid_from=part, valid_to=part))
    assert found(table, day=day) == ["RA-1"]


def test_both_registers_of_one_airframe_do_not_disagree() -> None:
    table = register(entry("15405b", "RA-82011", "a"), entry("15405b", "RF-82011", "b"))
    assert register_disagreements("15405b", DAY, table, named="RF-82011") == []


def test_an_entry_without_an_address_is_found_by_the_airframe() -> None:
    table = register(
        entry("15406e", "RA-82030", "a"),
        entry("", "RF-82030", "b", serial_number="9773054732045"),
        entry("", "RA-82031", "b"),
    )
    assert found(table, "15406e") == ["RA-82030", "RF-82030"]
    assert found(table, "15406f") == []


def test_the_rule_for_russian_addresses_makes_no_entry() -> None:
    assert found(register(entry("", "RA-82030", "b")), "15406e") == []


def test_no_address_has_no_entry() -> None:
    assert found(register(entry("", "RA-82030", "b")), "") == []
    assert register_disagreements("154e34", DAY, register()) == []


def test_another_address_for_the_same_airframe_is_said() -> None:
    table = register(entry("154e34", "RA-85554", "a"), entry("154e32", "RA-85554", "b"))
    assert "154e32 (b)" in register_disagreements("154e34", DAY, table)[0]


def test_two_serial_numbers_of_one_airframe_are_said() -> None:
    entries = [entry("154e34", "RA-1", who, serial_number=who * 3) for who in ("a", "b")]
    assert "aaa (a), bbb (b)" in register_disagreements("154e34", DAY, register(*entries))[0]


def test_a_feed_that_names_what_no_source_has_is_warned_of() -> None:
    fixes = flight(UHWW, ZKPY).fixes().assign(registration="P-881")
    table = register(entry("aaaaaa", "RA-82030"), entry("bbbbbb", "P-881"))
    warned = with_registers(analysed(fixes), table).warnings
    assert warned[["code", "craft_id"]].to_numpy().tolist() == [["identity_disagrees", "aaaaaa"]]
    assert "names it P-881" in warned["text"].iloc[0]


def test_sources_that_agree_and_addresses_that_none_has_are_not_warned_of() -> None:
    fixes = flight(UHWW, ZKPY).fixes().assign(registration="RF-82030")
    for table in (register(), register(entry("aaaaaa", "RA-82030")), register(entry("b", "X"))):
        assert with_registers(analysed(fixes), table).warnings.empty
