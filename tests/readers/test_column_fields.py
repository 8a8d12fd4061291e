"""How somebody names columns, and what is refused of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers.columns.column_fields import (
    FIELDS,
    check_columns,
    fields_by_title,
    parse_columns,
    spell_columns,
)

PLACE = "time=t,lat=y,lon=x"


def test_pairs_are_read_in_any_order_and_with_spaces() -> None:
    columns = parse_columns("lon = x, lat=y ,time=t", file="")
    assert columns == {"lon": "x", "lat": "y", "time": "t"}


def test_a_column_may_have_a_comma_a_quote_or_an_equals_sign() -> None:
    said = 'time=t=0,"lat=Lat, deg","lon=the ""x"""'
    columns = parse_columns(said, file="")
    assert columns == {"time": "t=0", "lat": "Lat, deg", "lon": 'the "x"'}
    assert spell_columns(columns) == said


@given(
    st.dictionaries(
        st.sampled_from(["time", "lat", "lon", "craft"]),
        st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).map(
            lambda text: f"a{text}".strip()
        ),
        min_size=4,
    )
)
def test_what_is_spelled_is_parsed_back(columns: dict[str, str]) -> None:
    distinct = {name: f"{name}{column}" for name, column in columns.items()}
    assert parse_columns(spell_columns(distinct), file="") == distinct


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "no column is named for time and lat and lon"),
        ("time=t,lat=y", "no column is named for lon"),
        ("date=d,lat=y,lon=x", "no column is named for time_of_day"),
        (f"{PLACE},date=d,time_of_day=c", "time and date cannot both be the time"),
        (f"{PLACE},altitude=z", "'altitude' is no field"),
        (f"{PLACE},craft", "'craft' is no field and column"),
        (f"{PLACE},craft=", "is no field and column"),
        (f"{PLACE},lat=z", "lat is named twice"),
        (f"{PLACE},altitude_ft=z,altitude_m=w", "cannot both be the pressure altitude"),
        ("time=t,lat=y,lon=y", "lat and lon cannot both be the column 'y'"),
        (f'{PLACE},"craft=', "cannot be split"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(said: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        parse_columns(said, file="--columns")
    assert str(caught.value).startswith("--columns: ")
    assert "\n" not in str(caught.value)


def test_one_column_may_name_the_craft_and_be_its_callsign() -> None:
    check_columns({"time": "t", "lat": "y", "lon": "x", "craft": "f", "callsign": "f"}, file="")


def test_every_field_stands_under_one_title() -> None:
    grouped = [name for names in fields_by_title().values() for name in names]
    assert grouped == list(FIELDS)
