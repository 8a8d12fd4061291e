"""Tables of what was received: added to and never replaced, by UTC day and bucket of craft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from skygap.store.encoding import fixes_from, write_fixes
from skygap.tables.fixes import FIXES, merge_fixes
from skygap.tables.heard import HEARD, merge_heard
from skygap.tables.schema import Table, conform


@dataclass(frozen=True, slots=True)
class Daily:
    """One such table: its declaration, how rows are joined, and how they lie on disk."""

    table: Table
    merge: Callable[[Sequence[pd.DataFrame]], pd.DataFrame]
    write: Callable[[Path, pd.DataFrame], None]
    unpack: Callable[[pa.Table], pd.DataFrame]

    @property
    def name(self) -> str:
        """The name of the table and of its folder."""
        return self.table.name


def _write_heard(path: Path, rows: pd.DataFrame) -> None:
    conform(HEARD, rows).to_parquet(path, index=False, compression="zstd")


def _heard_from(table: pa.Table) -> pd.DataFrame:
    return conform(HEARD, table.to_pandas())


FIXES_DAILY = Daily(FIXES, merge_fixes, write_fixes, fixes_from)
HEARD_DAILY = Daily(HEARD, merge_heard, _write_heard, _heard_from)
