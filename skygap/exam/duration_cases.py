"""Cases of the exam by duration: departures of one hub, each hidden until the craft leaves again.

From when an aircraft left its hub, and when it left the hub again, and nothing between, the airport
of the first flight is to be told (METHOD 4.5). Visits are learnt in the months until September and
the answers reported for those after it.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from skygap.exam.marks import set_size, share
from skygap.geo import bearing_deg
from skygap.history import NO_HISTORY, NOWHERE, History, history_of
from skygap.reach import find_reachable
from skygap.reference import Reference, reference_of
from skygap.settings import Settings, with_values
from skygap.tables.cases import DURATION_CASES
from skygap.tables.fixes import shared_key
from skygap.tables.gaps import CAUSES, GAPS
from skygap.tables.schema import conform, ordered

TOLD, HEADED, ALONE = "duration and visits", "and the heading", "duration only"
LAST_MONTH = 9
"""Visits and the stand are learnt until then; what comes after is reported."""

MOST_CASES = 6_000
LONGEST_MIN = 24 * 60.0
STANDS_MIN = (60.0, 80.0, 100.0, 125.0, 150.0, 180.0)
"""Usual times on both grounds together that are tried on the months to learn from."""

HEADING_SPREAD_DEG = 20.0
_TRIED = 800


def duration_cases(
    fixes: pd.DataFrame, reference: Reference, *, settings: Settings, seed: int
) -> pd.DataFrame:
    """Ask where each departure went: DURATION_CASES, the same for the same seed.

    What is given as FIXES are departures, as `read_departures` reads them: nothing else is seen.
    """
    rng = np.random.default_rng(seed)
    served = _served(fixes, reference)
    gaps = _gaps(fixes, served)
    early = gaps["month"] <= LAST_MONTH
    history = _history(gaps[early], served)
    tried = _sample(gaps[early], _TRIED, rng)
    own = _with_stand(tried, served, history, settings)
    asked = _sample(gaps[~early], MOST_CASES, rng)
    headed = _headed(asked, rng)
    parts = [
        _told(asked, served, history, own).assign(kind=TOLD),
        _told(headed, served, history, own).assign(kind=HEADED),
        _told(asked, served, NO_HISTORY, own).assign(kind=ALONE),
    ]
    told = pd.concat(parts, ignore_index=True).assign(is_reported=True)
    return ordered(DURATION_CASES, conform(DURATION_CASES, told))


def _served(departures: pd.DataFrame, reference: Reference) -> Reference:
    """Keep the airports that DEPARTURES name: only these compete, as in METHOD 4.5."""
    named = set(departures["origin"]) | set(departures["destination"])
    table = reference.airports.table
    return reference_of(table[table["ident"].isin(named)])


def _gaps(departures: pd.DataFrame, served: Reference) -> pd.DataFrame:
    """Make GAPS from each departure to the next of the same craft from the same hub."""
    table = departures.sort_values(["craft_id", "departed"], kind="stable").reset_index(drop=True)
    then = table.shift(-1)
    again = table["craft_id"].eq(then["craft_id"]) & table["origin"].eq(then["origin"])
    minutes = (then["departed"] - table["departed"]).dt.total_seconds() / 60.0
    places = served.airports.table.set_index("ident")
    known = again & minutes.between(1.0, LONGEST_MIN) & table["destination"].isin(places.index)
    own = table[known]
    hub = places.loc[own["origin"]]
    return _as_gaps(own, minutes[known], hub, places.loc[own["destination"]])


def _as_gaps(
    own: pd.DataFrame, minutes: pd.Series, hub: pd.DataFrame, truth: pd.DataFrame
) -> pd.DataFrame:
    ends = {f"{s}_{c}": hub[c].to_numpy() for s in ("start", "end") for c in ("lat", "lon")}
    made = own.assign(
        **ends,
        gap_id=[f"d{n}" for n in range(len(own))],
        start_time=own["departed"],
        end_time=own["departed"] + pd.to_timedelta(minutes, unit="min"),
        duration_min=minutes,
        distance_km=0.0,
        is_open=False,
        start_on_ground=False,
        end_on_ground=False,
        cause="cannot_tell",
        provider="departures",
        evidence_id="departures",
        **{f"probability_{cause}": 0.0 for cause in CAUSES},
    ).reset_index(drop=True)
    extra = {
        "truth": truth.index.to_numpy(),
        "operator": made["operator"].to_numpy(),
        "month": made["departed"].dt.month.to_numpy(),
        "way_deg": bearing_deg(hub["lat"], hub["lon"], truth["lat"], truth["lon"]),
    }
    return conform(GAPS, made).assign(**extra)


def _history(gaps: pd.DataFrame, served: Reference) -> History:
    """Count where craft and operators went in the months to learn from."""
    legs = pd.DataFrame(
        {
            "craft_id": gaps["craft_id"],
            "icao24": "",
            "typecode": "",
            "callsigns": gaps["operator"] + "1",
            "origin_ident": "",
            "origin_kind": "",
            "start_time": gaps["start_time"],
            "destination_ident": gaps["truth"],
            "destination_kind": "observed",
            "end_time": gaps["end_time"],
        }
    )
    return replace(history_of(legs, served), heard=NOWHERE)


def _sample(gaps: pd.DataFrame, most: int, rng: np.random.Generator) -> pd.DataFrame:
    rows = rng.permutation(len(gaps))[:most]
    return gaps.iloc[np.sort(rows)].reset_index(drop=True)


def _headed(gaps: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Let the last fix of each gap be in cruise on a track scattered around the way (simulated)."""
    track = gaps["way_deg"] + rng.normal(0.0, HEADING_SPREAD_DEG, len(gaps))
    return gaps.assign(start_track_deg=track % 360.0)


