"""Reference: what verdicts rest on besides tracks, read once and handed down."""

from dataclasses import dataclass

import pandas as pd

from skygap.in_reach import Atlas, atlas_of
from skygap.places import PlaceIndex, index_places
from skygap.tables.hex_blocks import HEX_BLOCKS
from skygap.tables.schema import empty
from skygap.tables.sea import COAST, PORTS
from skygap.tables.types import TYPES


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """AIRPORTS, PORTS and points of the COAST, indexed by place; TYPES; HEX_BLOCKS.

    The atlas is of the same airports, for many prisms.
    """

    airports: PlaceIndex
    atlas: Atlas
    ports: PlaceIndex
    coast: PlaceIndex
    types: pd.DataFrame
    hex_blocks: pd.DataFrame


def reference_of(
    airports: pd.DataFrame,
    *,
    ports: pd.DataFrame | None = None,
    coast: pd.DataFrame | None = None,
    types: pd.DataFrame | None = None,
    hex_blocks: pd.DataFrame | None = None,
) -> Reference:
    """Index the tables once; what is not given is not known, and nothing rests on it."""
    known = index_places(airports)
    return Reference(
        known,
        atlas_of(known),
        index_places(empty(PORTS) if ports is None else ports),
        index_places(empty(COAST) if coast is None else coast),
        empty(TYPES) if types is None else types,
        empty(HEX_BLOCKS) if hex_blocks is None else hex_blocks,
    )
