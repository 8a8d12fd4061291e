"""What would settle a gap: what is not loaded, and who may have heard more. Words, no screen."""

from collections.abc import Sequence

import pandas as pd

from skygap.causes import INTERFERENCE
from skygap.providers import PROVIDERS
from skygap.settings import Settings
from skygap.tables.days import KnownDays, known_days
from skygap.tables.fixes import EXAMPLE_PROVIDER, shared_key
from skygap.tables.ships import is_ship_mmsi
from skygap.timing import spoken

DAYS_AROUND = pd.Timedelta(days=1)
MOST_NAMED = 6


def settling(gap: pd.Series, days: pd.DataFrame, *, settings: Settings) -> list[str]:
    """List what would settle a gap, by what the ledger (DAYS) says and who was compared."""
    if gap["provider"] == EXAMPLE_PROVIDER:
        return ["Nothing: this is the worked example, generated to show how a gap looks."]
    said = [*_day_words(known_around(gap, days)), _open_words(gap)]
    said += (
        _ship_words(gap, settings)
        if is_ship_mmsi(gap["mmsi"])
        else _aircraft_words(gap, days, settings)
    )
    return [words for words in said if words]


def known_around(gap: pd.Series, days: pd.DataFrame) -> KnownDays:
    """Sort the days from one before a gap to one after it by what the ledger says of its craft."""
    until = gap["start_time"] if gap["is_open"] else gap["end_time"]
    craft = shared_key(gap["craft_id"])
    return known_days(days, craft, start=gap["start_time"] - DAYS_AROUND, end=until + DAYS_AROUND)


def ledger_words(known: KnownDays) -> str:
    """Say in one sentence how far the days around are known."""
    counts = {
        "loaded": known.loaded,
        "without any position": known.empty,
        "known in part": known.partial,
        "not known": known.unknown,
    }
    parts = [f"{len(named)} {word}" for word, named in counts.items() if named]
    return f"Of the days from the one before to the one after: {', '.join(parts)}."


def _day_words(known: KnownDays) -> list[str]:
    said = []
    if known.unknown:
        said.append(
            f"The days of this craft that nobody has data for: {_named(known.unknown)}. Fetch them "
            "or add files of them."
        )
    if known.partial:
        said.append(
            f"The whole of {_named(known.partial)}: something is loaded, and nothing says that it "
            "is all. A provider's file of the day would."
        )
    return said


def _open_words(gap: pd.Series) -> str:
    if not gap["is_open"]:
        return ""
    return f"What came after {spoken(gap['start_time'])}: the data may simply end there."


def _ship_words(gap: pd.Series, settings: Settings) -> list[str]:
    few = gap["witness_n"] < settings.off_least_n
    others = "Other ships of this region and these days: were they heard, it could have been."
    own = "Earlier and later passages of this ship through the same waters."
    return [
        "Satellite AIS of these hours: receivers on shore hear some tens of kilometres out to sea.",
        others if few else "",
        "" if gap["self_n"] else own,
    ]


def _aircraft_words(gap: pd.Series, days: pd.DataFrame, settings: Settings) -> list[str]:
    return [
        _other_aircraft(gap, settings),
        _other_provider(gap, days),
        _own_days(gap),
        _other_positions(gap),
    ]


def _other_aircraft(gap: pd.Series, settings: Settings) -> str:
    if gap["witness_n"] >= settings.off_least_n:
        return ""
    first, last = (
        gap["start_time"] + sign * pd.Timedelta(days=settings.witness_days) for sign in (-1, 1)
    )
    return (
        f"Other aircraft that passed there at this height between {first:%Y-%m-%d} and "
        f"{last:%Y-%m-%d}: {gap['witness_n']} are loaded, and fewer than "
        f"{settings.off_least_n:g} carry no verdict."
    )


def _other_provider(gap: pd.Series, days: pd.DataFrame) -> str:
    rows = days[days["craft_id"] == shared_key(gap["craft_id"])]
    asked = {gap["provider"], *rows["provider"]}
    others = [each.title for name, each in PROVIDERS.items() if name not in asked]
    if not others:
        return ""
    return (
        f"Another provider, with receivers of its own: {', '.join(others)}. Silence in two of them "
        "is worth more than in one."
    )


def _own_days(gap: pd.Series) -> str:
    if gap["self_n"]:
        return ""
    return (
        "Earlier and later days of this aircraft on the same way: whether it was heard there then "
        "tells whether its own signal is heard there."
    )


def _other_positions(gap: pd.Series) -> str:
    if gap["cause"] != INTERFERENCE:
        return ""
    return (
        "Positions of these minutes that receivers worked out from when they heard it (mlat): they "
        "do not rest on its satellite receiver."
    )


def _named(days: Sequence[str]) -> str:
    more = f" and {len(days) - MOST_NAMED} more" if len(days) > MOST_NAMED else ""
    return f"{', '.join(days[:MOST_NAMED])}{more}"
