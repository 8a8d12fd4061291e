"""Identity: what an address says of a craft, and whether one address is more than one craft.

An address says where a craft is registered, not who owns or flies it. Nothing here is
evidence of identity by itself: addresses are set by hand, borrowed and forged.
"""

import re
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from skygap.clean import JUMP, KEPT, OFF_COURSE, SAME_TIME
from skygap.jumps import Steps
from skygap.settings import Settings
from skygap.tables.fixes import craft_number, shared_key, shared_keys

RUSSIAN_BASE = 0x140000
_RUSSIAN_NUMBERS = range(1, 100_000)
_HEX = re.compile(r"[0-9a-f]{6}")
_RUSSIAN = re.compile(r"R[AF]-?(\d{5})")

IDENTITY_MIX = "identity_mix"
IDENTITY_DISAGREES = "identity_disagrees"
_ORDINALS = {2: "second", 3: "third"}
_OTHER_PLACE = (JUMP, OFF_COURSE, SAME_TIME)


def country_of(icao24: pd.Series, hex_blocks: pd.DataFrame) -> pd.Series:
    """Give the ISO country whose block each address lies in; empty for none and for `~` ones."""
    known = icao24.str.fullmatch(_HEX.pattern).to_numpy(dtype=bool)
    row = np.searchsorted(hex_blocks["first"].to_numpy(str), icao24.to_numpy(str), side="right") - 1
    inside = known & (row >= 0)
    blocks = hex_blocks.iloc[np.where(inside, row, 0)] if len(hex_blocks) else hex_blocks
    if blocks.empty:
        return pd.Series("", index=icao24.index, dtype="str")
    inside &= icao24.to_numpy(str) <= blocks["last"].to_numpy(str)
    return pd.Series(np.where(inside, blocks["country"], ""), index=icao24.index, dtype="str")


def registration_hint(icao24: str) -> str:
    """Say which Russian registration an address stands for as a rule; empty for all others.

    Russia numbers addresses from 140000 on by the five digits of the registration. Of 821 known
    aircraft 792 follow the rule; RF-19002 with 14626e is one that does not.
    """
    if not _HEX.fullmatch(icao24):
        return ""
    digits = int(icao24, 16) - RUSSIAN_BASE
    return f"RA-{digits:05d} or RF-{digits:05d}" if digits in _RUSSIAN_NUMBERS else ""


def same_airframe(registration: str, other: str) -> bool:
    """Tell whether two registrations heard with one address name one airframe.

    RA- is the civil and RF- the state register of Russia; an airframe keeps its digits.
    """
    return bool(registration) and _airframe(registration) == _airframe(other)


def _airframe(registration: str) -> str:
    russian = _RUSSIAN.fullmatch(registration.upper())
    return russian[1] if russian else registration.upper().replace("-", "")


def registrations_on(icao24: str, day: date, registrations: pd.DataFrame) -> pd.DataFrame:
    """Give every entry of every source that holds, or may hold, for an address on a day.

    None is chosen where they disagree. Entries without an address are found by the airframe that
    another source gives the address to. An unknown first or last day excludes nothing.
    """
    if not icao24:
        return registrations.head(0)
    valid = registrations[_may_hold(registrations, day.isoformat())]
    there = valid["icao24"] == icao24
    airframes = set(valid.loc[there, "registration"].map(_airframe))
    named = (valid["icao24"] == "") & valid["registration"].map(_airframe).isin(airframes)
    return valid[there | named].reset_index(drop=True)


def _may_hold(registrations: pd.DataFrame, day: str) -> npt.NDArray[np.bool_]:
    """Tell which entries may hold on a day; of a month or a year any day may be meant."""
    bounds = zip(registrations["valid_from"], registrations["valid_to"], strict=True)
    return np.array(
        [day[: len(since)] >= since and day[: len(until)] <= until for since, until in bounds],
        dtype=bool,
    )


def register_disagreements(
    icao24: str, day: date, registrations: pd.DataFrame, *, named: str = ""
) -> list[str]:
    """Say in sentences what sources say against each other, or against the feed, of an address.

    `named` is the registration in the feed, empty when it has none.
    """
    entries = registrations_on(icao24, day, registrations)
    if entries.empty:
        return []
    airframes = set(entries["registration"].map(_airframe))
    valid = registrations[_may_hold(registrations, day.isoformat())]
    same = valid["registration"].map(_airframe).isin(airframes)
    elsewhere = valid[same & ~valid["icao24"].isin([icao24, ""])]
    found = []
    if len(airframes) > 1:
        found.append(f"Sources disagree on {icao24}: {_by_source(entries, 'registration')}.")
    if len(set(entries["serial_number"]) - {""}) > 1:
        found.append(f"Sources disagree on the airframe: {_by_source(entries, 'serial_number')}.")
    if len(elsewhere):
        names = " and ".join(elsewhere["registration"].drop_duplicates())
        said = _by_source(elsewhere, "icao24")
        found.append(f"Another source gives {names} another address: {said}.")
    if named and _airframe(named) not in airframes:
        found.append(f"The feed names it {named}: no source gives {icao24} that registration.")
    return found


