"""Derive data/basemap/*.geojson from Natural Earth (public domain), as packed in npm `world-atlas`.

The package is fetched with `npm pack` into a temporary folder, read and thrown away. Needs npm, a
network and the packages `antimeridian` and `shapely`; the program itself never does.

    python scripts/derive_basemap.py
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import antimeridian
import numpy as np
import numpy.typing as npt
import shapely

from skygap.geo import split_at_antimeridian

PACKAGE = "world-atlas@2.0.2"
PACKAGE_SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
TARGET = Path(__file__).resolve().parents[1] / "data" / "basemap"
ATTRIBUTION = "Natural Earth's de-facto view; disputed lines dashed"

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Scale:
    """How fine one scale is: its file in the package, tolerance and grid in degrees."""

    file: str
    tolerance_deg: float
    grid_deg: float


FINE = Scale("countries-50m.json", 0.014, 0.01)
COARSE = Scale("countries-110m.json", 0.05, 0.1)


@dataclass(frozen=True)
class Dispute:
    """A line drawn as disputed: between two units, whole or where it lies in west,south,east,north.

    Two kinds: the line between a unit and the state that claims it, and a stretch of a border
    that one of its two sides does not recognise.
    """

    name: str
    units: tuple[str, str]
    box: Box = (-180.0, -90.0, 180.0, 90.0)


DISPUTES = (
    Dispute("Crimea", ("Russia", "Ukraine"), (32.0, 45.0, 37.0, 46.5)),
    Dispute("Kashmir, Line of Control", ("India", "Pakistan"), (73.0, 32.3, 77.9, 35.6)),
    Dispute("Kashmir, Siachen Glacier", ("India", "Siachen Glacier")),
    Dispute("Kashmir, Siachen Glacier", ("Pakistan", "Siachen Glacier")),
    Dispute("Kashmir, Siachen Glacier", ("China", "Siachen Glacier")),
    Dispute("Kashmir, Shaksgam", ("China", "Pakistan"), (74.0, 34.5, 77.9, 37.5)),
    Dispute("Kashmir, Aksai Chin", ("China", "India"), (77.0, 32.2, 81.0, 36.5)),
    Dispute("Arunachal Pradesh", ("China", "India"), (91.4, 26.5, 97.6, 29.7)),
    Dispute("Golan Heights", ("Israel", "Syria")),
    Dispute("Palestinian territories", ("Israel", "Palestine")),
    Dispute("Western Sahara", ("Morocco", "W. Sahara")),
    Dispute("Kosovo", ("Kosovo", "Serbia")),
    Dispute("Somaliland", ("Somalia", "Somaliland")),
    Dispute("Northern Cyprus", ("Cyprus", "N. Cyprus")),
    Dispute("Abyei", ("S. Sudan", "Sudan"), (27.8, 9.2, 29.1, 10.6)),
    Dispute("Halaib", ("Egypt", "Sudan"), (33.1, 21.5, 37.0, 23.5)),
    Dispute("Essequibo", ("Guyana", "Venezuela")),
    Dispute("Korea, armistice line", ("North Korea", "South Korea")),
)
AGREED = Dispute("", ("", ""))
CUT_STEP_DEG = 0.1
"""A disputed stretch begins and ends within this of the edge of its box."""


@dataclass(frozen=True)
class Atlas:
    """One topology: its arcs in degrees, the arcs of each unit, and the rings of the land."""

    arcs: list[Floats]
    units_of_arc: dict[int, set[str]]
    land: list[list[list[int]]]


def main() -> None:
    """Fetch the package and write land, borders and disputed lines."""
    with tempfile.TemporaryDirectory() as folder:
        package = fetch_package(Path(folder))
        fine = read_atlas(package, FINE)
        coarse = read_atlas(package, COARSE)
    borders, disputed = split_borders(fine)
    write("land", [feature(land_polygons(fine, FINE), {})])
    write("land_110m", [feature(land_polygons(coarse, COARSE), {})])
    write("borders", [feature(lines(borders), {})])
    write("disputed", [feature(lines(paths), {"name": n}) for n, paths in disputed.items()])


def fetch_package(folder: Path) -> Path:
    """Download the package and stop when it is not the one the shipped files came from."""
    subprocess.run(
        ["npm", "pack", "--silent", PACKAGE],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
    )
    package = next(folder.glob("*.tgz"))
    found = hashlib.sha256(package.read_bytes()).hexdigest()
    if found != PACKAGE_SHA256:
        sys.exit(f"{package.name} has SHA-256 {found}, expected {PACKAGE_SHA256}")
    return package


def read_atlas(package: Path, scale: Scale) -> Atlas:
    """Read one scale, its arcs simplified once so that coasts and borders still fit together."""
    with tarfile.open(package) as archive:
        stream = archive.extractfile(f"package/{scale.file}")
        if stream is None:
            sys.exit(f"{package.name} holds no {scale.file}")
        topology = json.load(stream)
    arcs = [simplified(a, scale.tolerance_deg) for a in decode_arcs(topology)]
    land = topology["objects"]["land"]["geometries"]
    return Atlas(arcs, units_of_arcs(topology), [p for g in land for p in g["arcs"]])


def decode_arcs(topology: dict[str, Any]) -> Iterator[Floats]:
    """Turn TopoJSON's running differences on a grid into degrees."""
    scale, shift = (np.array(topology["transform"][name]) for name in ("scale", "translate"))
    for arc in topology["arcs"]:
        yield np.cumsum(np.array(arc, float), axis=0) * scale + shift


