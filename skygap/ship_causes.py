"""Judge why a ship was not received: by the same rules as an aircraft, with the limits of the sea.

identity_mix          its ends are too far apart for one ship
parked                it stood at one place before and after
feed_artefact         most of those around were lost within the same hour
out_of_coverage       other ships were mostly not heard there either
likely_switched_off   others were heard there then, and all conditions hold: those for every craft
                      of `weighing.conditions`, and half a day of silence, far from land, where
                      ships are heard often (Welch 2022)
cannot_tell           everything else: out on the sea silence is ordinary

A ship does not land, so landed_unseen is never said of it; near a port the reason names the port.
"""

from functools import partial

import numpy as np
import pandas as pd

from skygap.places import nearest, nearest_km
from skygap.reception import reception_per_day
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.verdicts import MIX, PARKED, Verdict, apart_words, decide, outage, verdict
from skygap.weighing import Conditions, Sayings, at_least, judge_by_weight

PASSED, FELL_SILENT = "transits of other ships", "It fell silent"
NOBODY = (
    "Nothing loaded shows why: at sea a ship is heard only near a shore station or when a "
    "satellite passes, and no other ship that is loaded passed there. Not received is all that can "
    "be said."
)
OPEN_DOUBT = (
    "No later position of this ship is loaded. The data may simply end here; load the following "
    "hours or days."
)
STOOD = (
    "The ship stood at one place before and after, in port or at anchor: it may have stayed, or "
    "left and come back."
)
OFF_WORDS = (
    " It was received well until then, far from land, where ships are heard often: that it stopped "
    "sending, or that the provider withholds it, is likelier than that it was not received. Which "
    "of the two cannot be told."
)


def with_sea(
    gaps: pd.DataFrame, transits: pd.DataFrame, reference: Reference, *, settings: Settings
) -> pd.DataFrame:
    """Give back GAPS of ships with distance from land, ports near their ends, and reception.

    Takes TRANSITS of ships. Without a coast the distance is unknown, and no verdict rests on it.
    """
    start, end = (_at_sea(gaps, side, reference, settings) for side in ("start", "end"))
    often = reception_per_day(gaps, transits, settings=settings)
    return gaps.assign(**start, **end, reception_per_day=often)


def _at_sea(
    gaps: pd.DataFrame, side: str, reference: Reference, settings: Settings
) -> dict[str, pd.Series]:
    """Tell how far from land one end of each gap is, and the port near it."""
    known = gaps[f"{side}_lat"].notna()
    lat, lon = (gaps[f"{side}_{name}"].fillna(0.0) for name in ("lat", "lon"))
    far = pd.Series(nearest_km(reference.coast, lat, lon), gaps.index)
    rows, _ = nearest(reference.ports, lat, lon, count=1, within_km=settings.ship_port_km)
    names = np.array([*reference.ports.table["name"], ""], object)  # no port is row -1
    ports = pd.Series(names[rows[:, 0]], gaps.index, dtype="str")
    return {
        f"{side}_shore_km": far.where(known & np.isfinite(far)),
        f"{side}_port": ports.where(known, ""),
    }


def judge_ship_gaps(gaps: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Give back GAPS of ships, which carry their evidence, with cause, probabilities and reason.

    Takes `ship_settings`. No stop of a ship is looked for yet.
    """
    nobody = pd.Series(NOBODY, gaps.index).mask(gaps["is_open"], OPEN_DOUBT)
    say = Sayings(PASSED, OFF_WORDS, "", nobody, OPEN_DOUBT)
    own, never = sea_conditions(gaps, settings=settings), np.zeros(len(gaps))
    weighed = judge_by_weight(gaps, never, own, say, settings=settings)
    told = weighed.assign(reason=weighed["reason"] + _near_ports(gaps))
    return decide(told, RULES, settings=settings).assign(stop="possible")


def sea_conditions(gaps: pd.DataFrame, *, settings: Settings) -> Conditions:
    """Tell the conditions that hold for ships (Welch 2022); what is not known fulfils none."""
    hours, km = settings.ship_off_least_hours, settings.ship_off_shore_km
    reception = settings.ship_off_reception_per_day
    return {
        f"it was not silent for {hours:g} hours and heard again": at_least(
            gaps["duration_min"], hours * 60.0
        ),
        f"it was not known to be {km:g} km from land": at_least(gaps["start_shore_km"], km),
        f"other ships are not heard {reception:g} times a day there": at_least(
            gaps["reception_per_day"], reception
        ),
    }


def _near_ports(gaps: pd.DataFrame) -> pd.Series:
    """Say which ports are near the ends of a gap, where silence is ordinary."""
    before = _near_port(gaps["start_port"], FELL_SILENT)
    return before + _near_port(gaps["end_port"], "It was heard again")


def _near_port(ports: pd.Series, what: str) -> pd.Series:
    return (f" {what} near the port of " + ports + ".").where(ports != "", "")


def _identity_mix(gaps: pd.DataFrame, settings: Settings) -> Verdict:
    limit = settings.ship_speed_limit_kt
    covers = gaps["implied_speed_kt"] > limit
    covers &= gaps["distance_km"] > settings.ship_same_place_km
    words = apart_words(gaps, limit, who="two ships with one MMSI")
    return verdict(gaps, covers, MIX, 1.0, words)


def _stood(gaps: pd.DataFrame, settings: Settings) -> Verdict:
    covers = (
        (gaps["start_ground_speed_kt"] <= settings.ship_standing_speed_kt)
        & (gaps["end_ground_speed_kt"] <= settings.ship_standing_speed_kt)
        & (gaps["distance_km"] <= settings.ship_same_place_km)
    )
    return verdict(
        gaps, covers, PARKED, 1.0, STOOD + _near_port(gaps["start_port"], "It fell silent")
    )


RULES = (_identity_mix, _stood, partial(outage, moment="hour"))
"""In order: the first that covers a gap decides it. What none covers is weighed."""
