"""Settings: frozen, explained, and changed only within their limits."""

from dataclasses import FrozenInstanceError, fields

import pytest

from skygap.errors import SettingsError
from skygap.settings import Settings, as_dict, parse_settings, with_values
from tests.conftest import ROOT

NAMES = [field.name for field in fields(Settings)]


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_says_why(name: str) -> None:
    assert len(Settings().why(name).split()) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_every_default_lies_within_its_own_limits(name: str) -> None:
    default = getattr(Settings(), name)
    assert with_values(Settings(), {name: default}) == Settings()


@pytest.mark.parametrize("name", NAMES)
def test_every_name_ends_in_its_unit_or_is_a_pure_number(name: str) -> None:
    units = ("_min", "_s", "_hours", "_days", "_kt", "_km", "_ft", "_m", "_fpm", "_deg", "_max")
    units += ("_nic", "_nac_p")
    pure = ("_margin", "_factor", "_probability", "_share", "_odds", "_n", "_per_km", "_per_day")
    assert name.endswith((*units, *pure))


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_read_by_the_code(name: str) -> None:
    """A threshold that is shown and does nothing would be a lie."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "skygap").rglob("*.py"))
    assert f".{name}" in code


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().wind_kt = 0  # type: ignore[misc]


def test_changing_a_value_leaves_the_given_settings_alone() -> None:
    before = Settings()
    after = with_values(before, {"gap_threshold_min": 15})
    assert (before.gap_threshold_min, after.gap_threshold_min) == (10, 15)


def test_words_become_settings() -> None:
    found = parse_settings(["gap_threshold_min=15", "wind_kt=50"])
    assert as_dict(found) == {**as_dict(Settings()), "gap_threshold_min": 15, "wind_kt": 50}


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("gap=15", "there is no setting gap; known are: "),
        ("gap_threshold_min", "is not NAME=VALUE"),
        ("gap_threshold_min=ten", "is not NAME=VALUE"),
        ("gap_threshold_min=-1", "outside 0.01 to inf"),
        ("two_signs_probability=1.5", "outside 0 to 1"),
        ("gap_threshold_min=nan", "no number to reckon with"),
        ("wind_kt=inf", "no number to reckon with"),
    ],
)
def test_a_wrong_word_is_refused_and_named(word: str, fault: str) -> None:
    with pytest.raises(SettingsError, match=fault):
        parse_settings([word])


def test_why_of_an_unknown_setting_is_refused() -> None:
    with pytest.raises(SettingsError, match="there is no setting speed"):
        Settings().why("speed")
