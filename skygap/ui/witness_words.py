"""What others tell of a gap, in words: how many passed, how many were heard, what that allows."""

import math
from collections.abc import Mapping
from urllib.parse import urlencode

import pandas as pd

from skygap.selection import FROM, TO, window_query
from skygap.settings import Settings
from skygap.tables.ships import is_ship_mmsi
from skygap.timing import spoken, unix_ms
from skygap.ui.filters import AIRCRAFT
from skygap.ui.text import percent

_HEARD = {True: "all the way", False: "not all the way"}
ITSELF = "itself, at another time"
_BLOCK_WORDS = {
    "start": "in the minutes after it was last heard",
    "end": "in the minutes before it was heard again",
    "between": "on a stretch of the straight way between the ends",
}
_SHIP_BLOCK_WORDS = {
    "start": "in the hours after it was last heard",
    "end": "in the hours before it was heard again",
    "between": _BLOCK_WORDS["between"],
}
_NO_AIRCRAFT = "aircraft is loaded that passed there at this height"
_LINK_MIN = 30


def headline(gap: pd.Series, *, settings: Settings) -> str:
    """Say in one sentence whether others were heard where it must have been."""
    is_ship = is_ship_mmsi(gap["mmsi"])
    if not gap["witness_n"]:
        who = "ship is loaded that passed there" if is_ship else _NO_AIRCRAFT
        return (
            f"No other {who} within {_days(settings)}. Whether it could have been heard is not "
            "known."
        )
    n, k, block = gap["witness_n"], gap["witness_k"], gap["witness_block"]
    others = "ships" if is_ship else "aircraft at this height"
    where = (_SHIP_BLOCK_WORDS if is_ship else _BLOCK_WORDS)[block]
    return (
        f"{k:,} of {n:,} transits of other {others}, within {_days(settings)}, were heard all the "
        f"way {where}."
    )


def details(gap: pd.Series, *, settings: Settings) -> list[str]:
    """Say what else the witnesses tell, a sentence each; nothing without any."""
    if not gap["witness_n"]:
        return []
    is_ship = is_ship_mmsi(gap["mmsi"])
    hours = settings.ship_same_day_hours if is_ship else settings.same_day_hours
    said = [
        f"Of those heard, passed within {hours:g} hours of the moment: {gap['same_day_k']:,}.",
        _self_words(gap),
        _silence_words(gap),
        _covered_words(gap),
        _reception_words(gap) if is_ship else _floor_words(gap),
        _around_words(gap),
    ]
    return [words for words in said if words]


def witness_table(witnesses: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """List WITNESSES: who, when, heard all the way or not, and a link to the map of that hour."""
    who = zip(witnesses["witness_id"], witnesses["is_self"], strict=True)
    return pd.DataFrame(
        {
            "Who": [_who(craft, labels, is_self=own) for craft, own in who],
            "Passed (UTC)": witnesses["start_time"],
            "Heard": witnesses["is_unbroken"].map(_HEARD),
            "Map": map_links(witnesses, labels),
        }
    )


def map_links(witnesses: pd.DataFrame, labels: Mapping[str, str]) -> list[str]:
    """Write for each witness the address of the Map page with its craft and that hour."""
    passed = zip(witnesses["witness_id"], unix_ms(witnesses["start_time"]), strict=True)
    return [_link(labels.get(craft, craft), int(ms)) for craft, ms in passed]


def witness_title(witness: Mapping[str, object], labels: Mapping[str, str]) -> list[str]:
    """Say who a witness was, when it passed and whether it was heard; lines of a card."""
    who = _who(str(witness["witness_id"]), labels, is_self=bool(witness["is_self"]))
    passed = spoken(pd.Timestamp(str(witness["start_time"])))
    return [who, f"Passed {passed}", f"Heard {_HEARD[bool(witness['is_unbroken'])]}"]


def _who(craft: str, labels: Mapping[str, str], *, is_self: bool) -> str:
    return f"{labels.get(craft, craft)}{f', {ITSELF}' if is_self else ''}"


def _link(label: str, ms: int) -> str:
    window = window_query((ms - _LINK_MIN * 60_000, ms + _LINK_MIN * 60_000))
    return "./?" + urlencode({AIRCRAFT: label, FROM: window[FROM], TO: window[TO]})


def _days(settings: Settings) -> str:
    return f"{settings.witness_days:g} days before or after"


def _self_words(gap: pd.Series) -> str:
    n, k = gap["self_n"], gap["self_k"]
    if not n:
        return "It did not pass there itself at any other loaded time."
    return f"Its own transits there at other times: {n:,}; heard all the way: {k:,}."


def _silence_words(gap: pd.Series) -> str:
    share = gap["silence_probability"]
    if math.isnan(share):
        return ""
    return (
        "By these counts a craft that transmits is not heard all the way there in "
        f"{percent(share)} of cases."
    )


def _covered_words(gap: pd.Series) -> str:
    share = gap["covered_share"]
    if math.isnan(share):
        return ""
    return f"Others are heard nearly always in {percent(share)} of the cells of that stretch."


def _floor_words(gap: pd.Series) -> str:
    if math.isnan(gap["floor_ft"]):
        return ""
    return f"The lowest that others were heard there is {gap['floor_ft']:,.0f} ft."


def _reception_words(gap: pd.Series) -> str:
    if math.isnan(gap["reception_per_day"]):
        return ""
    return f"Other ships are heard {gap['reception_per_day']:,.0f} times a day in that region."


def _around_words(gap: pd.Series) -> str:
    if not gap["around_n"]:
        return ""
    moment = "hour" if is_ship_mmsi(gap["mmsi"]) else "minute"
    return (
        f"Others heard around in the {moment} it fell silent: {gap['around_n']:,}; silent with it: "
        f"{gap['around_lost'] or 'none'}."
    )
