"""Thresholds of gaps, cleaning and identity: what a position may be."""

from dataclasses import dataclass

from skygap.thresholds.declaring import threshold


@dataclass(frozen=True, slots=True)
class TrackThresholds:
    """Thresholds of gaps, cleaning and identity, with units in their names."""

    # gaps
    gap_threshold_min: float = threshold(
        10.0,
        "feeds sample airborne craft every few seconds to a minute, so ten silent minutes "
        "are never sampling",
        least=0.01,
    )
    # cleaning
    airborne_speed_limit_kt: float = threshold(
        900.0,
        "readsb's default ceiling for an aircraft whose speed is not known",
        least=1,
    )
    ground_speed_limit_kt: float = threshold(
        250.0,
        "a take-off or landing roll stays below this; beyond it the ground flag or the "
        "place is wrong",
        least=1,
    )
    position_slack_km: float = threshold(
        1.0,
        "rounding, latency and multilateration scatter move a good fix by less than this",
    )
    jump_cost_fixes_per_km: float = threshold(
        2.0,
        "a kilometre of impossible way weighs as much as two fixes, so 127 fixes 500 km off "
        "are a jump and a delay of 2 km is none (tried on tracks with GNSS spoofing)",
    )
    speed_check_horizon_min: float = threshold(
        60.0,
        "after an hour unheard any place within reach is believable (readsb gives up too)",
    )
    course_factor: float = threshold(
        0.05,
        "speeds are rounded and winds change: a step may miss the place its velocities lead to by "
        "this share of its length, beside the slack and what a turn explains",
    )
    turn_bank_deg: float = threshold(
        30.0,
        "the steepest an airliner banks; what may be a quarter of a full circle at this bank says "
        "nothing of where a craft should be",
        least=1,
        most=80,
    )
    own_slack_factor: float = threshold(
        1.5,
        "a craft whose steps often miss by so much has late or smoothed positions: only half as "
        "much again is off course (tried on minute-by-minute rows that are up to 15 s late)",
        least=1,
    )
    airport_km: float = threshold(
        8.0,
        "no airport is wider: a position on the ground is set aside only when it is further off",
    )
    stall_check_height_ft: float = threshold(
        25000.0,
        "helicopters and most light aircraft do not come this high",
    )
    stall_check_speed_kt: float = threshold(
        100.0,
        "no jet holds such a height below about 200 knots through the air, and head winds "
        "beyond 100 knots are met at cruising speed, not at the stall",
    )
    stall_check_cruise_kt: float = threshold(
        250.0,
        "a craft heard this fast at such heights is a jet or a fast turboprop, no balloon and no "
        "glider",
    )
    # identity
    stray_crossings_max: float = threshold(
        5,
        "so many times to another place and back may be separate jumps; more often, along a way "
        "that can be flown, is another craft (assumed)",
    )
    one_way_probability: float = threshold(
        0.9,
        "share of steps elsewhere that one craft must have been able to fly: scattered jumps do "
        "not make a way, a second craft does (assumed)",
        most=1,
    )
    other_height_ft: float = threshold(
        1000.0,
        "the closest two craft are kept above one another; a receiver deceived about its place "
        "still knows its height, so a way at another height is another craft",
    )
    own_way_km: float = threshold(
        50.0,
        "deceived receivers stand or circle within less than this; a way that leads further, as "
        "its speeds say, is flown (assumed)",
    )
    wrong_cell_km: float = threshold(
        1000.0,
        "a position that is decoded in a wrong cell lies one cell off, up to some 950 km: a way "
        "that runs parallel but further away is no such copy",
    )
