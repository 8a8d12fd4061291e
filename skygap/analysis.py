"""The one composition of the science: fixes in, Analysis out.

fixes -> crafts -> clean -> legs -> gaps -> heard
               -> transits -> witnesses -> causes -> reach -> stops

Aircraft and ships go separate ways, so that nothing of the one changes the other.
"""

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from skygap.approaches import find_approaches
from skygap.causes import judge_gaps
from skygap.clean import KEPT, kept, mask_fixes
from skygap.crafts import separate
from skygap.gaps import find_gaps
from skygap.ground import ground_state
from skygap.heard import count_heard, count_set_aside
from skygap.history import NO_HISTORY, History, history_of
from skygap.identity import identity_warnings, register_warnings
from skygap.interference import find_inaccurate
from skygap.legs import split_legs
from skygap.outages import find_outages
from skygap.places import PlaceIndex
from skygap.reach import find_reachable
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.ship_causes import judge_ship_gaps, with_sea
from skygap.stops import find_stops
from skygap.tables.approaches import APPROACHES
from skygap.tables.fixes import EXAMPLE_PROVIDER, FIXES
from skygap.tables.gaps import GAPS
from skygap.tables.heard import merge_heard
from skygap.tables.legs import LEGS
from skygap.tables.schema import empty, ordered
from skygap.tables.ships import SAR_AIRCRAFT, are_ships, is_ship
from skygap.tables.transits import TRANSITS
from skygap.tables.witnesses import WITNESSES
from skygap.transits import HIGH_BAND, find_transits
from skygap.voyages import (
    SHARED_NUMBER,
    as_sailing,
    ship_settings,
    split_voyages,
    with_names,
)
from skygap.witnesses import find_witnesses

RESCUE_WORDS = "An MMSI that begins with 111 is of search and rescue: it is judged as an aircraft."
EXAMPLE_WORDS = "Worked example: generated, not a real aircraft. Nothing in it was observed."


@dataclass(frozen=True, slots=True)
class Unjudged:
    """What the fixes say before others are asked: the gaps have no cause yet.

    `fixes` carries `mask_reason`; `warnings` has code, text, craft_id. Of several craft with one
    address the second and further have a craft_id of their own, X#2.
    """

    fixes: pd.DataFrame
    legs: gpd.GeoDataFrame
    gaps: pd.DataFrame
    warnings: pd.DataFrame
    transits: pd.DataFrame
    approaches: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of gaps: GAPS with cause, reason and stop, WITNESSES, and REACHABLE."""

    gaps: pd.DataFrame
    witnesses: pd.DataFrame
    reachable: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Analysis(Unjudged):
    """What the fixes say, with what is said of the gaps, and the STOPS."""

    stops: pd.DataFrame
    reachable: pd.DataFrame
    witnesses: pd.DataFrame


def analyse(
    fixes: pd.DataFrame,
    reference: Reference,
    *,
    settings: Settings,
    heard: pd.DataFrame | None = None,
) -> Analysis:
    """Turn FIXES of any number of crafts, in any order, into legs, gaps, stops and reach.

    HEARD says when aircraft were heard without a position; without it nobody knows.
    """
    found = derive(fixes, reference, settings=settings, heard=heard)
    history = history_of(found.legs, reference)
    said = judge(found.gaps, found.transits, reference, history=history, settings=settings)
    return Analysis(
        fixes=found.fixes,
        legs=found.legs,
        gaps=said.gaps,
        stops=find_stops(found.legs, said.gaps),
        reachable=said.reachable,
        warnings=found.warnings,
        transits=found.transits,
        witnesses=said.witnesses,
        approaches=found.approaches,
    )


def derive(
    fixes: pd.DataFrame,
    reference: Reference,
    *,
    settings: Settings,
    heard: pd.DataFrame | None = None,
) -> Unjudged:
    """Find what the fixes of each craft say by themselves; `judge` says the rest.

    Takes FIXES and HEARD as `analyse` does.
    """
    given = ordered(FIXES, fixes)
    positionless = merge_heard([] if heard is None else [heard])
    ships = is_ship(given)
    if not ships.any():
        return _of_aircraft(given, positionless, reference.airports, settings=settings)
    at_sea = _of_ships(given[ships].reset_index(drop=True), settings=settings)
    if ships.all():
        return at_sea
    others = given[~ships].reset_index(drop=True)
    in_the_air = _of_aircraft(others, positionless, reference.airports, settings=settings)
    return _together(in_the_air, at_sea)


def _of_aircraft(
    fixes: pd.DataFrame, heard: pd.DataFrame, airports: PlaceIndex, *, settings: Settings
) -> Unjudged:
    masked = mask_fixes(separate(fixes, settings=settings), settings=settings)
    located = located_fixes(masked, settings=settings)
    legs, leg_of_fix = split_legs(located, airports, settings=settings)
    flown = located.assign(leg_id=leg_of_fix)
    gaps = count_heard(find_gaps(flown, settings=settings), heard)
    mixed = identity_warnings(masked, settings=settings)
    return Unjudged(
        fixes=masked,
        legs=legs,
        gaps=count_set_aside(gaps, masked[masked["mask_reason"] != KEPT]),
        warnings=_warnings(masked, mixed),
        transits=find_transits(located, settings=settings),
        approaches=find_approaches(flown, airports, settings=settings),
    )


def located_fixes(masked: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Take the kept of MASKED fixes of aircraft, with judged ground state and one kind of height.

    From these everything else is derived, transits too.
    """
    return _with_heights(_with_ground_state(kept(masked), settings))