def _by_source(entries: pd.DataFrame, column: str) -> str:
    said = entries[entries[column] != ""]
    words = [f"{what} ({who})" for what, who in zip(said[column], said["source_id"], strict=True)]
    return ", ".join(words)


def register_warnings(
    fixes: pd.DataFrame, registrations: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """Warn where registers disagree on an address that was heard: code, text, craft_id."""
    known = fixes[fixes["icao24"].isin(set(registrations["icao24"]) - {""})]
    heard = pd.DataFrame(
        {
            "craft_id": shared_keys(known["craft_id"]),
            "icao24": known["icao24"],
            "registration": known["registration"],
            "day": known["timestamp"].dt.floor("D"),
        }
    ).drop_duplicates()
    found = [
        (IDENTITY_DISAGREES, text, craft)
        for craft, icao24, named, day in heard.itertuples(index=False)
        for text in register_disagreements(icao24, day.date(), registrations, named=named)
    ]
    return list(dict.fromkeys(found))


def identity_warnings(fixes: pd.DataFrame, *, settings: Settings) -> list[tuple[str, str, str]]:
    """Warn of addresses that more than one craft seems to use: code, text, craft_id.

    Takes FIXES with `mask_reason`, ordered by craft and time.
    """
    shared = fixes.assign(craft_id=shared_keys(fixes["craft_id"]))
    return [
        *_name_warnings(shared, "registration", "is named"),
        *_name_warnings(shared, "typecode", "is given the types"),
        *_craft_warnings(fixes),
        *_place_warnings(fixes, settings),
    ]


def _name_warnings(fixes: pd.DataFrame, column: str, verb: str) -> list[tuple[str, str, str]]:
    """Find addresses that the data itself gives several names of one kind."""
    named = fixes.loc[fixes[column] != "", ["craft_id", column]].drop_duplicates()
    found = []
    for craft, names in named.groupby("craft_id")[column]:
        if not all(same_airframe(names.iloc[0], name) for name in names):
            said = " and ".join(names)
            text = f"One address {verb} {said} in the data: more than one craft, or a wrong name."
            found.append((IDENTITY_MIX, text, str(craft)))
    return found


def further_words(craft_id: str) -> str:
    """Say which craft under its address this is; nothing of the first."""
    number = craft_number(craft_id)
    words = _ORDINALS.get(number, f"{number}th")
    return f"{words} craft under this address" if number > 1 else ""


def _craft_warnings(fixes: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Say of each address that was told apart into several craft how many positions each has."""
    counts = fixes.groupby("craft_id", sort=True).size()
    further: dict[str, list[str]] = {}
    for craft, count in counts.items():
        if words := further_words(str(craft)):
            further.setdefault(shared_key(str(craft)), []).append(f"{words}: {count} positions")
    return [(IDENTITY_MIX, _apart_words(said), craft) for craft, said in further.items()]


def _apart_words(said: list[str]) -> str:
    return (
        "Heard by turns on ways that no one craft can fly: several craft with one address, as far "
        f"as can be told. Each is shown by itself ({'; '.join(said)}). Which of them the address "
        "belongs to is not known."
    )


def _place_warnings(fixes: pd.DataFrame, settings: Settings) -> list[tuple[str, str, str]]:
    """Find crafts heard to and fro between two places, the second a way of its own."""
    elsewhere = fixes["mask_reason"].isin(_OTHER_PLACE).to_numpy()
    if not elsewhere.any():
        return []
    returns = elsewhere[:-1] & (fixes["mask_reason"] == KEPT).to_numpy()[1:]
    rows: npt.NDArray[np.intp] = np.arange(len(fixes) - 1)
    returns &= Steps(fixes, settings).excess_km(rows, rows + 1) > 0
    crossings = fixes["craft_id"].iloc[1:][returns].value_counts()
    found = []
    for craft in crossings.index[crossings > settings.stray_crossings_max]:
        other = fixes[elsewhere & (fixes["craft_id"] == craft).to_numpy()]
        if _is_a_way(other, settings):
            found.append((IDENTITY_MIX, _mix_words(int(crossings[craft]), len(other)), str(craft)))
    return found


def _is_a_way(fixes: pd.DataFrame, settings: Settings) -> bool:
    """Tell whether one craft can have flown from each fix to the next, as scatter cannot."""
    steps = Steps(fixes, settings)
    rows: npt.NDArray[np.intp] = np.arange(len(fixes) - 1)
    excess = steps.excess_km(rows, rows + 1)
    return bool((excess == 0).mean() >= settings.one_way_probability)


def _mix_words(crossings: int, count: int) -> str:
    return (
        f"Heard to and fro between two places {crossings} times, faster than one craft can fly: "
        f"two craft with one address, or false positions, which nothing tells apart. {count} "
        "positions of the lesser way were set aside, so legs and gaps show one way only."
    )
