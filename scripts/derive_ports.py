"""Derive data/ports/ports.csv.gz: seaports by name and place, after the World Port Index.

The index is of the US government and in the public domain; its figures are taken from a table with
the columns iso3, label, sublabel, latitude, longitude
(`GlobalFishingWatch/anchorages_pipeline`, commit 099169e, file gfw_WPI_ports.csv).

    python -m scripts.derive_ports gfw_WPI_ports.csv
"""

import gzip
import sys
from pathlib import Path
from string import capwords

import pandas as pd

TARGET = Path(__file__).resolve().parents[1] / "data" / "ports" / "ports.csv.gz"
COLUMNS = {"label": "name", "iso3": "country", "latitude": "lat", "longitude": "lon"}


def main(path: str) -> None:
    """Thin the table and write the file."""
    read = pd.read_csv(path, dtype="str", keep_default_na=False)
    ports = read[list(COLUMNS)].rename(columns=COLUMNS)
    ports = ports.assign(name=ports["name"].map(capwords), **_rounded(ports))
    ordered = ports.sort_values(["country", "name", "lat"], ignore_index=True).drop_duplicates()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(gzip.compress(ordered.to_csv(index=False).encode(), mtime=0))
    print(f"{len(ordered)} ports: {TARGET.name}")


def _rounded(ports: pd.DataFrame) -> dict[str, pd.Series]:
    return {name: ports[name].astype(float).round(3) for name in ("lat", "lon")}


if __name__ == "__main__":
    main(sys.argv[1])
