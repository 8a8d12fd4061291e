"""Every threshold in one frozen place, each with one sentence of why.

A value marked *assumed* has no measurement behind it yet; the method page says so. The thresholds
are declared in `skygap.thresholds`, by subject.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import Field, asdict, dataclass, fields, replace

from skygap.errors import SettingsError
from skygap.thresholds.ships import ShipThresholds


@dataclass(frozen=True, slots=True)
class Settings(ShipThresholds):
    """The thresholds in force. Units are in the names; `why` of each is in its metadata."""

    def why(self, name: str) -> str:
        """Say in one sentence why the setting has its value."""
        return str(_field(name).metadata["why"])


def _field(name: str) -> "Field[float]":
    known = {f.name: f for f in fields(Settings)}
    if name not in known:
        msg = f"there is no setting {name}; known are: {', '.join(sorted(known))}"
        raise SettingsError(msg)
    return known[name]


def with_values(settings: Settings, values: Mapping[str, float]) -> Settings:
    """Give back settings with some values changed; SettingsError on an unknown name or value."""
    for name, value in values.items():
        limits = _field(name).metadata
        if not math.isfinite(value):
            msg = f"{name}={value:g} is no number to reckon with; name a finite one"
            raise SettingsError(msg)
        if not limits["least"] <= value <= limits["most"]:
            msg = f"{name}={value:g} is outside {limits['least']:g} to {limits['most']:g}"
            raise SettingsError(msg)
    return replace(settings, **values)


def parse_settings(assignments: Iterable[str]) -> Settings:
    """Read NAME=VALUE words into settings; SettingsError names the word that cannot be read."""
    values = {}
    for word in assignments:
        name, _, text = word.partition("=")
        try:
            values[name] = float(text)
        except ValueError as error:
            msg = f"{word!r} is not NAME=VALUE with a number, for example gap_threshold_min=15"
            raise SettingsError(msg) from error
    return with_values(Settings(), values)


def as_dict(settings: Settings) -> dict[str, float]:
    """Name and value of every setting, for documents and the screen."""
    return asdict(settings)
