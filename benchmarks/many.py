"""How long ten thousand small traces take to come into a store in one commit, and how much memory.

Run it from the repository root: python -m benchmarks.many
The traces are generated, one for each of as many crafts, gzip in one ZIP archive.
"""

import gzip
import json
import resource
import tempfile
import time
import zipfile
from pathlib import Path

from skygap.intake import add
from skygap.readers.shipped.reference import shipped_reference
from skygap.settings import Settings
from skygap.store import inputs, open_store

FILES = 10_000
FIXES = 60


def write_archive(path: Path, *, files: int) -> None:
    """Write traces of an hour, one position a minute, into a ZIP archive."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(files):
            archive.writestr(f"traces/{number:06x}.json", gzip.compress(_trace(number)))


def _trace(number: int) -> bytes:
    lat = number % 120 - 60.0
    rows = [[60.0 * i, lat, i / 10, 30000, 400, 90, 0, 0, None] for i in range(FIXES)]
    header = {"icao": f"{number:06x}", "timestamp": 1_700_000_000.0}
    return json.dumps(header | {"trace": rows}).encode()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the time and the most memory."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "traces.zip"
        write_archive(archive, files=FILES)
        store, before = open_store(Path(folder) / "store"), _megabytes()
        for what in ("added", "added again"):
            start = time.perf_counter()
            add([archive], store, reference=shipped_reference(), settings=Settings())
            print(f"{FILES} files of {FIXES} fixes {what}: {time.perf_counter() - start:.1f} s")
        print(
            f"{len(inputs(store))} files in the store; {_megabytes() - before:.0f} MB more memory"
        )


if __name__ == "__main__":
    main()
