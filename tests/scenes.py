"""Scenes for tests: the shipped case and worked example, as the app shows them at first start."""

from pathlib import Path

import pandas as pd

from skygap.analysis import analyse
from skygap.readers import read
from skygap.readers.reading import Reading
from skygap.readers.shipped.case_folder import read_case
from skygap.readers.shipped.reference import read_airports, read_hex_blocks
from skygap.reference import reference_of
from skygap.scene import Derived, Scene, build_scene
from skygap.settings import Settings
from skygap.tables.fixes import merge_fixes

DATA = Path(__file__).resolve().parents[1] / "data"
ANCHOR = "ra82030-2024-03-20-out"


def shipped_scene() -> Scene:
    """Build the scene of the first start."""
    return scene_of([read(path) for path in sorted((DATA / "worked_example").glob("*.json"))])


def scene_of(readings: list[Reading]) -> Scene:
    """Build a scene of some files and the shipped case."""
    airports = read_airports(DATA / "airports" / "airports.csv.gz")
    fixes = merge_fixes([reading.fixes for reading in readings])
    found = analyse(fixes, reference_of(airports), settings=Settings())
    ledger = pd.DataFrame([(r.sha256, r.path) for r in readings], columns=["sha256", "path"])
    derived = Derived(found.legs, found.gaps, found.stops, found.reachable, ledger)
    blocks = read_hex_blocks(DATA / "registers" / "hex_blocks.csv")
    return build_scene(derived, read_case(DATA / "case"), airports, hex_blocks=blocks)
