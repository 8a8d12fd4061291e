"""What goes to the browser comes back exactly, and stays data."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skygap.ui.encoding import UNITS_PER_DEGREE, encode_line, to_json

HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "${alert(1)}",
    "`backticks` and \\ backslashes \" and quotes'",
    "{{'map_div'}} {% for x in y %} {# no comment #}",
    "line\u2028and paragraph\u2029separators",
    "<!-- <script> & &amp; -->",
    "Самолёт · 高麗航空 · \x00\x1f",
]

places = st.lists(
    st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False)),
    min_size=1,
)


def decoded(codes: list[int]) -> np.ndarray:
    """Read a code back as the browser does: (longitude, latitude) in degrees."""
    lat_lon = np.asarray(codes).reshape(-1, 2).cumsum(axis=0) / UNITS_PER_DEGREE
    return lat_lon[:, ::-1]


def test_a_path_is_its_first_place_and_then_steps_latitude_first() -> None:
    assert encode_line([(30.0, 50.0), (30.001, 50.002)]) == [50_000, 30_000, 2, 1]


@given(places)
def test_every_place_comes_back_to_within_half_a_thousandth(
    path: list[tuple[float, float]],
) -> None:
    assert np.abs(decoded(encode_line(path)) - np.array(path)).max() <= 0.0005 + 1e-9


def test_rounding_errors_do_not_add_up_along_a_long_path() -> None:
    path = np.column_stack([np.linspace(0, 40, 100_001), np.zeros(100_001)])
    assert decoded(encode_line(path))[-1].tolist() == [40.0, 0.0]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reads_back_exactly(text: str) -> None:
    assert json.loads(to_json({"t": [text], text: 1})) == {"t": [text], text: 1}


@given(st.text())
def test_any_text_reads_back_exactly(text: str) -> None:
    assert json.loads(to_json([text])) == [text]


@pytest.mark.parametrize("sign", ["<", ">", "&", "`", "$", "{", "}", "\u2028", "\u2029"])
def test_no_sign_that_could_leave_a_string_is_written_as_itself(sign: str) -> None:
    assert sign not in to_json(f"before {sign} after")


def test_the_structure_around_the_text_is_plain_json() -> None:
    assert to_json({"a": [1, None, True]}) == '{"a":[1,null,true]}'


def test_a_number_that_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json({"a": float("nan")})
