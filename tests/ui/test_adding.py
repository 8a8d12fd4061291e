"""What became of each dropped file is said, however many there are."""

from skygap.errors import InputError
from skygap.readers import read_content
from skygap.ui.adding import report_table
from skygap.ui.dropping import Drop
from tests.readers.making import FR24_HEADER, FR24_ROW

REFUSED = Drop("b.pdf", fault=InputError("b.pdf", "this is no track", "Drop another"))


def a_reading() -> Drop:
    content = f"{FR24_HEADER}\n{FR24_ROW}\n{FR24_ROW}\n".encode()
    return Drop("a.csv", read_content("a.csv", content))


def test_files_that_were_not_read_come_first_with_their_reason() -> None:
    table = report_table([a_reading(), REFUSED])
    assert table["File"].tolist() == ["b.pdf", "a.csv"]
    assert table["Why"].iloc[0] == "b.pdf: this is no track. Drop another"


def test_rows_are_positions_and_what_was_set_aside() -> None:
    [row] = report_table([a_reading()]).to_dict("records")
    assert (row["Rows"], row["Positions"], row["Set aside"]) == (2, 1, 1)
    assert row["Why"] == "repeated position (first: row 3)"
