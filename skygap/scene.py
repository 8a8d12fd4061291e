"""The scene: what the store derived and what the case reports, side by side, never mixed.

Nothing is computed anew here; legs, gaps, stops and reported movements become rows of one table
of items, so that one selection applies to all of them.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from skygap.geo import geodesic, multi_line
from skygap.identity import country_of, further_words, registration_hint
from skygap.tables.case import CaseTables
from skygap.tables.fixes import EXAMPLE_PROVIDER, craft_number, shared_key
from skygap.tables.hex_blocks import HEX_BLOCKS
from skygap.tables.items import (
    CRAFTS,
    EXAMPLE,
    GAP,
    INFERRED,
    ITEMS,
    LEG,
    MOVEMENT,
    OBSERVED,
    REPORTED,
    STOP,
)
from skygap.tables.schema import conform, empty, ordered
from skygap.tables.ships import ship_label


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """The tables a store holds of its fixes."""

    legs: gpd.GeoDataFrame
    gaps: pd.DataFrame
    stops: pd.DataFrame
    reachable: pd.DataFrame
    inputs: pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Everything that can be shown: derived tables, case tables, items and crafts."""

    derived: Derived
    case: CaseTables
    airports: pd.DataFrame
    items: gpd.GeoDataFrame
    crafts: pd.DataFrame


def build_scene(
    derived: Derived,
    case: CaseTables,
    airports: pd.DataFrame,
    *,
    hex_blocks: pd.DataFrame | None = None,
) -> Scene:
    """Lay the tables of the store and of the case side by side.

    Without HEX_BLOCKS no address has a country.
    """
    crafts = _crafts(derived, case, empty(HEX_BLOCKS) if hex_blocks is None else hex_blocks)
    operators = crafts.set_index("craft_id")["operator"]
    parts = [_leg_items(derived.legs), _gap_items(derived.gaps), _movement_items(case.movements)]
    parts.append(_stop_items(derived.stops))
    table = pd.concat([pd.DataFrame(part) for part in parts], ignore_index=True)
    table = table.assign(operator=table["craft_id"].map(operators).fillna(""))
    shapes = gpd.GeoSeries(table["geometry"].to_numpy(), crs="EPSG:4326")
    items = gpd.GeoDataFrame(conform(ITEMS, table), geometry=shapes.to_numpy(), crs="EPSG:4326")
    return Scene(derived, case, airports, items, crafts)


def movement_path(movement: pd.Series) -> shapely.Geometry:
    """Draw a reported movement: the geodesic between its places, or the one place that is known.

    Nobody tracked it, so nothing but its ends is known; empty when no place has coordinates.
    """
    ends = [
        (movement[f"{end}_lat"], movement[f"{end}_lon"])
        for end in ("origin", "destination")
        if not np.isnan(movement[f"{end}_lat"])
    ]
    if len(ends) == 2:
        return multi_line([geodesic(*ends[0], *ends[1])])
    return shapely.MultiPoint([(lon, lat) for lat, lon in ends])


def _leg_items(legs: gpd.GeoDataFrame) -> pd.DataFrame:
    kind = _observed_or_example(legs["provider"])
    return _items(legs, LEG, "leg_id", kind=kind).assign(geometry=legs.geometry.to_numpy())


def _gap_items(gaps: pd.DataFrame) -> pd.DataFrame:
    seen = _observed_or_example(gaps["provider"])  # its ends were; that it is a gap is computed
    items = _items(gaps, GAP, "gap_id", kind=seen.where(seen == EXAMPLE, INFERRED))
    ends = gaps[["start_lon", "start_lat", "end_lon", "end_lat"]].to_numpy(float)
    points = [
        shapely.MultiPoint([(a, b), (c, d)] if not np.isnan(c) else [(a, b)]) for a, b, c, d in ends
    ]
    return items.assign(duration_min=gaps["duration_min"].to_numpy(), geometry=points)


def _movement_items(movements: pd.DataFrame) -> pd.DataFrame:
    times = ["departure_earliest", "departure_latest", "arrival_earliest", "arrival_latest"]
    bounds = movements.assign(
        start_time=movements[times].min(axis=1), end_time=movements[times].max(axis=1)
    )
    items = _items(bounds, MOVEMENT, "movement_id", kind=pd.Series(REPORTED, bounds.index))
    return items.assign(geometry=[movement_path(row) for _, row in movements.iterrows()])


def _stop_items(stops: pd.DataFrame) -> pd.DataFrame:
    bounds = stops.assign(start_time=stops["arrival_earliest"], end_time=stops["departure_latest"])
    seen = _observed_or_example(stops["provider"])
    kind = seen.where((stops["kind"] != INFERRED) | (seen == EXAMPLE), INFERRED)
    places = [
        shapely.Point(lon, lat) if not np.isnan(lat) else shapely.Point()
        for lat, lon in stops[["lat", "lon"]].to_numpy(float)
    ]
    return _items(bounds, STOP, "stop_id", kind=kind).assign(geometry=places)


def _items(table: pd.DataFrame, what: str, key: str, *, kind: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "item_id": table[key].to_numpy(),
            "what": what,
            "kind": kind.to_numpy(),
            "craft_id": table["craft_id"].to_numpy(),
            "start_time": table["start_time"].array,
            "end_time": table["end_time"].array,
        }
    )


def _observed_or_example(provider: pd.Series) -> pd.Series:
    return provider.map(lambda name: EXAMPLE if name == EXAMPLE_PROVIDER else OBSERVED)


def _crafts(derived: Derived, case: CaseTables, hex_blocks: pd.DataFrame) -> pd.DataFrame:
    """One row a craft; what the case knows of it goes before what its feed says."""
    heard = pd.DataFrame(derived.legs.drop(columns="geometry"))
    columns = ["craft_id", "registration", "typecode", "icao24", "mmsi", "craft_name"]
    both = pd.concat([case.aircraft, heard[columns], derived.gaps[columns]], ignore_index=True)
    both = both.fillna("").drop_duplicates("craft_id")
    label = both["registration"].where(both["registration"] != "", both["icao24"])
    name = both["aircraft_name"]
    label = label.where(label != "", name.where(name != "", both["craft_id"]))
    label = label.mask(both["mmsi"] != "", _ship_labels(both))
    number = both["craft_id"].map(craft_number)
    label = label.where(number == 1, label + ", craft " + number.astype("str"))
    crafts = both.assign(
        label=_told_apart(label, both["craft_id"]),
        address_use=_address_use(both["craft_id"]),
        type_name=name,
        hex_country=country_of(both["icao24"], hex_blocks),
        registration_hint=both["icao24"].map(registration_hint),
    )
    return ordered(CRAFTS, conform(CRAFTS, crafts))


def _ship_labels(crafts: pd.DataFrame) -> list[str]:
    return [ship_label(*ship) for ship in zip(crafts["mmsi"], crafts["craft_name"], strict=True)]


def _address_use(craft_id: pd.Series) -> pd.Series:
    """Say of craft that share an address which of them each is; empty for all others."""
    further = craft_id.map(further_words).astype("str")
    shared = set(craft_id[further != ""].map(shared_key))
    return further.mask(craft_id.isin(shared), "first craft heard under this address, of several")


def _told_apart(label: pd.Series, craft_id: pd.Series) -> pd.Series:
    """Add the key to names that several crafts share: a name in a URL must mean one craft."""
    return label.where(~label.duplicated(keep=False), label + " (" + craft_id + ")")
