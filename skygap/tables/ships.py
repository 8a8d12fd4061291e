"""Ships: how a row says that it is one, and how people name it."""

import pandas as pd

SAR_AIRCRAFT = "111"
"""MMSIs that begin so belong to aircraft of search and rescue (ITU-R M.585)."""


_BY_MMSI = "mmsi:"


def craft_id_of(mmsi: pd.Series) -> pd.Series:
    """Make the key of each craft that is known by its MMSI; empty where there is none."""
    return (_BY_MMSI + mmsi).where(mmsi != "", "").astype("str")


def is_ship(table: pd.DataFrame) -> pd.Series:
    """Tell which rows are of ships: those with an MMSI, but for aircraft of search and rescue."""
    return (table["mmsi"] != "") & ~table["mmsi"].str.startswith(SAR_AIRCRAFT)


def is_ship_mmsi(mmsi: str) -> bool:
    """Tell the same of one row by its MMSI."""
    return mmsi != "" and not mmsi.startswith(SAR_AIRCRAFT)


def are_ships(craft_ids: pd.Series) -> pd.Series:
    """Tell the same of rows by the key of their craft."""
    return craft_ids.str.startswith(_BY_MMSI) & ~craft_ids.str.startswith(_BY_MMSI + SAR_AIRCRAFT)


def ship_label(mmsi: str, craft_name: str) -> str:
    """Name a ship for people. A name alone is no identity: many ships share one."""
    return f"{craft_name} (MMSI {mmsi})" if craft_name else f"MMSI {mmsi}"
