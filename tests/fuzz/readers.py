"""Look for a file that a reader neither reads whole nor refuses in one line.

Run it from the repository root: python -m tests.fuzz.readers --minutes 5
Good files of every format are made bad again and again. Whatever brings a reader to say something
new is kept and made worse. What breaks a reader is written to artifacts/fuzz; exit 1.
"""

import argparse
import hashlib
import re
import sys
import time
import traceback
import warnings
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from random import Random

import pandas as pd

from skygap.errors import InputError
from skygap.readers import read_each_content
from skygap.readers.reading import Answers, Reading
from skygap.tables.fixes import FIXES, KEY
from skygap.tables.heard import HEARD
from skygap.tables.schema import conform
from tests.fuzz.mutating import LARGEST, mutated
from tests.readers.making import flight_table, parquet_of, state_vectors
from tests.readers.making_feeds import sbs_line, sbs_log, sbs_position
from tests.readers.making_tracks import api_point, flight_tracks
from tests.readers.test_registry import GOOD

FOUND = Path(__file__).resolve().parents[2] / "artifacts" / "fuzz"
MOST_KEPT = 5000

_VECTORS = {
    "icao24": "154e37",
    "lat": 45.5,
    "lon": 4.5,
    "velocity": 100.0,
    "onground": False,
    "lastposupdate": 1643816699.0,
    "lastcontact": 1643816700.0,
    "callsign": "A1 ",
}
_TABLE = (
    b"time;lat;lon;alt (m);icao24\n2024-03-20T16:30:00Z;47,5;8,25;100;154e37\n;1;2;;\n",
    b"date,time,latitude,longitude,tail\n2024-03-20,16:30:00,47.5,8.25,RA-82030\n",
)
SEEDS = (
    *GOOD.values(),
    *_TABLE,
    sbs_log(sbs_line(1, callsign="BAW1"), sbs_position(), sbs_line(4, speed=450), sbs_position()),
    state_vectors([{"lastcontact": 1643816700}, {"lat": "", "lon": "", "lastcontact": 1643816800}]),
    flight_table([{}, {"timestamp": "2018-01-02 19:54:00+00:00"}]),
    flight_tracks([{"fr24_id": "3376ab31", "tracks": [api_point(), api_point(60)]}]),
    parquet_of(pd.DataFrame([_VECTORS, {**_VECTORS, "lat": None}])),
)
"""At least one good file of every format; a new format has its own in GOOD of test_registry."""

_ANSWERS = (Answers(), Answers(zone=UTC), Answers(zone=UTC, takes_guess=True))
_NUMBERS = re.compile(r"\d+")


@dataclass(slots=True)
class Search:
    """What a search has seen so far."""

    random: Random
    tried: int = 0
    kept: list[bytes] = field(default_factory=lambda: list(SEEDS))
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def next_file(self) -> bytes:
        """Make the next file to try."""
        return mutated(self.random, self.random.choice(self.kept), self.random.choice(SEEDS))

    def look_at(self, content: bytes) -> None:
        """Try a file, and keep it when something new is said of it; what it breaks is raised."""
        self.tried += 1
        said = tried(content)
        if said not in self.seen and len(content) <= LARGEST and len(self.kept) < MOST_KEPT:
            self.seen.add(said)
            self.kept.append(content)


def tried(content: bytes) -> tuple[str, ...]:
    """Read a file with and without a zone; give back what was said, without its numbers."""
    said = (
        _refused(found) if isinstance(found, InputError) else _checked(found)
        for answers in _ANSWERS
        for found in read_each_content("fuzz", content, answers=answers)
    )
    return tuple(_NUMBERS.sub("0", words) for words in said)


def _refused(error: InputError) -> str:
    assert len(str(error).splitlines()) == 1, f"more than a line: {error}"
    return error.fault[:80]


def _checked(reading: Reading) -> str:
    fixes = reading.fixes
    counted = len(fixes) + sum(rejected.rows for rejected in reading.rejected)
    assert reading.rows == counted, f"{reading.rows} rows became {counted}"
    assert fixes.equals(conform(FIXES, fixes)), "no FIXES"
    assert reading.heard.equals(conform(HEARD, reading.heard)), "no HEARD"
    assert not fixes.duplicated(KEY).any(), "a fix twice"
    assert fixes["lat"].between(-90, 90).all(), "off the Earth"
    assert fixes["lon"].between(-180, 180).all(), "off the Earth"
    assert fixes["icao24"].str.fullmatch(r"(~?[0-9a-f]{6})?").all(), "no address"
    assert len(reading.heard) <= reading.rows, "more heard than rows"
    return " ".join([reading.format, *(rejected.reason for rejected in reading.rejected)])


def search(*, seconds: float, seed: int) -> tuple[int, list[str]]:
    """Search for so long; give back how many files were tried and what went wrong."""
    looking, end = Search(Random(seed)), time.monotonic() + seconds
    faults: dict[str, str] = {}
    while time.monotonic() < end:
        content = looking.next_file()
        try:
            looking.look_at(content)
        except Exception as error:  # noqa: BLE001  (any of them is what is looked for)
            where = "".join(traceback.format_tb(error.__traceback__)[-2:])
            faults.setdefault(where, f"{_written(content)}: {error!r}\n{where}")
    return looking.tried, list(faults.values())


def _written(content: bytes) -> Path:
    FOUND.mkdir(parents=True, exist_ok=True)
    path = FOUND / hashlib.sha256(content).hexdigest()[:12]
    path.write_bytes(content)
    return path


def main() -> int:
    """Search and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    warnings.simplefilter("error")
    count, faults = search(seconds=options.minutes * 60, seed=options.seed)
    said = f"seed {options.seed}: {count} files, {len(faults)} faults\n"
    sys.stdout.write("\n".join([*faults, said]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
