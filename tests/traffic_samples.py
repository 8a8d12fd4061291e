"""Real flights out of the wheel of the traffic library, which `make test` fetches.

The wheel is read and never imported: its package wants older libraries than ours. Nothing of it is
in this repository.
"""

import sys
import zipfile
from datetime import UTC
from functools import lru_cache
from pathlib import Path

import pandas as pd

from skygap.readers import read_content
from skygap.readers.reading import Answers

FOLDER = Path(sys.prefix) / "samples"
INSIDE = "traffic/data/samples"


@lru_cache(maxsize=8)
def sample(name: str) -> pd.DataFrame:
    """Read the fixes of one sample, for example `noisy/noisy_spoofing`."""
    return read_content(name, _content(name), answers=Answers(zone=UTC)).fixes


def _content(name: str) -> bytes:
    with zipfile.ZipFile(_wheel()) as wheel:
        inside = [each for each in wheel.namelist() if each.startswith(f"{INSIDE}/{name}.json")]
        return wheel.read(inside[0])


def _wheel() -> Path:
    wheels = sorted(FOLDER.glob("traffic-*.whl"))
    if not wheels:
        msg = f"no wheel of the traffic library in {FOLDER}: make test fetches it"
        raise FileNotFoundError(msg)
    return wheels[-1]
