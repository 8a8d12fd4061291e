"""Thresholds of reach."""

from dataclasses import dataclass

from skygap.thresholds.causes import CauseThresholds
from skygap.thresholds.declaring import threshold


@dataclass(frozen=True, slots=True)
class ReachThresholds(CauseThresholds):
    """Thresholds of reach, with units in their names."""

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
    companion_hours: float = threshold(
        12.0,
        "who flew the same pair of places within half a day flew it the same night (assumed)",
    )
    companion_km: float = threshold(
        60.0,
        "airports of one city and a track that begins or ends on the approach lie so near "
        "(assumed)",
    )
    imagery_sun_deg: float = threshold(
        10.0,
        "with a lower sun shadows hide what stands on an apron, and optical satellites seldom "
        "take pictures (assumed)",
        least=-1,
        most=90,
    )
