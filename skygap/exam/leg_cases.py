"""Cases of the exam of legs: tracks cut short, and the airport that is named for what is left.

Each track is cut by itself, with all that the craft sent on the other side of the cut taken away
before cleaning, so that nothing of it can tell where the flight went.
"""

import numpy as np
import pandas as pd

from skygap.analysis import derive
from skygap.exam.ends import SEEN, cuts_of, flown, known_ends, rest_errors_s
from skygap.exam.marks import in_halves
from skygap.exam.material import cleaned, told_apart
from skygap.legs import split_legs
from skygap.places import PlaceIndex, index_places, nearest
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.tables.cases import NAMED_ENDS
from skygap.tables.schema import conform, empty, ordered

SERVED = ("large", "medium")
"""Sizes of the fields to which nearly all of the airliners go."""

NAMES = ("ident", "probability")


def leg_cases(
    fixes: pd.DataFrame, reference: Reference, *, settings: Settings, seed: int
) -> pd.DataFrame:
    """Cut the flights of FIXES whose airport is seen, and name it: NAMED_ENDS."""
    sent, airports = told_apart(fixes, settings=settings), reference.airports.table
    cuts = _cuts(sent, reference.airports, settings=settings, seed=seed)
    if cuts.empty:
        return empty(NAMED_ENDS)
    parts = [
        _with_names(sent, own.reset_index(drop=True), reference, settings=settings)
        for _, own in cuts.groupby(["kind", "is_arrival"])
    ]
    named = pd.concat(parts, ignore_index=True)
    beside = _beside(named, airports, "nearest") | _beside(
        named, airports[airports["size"].isin(SERVED)], "large"
    )
    told = in_halves(named.assign(**beside), seed=seed)
    return ordered(NAMED_ENDS, conform(NAMED_ENDS, told))


def _cuts(
    sent: pd.DataFrame, airports: PlaceIndex, *, settings: Settings, seed: int
) -> pd.DataFrame:
    """Find the cuts, with the place and the moment of what is left, and the error of the leg."""
    kept = cleaned(sent, settings=settings)
    legs, leg_of_fix = split_legs(kept, airports, settings=settings)
    flights = leg_of_fix.isin(legs.loc[legs["leg_kind"] == "flight", "leg_id"])
    ends = known_ends(flown(kept, leg_of_fix.where(flights, "")), airports, settings=settings)
    cuts = cuts_of(kept, ends, settings=settings, rng=np.random.default_rng(seed))
    at = kept.iloc[cuts["row"].to_numpy(np.intp)].reset_index(drop=True)
    error = rest_errors_s(kept, cuts, settings=settings)
    columns = ["craft_id", "timestamp", "lat", "lon", "altitude_ft", "on_ground"]
    return cuts.assign(boundary_error_s=np.where(cuts["kind"] == SEEN, error, np.nan)).join(
        at[columns]
    )


def _with_names(
    sent: pd.DataFrame, cuts: pd.DataFrame, reference: Reference, *, settings: Settings
) -> pd.DataFrame:
    """Name the airport of cuts that are all of one side, by the code of every analysis."""
    is_arrival = bool(cuts["is_arrival"].iloc[0])
    legs = derive(_left(sent, cuts), reference, settings=settings).legs.groupby("craft_id")
    ends = (legs.tail(1) if is_arrival else legs.head(1)).set_index("craft_id")
    word = "destination" if is_arrival else "origin"
    names = ends.rename(columns={f"{word}_{name}": name for name in NAMES})[list(NAMES)]
    return cuts.join(names.reindex(_track_ids(cuts)).reset_index(drop=True))


def _left(sent: pd.DataFrame, cuts: pd.DataFrame) -> pd.DataFrame:
    """Take what each cut leaves, as a track of its own."""
    rows, times = sent.groupby("craft_id").indices, sent["timestamp"]
    tracks = []
    for track, cut in zip(_track_ids(cuts), cuts.itertuples(), strict=True):
        own = rows[cut.craft_id]
        heard = times.iloc[own]
        is_left = heard <= cut.timestamp if cut.is_arrival else heard >= cut.timestamp
        tracks.append(sent.iloc[own[is_left.to_numpy()]].assign(craft_id=track))
    return pd.concat(tracks, ignore_index=True)


def _track_ids(cuts: pd.DataFrame) -> list[str]:
    return [f"{number:06d}" for number in range(len(cuts))]


def _beside(cuts: pd.DataFrame, airports: pd.DataFrame, word: str) -> dict[str, pd.Series]:
    """Find the field nearest to each cut, as the traffic library does."""
    index = index_places(airports)
    rows, far = nearest(index, cuts["lat"], cuts["lon"], count=1, within_km=np.inf)
    field = index.table.iloc[rows[:, 0]].reset_index(drop=True)
    height = cuts["altitude_ft"].mask(cuts["on_ground"], field["elevation_ft"])
    return {
        f"{word}_ident": field["ident"],
        f"{word}_km": pd.Series(far[:, 0]),
        f"{word}_height_ft": height - field["elevation_ft"].fillna(0.0),
    }
