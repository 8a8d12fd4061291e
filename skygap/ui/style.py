"""The one style table: how each thing looks on map, timeline and in the legend, and what it means.

Colours are told apart by colour-blind readers (Okabe and Ito's hues, darkened or lightened for
the ground they stand on), and no meaning rests on colour alone: observed is solid, reported is
dashed or outlined, inferred is dotted, a gap is hatched and has only end markers on the map.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Style = dict[str, object]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One line of the legend: the style it explains, its title and what it says and does not."""

    style: str
    title: str
    text: str


INK = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "observed": "#0B5F8A",
                "example": "#3F7F73",
                "gap": "#B4530A",
                "explained": "#9A8467",
                "reported": "#86408C",
                "inferred": "#5A6472",
                "ground": "#C9CCC6",
                "airport": "#1F2A33",
                "event": "#6B6152",
                "paper": "#FFFFFF",
            }
        ),
        "dark": MappingProxyType(
            {
                "observed": "#6FC3EC",
                "example": "#8FD3C1",
                "gap": "#FFA24D",
                "explained": "#C9B48F",
                "reported": "#DBA3E2",
                "inferred": "#B7C0CB",
                "ground": "#46535F",
                "airport": "#E7ECF0",
                "event": "#B9AD97",
                "paper": "#0E1720",
            }
        ),
    }
)

THEMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "sea": "#DCE7EC",
                "land": "#F6F3EB",
                "land_edge": "#B7B5A6",
                "border": "#C3BDAE",
                "disputed": "#A39A86",
                "text": "#1F2A33",
                "halo": "#FFFFFF",
            }
        ),
        "dark": MappingProxyType(
            {
                "sea": "#0E1720",
                "land": "#1B2733",
                "land_edge": "#3A4B5A",
                "border": "#344554",
                "disputed": "#52677A",
                "text": "#E7ECF0",
                "halo": "#0E1720",
            }
        ),
    }
)

LEGEND: tuple[Meaning, ...] = (
    Meaning("leg", "Leg, observed", "Positions joined where they are close; thin: rolling."),
    Meaning("gap_start", "Last heard", "Not received from here on, and nothing more is said."),
    Meaning(
        "gap_end", "Next heard", "No line joins the two. Brown: landing or feed may explain it."
    ),
    Meaning("gap", "Gap, on the timeline", "Hatched; an open end has no right edge."),
    Meaning("ground", "On the ground", "Light where heard there, dotted where inferred."),
    Meaning("movement", "Reported movement", "Somebody wrote it; finer dashes where in doubt."),
    Meaning("reach", "Within reach, inferred", "Possible, not probable, flown as usual."),
    Meaning("reach_limit", "Outside: excluded", "Up to the speed that its card names."),
    Meaning("reach_airport", "Airport in reach", "With its probability; possible, not proven."),
    Meaning("airport", "Airport in use", "Named by a leg or by a report."),
    Meaning(
        "leg_example", "Worked example", "Generated to show how it looks. Not a real aircraft."
    ),
)

WITNESS_LEGEND: tuple[Meaning, ...] = (
    Meaning("gap_start", "Last heard", "Not received from here on."),
    Meaning("gap_end", "Next heard", "No line joins the two: where it was is not known."),
    Meaning("witness_heard", "Another, heard all the way", "Where it came into those cells."),
    Meaning("witness_lost", "Another, not heard all the way", "It fell silent there, or close by."),
)
"""What the map of witnesses adds and leaves out."""

REACH_LEGEND: tuple[Meaning, ...] = (
    *WITNESS_LEGEND[:2],
    *(meaning for meaning in LEGEND if meaning.style.startswith("reach")),
    Meaning("reach_airport_unknown", "The same, not ranked", "Its runway length is not known."),
    Meaning("sampled_way", "Sampled way", "Nobody saw it; one of countless ways that fit."),
)
"""What the map of reach adds and leaves out."""

CAUSE_LOOKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "parked": ("inferred", "dots"),
        "out_of_coverage": ("explained", "rows"),
        "landed_unseen": ("explained", "columns"),
        "likely_switched_off": ("gap", "hatch"),
        "provider_filtered": ("reported", "back"),
        "feed_artefact": ("explained", "cross"),
        "gnss_interference": ("event", "dots"),
        "identity_mix": ("reported", "cross"),
        "cannot_tell": ("inferred", "blank"),
    }
)
"""Ink and pattern of each cause; none is solid, for a cause is inferred. Doubt is blank."""

