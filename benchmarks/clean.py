"""Time telling craft apart and cleaning, for a million fixes. Everything here is generated.

python -m benchmarks.clean
"""

import time

import numpy as np
import pandas as pd

from skygap.clean import KEPT, mask_fixes
from skygap.crafts import separate
from skygap.settings import Settings
from skygap.tables.fixes import FIXES
from skygap.tables.schema import conform, ordered

FIXES_COUNT = 1_000_000
CRAFTS = 200
SHARED = 20
"""So many of the craft share an address with another, two by two."""
BUDGET_S = 10.0
KM_PER_S = 450.0 * 1.852 / 3600.0


def generated_fixes(*, seed: int = 5) -> pd.DataFrame:
    """Make crafts that fly circles of 400 km; one fix in a thousand lies 2 to 500 km off.

    Every other of those that share an address flies 1,100 km further south.
    """
    rng = np.random.default_rng(seed)
    each = FIXES_COUNT // CRAFTS
    seconds = np.tile(np.arange(each) * 5.0, CRAFTS)
    craft = np.repeat(np.arange(CRAFTS), each)
    turned = seconds * KM_PER_S / 400.0 + craft
    shares = craft >= CRAFTS - SHARED
    south = np.where(shares & (craft % 2 == 1), 10.0, 0.0)
    addresses = range(0xF0E000, 0xF0E000 + CRAFTS)
    address = np.where(shares, craft - craft % 2, craft)
    aside = np.where(rng.random(len(craft)) < 0.001, rng.uniform(2, 500, len(craft)) / 111.2, 0)
    table = pd.DataFrame({
        "craft_id": pd.Series([f"{n:06x}" for n in addresses]).loc[address].array,
        "timestamp": pd.Timestamp("2024-03-20T12:00Z")
        + pd.to_timedelta(seconds + 1.7 * (craft % 2), unit="s"),
        "lat": 3.6 * np.cos(turned) - south + rng.normal(0, 2e-4, len(craft)) + aside,
        "lon": 3.6 * np.sin(turned), "ground_speed_kt": 450.0, "altitude_ft": 35000.0,
        "track_deg": np.degrees(turned + np.pi / 2.0) % 360.0, "on_ground": False,
        "provider": "generated", "evidence_id": "generated",
    })  # fmt: skip
    return ordered(FIXES, conform(FIXES, table))


def main() -> None:
    """Print the time beside its budget."""
    fixes = generated_fixes()
    started = time.perf_counter()
    apart = separate(fixes, settings=Settings())
    told = time.perf_counter() - started
    masked = mask_fixes(apart, settings=Settings())
    took = time.perf_counter() - started
    off = int((masked["mask_reason"] != KEPT).sum())
    heard = (
        f"{fixes['craft_id'].nunique()} addresses, {apart['craft_id'].nunique()} craft told apart"
    )
    print(f"{len(fixes):,} generated fixes of {CRAFTS} craft: {heard}, {off} masked")
    print(f"told apart in {told:.1f} s, cleaned in {took:.1f} s together (budget {BUDGET_S:.0f})")


if __name__ == "__main__":
    main()