def judge(
    gaps: pd.DataFrame,
    transits: pd.DataFrame,
    reference: Reference,
    *,
    settings: Settings,
    history: History = NO_HISTORY,
) -> Judged:
    """Judge GAPS by what TRANSITS and VISITS of all craft show: cause and, of aircraft, reach.

    Keeps the order of GAPS. What was said of them before is forgotten, so gaps can be judged anew
    when others come. Ships and aircraft are no witnesses of each other.
    """
    gaps = gaps.reset_index(drop=True)
    at_sea, sailed = is_ship(gaps), are_ships(transits["craft_id"])
    flown = transits[~sailed]
    said = _judge_aircraft(gaps[~at_sea], flown, reference, history, settings=settings)
    if not at_sea.any():
        return said
    ships, seen = _judge_ships(gaps[at_sea], transits[sailed], reference, settings=settings)
    return Judged(
        gaps=pd.concat([said.gaps, ships]).sort_index(),
        witnesses=ordered(WITNESSES, pd.concat([said.witnesses, seen])),
        reachable=said.reachable,
    )


def _judge_aircraft(
    gaps: pd.DataFrame,
    transits: pd.DataFrame,
    reference: Reference,
    history: History,
    *,
    settings: Settings,
) -> Judged:
    high = transits[transits["band"] >= HIGH_BAND]
    told, witnesses = _with_evidence(gaps, transits, high, settings=settings)
    accuracy = find_inaccurate(gaps, transits, settings=settings)
    told = told.assign(**accuracy.set_axis(gaps.index))
    judged = judge_gaps(told, reference.airports, settings=settings)
    stopped, reachable = find_reachable(judged, reference, history, settings=settings)
    return Judged(stopped, witnesses, reachable)


