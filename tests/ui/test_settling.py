"""What would settle a gap follows from what is not loaded, and says no more."""

import pandas as pd

from skygap.settings import Settings
from skygap.tables.days import DAYS, LOADED, PARTIAL
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.schema import conform, empty
from skygap.ui.settling import known_around, ledger_words, settling
from tests.ui.silences import SILENT, gap_row, open_gap

SETTINGS = Settings()


def days(status: str, *named: str, provider: str = "adsblol") -> pd.DataFrame:
    rows = pd.DataFrame({"day": list(named)}).assign(
        craft_id=SILENT,
        provider=provider,
        status=status,
        fetched_at=pd.Timestamp("2026-01-01T00:00Z"),
    )
    return conform(DAYS, rows)


WHOLE = days(LOADED, "2024-03-19", "2024-03-20", "2024-03-21")


def said(gap: pd.Series, ledger: pd.DataFrame = WHOLE) -> str:
    return "\n".join(settling(gap, ledger, settings=SETTINGS))


def test_days_that_nobody_asked_for_are_named() -> None:
    assert "2024-03-19, 2024-03-20, 2024-03-21" in said(gap_row(), empty(DAYS))
    assert "nobody has data for" not in said(gap_row())


def test_days_known_in_part_are_named_as_such() -> None:
    ledger = pd.concat([days(LOADED, "2024-03-19", "2024-03-21"), days(PARTIAL, "2024-03-20")])
    assert "The whole of 2024-03-20" in said(gap_row(), ledger)
    assert ledger_words(known_around(gap_row(), ledger)).endswith("2 loaded, 1 known in part.")


def test_too_few_others_are_asked_for_with_region_and_days() -> None:
    words = said(gap_row(witness_n=3))
    assert "between 2024-03-06 and 2024-04-03: 3 are loaded" in words
    assert "Other aircraft" not in said(gap_row(witness_n=10))


def test_a_provider_that_was_asked_is_not_named_again() -> None:
    assert "adsb.lol" not in said(gap_row())
    assert "OpenSky" in said(gap_row())
    assert "Another provider" in said(gap_row(), empty(DAYS))


def test_its_own_other_days_are_asked_for_only_while_none_are_known() -> None:
    assert "Earlier and later days" in said(gap_row())
    assert "Earlier and later days" not in said(gap_row(self_n=1))


def test_after_interference_positions_of_another_kind_are_asked_for() -> None:
    assert "(mlat)" in said(gap_row(cause="gnss_interference"))
    assert "(mlat)" not in said(gap_row())


def test_an_open_gap_wants_what_came_after() -> None:
    assert "the data may simply end there" in said(open_gap())


def test_a_ship_wants_satellites_and_no_aircraft() -> None:
    words = said(gap_row(mmsi="273456789"))
    assert "Satellite AIS" in words
    assert "aircraft" not in words


def test_many_days_are_counted_not_all_named() -> None:
    long = gap_row(end_time=pd.Timestamp("2024-05-20T00:00Z"))
    assert "and 57 more" in said(long, empty(DAYS))


def test_nothing_would_settle_what_was_generated() -> None:
    [words] = settling(gap_row(provider=EXAMPLE_PROVIDER), WHOLE, settings=SETTINGS)
    assert "worked example" in words


def test_the_second_craft_of_an_address_asks_for_the_days_of_the_address() -> None:
    assert known_around(gap_row(craft_id=f"{SILENT}#2"), WHOLE).are_all_known
