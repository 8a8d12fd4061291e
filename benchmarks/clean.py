"""Time the cleaning of a million fixes. Everything here is generated.

python -m benchmarks.clean
"""

import time

import numpy as np
import pandas as pd

from skygap.clean import KEPT, mask_fixes
from skygap.settings import Settings
from skygap.tables.fixes import FIXES
from skygap.tables.schema import conform, ordered

FIXES_COUNT = 1_000_000
CRAFTS = 200
BUDGET_S = 10.0
KM_PER_S = 450.0 * 1.852 / 3600.0


def generated_fixes(*, seed: int = 5) -> pd.DataFrame:
    """Make crafts that fly circles of 400 km; one fix in a thousand lies 2 to 500 km off."""
    rng = np.random.default_rng(seed)
    each = FIXES_COUNT // CRAFTS
    seconds = np.tile(np.arange(each) * 5.0, CRAFTS)
    craft = np.repeat(np.arange(CRAFTS), each)
    turned = seconds * KM_PER_S / 400.0 + craft
    aside = np.where(rng.random(len(craft)) < 0.001, rng.uniform(2, 500, len(craft)) / 111.2, 0)
    table = pd.DataFrame({
        "craft_id": pd.Series([f"{0xF0E000 + n:06x}" for n in range(CRAFTS)]).loc[craft].array,
        "timestamp": pd.Timestamp("2024-03-20T12:00Z") + pd.to_timedelta(seconds, unit="s"),
        "lat": 3.6 * np.cos(turned) + rng.normal(0, 2e-4, len(craft)) + aside,
        "lon": 3.6 * np.sin(turned), "ground_speed_kt": 450.0, "altitude_ft": 35000.0,
        "track_deg": np.degrees(turned + np.pi / 2.0) % 360.0, "on_ground": False,
        "provider": "generated", "evidence_id": "generated",
    })  # fmt: skip
    return ordered(FIXES, conform(FIXES, table))


def main() -> None:
    """Print the time beside its budget."""
    fixes = generated_fixes()
    started = time.perf_counter()
    masked = mask_fixes(fixes, settings=Settings())
    took = time.perf_counter() - started
    off = int((masked["mask_reason"] != KEPT).sum())
    print(f"{len(fixes):,} generated fixes of {CRAFTS} crafts, {off} masked")
    print(f"cleaned in {took:.1f} s (budget {BUDGET_S:.0f})")


if __name__ == "__main__":
    main()