def _judge_ships(
    gaps: pd.DataFrame, transits: pd.DataFrame, reference: Reference, *, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    limits = ship_settings(settings)
    level = gaps.assign(start_altitude_ft=0.0, end_altitude_ft=0.0)  # the band of its transits
    told, witnesses = _with_evidence(level, transits, transits, settings=limits)
    told = with_sea(told, transits, reference, settings=limits)
    judged = judge_ship_gaps(told, settings=limits)
    return judged.assign(start_altitude_ft=np.nan, end_altitude_ft=np.nan), witnesses


def _with_evidence(
    gaps: pd.DataFrame, transits: pd.DataFrame, around: pd.DataFrame, *, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give GAPS with what others tell of them, and WITNESSES; AROUND are those whose loss tells."""
    witnesses, counted = find_witnesses(gaps, transits, settings=settings)
    lost = find_outages(gaps, around, settings=settings)
    names = {"n": "witness_n", "k": "witness_k", "block": "witness_block", "lost_n": "witness_lost"}
    shown = counted.drop(columns="gap_id").rename(columns=names)
    told = gaps.assign(**shown.set_axis(gaps.index), **lost.set_axis(gaps.index))
    return told, witnesses


def _of_ships(fixes: pd.DataFrame, *, settings: Settings) -> Unjudged:
    limits = ship_settings(settings)
    masked = mask_fixes(separate(fixes, settings=limits), settings=limits)
    heard = with_names(kept(masked)).assign(on_ground=False)
    legs, leg_of_fix = split_voyages(heard, settings=limits)
    shared = identity_warnings(masked, settings=limits)
    mixed = [(code, SHARED_NUMBER, craft) for code, _, craft in shared]
    return Unjudged(
        fixes=masked,
        legs=legs,
        gaps=find_gaps(heard.assign(leg_id=leg_of_fix), settings=limits),
        warnings=_warnings(masked, mixed),
        transits=find_transits(as_sailing(heard, settings=limits), settings=limits),
        approaches=empty(APPROACHES),
    )


def _together(aircraft: Unjudged, ships: Unjudged) -> Unjudged:
    """Lay both side by side in the order of each table."""
    return Unjudged(
        fixes=ordered(FIXES, pd.concat([aircraft.fixes, ships.fixes])),
        legs=ordered(LEGS, pd.concat([aircraft.legs, ships.legs])),
        gaps=ordered(GAPS, pd.concat([aircraft.gaps, ships.gaps])),
        warnings=pd.concat([aircraft.warnings, ships.warnings], ignore_index=True),
        transits=ordered(TRANSITS, pd.concat([aircraft.transits, ships.transits])),
        approaches=aircraft.approaches,
    )


def with_registers(found: Analysis, registrations: pd.DataFrame) -> Analysis:
    """Add to the warnings where REGISTRATIONS disagree on what was heard.

    Registers are of the case, not of the fixes, so nothing else in the analysis rests on them.
    """
    said = register_warnings(found.fixes, registrations)
    return replace(
        found, warnings=pd.concat([found.warnings, _as_warnings(said)], ignore_index=True)
    )


def _with_ground_state(fixes: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Put the judged ground state in place of the feed's flag, for all that follows."""
    return fixes.assign(on_ground=ground_state(fixes, settings=settings))


def _with_heights(fixes: pd.DataFrame) -> pd.DataFrame:
    """Let the geometric altitude stand in for crafts that sent no pressure altitude at all.

    The two differ by up to some thousand feet, so they are never mixed within a craft.
    """
    pressure = fixes["altitude_ft"]
    sent_none = pressure.isna().groupby(fixes["craft_id"]).transform("all")
    geometric = fixes["altitude_geom_ft"].mask(fixes["on_ground"])
    return fixes.assign(altitude_ft=pressure.mask(sent_none, geometric))


def _warnings(fixes: pd.DataFrame, mixed: list[tuple[str, str, str]]) -> pd.DataFrame:
    """Collect what a reader must know before using the result: code, text, craft_id.

    `mixed` are the warnings of numbers that more than one craft seems to use.
    """
    found = [*_example_warnings(fixes), *mixed]
    found += [*_masked_warnings(fixes), *_rescue_warnings(fixes)]
    return _as_warnings(found)


def _as_warnings(found: list[tuple[str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(found, columns=["code", "text", "craft_id"], dtype="str")


def _example_warnings(fixes: pd.DataFrame) -> list[tuple[str, str, str]]:
    crafts = fixes.loc[fixes["provider"] == EXAMPLE_PROVIDER, "craft_id"].unique()
    return [("worked_example", EXAMPLE_WORDS, craft) for craft in crafts]


def _masked_warnings(fixes: pd.DataFrame) -> list[tuple[str, str, str]]:
    masked = fixes[fixes["mask_reason"] != KEPT]
    counts = masked.groupby(["craft_id", "mask_reason"], sort=True).size()
    return [
        ("masked_fixes", f"{count} positions were set aside: {reason}.", craft)
        for (craft, reason), count in counts.items()
    ]


def _rescue_warnings(fixes: pd.DataFrame) -> list[tuple[str, str, str]]:
    crafts = fixes.loc[fixes["mmsi"].str.startswith(SAR_AIRCRAFT), "craft_id"].unique()
    return [("rescue_aircraft", RESCUE_WORDS, craft) for craft in crafts]
