"""Heard, no position: moments at which a transponder was heard and its place was not.

Such a moment is no fix: it says that the craft was switched on and in somebody's range, not where.
"""

from collections.abc import Sequence

import pandas as pd

from skygap.tables.schema import TEXT, TIME, Column, Table, conform, empty, ordered

HEARD = Table(
    name="heard",
    columns={
        "craft_id": Column(TEXT, "key of one craft, as in fixes", required=True),
        "icao24": Column(TEXT, "24-bit address as text"),
        "timestamp": Column(TIME, "when it was heard, UTC", required=True),
        "heard_as": Column(TEXT, "what the file shows: mode_s, state, no_position, msg_4, ..."),
        "provider": Column(TEXT, "who served the file", required=True),
        "evidence_id": Column(TEXT, "SHA-256 of the file it came from", required=True),
    },
    order=("craft_id", "timestamp", "evidence_id"),
)


def merge_heard(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Join tables of what was heard, thinned to the first and the last of each craft and minute.

    Both are kept because a gap may begin or end within the minute. The order of the parts changes
    nothing, nor does thinning them before.
    """
    filled = [conform(HEARD, part) for part in parts if len(part)]
    if not filled:
        return empty(HEARD)
    joined = pd.concat(filled, ignore_index=True)
    known = ordered(HEARD, joined).drop_duplicates(["craft_id", "timestamp"])
    minutes = known[["craft_id"]].assign(minute=known["timestamp"].dt.floor("min"))
    is_between = minutes.duplicated() & minutes.duplicated(keep="last")
    return known[~is_between].reset_index(drop=True)
