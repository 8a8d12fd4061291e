"""Tables: declared once, checked once, all faults in one sentence."""

import pandas as pd
import pytest

from skygap.errors import TableError
from skygap.tables.airports import AIRPORTS
from skygap.tables.fixes import FIXES
from skygap.tables.gaps import GAPS
from skygap.tables.legs import LEGS
from skygap.tables.reachable import REACHABLE
from skygap.tables.schema import (
    COUNT,
    FLAG,
    NUMBER,
    TEXT,
    TIME,
    Column,
    Table,
    conform,
    empty,
    ordered,
)
from skygap.tables.stops import STOPS

SMALL = Table(
    name="small",
    columns={
        "who": Column(TEXT, "a name", required=True),
        "note": Column(TEXT, "words"),
        "far_km": Column(NUMBER, "kilometres"),
        "many": Column(COUNT, "how many"),
        "is_so": Column(FLAG, "whether"),
        "when": Column(TIME, "UTC"),
    },
    order=("who",),
)
ALL = [AIRPORTS, FIXES, GAPS, LEGS, REACHABLE, STOPS]


def test_a_missing_optional_column_becomes_unknown() -> None:
    row = conform(SMALL, pd.DataFrame({"who": ["a"]})).iloc[0]
    assert (row["note"], row["many"], row["is_so"]) == ("", 0, False)
    assert pd.isna(row["far_km"])
    assert pd.isna(row["when"])


def test_every_column_has_its_declared_type_and_place() -> None:
    frame = conform(SMALL, pd.DataFrame({"many": [1], "who": ["a"]}))
    assert {n: str(t) for n, t in frame.dtypes.items()} == {
        name: column.dtype for name, column in SMALL.columns.items()
    }


def test_a_column_nobody_declared_is_dropped() -> None:
    assert "raw" not in conform(SMALL, pd.DataFrame({"who": ["a"], "raw": [1]}))


def test_unknown_text_and_flags_are_never_nan() -> None:
    frame = pd.DataFrame({"who": ["a", "b"], "note": [None, "x"], "is_so": [None, True]})
    found = conform(SMALL, frame)
    assert found["note"].tolist() == ["", "x"]
    assert found["is_so"].tolist() == [False, True]


def test_all_faults_are_listed_at_once() -> None:
    both = Table("both", {n: Column(TEXT, "text", required=True) for n in ("a", "b")}, ("a",))
    with pytest.raises(TableError, match="column a is missing; column b has 1 rows without value"):
        conform(both, pd.DataFrame({"b": ["", "x"]}))


def test_conforming_changes_nothing_in_its_argument() -> None:
    frame = pd.DataFrame({"who": ["a"], "many": ["3"]})
    before = frame.copy()
    conform(SMALL, frame)
    pd.testing.assert_frame_equal(frame, before)


def test_ordering_numbers_the_rows_anew() -> None:
    found = ordered(SMALL, conform(SMALL, pd.DataFrame({"who": ["b", "a"]})))
    assert (found["who"].tolist(), found.index.tolist()) == (["a", "b"], [0, 1])


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_declared_table_explains_each_column_and_can_be_empty(table: Table) -> None:
    assert all(column.meaning for column in table.columns.values())
    assert list(conform(table, empty(table)).columns) == list(table.columns)
    assert set(table.order) <= set(table.columns)
