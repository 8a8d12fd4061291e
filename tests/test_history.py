"""History: visits that were seen count once, in the narrowest group that they are of."""

import pandas as pd

from skygap.history import history_of
from tests.builders import UHWW, ZKPY, analysed, flight, places


def legs(*callsigns: str, kind: str = "observed") -> pd.DataFrame:
    """Let one craft after the other fly from Vladivostok to Pyongyang."""
    one = pd.DataFrame(analysed(flight(UHWW, ZKPY), "UHWW", "ZKPY").legs.drop(columns="geometry"))
    rows = [
        one.assign(craft_id=f"aaaaa{n}", icao24=f"aaaaa{n}", callsigns=word, destination_kind=kind)
        for n, word in enumerate(callsigns)
    ]
    return pd.concat(rows, ignore_index=True)


def counts(table: pd.DataFrame, craft: str) -> list[float]:
    """Visits to Pyongyang by step, from all other craft to this one."""
    chain = history_of(table, places("UHWW", "ZKPY")).chain(craft)
    return [float(n[rows == 1].sum()) for rows, n in chain]


def test_a_visit_counts_once_in_the_narrowest_group() -> None:
    table = legs("KOR151", "KOR271", "AFL1")
    assert counts(table, "aaaaa0") == [1.0, 0.0, 1.0, 1.0]


def test_a_craft_never_seen_has_only_what_all_others_did() -> None:
    assert counts(legs("KOR151", "AFL1"), "ffffff") == [2.0, 0.0, 0.0, 0.0]


def test_what_was_inferred_is_no_visit() -> None:
    assert counts(legs("KOR151", kind="inferred"), "aaaaa0") == [0.0, 0.0, 0.0, 0.0]


def test_who_was_not_heard_down_to_the_ground_lowers_the_share_of_those_who_were() -> None:
    fields = places("UHWW", "ZKPY")
    all_heard = history_of(legs("A1", "A2", "A3"), fields).heard
    some = pd.concat([legs("A1", "A2", "A3"), legs("A4", kind="inferred")])
    assert all_heard[1][-1] > history_of(some, fields).heard[1][-1] > 0


def test_no_legs_tell_nothing() -> None:
    found = history_of(legs("A1").head(0), places("UHWW"))
    assert [len(rows) for rows, _ in found.chain("aaaaa0")] == [0, 0, 0, 0]
