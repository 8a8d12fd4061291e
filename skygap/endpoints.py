"""Name the airport at an end of a leg, or stay silent.

observed   the end is on the ground and a known field lies under it
inferred   the end is low over a field (OPDI rule M7: within 10 NM and 5,000 ft: 99.4 % right) and
           neither its track nor its climb speaks against it
(empty)    everything else: in cruise, over open country, or two fields that cannot be told apart
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from skygap.airports import AirportIndex, nearest
from skygap.geo import Floats, bearing_deg
from skygap.ground import Bools, Rows
from skygap.settings import Settings

CANDIDATES = 12
SIZE_WEIGHT = {"large": 1.0, "medium": 0.6, "small": 0.25, "seaplane": 0.02}
"""How often each kind of field is used, roughly, before anything is known of the flight."""
OVER_FIELD_FT, OVER_FIELD_KM = 1500.0, 6.0
"""So low and near that a level end is still an approach or a climb-out."""
OVER_RUNWAY_FT = 500.0
"""The same where the feed tells no climb or descent."""
NONE_OF_THESE = 0.02
"""Weight of a field that no table knows."""


@dataclass(frozen=True, slots=True)
class Ends:
    """One end of each leg: the columns its airport is judged by."""

    lat: Floats
    lon: Floats
    altitude_ft: Floats
    track_deg: Floats
    vertical_rate_fpm: Floats
    on_ground: Bools
    is_arrival: bool


def ends_at(
    fixes: pd.DataFrame, rows: Rows, on_ground: Bools, rates: Floats, *, is_arrival: bool
) -> Ends:
    """Collect the columns of the fixes at which legs begin or end."""
    at = fixes.iloc[rows]
    return Ends(
        lat=at["lat"].to_numpy(float),
        lon=at["lon"].to_numpy(float),
        altitude_ft=at["altitude_ft"].to_numpy(float),
        track_deg=at["track_deg"].to_numpy(float),
        vertical_rate_fpm=rates,
        on_ground=on_ground[rows],
        is_arrival=is_arrival,
    )


def name_airports(ends: Ends, airports: AirportIndex, *, settings: Settings) -> pd.DataFrame:
    """Name an airport for each end: columns ident, probability, kind, is_low, lat, lon of field.

    `ident` is empty and the probability NaN where the evidence does not allow a name. `is_low`
    says that the end lies within the height and distance limits of some field.
    """
    rows, far = nearest(
        airports, ends.lat, ends.lon, count=CANDIDATES, within_km=settings.near_airport_km
    )
    field = airports.table.iloc[np.maximum(rows, 0).ravel()] if len(airports.table) else None
    if field is None:
        return _unnamed(len(ends.lat))
    weights, low = _weights(ends, field.reset_index(drop=True), far, settings)
    return _choose(ends, rows, weights, low, airports.table)


def _weights(
    ends: Ends, field: pd.DataFrame, far: Floats, settings: Settings
) -> tuple[Floats, Bools]:
    """Weight of each candidate of each end, and whether the end is low over any of them."""
    shape = far.shape
    size = field["size"].map(SIZE_WEIGHT).to_numpy(float).reshape(shape)
    elevation = np.nan_to_num(field["elevation_ft"].to_numpy(float)).reshape(shape)
    height = ends.altitude_ft[:, None] - elevation
    lat, lon = (field[c].to_numpy(float).reshape(shape) for c in ("lat", "lon"))
    low = (height <= settings.low_height_ft) & np.isfinite(far)
    grounded = size * np.exp(-0.5 * (far / _grounds_km(field, shape)) ** 2)
    grounded = np.where(far <= settings.same_place_km, grounded, 0.0)
    aloft = size * _nearness(far) * _alignment(ends, lat, lon, far) * _glide(height, far, settings)
    aloft = np.where(low & _trend_allows(ends, height, far, settings), aloft, 0.0)
    return np.where(ends.on_ground[:, None], grounded, aloft), low.any(axis=1) & ~ends.on_ground


def _grounds_km(field: pd.DataFrame, shape: tuple[int, ...]) -> Floats:
    """How far the grounds of a field reach from its point."""
    reach = field["size"].map({"large": 2.5, "medium": 1.8}).fillna(1.2)
    return np.asarray(reach.to_numpy(float).reshape(shape))


def _nearness(far: Floats) -> Floats:
    return np.exp(-0.5 * (np.where(np.isfinite(far), far, 1e6) / 9.0) ** 2)


def _alignment(ends: Ends, lat: Floats, lon: Floats, far: Floats) -> Floats:
    """Weigh down fields that the craft is not flying to (or from); near the field all is open."""
    here_lat, here_lon = np.broadcast_to(ends.lat[:, None], lat.shape), ends.lon[:, None]
    way = bearing_deg(here_lat, here_lon, lat, lon)
    wanted = way if ends.is_arrival else (way + 180.0) % 360.0
    off = np.abs((ends.track_deg[:, None] - wanted + 180.0) % 360.0 - 180.0)
    open_near = np.clip((far - 2.0) / 4.0, 0.0, 1.0)
    weight = np.exp(-0.5 * (off / 45.0) ** 2) * open_near + (1.0 - open_near)
    return np.where(np.isnan(off), 1.0, np.maximum(weight, 0.02))


def _glide(height: Floats, far: Floats, settings: Settings) -> Floats:
    """Weigh down fields whose distance does not match the height on a 3 degree path."""
    wanted = np.where(np.isfinite(far), far, 1e6) * settings.glide_ft_per_km
    ratio = np.abs(np.log((np.maximum(height, 0.0) + 500.0) / (wanted + 500.0)))
    return np.where(ratio <= np.log(settings.glide_factor), 1.0, 0.4)


def _trend_allows(ends: Ends, height: Floats, far: Floats, settings: Settings) -> Bools:
    """Tell whether climb or descent fits: arrivals come down, departures go up.

    Level flight fits only right over the field, where the last or first seconds are level.
    """
    rate = ends.vertical_rate_fpm[:, None] * (-1.0 if ends.is_arrival else 1.0)
    ceiling = np.where(np.isnan(rate), OVER_RUNWAY_FT, OVER_FIELD_FT)
    over_field = (height <= ceiling) & (far <= OVER_FIELD_KM)
    level = settings.level_rate_fpm
    return np.asarray((rate >= level) | (over_field & ~(rate <= -level)))


def _choose(
    ends: Ends, rows: Rows, weights: Floats, low: Bools, table: pd.DataFrame
) -> pd.DataFrame:
    best = weights.argmax(axis=1)
    line = np.arange(len(best))
    share = weights[line, best] / (weights.sum(axis=1) + NONE_OF_THESE)
    named = share > 0.5  # a name that is as likely wrong as right is no name
    chosen = table.iloc[np.maximum(rows[line, best], 0)]
    frame = _unnamed(len(best)).assign(is_low=low)
    frame["ident"] = np.where(named, chosen["ident"].to_numpy(), "")
    frame["probability"] = np.where(named, np.round(np.minimum(share, 0.99), 3), np.nan)
    frame["kind"] = np.where(named, np.where(ends.on_ground, "observed", "inferred"), "")
    return frame


def _unnamed(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "ident": pd.Series([""] * count, dtype="str"),
            "probability": np.full(count, np.nan),
            "kind": pd.Series([""] * count, dtype="str"),
            "is_low": np.zeros(count, dtype=bool),
        }
    )
