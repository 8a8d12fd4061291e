"""Every threshold in one frozen place, each with one sentence of why.

A value marked *assumed* has no measurement behind it yet; the method page says so.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import Field, asdict, dataclass, field, fields, replace

from skygap.errors import SettingsError


def _setting(value: float, why: str, *, least: float = 0.0, most: float = float("inf")) -> float:
    chosen: float = field(default=value, metadata={"why": why, "least": least, "most": most})
    return chosen


@dataclass(frozen=True, slots=True)
class Settings:
    """The thresholds in force. Units are in the names; `why` of each is in its metadata."""

    # gaps
    gap_threshold_min: float = _setting(
        10.0,
        "feeds sample airborne craft every few seconds to a minute, so ten silent minutes "
        "are never sampling",
        least=0.01,
    )
    # cleaning
    airborne_speed_limit_kt: float = _setting(
        900.0,
        "readsb's default ceiling for an aircraft whose speed is not known",
        least=1,
    )
    ground_speed_limit_kt: float = _setting(
        250.0,
        "a take-off or landing roll stays below this; beyond it the ground flag or the "
        "place is wrong",
        least=1,
    )
    position_slack_km: float = _setting(
        1.0,
        "rounding, latency and multilateration scatter move a good fix by less than this",
    )
    jump_cost_fixes_per_km: float = _setting(
        2.0,
        "a kilometre of impossible way weighs as much as two fixes, so 127 fixes 500 km off "
        "are a jump and a delay of 2 km is none (tried on tracks with GNSS spoofing)",
    )
    speed_check_horizon_min: float = _setting(
        60.0,
        "after an hour unheard any place within reach is believable (readsb gives up too)",
    )
    course_factor: float = _setting(
        0.05,
        "speeds are rounded and winds change: a step may miss the place its velocities lead to by "
        "this share of its length, beside the slack and what a turn explains",
    )
    turn_bank_deg: float = _setting(
        30.0,
        "the steepest an airliner banks; what may be a quarter of a full circle at this bank says "
        "nothing of where a craft should be",
        least=1,
        most=80,
    )
    own_slack_factor: float = _setting(
        1.5,
        "a craft whose steps often miss by so much has late or smoothed positions: only half as "
        "much again is off course (tried on minute-by-minute rows that are up to 15 s late)",
        least=1,
    )
    airport_km: float = _setting(
        8.0,
        "no airport is wider: a position on the ground is set aside only when it is further off",
    )
    stall_check_height_ft: float = _setting(
        25000.0,
        "helicopters and most light aircraft do not come this high",
    )
    stall_check_speed_kt: float = _setting(
        100.0,
        "no jet holds such a height below about 200 knots through the air, and head winds "
        "beyond 100 knots are met at cruising speed, not at the stall",
    )
    stall_check_cruise_kt: float = _setting(
        250.0,
        "a craft heard this fast at such heights is a jet or a fast turboprop, no balloon and no "
        "glider",
    )
    # identity
    stray_crossings_max: float = _setting(
        5,
        "so many times to another place and back may be separate jumps; more often, along a way "
        "that can be flown, is another craft (assumed)",
    )
    one_way_probability: float = _setting(
        0.9,
        "share of steps elsewhere that one craft must have been able to fly: scattered jumps do "
        "not make a way, a second craft does (assumed)",
        most=1,
    )
    other_height_ft: float = _setting(
        1000.0,
        "the closest two craft are kept above one another; a receiver deceived about its place "
        "still knows its height, so a way at another height is another craft",
    )
    own_way_km: float = _setting(
        50.0,
        "deceived receivers stand or circle within less than this; a way that leads further, as "
        "its speeds say, is flown (assumed)",
    )
    wrong_cell_km: float = _setting(
        1000.0,
        "a position that is decoded in a wrong cell lies one cell off, up to some 950 km: a way "
        "that runs parallel but further away is no such copy",
    )
    # legs
    ground_stand_min: float = _setting(
        5.0,
        "a stand this long on the ground ends a leg; shorter is a touch-and-go or a back-track",
    )
    ground_flicker_s: float = _setting(
        30.0,
        "transponders report ground for a few seconds in flight; shorter ground spells "
        "between airborne fixes at flying speed are not landings",
    )
    flying_speed_kt: float = _setting(
        50.0,
        "below this no fixed-wing craft of interest flies; above it no craft taxies",
    )
    low_height_ft: float = _setting(
        5000.0,
        "an end within this height of a field may be named after it (OPDI rule M7: 99.4 % "
        "right at 58.8 % coverage)",
    )
    near_airport_km: float = _setting(
        18.52,
        "10 nautical miles, the distance limit of OPDI rule M7",
    )
    naming_probability: float = _setting(
        0.7,
        "a name is given only from this share of the weight on: on landings and take-offs cut "
        "off on purpose such names were right 99 times in 100",
        most=1,
    )
    field_search_km: float = _setting(
        60.0,
        "fields compared with the one that is named: 5,000 ft on 3 degrees are 29 km, and level "
        "flight before the descent doubles that",
    )
    never_name_above_ft: float = _setting(
        15000.0,
        "naming an airport from an end in cruise is right 42 % of the time only (OPDI)",
    )
    unseen_landing_min: float = _setting(
        25.0,
        "shortest time in which an approach, a stop and a climb fit (METHOD 4.2)",
    )
    level_rate_fpm: float = _setting(
        200.0,
        "slower than this is level flight: an end that is level is named only right over "
        "a field (assumed)",
    )
    ground_gap_min: float = _setting(
        25.0,
        "readsb ends a leg at a silence this long on the ground",
    )
    taxi_km: float = _setting(
        0.3,
        "ground positions scatter less than this; further is a movement (assumed)",
    )
    standing_speed_kt: float = _setting(
        2.0,
        "slower than this is standing: positions wander by metres while a craft stands (assumed)",
    )
    detour_factor: float = _setting(
        1.15,
        "airways and weather make a way up to this much longer (METHOD 4.2)",
        least=1,
    )
    climb_rate_fpm: float = _setting(
        1800.0,
        "typical mean climb and descent of jets, used for the time both need (assumed)",
        least=1,
    )
    cruise_margin: float = _setting(
        1.5,
        "with no descent before and no climb after, half as much time again must be left "
        "before a hidden landing cuts a leg (assumed)",
        least=1,
    )
    unknown_speed_kt: float = _setting(
        400.0,
        "stands for the speed of a craft that reported none at either end (assumed)",
        least=1,
    )
    drawn_join_min: float = _setting(
        3.0,
        "a solid line joins two fixes only up to a few times a feed's own interval (METHOD 7)",
    )
    approach_km: float = _setting(
        5.0,
        "a craft on an approach is this near to its field in the last minute",
        least=0.1,
    )
    approach_height_ft: float = _setting(
        1000.0,
        "who flies past a field lower than this is on an approach to it, also with the pressure "
        "some hundred feet off (assumed)",
        least=1,
    )
    approach_fixes_n: float = _setting(
        5.0,
        "positions before and after, or it is the beginning or the end of the leg (assumed)",
        least=1,
    )
    descent_rate_fpm: float = _setting(
        500.0,
        "descending or climbing means at least this rate (METHOD 1.5 C)",
    )
    # transits and witnesses
    transit_hole_s: float = _setting(
        60.0,
        "a craft unheard for longer within a cell was not heard all the way (METHOD 1.5 B)",
        least=1,
    )
    rhythm_factor: float = _setting(
        3.0,
        "a feed that samples slowly is silent only beyond three of its usual steps (METHOD 7)",
        least=1,
    )
    transit_apart_min: float = _setting(
        60.0,
        "who comes back to a cell within the hour circles there: that is one transit, not several",
        least=1,
    )
    lost_within_min: float = _setting(
        1.0,
        "who is lost so soon after a cell was near the edge of reception in it (assumed)",
    )
    covered_least_n: float = _setting(
        3.0,
        "fewer transits do not show that a cell is covered (assumed)",
        least=1,
    )
    covered_heard_share: float = _setting(
        0.9,
        "a cell is covered when nine of ten are heard all the way through it (assumed)",
        most=1,
    )
    block_min: float = _setting(
        6.0,
        "for so long after it was last heard a craft is still near its course (assumed)",
        least=1,
    )
    witness_days: float = _setting(
        14.0,
        "receivers come and go: older transits say little of a day (METHOD 1.5 B)",
        least=0.1,
    )
    same_day_hours: float = _setting(
        6.0,
        "somebody must have been heard there within these hours, or the receiver may have been "
        "off (METHOD 1.6)",
    )
    outage_km: float = _setting(
        250.0,
        "as far as one receiver hears: who is lost further away is lost for another reason",
        least=1,
    )
    outage_s: float = _setting(
        60.0,
        "lost within the same minute is lost together (METHOD 1.5 A)",
        least=1,
    )
    outage_window_min: float = _setting(
        10.0,
        "who was heard within so many minutes before was there to be lost",
        least=1,
    )
    outage_share: float = _setting(
        0.5,
        "when more than half of those around are lost in the same minute, the feed stopped "
        "(METHOD 1.5 A)",
        most=1,
    )
    # causes
    outage_probability: float = _setting(
        0.9,
        "so often the whole feed is the cause when most around are lost at once (assumed)",
        most=1,
    )
    off_prior_odds: float = _setting(
        50.0,
        "of airliners that fall silent in the air one in so many is taken for switched off before "
        "anything is known (METHOD 1.5 D)",
        least=1,
    )
    off_probability: float = _setting(
        0.8,
        "a switch-off is called likely from here on (METHOD 1.5)",
        least=0.5,
        most=1,
    )
    off_least_n: float = _setting(
        10.0,
        "fewer transits of others carry no such word (METHOD 1.5)",
        least=1,
    )
    off_covered_share: float = _setting(
        0.5,
        "others must be heard in at least half of the cells in which it was silent, or it flew out "
        "of coverage (assumed)",
        most=1,
    )
    off_around_n: float = _setting(
        3.0,
        "others around must be heard on in the minutes after it fell silent, or the receiver may "
        "have stopped (assumed)",
        least=1,
    )
    off_reports_n: float = _setting(
        10.0,
        "positions in the ten minutes before: it was well received just then (METHOD 1.5)",
        least=1,
    )
    coverage_silence_probability: float = _setting(
        0.5,
        "poor coverage is said where a craft that transmits is lost at least every other time "
        "(assumed)",
        most=1,
    )
    coverage_lost_n: float = _setting(
        3.0,
        "fewer others that were lost there show nothing (assumed)",
        least=1,
    )
    outage_least_n: float = _setting(
        3.0,
        "fewer others around do not show that a feed stopped (assumed)",
        least=1,
    )
    same_place_km: float = _setting(
        5.0,
        "two stands within one airport's grounds are one place",
    )
    glide_ft_per_km: float = _setting(
        171.7,
        "a 3 degree descent loses 318 ft per nautical mile",
        least=1,
    )
    glide_factor: float = _setting(
        2.0,
        "the airport's distance must match the height within this factor (METHOD 1.5 C)",
        least=1,
    )
    landing_search_km: float = _setting(
        111.12,
        "60 nautical miles: as far as a descent can be projected (OPDI M8)",
    )
    unmarked_probability: float = _setting(
        0.9,
        "a feed that marks silence can miss a mark, so an unmarked gap is an artefact with this "
        "probability only (assumed until the blind test)",
        most=1,
    )
    two_signs_probability: float = _setting(
        0.9,
        "descent before and climb after at one airport (assumed until the blind test)",
        most=1,
    )
    one_sign_probability: float = _setting(
        0.6,
        "descent before or climb after, not both (assumed until the blind test)",
        most=1,
    )
    # reach
    reach_speed_kt: float = _setting(
        540.0,
        "Mach 0.94 at height: no airliner in service and no type of the case flies faster, and "
        "one limit for all types is the careful one until each has its sourced own",
        least=1,
    )
    wind_kt: float = _setting(
        100.0,
        "tail wind allowed on a one-way dark interval; a round trip cannot be shortened "
        "by steady wind",
    )
    shortest_stop_min: float = _setting(
        20.0,
        "hard floor of a stop on the ground (METHOD 4.3: 20 to 30 min)",
    )
    reach_list_max: float = _setting(
        200,
        "airports listed per gap; the count of all that are in reach is always given",
        least=1,
    )

    # ships
    ship_gap_threshold_min: float = _setting(
        360.0,
        "away from shore stations a ship is heard only when a satellite passes, so hours without a "
        "position are ordinary; six are not (assumed until reception is measured)",
        least=0.01,
    )
    ship_speed_limit_kt: float = _setting(
        60.0,
        "the fastest ferries make 58 knots and cargo ships 25: what is faster is a wrong place or "
        "another ship with the same number",
        least=1,
    )
    ship_drawn_join_min: float = _setting(
        15.0,
        "a solid line joins two positions only up to a few times a feed's own interval, which is "
        "one to five minutes for ships under way (assumed)",
    )
    ship_standing_speed_kt: float = _setting(
        0.5,
        "a ship moored or at anchor swings by some tenths of a knot; one adrift on the open sea "
        "is mostly faster (assumed)",
    )
    ship_same_place_km: float = _setting(
        1.0,
        "a ship at anchor swings within its chain, some hundred metres; long-range positions are "
        "rounded to 0.2 km",
    )

    ship_one_way_probability: float = _setting(
        0.5,
        "share of steps between positions set aside that a ship must have been able to sail before "
        "a shared number is named: of several further ships each sails, but none from one to the "
        "other (0.8 in the one real sample)",
        most=1,
    )

    def why(self, name: str) -> str:
        """Say in one sentence why the setting has its value."""
        return str(_field(name).metadata["why"])


def _field(name: str) -> "Field[float]":
    known = {f.name: f for f in fields(Settings)}
    if name not in known:
        msg = f"there is no setting {name}; known are: {', '.join(sorted(known))}"
        raise SettingsError(msg)
    return known[name]


def with_values(settings: Settings, values: Mapping[str, float]) -> Settings:
    """Give back settings with some values changed; SettingsError on an unknown name or value."""
    for name, value in values.items():
        limits = _field(name).metadata
        if not math.isfinite(value):
            msg = f"{name}={value:g} is no number to reckon with; name a finite one"
            raise SettingsError(msg)
        if not limits["least"] <= value <= limits["most"]:
            msg = f"{name}={value:g} is outside {limits['least']:g} to {limits['most']:g}"
            raise SettingsError(msg)
    return replace(settings, **values)


def parse_settings(assignments: Iterable[str]) -> Settings:
    """Read NAME=VALUE words into settings; SettingsError names the word that cannot be read."""
    values = {}
    for word in assignments:
        name, _, text = word.partition("=")
        try:
            values[name] = float(text)
        except ValueError as error:
            msg = f"{word!r} is not NAME=VALUE with a number, for example gap_threshold_min=15"
            raise SettingsError(msg) from error
    return with_values(Settings(), values)


def as_dict(settings: Settings) -> dict[str, float]:
    """Name and value of every setting, for documents and the screen."""
    return asdict(settings)
