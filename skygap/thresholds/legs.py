"""Thresholds of legs: where one ends, and when an airport is named."""

from dataclasses import dataclass

from skygap.thresholds.declaring import threshold
from skygap.thresholds.tracks import TrackThresholds


@dataclass(frozen=True, slots=True)
class LegThresholds(TrackThresholds):
    """Thresholds of legs, with units in their names."""

    # legs
    ground_stand_min: float = threshold(
        5.0,
        "a stand this long on the ground ends a leg; shorter is a touch-and-go or a back-track",
    )
    ground_flicker_s: float = threshold(
        30.0,
        "transponders report ground for a few seconds in flight; shorter ground spells "
        "between airborne fixes at flying speed are not landings",
    )
    flying_speed_kt: float = threshold(
        50.0,
        "below this no fixed-wing craft of interest flies; above it no craft taxies",
    )
    low_height_ft: float = threshold(
        5000.0,
        "an end within this height of a field may be named after it (OPDI rule M7: 99.4 % "
        "right at 58.8 % coverage)",
    )
    near_airport_km: float = threshold(
        18.52,
        "10 nautical miles, the distance limit of OPDI rule M7",
    )
    naming_probability: float = threshold(
        0.7,
        "a name is given only from this share of the weight on: on landings and take-offs cut "
        "off on purpose such names were right 99 times in 100",
        most=1,
    )
    field_search_km: float = threshold(
        60.0,
        "fields compared with the one that is named: 5,000 ft on 3 degrees are 29 km, and level "
        "flight before the descent doubles that",
    )
    never_name_above_ft: float = threshold(
        15000.0,
        "naming an airport from an end in cruise is right 42 % of the time only (OPDI)",
    )
    unseen_landing_min: float = threshold(
        25.0,
        "shortest time in which an approach, a stop and a climb fit (METHOD 4.2)",
    )
    level_rate_fpm: float = threshold(
        200.0,
        "slower than this is level flight: an end that is level is named only right over "
        "a field (assumed)",
    )
    ground_gap_min: float = threshold(
        25.0,
        "readsb ends a leg at a silence this long on the ground",
    )
    taxi_km: float = threshold(
        0.3,
        "ground positions scatter less than this; further is a movement (assumed)",
    )
    standing_speed_kt: float = threshold(
        2.0,
        "slower than this is standing: positions wander by metres while a craft stands (assumed)",
    )
    detour_factor: float = threshold(
        1.15,
        "airways and weather make a way up to this much longer (METHOD 4.2)",
        least=1,
    )
    climb_rate_fpm: float = threshold(
        1800.0,
        "typical mean climb and descent of jets, used for the time both need (assumed)",
        least=1,
    )
    cruise_margin: float = threshold(
        1.5,
        "with no descent before and no climb after, half as much time again must be left "
        "before a hidden landing cuts a leg (assumed)",
        least=1,
    )
    unknown_speed_kt: float = threshold(
        400.0,
        "stands for the speed of a craft that reported none at either end (assumed)",
        least=1,
    )
    drawn_join_min: float = threshold(
        3.0,
        "a solid line joins two fixes only up to a few times a feed's own interval (METHOD 7)",
    )
    approach_km: float = threshold(
        5.0,
        "a craft on an approach is this near to its field in the last minute",
        least=0.1,
    )
    approach_height_ft: float = threshold(
        1000.0,
        "who flies past a field lower than this is on an approach to it, also with the pressure "
        "some hundred feet off (assumed)",
        least=1,
    )
    approach_fixes_n: float = threshold(
        5.0,
        "positions before and after, or it is the beginning or the end of the leg (assumed)",
        least=1,
    )
    descent_rate_fpm: float = threshold(
        500.0,
        "descending or climbing means at least this rate (METHOD 1.5 C)",
    )
