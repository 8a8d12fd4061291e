"""The calendar of days: what was asked is told apart from what nobody asked."""

import pandas as pd
import pytest

from skygap.ui.calendar import MEANINGS, SIGNS, calendar_chart, day_table, legend_words

DAYS = pd.DataFrame(
    {
        "craft_id": "154e37",
        "provider": "adsb.lol",
        "day": ["2024-02-29", "2024-03-02", "2025-07-01"],
        "status": ["loaded", "empty", "failed"],
        "note": ["", "no file of this aircraft", "no answer"],
        "fetched_at": pd.to_datetime(["2026-01-01T00:00Z"] * 3),
    }
)


def cells(theme: str = "light") -> pd.DataFrame:
    return calendar_chart(DAYS, theme=theme).data


def test_a_day_that_nobody_asked_for_is_blank_and_says_so() -> None:
    asked = cells().set_index("day")["status"]
    assert asked["2024-03-01"] == "nobody asked"
    assert cells().set_index("day").loc["2024-03-01", "sign"] == ""


def test_each_day_of_the_ledger_has_its_sign_and_its_reason() -> None:
    day = cells().set_index("day").loc["2024-03-02"]
    assert (day["sign"], day["note"]) == (SIGNS["empty"], "no file of this aircraft")


def test_only_months_that_hold_a_day_are_drawn() -> None:
    assert sorted(cells()["month"].unique()) == ["2024-02", "2024-03", "2025-07"]
    assert len(cells()) == 29 + 31 + 31


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_status_has_a_sign_of_its_own_and_a_colour(theme: str) -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
    marks = calendar_chart(DAYS, theme=theme).layer[1].to_dict()
    assert len(marks["encoding"]["color"]["scale"]["range"]) == len(SIGNS)


def test_the_legend_explains_every_sign_and_the_blank() -> None:
    assert all(words in legend_words() for words in [*SIGNS.values(), *MEANINGS.values()])
    assert "nobody asked" in legend_words()


def test_the_table_lists_the_newest_day_first() -> None:
    assert day_table(DAYS)["Day (UTC)"].tolist() == ["2025-07-01", "2024-03-02", "2024-02-29"]
