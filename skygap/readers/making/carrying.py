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


def spread(rows: pd.DataFrame, column: str) -> pd.Series:
    """Give what a craft states to its rows after it and, what it states first, to those before.

    For text that hardly ever changes, such as the name of a ship. Else as `carried`.
    """
    in_order = rows.sort_values(["craft_id", "timestamp"], kind="stable")
    stated = in_order[column].where(in_order[column] != "")
    by_craft = stated.groupby(in_order["craft_id"])
    filled = by_craft.ffill().fillna(by_craft.bfill()).fillna("")
    return filled.reindex(rows.index).astype("str")
