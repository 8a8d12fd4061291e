"""How long gaps and legs take beside other libraries, on the same generated fixes.

Run it from the repository root: python -m benchmarks.peers [PYTHON [FIXES]]
PYTHON is an interpreter of an environment of its own with movingpandas and traffic in it; they are
no part of ours. Without it only Skygap is timed. Each side reads the same Parquet file, makes its
own tables of it untimed, and is timed in a process of its own: CPU seconds, best of three rounds.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

from benchmarks.cause import ROUNDS, cpu, generated_fixes
from skygap.analysis import located_fixes
from skygap.clean import mask_fixes
from skygap.gaps import find_gaps
from skygap.legs import split_legs
from skygap.places import PlaceIndex, index_places
from skygap.readers.shipped.reference import shipped_airports
from skygap.settings import Settings

FIXES = 1_000_000
PEERS = ("movingpandas", "traffic")
TARGETS = {
    "MovingPandas, ObservationGapSplitter": 100.0,
    "traffic, Flight.split": 3.0,
    "traffic, iteration over Traffic": 3.0,
}
"""So many times faster Skygap should be."""


def time_skygap(fixes: pd.DataFrame) -> dict[str, float]:
    """Time the way to legs and gaps, and gaps alone, as the peers find nothing else."""
    settings, airports = Settings(), index_places(shipped_airports())
    located = located_fixes(mask_fixes(fixes, settings=settings), settings=settings)
    flown = located.assign(leg_id="")
    whole, _ = cpu(lambda: whole_way(fixes, airports, settings), rounds=ROUNDS)
    gaps, _ = cpu(lambda: find_gaps(flown, settings=settings), rounds=ROUNDS)
    return {"clean, legs and gaps": whole, "gaps alone": gaps}


def whole_way(fixes: pd.DataFrame, airports: PlaceIndex, settings: Settings) -> pd.DataFrame:
    """Go from fixes to gaps as an analysis does."""
    located = located_fixes(mask_fixes(fixes, settings=settings), settings=settings)
    _, leg = split_legs(located, airports, settings=settings)
    return find_gaps(located.assign(leg_id=leg), settings=settings)


def time_peer(name: str, python: str, path: Path) -> dict[str, float]:
    """Time one peer in its own interpreter; empty where it cannot run, which is said."""
    script = Path(__file__).with_name(f"_peer_{name}.py")
    ran = subprocess.run(
        [python, "-W", "ignore", str(script), str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        print(f"{name} was not timed: {ran.stderr.strip().splitlines()[-1]}")
        return {}
    return {what: told["cpu_s"] for what, told in json.loads(ran.stdout).items()}


def main(python: str | None, count: int) -> None:
    """Print how long each side takes, and how it stands to Skygap's."""
    fixes = generated_fixes(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fixes.parquet"
        fixes.to_parquet(path)
        ours = time_skygap(fixes)
        theirs = {k: v for p in PEERS if python for k, v in time_peer(p, python, path).items()}
    print(f"{len(fixes):,} fixes")
    for what, took in ours.items():
        print(f"Skygap, {what:<32} {took:8.2f} s")
    for what, took in theirs.items():
        ratios = ", ".join(f"{took / own:.1f} times {name}" for name, own in ours.items())
        print(f"{what:<40} {took:8.2f} s  {ratios} (target {TARGETS[what]:.0f})")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0] if given else None, int(given[1]) if len(given) > 1 else FIXES)
