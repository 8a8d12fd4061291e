"""Cases: gaps with a known truth, judged as any gap is.

One trap decides whether the exam means anything. Masks lower reception: were the witnesses of one
masked flight counted in data from which a hundred other flights were cut, everybody would seem to
be lost everywhere. So each flight is masked by itself, beside the transits of all others as they
were heard. Only where the truth is that all are lost (an outage, a blind spot) are all cut at once.
"""

import numpy as np
import pandas as pd

from skygap.analysis import judge
from skygap.exam.marks import in_halves
from skygap.exam.masks import (
    HIGH_FT,
    blind_spot,
    hidden_rows,
    landings,
    outage,
    switch_offs,
)
from skygap.exam.material import Material, prepare
from skygap.gaps import find_gaps
from skygap.reference import Reference
from skygap.settings import Settings
from skygap.tables.cases import CASES
from skygap.tables.schema import conform, empty
from skygap.tables.transits import TRANSITS
from skygap.transits import find_transits

NATURAL, ALONE, FEW, THINNED = "natural", "alone", "few others", "thinned"
SHARES = (0.01, 0.05, 0.2)
"""Of the crafts that are left as witnesses where few are."""

OUTAGES, BLIND_SPOTS = 8, 4
LONGEST_NATURAL_MIN = 24 * 60.0
"""Longer gaps lie between days that were not loaded, and not in what was received."""


def cause_cases(
    fixes: pd.DataFrame, reference: Reference, *, settings: Settings, seed: int
) -> pd.DataFrame:
    """Make and judge all cases that FIXES allow: CASES, the same for the same seed."""
    return cases_of(prepare(fixes, reference, settings=settings), settings=settings, seed=seed)


def cases_of(material: Material, *, settings: Settings, seed: int) -> pd.DataFrame:
    """Make and judge all cases that MATERIAL allows: CASES, the same for the same seed."""
    rng = np.random.default_rng(seed)
    fixes = material.fixes
    closed = switch_offs(fixes, is_open=False, rng=rng)
    masks = [
        closed,
        switch_offs(fixes, is_open=True, rng=rng),
        landings(fixes, material.reference.airports, rng=rng, settings=settings),
    ]
    parts = [
        _natural(material, settings),
        *(judged(material, each, settings=settings) for each in masks),
        _alone(material, closed, settings),
        *(_beside_few(material, closed, share, rng=rng, settings=settings) for share in SHARES),
        _thinned(material, switch_offs(fixes, is_open=False, rng=rng), settings),
        *(
            cut_from_all(material, outage(fixes, rng=rng), settings=settings)
            for _ in range(OUTAGES)
        ),
        *(
            cut_from_all(material, blind_spot(fixes, rng=rng), settings=settings)
            for _ in range(BLIND_SPOTS)
        ),
    ]
    return in_halves(pd.concat(parts, ignore_index=True), seed=seed)


def judged(material: Material, masks: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Judge the gap that each mask leaves, one flight masked at a time: CASES, not yet split.

    A mask that leaves no gap, because it is too short for one, is no case.
    """
    fixes, transits = material.fixes, material.transits
    craft = fixes["craft_id"].to_numpy()[masks["first"].to_numpy(np.int64)]
    turn = masks.groupby(craft, sort=False).cumcount()
    left = [_gaps_left(fixes, each, settings) for _, each in masks.groupby(turn)]
    gaps = pd.concat([_none_left(fixes, settings), *left], ignore_index=True)
    return _verdicts(gaps, material, transits, settings=settings)


def cut_from_all(material: Material, masks: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Judge gaps where all craft are cut at once, so that their transits end there too: CASES.

    Takes masks with a column `counts`; the others are cut and are no cases.
    """
    fixes = material.fixes
    rest = fixes.drop(index=hidden_rows(masks, len(fixes))).reset_index(drop=True)
    gaps = _gaps_left(fixes, masks, settings).merge(masks[masks["counts"]][["first"]], on="first")
    return _verdicts(gaps, material, find_transits(rest, settings=settings), settings=settings)


def _natural(material: Material, settings: Settings) -> pd.DataFrame:
    """Judge the gaps that are there: nobody on an airliner switched off."""
    gaps = find_gaps(material.fixes.assign(leg_id=""), settings=settings)
    kept = gaps[gaps["is_open"] | (gaps["duration_min"] <= LONGEST_NATURAL_MIN)]
    known = kept.assign(kind=NATURAL, truth="")
    return _verdicts(known, material, material.transits, settings=settings)


def _alone(material: Material, masks: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Judge the same switch-offs as if nobody else were loaded: nothing can be told then."""
    gaps = _gaps_left(material.fixes, masks.groupby("first").head(1), settings)
    level = (gaps["start_vertical_rate_fpm"].abs() < settings.descent_rate_fpm) & (
        gaps["end_vertical_rate_fpm"].abs() < settings.descent_rate_fpm
    )
    high = gaps[["start_altitude_ft", "end_altitude_ft"]].min(axis=1) >= HIGH_FT
    shown = gaps[level & high].assign(kind=ALONE, truth="cannot_tell")
    return _verdicts(shown, material, empty(TRANSITS), settings=settings)


def _beside_few(
    material: Material,
    masks: pd.DataFrame,
    share: float,
    *,
    rng: np.random.Generator,
    settings: Settings,
) -> pd.DataFrame:
    """Judge the same switch-offs beside a share of the crafts: the fewer, the less can be told."""
    crafts = material.transits["craft_id"].unique()
    kept = material.transits["craft_id"].isin(crafts[rng.random(len(crafts)) < share])
    few = Material(material.fixes, material.transits[kept], material.reference)
    return judged(few, masks.assign(kind=FEW), settings=settings)


def _thinned(material: Material, masks: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Judge blocks that a feed left out on purpose: it marks silence, and did not mark these."""
    marking = material.fixes.assign(marks_silence=True, is_stale=False)
    told = masks.assign(kind=THINNED, truth="feed_artefact")
    like = Material(marking, material.transits, material.reference)
    return judged(like, told, settings=settings)


def _gaps_left(fixes: pd.DataFrame, masks: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Find the gaps that masks leave, at most one mask at a time in a stretch: GAPS and more.

    Adds kind, truth and `first`, the mask's own first row.
    """
    own = masks[masks["first"] > 0]
    before = fixes.iloc[own["first"].to_numpy(np.int64) - 1]
    rest = fixes.drop(index=hidden_rows(masks, len(fixes))).reset_index(drop=True)
    gaps = find_gaps(rest.assign(leg_id=""), settings=settings)
    known = own[["kind", "truth", "first"]].assign(
        craft_id=before["craft_id"].to_numpy(), start_time=before["timestamp"].array
    )
    return gaps.merge(known, on=["craft_id", "start_time"])


def _none_left(fixes: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    nothing = find_gaps(fixes.iloc[:0].assign(leg_id=""), settings=settings)
    return nothing.assign(kind="", truth="", first=0)


def _verdicts(
    gaps: pd.DataFrame, material: Material, transits: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """Judge gaps by the code of every analysis, and keep what was said beside the truth."""
    given = gaps.reset_index(drop=True)
    said = judge(given, transits, material.reference, settings=settings).gaps
    until = material.fixes["timestamp"].max()
    so_far = (until - given["start_time"]).dt.total_seconds() / 60.0
    lasted = given["duration_min"].where(~given["is_open"], so_far)
    told = said.assign(kind=given["kind"], truth=given["truth"], duration_min=lasted)
    return conform(CASES, told)
