"""Values that a feed states only now and then, carried to the rows after them for a while."""

import pandas as pd

CALLSIGN_HELD = pd.Timedelta(minutes=15)
"""A callsign is sent every few seconds. After a quarter of an hour it may be the last leg's."""


def carried(rows: pd.DataFrame, column: str, *, held: pd.Timedelta) -> pd.Series:
    """Carry what one row of a craft states to its rows after it, at most `held` later, never back.

    Takes columns craft_id, timestamp and `column`; a row states nothing where that is empty or
    NaN. Gives back the column in the order of `rows`.
    """
    in_order = rows.sort_values(["craft_id", "timestamp"], kind="stable")
    given = in_order[column]
    stated = given.notna() & (given != "")
    craft = in_order["craft_id"]
    latest = given.where(stated).groupby(craft).ffill()
    since = in_order["timestamp"] - in_order["timestamp"].where(stated).groupby(craft).ffill()
    kept = latest.where(since <= held)
    filled = kept.fillna("").astype("str") if given.dtype == "str" else kept
    return filled.reindex(rows.index)
