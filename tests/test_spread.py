"""A row becomes several, numbered within it."""

from hypothesis import given
from hypothesis import strategies as st

from skygap.spread import spread


def test_each_row_is_repeated_and_its_repeats_are_numbered() -> None:
    owner, order = spread([2, 0, 3])
    assert owner.tolist() == [0, 0, 2, 2, 2]
    assert order.tolist() == [0, 1, 0, 1, 2]


def test_no_rows_give_none() -> None:
    owner, order = spread([])
    assert (len(owner), len(order)) == (0, 0)


@given(st.lists(st.integers(0, 20), max_size=30))
def test_every_pair_of_row_and_number_stands_there_once(counts: list[int]) -> None:
    owner, order = spread(counts)
    pairs = list(zip(owner.tolist(), order.tolist(), strict=True))
    assert pairs == [(row, n) for row, count in enumerate(counts) for n in range(count)]
