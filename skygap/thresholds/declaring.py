"""How a threshold is declared."""

from dataclasses import field


def threshold(value: float, why: str, *, least: float = 0.0, most: float = float("inf")) -> float:
    """Declare a threshold with its value, one sentence of why, and what it may be set to."""
    chosen: float = field(default=value, metadata={"why": why, "least": least, "most": most})
    return chosen
