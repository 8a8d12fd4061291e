"""Derive data/registers/hex_blocks.csv: which country's block a 24-bit aircraft address lies in.

ICAO allots blocks to states (Annex 10, volume III). The facts are carried over from the table of
code blocks in vradarserver/standing-data, which is CC0. Blocks there lie inside one another; here
the narrowest one decides, and what is left are ranges that touch no other.

    python scripts/derive_hex_blocks.py code-blocks.csv
"""

import csv
import sys
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "data" / "registers" / "hex_blocks.csv"
NOBODY = ("ZZ", "XA", "XB", "XC")
"""Codes of the source for 'not allotted', for ICAO itself and for alliances: no country."""

Block = tuple[int, int, str]


def main(source: Path) -> None:
    """Read the table of the source, write ours."""
    with source.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        blocks = [(int(r["Start"], 16), int(r["Finish"], 16), r["CountryISO2"]) for r in rows]
    ranges = merged(flattened(blocks))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(("first", "last", "country"))
        writer.writerows((f"{a:06x}", f"{b:06x}", country) for a, b, country in ranges)
    print(f"{len(blocks)} blocks, {len(ranges)} ranges: {TARGET.name}")


def flattened(blocks: list[Block]) -> list[Block]:
    """Cut at every edge; each piece goes to the narrowest block around it."""
    edges = sorted({a for a, _, _ in blocks} | {b + 1 for _, b, _ in blocks})
    narrow_first = sorted(blocks, key=lambda block: block[1] - block[0])
    pieces = []
    for first, after in pairwise(edges):
        owner = next((c for a, b, c in narrow_first if a <= first <= b), NOBODY[0])
        pieces.append((first, after - 1, owner))
    return [piece for piece in pieces if piece[2] not in NOBODY]


def merged(pieces: list[Block]) -> list[Block]:
    """Join pieces of one country that touch."""
    joined: list[Block] = []
    for first, last, country in pieces:
        if joined and joined[-1][2] == country and joined[-1][1] == first - 1:
            joined[-1] = (joined[-1][0], last, country)
        else:
            joined.append((first, last, country))
    return joined


if __name__ == "__main__":
    main(Path(sys.argv[1]))
