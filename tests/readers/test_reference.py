"""Reference tables: what is not known stays not known."""

from pathlib import Path

import pytest

from skygap.errors import InputError
from skygap.readers.shipped.reference import read_airports

HEADER = (
    "ident,name,size,lat,lon,elevation_ft,country,has_schedule,runway_m,runway_width_m,surface\n"
)


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_country_na_is_namibia_and_not_a_missing_value(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "FYWH,Windhoek,large,-22.5,17.5,5640,NA,1,4532,45,hard\n")
    assert read_airports(path)["country"].tolist() == ["NA"]


def test_a_runway_nobody_measured_is_unknown_and_not_zero(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "ZZ01,Strip,small,40.0,127.0,,KP,0,,,\n")
    airports = read_airports(path)
    assert airports[["runway_m", "runway_width_m", "elevation_ft"]].isna().all(axis=None)
    assert airports["surface"].tolist() == [""]


def test_a_name_that_looks_like_a_number_stays_text(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "0012,1E5,small,40.0,127.0,,US,0,,,\n")
    assert read_airports(path).loc[0, ["ident", "name"]].tolist() == ["0012", "1E5"]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", HEADER + "Z,Z,small,north,1,,US,0,,,\n"])
def test_a_table_of_something_else_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_airports(written(tmp_path, text))
    assert "\n" not in str(caught.value)
