"""A case folder is read whole or refused with file, row and column."""

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest

from skygap.errors import InputError
from skygap.readers.shipped.case_folder import read_case
from tests.conftest import ROOT

FILES = ["sources.csv", "aircraft.csv", "movements.csv", "events.csv", "registrations.csv"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the shipped case to a place where it may be damaged."""
    return Path(shutil.copytree(ROOT / "data" / "case", tmp_path / "case"))


def damage(path: Path, row: int, column: str, value: str) -> None:
    """Write one cell; rows are numbered as a spreadsheet does."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    rows[row - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def fault_of(folder: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_case(folder)
    return caught.value


@pytest.mark.parametrize(
    ("name", "column", "value", "words"),
    [
        ("sources.csv", "title_or_subject", "=HYPERLINK(1)", "formula"),
        ("sources.csv", "published_date", "2024-02-30", "no day of the calendar"),
        ("sources.csv", "publisher", "  =1+1", "formula"),
        ("aircraft.csv", "icao24", "1.5406E+39", "hex"),
        ("aircraft.csv", "source_ids", "tar1090-db nobody", "nobody"),
        ("movements.csv", "craft_id", "abcdef", "there is no 'abcdef'"),
        ("movements.csv", "departure_earliest", "2024-03-20T16:15", "no time zone"),
        ("movements.csv", "departure_earliest", "2024-03-32T16:15Z", "not a date"),
        ("movements.csv", "departure_latest", "2024-03-20T16:14Z", "before departure_earliest"),
        ("movements.csv", "origin_lat", "north", "not a number"),
        ("movements.csv", "origin_lat", "inf", "not a number"),
        ("movements.csv", "origin_is_city", "maybe", "neither 1 nor 0"),
        ("movements.csv", "precision", "", "empty"),
        ("registrations.csv", "icao24", "154E37", "hex"),
        ("registrations.csv", "registration", "", "empty"),
        ("registrations.csv", "source_id", "nobody", "nobody"),
        ("registrations.csv", "valid_from", "2024-13", "no day of the calendar"),
        ("registrations.csv", "operator", "=1+1", "formula"),
        ("events.csv", "date_start", "2023-02-29", "no day of the calendar"),
        ("events.csv", "date_end", "2023-04-30", "before date_start"),
        ("events.csv", "zone", "Asia/Nowhere", "no time zone"),
        ("events.csv", "zone", "../../etc/passwd", "no time zone"),
        ("events.csv", "source_ids", "nobody", "nobody"),
    ],
)
def test_a_wrong_cell_is_named_with_file_row_and_column(
    folder: Path, name: str, column: str, value: str, words: str
) -> None:
    damage(folder / name, 2, column, value)
    fault = fault_of(folder)
    assert (Path(fault.file).name, fault.row, fault.column) == (name, 2, column)
    assert words in fault.fault
    assert "\n" not in str(fault)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert Path(fault_of(folder).file).name == name


@pytest.mark.parametrize(
    ("since", "until", "is_right"),
    [
        ("2023", "2023", True),
        ("2023-05", "2023", True),
        ("2023", "", True),
        ("2024", "2023", False),
    ],
)
def test_a_registration_ends_after_it_begins(
    folder: Path, since: str, until: str, is_right: bool
) -> None:
    damage(folder / "registrations.csv", 2, "valid_from", since)
    damage(folder / "registrations.csv", 2, "valid_to", until)
    if is_right:
        assert since in read_case(folder).registrations["valid_from"].tolist()
    else:
        fault = fault_of(folder)
        assert (fault.row, fault.column) == (2, "valid_to")


def test_a_missing_column_is_named(folder: Path) -> None:
    path = folder / "events.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("zone", "clock", 1), encoding="utf-8")
    fault = fault_of(folder)
    assert (fault.row, fault.column) == (1, "zone")


def test_an_id_used_twice_names_both_rows(folder: Path) -> None:
    first = read_case(folder).movements["movement_id"]
    damage(folder / "movements.csv", 3, "movement_id", "ra82030-2024-03-20-out")
    fault = fault_of(folder)
    assert first.is_unique
    assert (fault.row, fault.column) == (3, "movement_id")
    assert "row 2" in fault.fault


def test_a_row_with_too_many_cells_is_refused(folder: Path) -> None:
    with (folder / "events.csv").open("a", encoding="utf-8") as stream:
        stream.write("a,b,c,d,e,f,g,h,i,j,k,l\n")
    assert "more cells" in fault_of(folder).fault


def test_text_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "sources.csv").write_bytes("source_id,é".encode("latin-1"))
    assert "UTF-8" in fault_of(folder).fault


def test_a_spreadsheets_byte_order_mark_does_no_harm(folder: Path) -> None:
    path = folder / "sources.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "newsweek-2024" in set(read_case(folder).sources["source_id"])


def test_a_day_of_an_event_is_a_day_at_its_place(folder: Path) -> None:
    """18 March in Pyongyang runs from 15:00 UTC on the 17th to 15:00 UTC on the 18th."""
    events = read_case(folder).events.set_index("event_id")
    test = events.loc["kn25-2024-03-18"]
    assert test["start_time"] == pd.Timestamp("2024-03-17T15:00Z")
    assert test["end_time"] == pd.Timestamp("2024-03-18T15:00Z")


def test_a_time_that_nobody_wrote_stays_unknown(folder: Path) -> None:
    movements = read_case(folder).movements.set_index("movement_id")
    assert pd.isna(movements.loc["ra82030-2024-03-20-out", "arrival_latest"])
    assert str(movements["arrival_latest"].dtype) == "datetime64[ms, UTC]"
