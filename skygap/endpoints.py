"""Name the airport at an end of a leg, or stay silent.

observed   the end is on the ground and a known field lies under it
inferred   the end is low over a field (OPDI rule M7: within 10 NM and 5,000 ft: 99.4 % right) and
           of all fields that its height, track and climb allow it holds most of the weight
(empty)    everything else: in cruise, over open country, or two fields that cannot be told apart
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from skygap.gaps import vertical_rates, window_bounds
from skygap.geo import Floats, bearing_deg, haversine_km, turn_deg
from skygap.ground import Bools, Rows
from skygap.places import PlaceIndex, nearest
from skygap.settings import Settings

CANDIDATES = 48
"""Fields compared: all that a craft so low can be bound for, not only those that may be named."""
SIZE_WEIGHT = {"large": 1.0, "medium": 0.6, "small": 0.25, "seaplane": 0.02}
"""How often each kind of field is used, roughly, before anything is known of the flight."""
GROUNDS_KM = {"large": 2.5, "medium": 1.8, "small": 1.2, "seaplane": 1.2}
"""How far the grounds of a field reach from its point."""
OVER_FIELD_FT, OVER_FIELD_KM = 1500.0, 6.0
"""So low and near that a level end is still an approach or a climb-out."""
OVER_RUNWAY_FT = 500.0
"""The same where the feed tells no climb or descent."""
COURSE_WINDOW_S, COURSE_MIN_KM, COURSE_DOUBT_DEG = 20.0, 0.3, 45.0
"""The way flown in so many seconds, if so long, tells when a reported track is wrong by so much."""
ARRIVAL_TURN_DEG, DEPARTURE_TURN_DEG = 10.0, 30.0
"""Arrivals are lined up with the field early; departures turn soon after take-off."""
CIRCUIT_WEIGHT, OVER_FIELD_WEIGHT = 0.05, 0.3
"""Weight left to a field that the track does not lead to, and to one that the craft is low over:
it may be in the circuit."""
ON_GROUND_SHARE = 0.5
"""Seen on the ground, it stands at the likelier of two fields that share a fence."""
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
    is_slow: Bools
    is_arrival: bool


def ends_at(
    fixes: pd.DataFrame, rows: Rows, on_ground: Bools, *, is_arrival: bool, settings: Settings
) -> Ends:
    """Collect the columns of the fixes at which legs begin or end."""
    at = fixes.iloc[rows]
    return Ends(
        lat=at["lat"].to_numpy(float),
        lon=at["lon"].to_numpy(float),
        altitude_ft=at["altitude_ft"].to_numpy(float),
        track_deg=_courses(fixes, rows, is_arrival=is_arrival),
        vertical_rate_fpm=vertical_rates(fixes, rows, before=is_arrival),
        on_ground=on_ground[rows],
        is_slow=at["ground_speed_kt"].to_numpy(float) < settings.flying_speed_kt,
        is_arrival=is_arrival,
    )


def _courses(fixes: pd.DataFrame, rows: Rows, *, is_arrival: bool) -> Floats:
    """Take the reported track at each end, or the way flown there if that contradicts it."""
    first, last = window_bounds(fixes, rows, before=is_arrival, seconds=COURSE_WINDOW_S)
    lat, lon = fixes["lat"].to_numpy(float), fixes["lon"].to_numpy(float)
    flown = bearing_deg(lat[first], lon[first], lat[last], lon[last])
    moved = haversine_km(lat[first], lon[first], lat[last], lon[last]) >= COURSE_MIN_KM
    reported = fixes["track_deg"].to_numpy(float)[rows]
    agrees = turn_deg(reported, flown) <= COURSE_DOUBT_DEG
    return np.where(moved & ~agrees, flown, reported)


def name_airports(ends: Ends, airports: PlaceIndex, *, settings: Settings) -> pd.DataFrame:
    """Name an airport for each end: columns ident, probability, kind, is_low, lat, lon of field.

    `ident` is empty and the probability NaN where the evidence does not allow a name. `is_low`
    says that the end lies within the height and distance limits of some field.
    """
    rows, far = nearest(
        airports, ends.lat, ends.lon, count=CANDIDATES, within_km=settings.field_search_km
    )
    if airports.table.empty:
        return _unnamed(len(ends.lat))
    weights, near = _weights(ends, _fields(airports, rows), far, settings)
    return _choose(ends, rows, weights, near, airports.table, settings=settings)


def weigh_fields(ends: Ends, rows: Rows, airports: PlaceIndex, *, settings: Settings) -> Floats:
    """Weigh for each end the fields in its line of `rows`; zero where the row is -1.

    A weight compares the fields of one end with each other and says nothing on its own.
    """
    field = _fields(airports, rows)
    lat, lon = (field[c].to_numpy(float).reshape(rows.shape) for c in ("lat", "lon"))
    far = haversine_km(ends.lat[:, None], ends.lon[:, None], lat, lon)
    return _weights(ends, field, np.where(rows < 0, np.inf, far), settings)[0]


def _fields(airports: PlaceIndex, rows: Rows) -> pd.DataFrame:
    return airports.table.iloc[np.maximum(rows, 0).ravel()].reset_index(drop=True)


def _weights(
    ends: Ends, field: pd.DataFrame, far: Floats, settings: Settings
) -> tuple[Floats, Bools]:
    """Weight of each candidate of each end, and whether the end is low over it."""
    shape = far.shape
    size = field["size"].map(SIZE_WEIGHT).to_numpy(float).reshape(shape)
    grounds = field["size"].map(GROUNDS_KM).to_numpy(float).reshape(shape)
    elevation = np.nan_to_num(field["elevation_ft"].to_numpy(float)).reshape(shape)
    height = ends.altitude_ft[:, None] - elevation
    lat, lon = (field[c].to_numpy(float).reshape(shape) for c in ("lat", "lon"))
    over = (height <= OVER_FIELD_FT) & (far <= OVER_FIELD_KM)
    here = size * np.where(far <= settings.same_place_km, _bell(far / grounds), 0.0)
    alignment = _alignment(ends, _off_course_deg(ends, lat, lon), far, grounds)
    aloft = np.where(over, np.maximum(alignment, OVER_FIELD_WEIGHT), alignment)
    aloft *= size * np.where(over, 1.0, _glide(ends, height, far, settings))
    aloft = np.where(_trend_allows(ends, height, far, settings), aloft, 0.0)
    low = (height <= settings.low_height_ft) & (far <= settings.near_airport_km)
    # so slow in the air, the landing is right here or at no field
    aloft = np.where(ends.is_slow[:, None], np.where(far <= grounds, here, 0.0), aloft)
    return np.where(ends.on_ground[:, None], here, aloft), low


def _bell(sigmas: Floats) -> Floats:
    return np.asarray(np.exp(-0.5 * sigmas**2))


def _off_course_deg(ends: Ends, lat: Floats, lon: Floats) -> Floats:
    """Angle between the track and the way to each field (or from it); NaN without a track."""
    here_lat, here_lon = np.broadcast_to(ends.lat[:, None], lat.shape), ends.lon[:, None]
    way = bearing_deg(here_lat, here_lon, lat, lon)
    wanted = way if ends.is_arrival else (way + 180.0) % 360.0
    return turn_deg(ends.track_deg[:, None], wanted)


def _alignment(ends: Ends, off_deg: Floats, far: Floats, grounds_km: Floats) -> Floats:
    """Weigh down fields that the craft is not flying to (or from); over the grounds all is open."""
    far_enough = np.where(np.isfinite(far), np.maximum(far, 1e-3), 1e6)
    runway_deg = np.degrees(np.arctan2(grounds_km, far_enough))  # the runway is off the point
    turn = ARRIVAL_TURN_DEG if ends.is_arrival else DEPARTURE_TURN_DEG
    weight = _bell(np.maximum(off_deg - runway_deg, 0.0) / turn)
    weight = np.where(far <= grounds_km, 1.0, np.maximum(weight, CIRCUIT_WEIGHT))
    return np.where(np.isnan(off_deg), 1.0, weight)


def _glide(ends: Ends, height: Floats, far: Floats, settings: Settings) -> Floats:
    """Weigh down fields whose distance does not match the height.

    Arrivals come down on 3 degrees, or fly level before; departures climb twice as steeply.
    """
    wanted = np.maximum(height, 0.0) / settings.glide_ft_per_km / (1.0 if ends.is_arrival else 2.0)
    ratio = np.log((np.where(np.isfinite(far), far, 1e6) + 2.0) / (wanted + 2.0))
    return _bell(ratio / np.log(settings.glide_factor) * np.where(ratio < 0, 2.0, 1.0))


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
    ends: Ends,
    rows: Rows,
    weights: Floats,
    near: Bools,
    table: pd.DataFrame,
    *,
    settings: Settings,
) -> pd.DataFrame:
    """Name the field that holds most of the weight, where that is enough and the end is near."""
    best = weights.argmax(axis=1)
    line = np.arange(len(best))
    share = weights[line, best] / (weights.sum(axis=1) + NONE_OF_THESE)
    enough = np.where(ends.on_ground, ON_GROUND_SHARE, settings.naming_probability)
    named = (share > enough) & (near[line, best] | ends.on_ground)
    chosen = table.iloc[np.maximum(rows[line, best], 0)]
    frame = _unnamed(len(best)).assign(is_low=near.any(axis=1) & ~ends.on_ground)
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