def _with_stand(
    gaps: pd.DataFrame, served: Reference, history: History, settings: Settings
) -> Settings:
    """Choose the usual stand that makes what is learnt from likeliest.

    The times on both grounds are in it, at the destination and at the hub.
    """
    tried = [with_values(settings, {"unknown_stand_min": minutes}) for minutes in STANDS_MIN]
    fits = [
        np.log(_told(gaps, served, history, each)["truth_probability"].clip(lower=1e-6)).mean()
        for each in tried
    ]
    return tried[int(np.argmax(fits))]


def _told(
    gaps: pd.DataFrame, served: Reference, history: History, settings: Settings
) -> pd.DataFrame:
    """Ask the gaps, and lay beside each truth what was said; all of it stopped somewhere."""
    whole = with_values(settings, {"reach_list_max": len(served.airports.table)})
    told, listed = find_reachable(gaps[list(GAPS.columns)], served, history, settings=whole)
    sums = listed.groupby("gap_id")["probability"].transform("sum")
    ranks = listed.assign(probability=listed["probability"] / sums.where(sums > 0, 1.0))
    place = ranks.groupby("gap_id").cumcount() + 1
    right = ranks["ident"].to_numpy() == gaps.set_index("gap_id")["truth"].loc[ranks["gap_id"]]
    own = ranks.assign(place=place)[right.to_numpy()].set_index("gap_id").reindex(gaps["gap_id"])
    first = ranks.drop_duplicates("gap_id").set_index("gap_id").reindex(gaps["gap_id"])
    squares = (ranks["probability"] ** 2).groupby(ranks["gap_id"]).sum().reindex(gaps["gap_id"])
    sets = ranks.groupby("gap_id")["probability"].apply(set_size).reindex(gaps["gap_id"])
    return pd.DataFrame(
        {
            "craft_id": gaps["craft_id"].map(shared_key).to_numpy(),
            "start_time": gaps["start_time"].array,
            "duration_min": gaps["duration_min"].to_numpy(),
            "truth": gaps["truth"].to_numpy(),
            "ident": first["ident"].fillna("").to_numpy(),
            "probability": first["probability"].fillna(0.0).to_numpy(),
            "truth_place": own["place"].fillna(0).astype("int64").to_numpy(),
            "truth_probability": own["probability"].fillna(0.0).to_numpy(),
            "squares": squares.fillna(0.0).to_numpy(),
            "set_size": sets.fillna(0).astype("int64").to_numpy(),
            "reachable_count": told["reachable_count"].to_numpy(),
        }
    )


def first_share(cases: pd.DataFrame, places: int) -> float:
    """Share of cases whose truth is among so many first."""
    return share(int(cases["truth_place"].between(1, places).sum()), len(cases))
