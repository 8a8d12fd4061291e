"""Thresholds of reach, and the limits of ships."""

from dataclasses import dataclass

from skygap.thresholds.causes import CauseThresholds
from skygap.thresholds.declaring import threshold


@dataclass(frozen=True, slots=True)
class ReachThresholds(CauseThresholds):
    """Thresholds of reach, and the limits of ships, with units in their names."""

    # reach
    reach_speed_kt: float = threshold(
        540.0,
        "Mach 0.94 at height: no airliner in service and no type of the case flies faster, and "
        "one limit for all types is the careful one until each has its sourced own",
        least=1,
    )
    wind_kt: float = threshold(
        100.0,
        "tail wind allowed on a one-way dark interval; a round trip cannot be shortened "
        "by steady wind",
    )
    shortest_stop_min: float = threshold(
        20.0,
        "hard floor of a stop on the ground (METHOD 4.3: 20 to 30 min)",
    )
    reach_list_max: float = threshold(
        200,
        "airports listed per gap; the count of all that are in reach is always given",
        least=1,
    )

    # ships
    ship_gap_threshold_min: float = threshold(
        360.0,
        "away from shore stations a ship is heard only when a satellite passes, so hours without a "
        "position are ordinary; six are not (assumed until reception is measured)",
        least=0.01,
    )
    ship_speed_limit_kt: float = threshold(
        60.0,
        "the fastest ferries make 58 knots and cargo ships 25: what is faster is a wrong place or "
        "another ship with the same number",
        least=1,
    )
    ship_drawn_join_min: float = threshold(
        15.0,
        "a solid line joins two positions only up to a few times a feed's own interval, which is "
        "one to five minutes for ships under way (assumed)",
    )
    ship_standing_speed_kt: float = threshold(
        0.5,
        "a ship moored or at anchor swings by some tenths of a knot; one adrift on the open sea "
        "is mostly faster (assumed)",
    )
    ship_same_place_km: float = threshold(
        1.0,
        "a ship at anchor swings within its chain, some hundred metres; long-range positions are "
        "rounded to 0.2 km",
    )

    ship_one_way_probability: float = threshold(
        0.5,
        "share of steps between positions set aside that a ship must have been able to sail before "
        "a shared number is named: of several further ships each sails, but none from one to the "
        "other (0.8 in the one real sample)",
        most=1,
    )
