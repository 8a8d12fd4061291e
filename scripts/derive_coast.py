"""Derive data/coast/coast.csv.gz: points along every coast, for the distance from land.

From Natural Earth (public domain), scale 1:10 million, as packed in npm `world-atlas`. The package
is fetched into a temporary folder, read and thrown away. Needs npm and a network; the program
itself never does.

    python -m scripts.derive_coast
"""

import gzip
import json
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import shapely

from scripts.derive_basemap import Floats, decode_arcs, fetch_package, wrapped

TARGET = Path(__file__).resolve().parents[1] / "data" / "coast" / "coast.csv.gz"
FILE = "package/land-10m.json"
STEP_DEG = 0.1
"""Points lie at most so far apart: 50 nautical miles off, that is an error of half a kilometre."""

GRID_DEG = 0.05
"""Points of one square of this grid are one; a place is then off by at most four kilometres."""


def main() -> None:
    """Fetch the package, lay points along the coasts and write the file."""
    with tempfile.TemporaryDirectory() as folder:
        arcs = read_arcs(fetch_package(Path(folder)))
    points = coast_points(arcs)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"{lat:.2f},{lon:.2f}\n" for lat, lon in points)
    TARGET.write_bytes(gzip.compress(f"lat,lon\n{rows}".encode(), mtime=0))
    print(f"{len(points)} points, {TARGET.stat().st_size / 1000:.0f} kB: {TARGET.name}")


def read_arcs(package: Path) -> list[Floats]:
    """Read the arcs of the land, in degrees."""
    with tarfile.open(package) as archive:
        stream = archive.extractfile(FILE)
        if stream is None:
            sys.exit(f"{package.name} holds no {FILE}")
        return list(decode_arcs(json.load(stream)))


def coast_points(arcs: list[Floats]) -> Floats:
    """Lay points along arcs, one for each square of the grid: columns lat, lon, in order."""
    dense = np.vstack([dense_points(arc) for arc in arcs])
    squares = np.unique(np.round(dense[:, ::-1] / GRID_DEG), axis=0)
    return np.asarray(squares * GRID_DEG)


def dense_points(arc: Floats) -> Floats:
    """Lay points along one arc; longitudes are unrolled first, so none leads around the world."""
    unrolled = np.column_stack([np.unwrap(arc[:, 0], period=360.0), arc[:, 1]])
    line = shapely.segmentize(shapely.LineString(unrolled), STEP_DEG)
    return wrapped(shapely.get_coordinates(line))


if __name__ == "__main__":
    main()
