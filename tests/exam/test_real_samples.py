"""The exam on real flights: what the documents promise of a judged gap holds."""

import pandas as pd
import pytest

from skygap.exam.cases import cases_of
from skygap.exam.material import prepare
from skygap.exam.scoring import recall_by_witnesses, scores_of
from skygap.readers.shipped.reference import shipped_reference
from tests.builders import SETTINGS
from tests.traffic_samples import sample

OFF = "likely_switched_off"


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    """Judge the cases that a day over Switzerland allows, with a seed of its own."""
    material = prepare(sample("collections/switzerland"), shipped_reference(), settings=SETTINGS)
    return cases_of(material, settings=SETTINGS, seed=11)


def test_real_flights_give_as_many_cases_as_the_method_asks_for(real: pd.DataFrame) -> None:
    counts = real["kind"].value_counts()
    assert counts["switched off"] >= 500
    assert counts["natural"] >= 1_000


def test_a_switch_off_is_said_rightly_and_found_often_enough(real: pd.DataFrame) -> None:
    unmet = {score.name for score in scores_of(real) if score.is_met is False}
    promised = {
        "false rate on natural gaps", "precision", "recall", "F0.5", "Brier",
        "cannot tell without witnesses",
    }  # fmt: skip
    assert unmet.isdisjoint(promised)


def test_few_witnesses_find_no_switch_off(real: pd.DataFrame) -> None:
    told = {bounds: (count, share) for bounds, count, share in recall_by_witnesses(real)}
    few = [told[bounds] for bounds in ((0, 0), (1, 4), (5, 9))]
    assert sum(count for count, _ in few) >= 200
    assert all(share == 0 for count, share in few if count)


def test_no_gap_that_is_there_and_no_blind_spot_is_called_switched_off(real: pd.DataFrame) -> None:
    others = real[real["kind"].isin(["natural", "blind spot", "outage", "landing", "thinned"])]
    assert OFF not in set(others["cause"])
