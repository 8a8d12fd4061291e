"""Errors are one sentence each, and travel through Python like any other."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from skygap.errors import InputError, SettingsError, SkygapError, StoreError, TableError


def test_an_input_error_names_file_row_and_column() -> None:
    error = InputError("a.csv", "no number", "Write a number", row=3, column="lat")
    assert str(error) == "a.csv, row 3, column lat: no number. Write a number"


def test_an_input_error_passes_through_a_with_block() -> None:
    """Python writes the traceback into the exception there, which a frozen one refuses."""

    @contextmanager
    def block() -> Iterator[None]:
        yield

    with pytest.raises(InputError, match="no such file"), block():
        raise InputError("a.csv", "no such file", "Check the name")


def test_a_line_break_in_a_name_of_a_file_makes_no_second_line() -> None:
    assert str(InputError("a\nb.csv", "it is empty", "Check it")).startswith("a b.csv: ")


def test_an_input_error_leaves_out_what_is_not_known() -> None:
    assert str(InputError("a.csv", "it is empty", "Check it")) == "a.csv: it is empty. Check it"


@pytest.mark.parametrize("kind", [InputError, StoreError, SettingsError, TableError])
def test_all_errors_are_of_one_family(kind: type[Exception]) -> None:
    assert issubclass(kind, SkygapError)