_STRIPES = "repeating-linear-gradient({angle}, {ink} 0 2px, transparent 2px 7px)"
_PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "hatch": _STRIPES.replace("{angle}", "135deg"),
        "back": _STRIPES.replace("{angle}", "45deg"),
        "rows": _STRIPES.replace("{angle}", "0deg"),
        "columns": _STRIPES.replace("{angle}", "90deg"),
        "cross": f"{_STRIPES.replace('{angle}', '0deg')}, {_STRIPES.replace('{angle}', '90deg')}",
        "dots": "radial-gradient({ink} 1.6px, transparent 1.9px) 0 0 / 7px 7px",
        "blank": "none",
    }
)


def cause_background(cause: str, theme: str) -> str:
    """Write the CSS background of a cause: its pattern in its ink."""
    ink, pattern = CAUSE_LOOKS[cause]
    return _PATTERNS[pattern].replace("{ink}", INK[theme][ink])


def styles(theme: str) -> dict[str, Style]:
    """Build the styles of a theme, light or dark; the renderers know what the keys mean."""
    ink = INK[theme]
    return {**_lines(ink), **_points(ink), **_bars(ink)}


def _lines(ink: Mapping[str, str]) -> dict[str, Style]:
    reported = {"color": ink["reported"], "weight": 1.8, "ends": "ring", "radius": 4}
    reach = {
        "color": ink["inferred"],
        "fill": ink["inferred"],
        "fill_opacity": 0.09,
        "steady": True,
    }
    limit: Style = {**reach, "fill_opacity": 0.0, "weight": 1.1, "dash": [1.5, 4]}
    return {
        "leg": {"color": ink["observed"], "weight": 2.0, "opacity": 0.95},
        "taxi": {"color": ink["observed"], "weight": 1.2, "opacity": 0.7},
        "leg_example": {
            "color": ink["example"],
            "weight": 2.0,
            "pattern": "double",
            "label_zoom": 0,
        },
        "movement": {**reported, "dash": [9, 6], "label_zoom": 0},
        "movement_hedged": {**reported, "dash": [2, 3, 2, 8], "label_zoom": 0},
        "reach_limit": limit,
        "sampled_way": {"color": ink["inferred"], "weight": 1.1, "dash": [6, 5], "opacity": 0.7},
        "reach": {**reach, "fill_opacity": 0.14, "weight": 0.8, "dash": [4, 4]},
    }


def _points(ink: Mapping[str, str]) -> dict[str, Style]:
    gap: Style = {"color": ink["gap"], "radius": 4.5, "weight": 1.8}
    return {
        "gap_start": {**gap, "shape": "last", "fill": ink["gap"]},
        "gap_end": {**gap, "shape": "next", "fill": ink["paper"]},
        "gap_start_quiet": {**gap, "color": ink["explained"], "shape": "last", "radius": 3.5},
        "gap_end_quiet": {**gap, "color": ink["explained"], "shape": "next", "radius": 3.5},
        "place": {"color": ink["reported"], "shape": "ring", "radius": 4, "label_zoom": 0},
        "airport": {"color": ink["airport"], "shape": "square", "radius": 2.8, "label_zoom": 5},
        "witness_heard": {
            "color": ink["observed"],
            "fill": ink["observed"],
            "shape": "disc",
            "radius": 3.5,
        },
        "witness_lost": {
            "color": ink["gap"],
            "fill": ink["paper"],
            "shape": "triangle",
            "radius": 5,
            "weight": 1.8,
        },
        **_candidates(ink),
    }


def _candidates(ink: Mapping[str, str]) -> dict[str, Style]:
    """Airports in reach: the more probable, the larger and the sooner named; unknown is hollow."""
    diamond: Style = {"color": ink["inferred"], "shape": "diamond", "steady": True}
    return {
        "reach_airport": {**diamond, "radius": 3, "label_zoom": 5},
        "reach_airport_medium": {**diamond, "radius": 4.2, "label_zoom": 3},
        "reach_airport_large": {**diamond, "radius": 5.6, "label_zoom": 0},
        "reach_airport_unknown": {
            **diamond,
            "radius": 3,
            "label_zoom": 6,
            "weight": 1.3,
            "fill": ink["paper"],
        },
    }


def _bars(ink: Mapping[str, str]) -> dict[str, Style]:
    return {
        "gap": {"color": ink["gap"], "pattern": "hatch"},
        "gap_quiet": {"color": ink["explained"], "pattern": "hatch"},
        "gap_open": {"color": ink["gap"], "pattern": "hatch", "opacity": 0.7, "open": True},
        "ground": {"color": ink["ground"], "pattern": "thin"},
        "stop_inferred": {"color": ink["inferred"], "pattern": "dotted"},
        "event": {"color": ink["event"]},
    }