def simplified(arc: Floats, tolerance_deg: float) -> Floats:
    """Drop points that change little; a ring that would vanish keeps its points.

    Longitudes are unrolled first: the atlas is stitched over 180 degrees.
    """
    unrolled = np.column_stack([np.unwrap(arc[:, 0], period=360.0), arc[:, 1]])
    thin = shapely.get_coordinates(shapely.simplify(shapely.LineString(unrolled), tolerance_deg))
    is_ring = np.array_equal(unrolled[0], unrolled[-1])
    return wrapped(unrolled if is_ring and len(thin) < 5 else thin)


def wrapped(path: Floats) -> Floats:
    """Bring unrolled longitudes back to -180 to 180, leaving a whole path on 180 where it is."""
    beyond = np.abs(path[:, 0]) > 180.0
    lon = np.where(beyond, (path[:, 0] + 180.0) % 360.0 - 180.0, path[:, 0])
    return np.column_stack([lon, path[:, 1]])


def units_of_arcs(topology: dict[str, Any]) -> dict[int, set[str]]:
    """Say for every arc which units it bounds: one is a coast, two are neighbours."""
    units: dict[int, set[str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        for index in flat(country.get("arcs", [])):
            units.setdefault(forward(index), set()).add(country["properties"]["name"])
    return units


def flat(nested: Iterable[Any]) -> Iterator[int]:
    """Walk through nested lists of arc numbers."""
    for item in nested:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


def forward(index: int) -> int:
    """Give the number of an arc; a reversed arc is written as its complement."""
    return index if index >= 0 else ~index


def land_polygons(atlas: Atlas, scale: Scale) -> shapely.Geometry:
    """Assemble the land, cut at the antimeridian, on the grid of its scale."""
    cut = [cut_polygon([ring(atlas, r) for r in rings]) for rings in atlas.land]
    parts = [part for piece in cut for part in shapely.get_parts(piece)]
    snapped = shapely.set_precision(shapely.make_valid(np.array(parts)), scale.grid_deg)
    return shapely.MultiPolygon([p for p in shapely.get_parts(snapped) if is_area(p)])


def ring(atlas: Atlas, indices: list[int]) -> Floats:
    """Join arcs end to end; each begins where the one before ended."""
    arcs = [atlas.arcs[forward(i)][:: 1 if i >= 0 else -1] for i in indices]
    return np.vstack([arcs[0][:1], *(arc[1:] for arc in arcs)])


def cut_polygon(rings: list[Floats]) -> shapely.Geometry:
    """Cut a polygon whose ring jumps over 180 degrees; others stay as they are."""
    usable = [r for r in rings if len(np.unique(r, axis=0)) > 2]
    if not usable:
        return shapely.MultiPolygon()
    polygon = shapely.Polygon(down_to_the_pole(usable[0]), usable[1:])
    jumps = any(np.abs(np.diff(r[:, 0])).max() > 180.0 for r in usable)
    return antimeridian.fix_polygon(polygon, fix_winding=True) if jumps else polygon


def down_to_the_pole(path: Floats) -> Floats:
    """Close Antarctica along the South Pole; its coast runs from 180 west to 180 east only."""
    unrolled = np.unwrap(path[:, 0], period=360.0)
    if abs(unrolled[-1] - unrolled[0]) < 180.0:
        return path
    return np.vstack([path, [(path[-1, 0], -90.0), (path[0, 0], -90.0)]])


def is_area(geometry: shapely.Geometry) -> bool:
    """Tell a polygon from the lines and empties that snapping to a grid leaves behind."""
    return geometry.geom_type == "Polygon" and not geometry.is_empty


def split_borders(atlas: Atlas) -> tuple[list[Floats], dict[str, list[Floats]]]:
    """Part the lines between neighbours into agreed borders and disputed lines by name."""
    agreed: list[Floats] = []
    disputed: dict[str, list[Floats]] = {}
    for index, units in atlas.units_of_arc.items():
        if len(units) < 2:
            continue
        for name, path in stretches(atlas.arcs[index], units):
            (disputed.setdefault(name, []) if name else agreed).append(path)
    return agreed, disputed


def stretches(arc: Floats, units: set[str]) -> Iterator[tuple[str, Floats]]:
    """Cut one line where a dispute begins or ends; an agreed stretch has an empty name."""
    rules = [d for d in DISPUTES if set(d.units) <= units]
    if rules:
        arc = shapely.get_coordinates(shapely.segmentize(shapely.LineString(arc), CUT_STEP_DEG))
    names = [dispute_at(middle, rules) for middle in (arc[1:] + arc[:-1]) / 2]
    start = 0
    for end in range(1, len(names) + 1):
        if end == len(names) or names[end] != names[start]:
            yield names[start], arc[start : end + 1]
            start = end


def dispute_at(place: Floats, rules: list[Dispute]) -> str:
    """Name the dispute in whose box a place lies, empty when none."""
    lon, lat = place
    inside = (d for d in rules if d.box[0] <= lon <= d.box[2] and d.box[1] <= lat <= d.box[3])
    return next(inside, AGREED).name


def lines(paths: Iterable[Floats]) -> shapely.Geometry:
    """Make one geometry of lines, cut at the antimeridian, joined where they meet."""
    pieces = [piece for path in paths for piece in split_at_antimeridian(path)]
    joined = shapely.line_merge(shapely.MultiLineString(pieces))
    thin = shapely.simplify(shapely.get_parts(joined), FINE.grid_deg / 10)
    snapped = shapely.set_precision(thin, FINE.grid_deg, mode="pointwise")
    return shapely.MultiLineString(list(snapped))


def feature(geometry: shapely.Geometry, properties: dict[str, str]) -> dict[str, Any]:
    """Write a geometry as a GeoJSON feature, rounded to what its grid holds."""
    rounded = json.loads(shapely.to_geojson(geometry), parse_float=lambda x: round(float(x), 2))
    return {"type": "Feature", "properties": properties, "geometry": rounded}


def write(name: str, features: list[dict[str, Any]]) -> None:
    """Write one file, compact, with whose view it shows."""
    document = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
    TARGET.mkdir(parents=True, exist_ok=True)
    path = TARGET / f"{name}.geojson"
    path.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
