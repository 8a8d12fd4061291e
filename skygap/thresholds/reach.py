"""Thresholds of reach."""

from dataclasses import dataclass

from skygap.thresholds.causes import CauseThresholds
from skygap.thresholds.declaring import threshold


@dataclass(frozen=True, slots=True)
class ReachThresholds(CauseThresholds):
    """Thresholds of reach, with units in their names."""

    # what can be excluded
    reach_speed_kt: float = threshold(
        540.0,
        "Mach 0.94 at height: no airliner in service and no type of the case flies faster; the "
        "limit of every craft whose type is not known, or contradicted by its own speed",
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
    open_reach_min: float = threshold(
        120.0,
        "so far ahead airports are ranked where no later position is loaded: two hours of flight "
        "hold what a last heading can still tell (assumed)",
        least=1,
    )

    # what is plausible: how craft usually fly, and land, and stand
    unknown_cruise_kt: float = threshold(
        450.0,
        "cruise of a craft whose type is not known and whose own speed was not received: that of "
        "an airliner (assumed)",
        least=1,
    )
    unknown_climb_min: float = threshold(
        8.0,
        "minutes that a whole climb costs beyond the same way in cruise, of a type not known: "
        "half of the 15 to 25 min of METHOD 4.2 for climb and descent together",
    )
    unknown_descent_min: float = threshold(
        8.0,
        "the same of a whole descent and approach",
    )
    unknown_runway_m: float = threshold(
        1200.0,
        "runway need of a type not known: small jets and turboprops use it; softly, no airport is "
        "excluded by it (assumed)",
    )
    unknown_turnround_min: float = threshold(
        30.0,
        "least time on the ground that is plausible of a type not known (METHOD 4.3: freight "
        "ramp aircraft from 40 min, hard floor 20 to 30)",
    )
    unknown_stand_min: float = threshold(
        60.0,
        "usual time on the ground of a type not known (assumed)",
        least=1,
    )
    detour_share: float = threshold(
        1.08,
        "flown ways are longer than the geodesic: the middle of the 1.00 to 1.15 of METHOD 4.2",
        least=1,
        most=2,
    )
    runway_spread_m: float = threshold(
        300.0,
        "one standard deviation of the runway need of a type (METHOD 4.3)",
        least=1,
    )
    narrow_share: float = threshold(
        0.3,
        "weight left to a runway narrower than the type wishes for: highway strips of 15 to 25 m "
        "stand in the table as runways (METHOD 4.6), but none is excluded by it (assumed)",
        most=1,
    )

    # how answers are weighed
    stop_prior_share: float = threshold(
        0.3,
        "share of silences with time for a stop that held one, before anything else is known: "
        "nobody has counted them, and doubt is the default (assumed)",
        most=1,
    )
    elsewhere_share: float = threshold(
        0.1,
        "share of stops at a place that no table knows, or that is not on the way to any: METHOD "
        "4.4 asks for 0.05 at least",
        most=0.9,
    )
    history_weight_n: float = threshold(
        40.0,
        "so many visits of its own outweigh what wider groups say of a craft: METHOD 4.4 has 20, "
        "from 20 to 60 departures of nine months were told better the higher it was",
        least=0.1,
    )
    group_weight_n: float = threshold(
        100.0,
        "the same for an operator, a country and all craft: what a store holds of them is what "
        "its receivers heard on the ground, not where they go (assumed)",
        least=0.1,
    )
    heading_spread_deg: float = threshold(
        20.0,
        "spread of the last track around the way to where it went, far from there (METHOD 4.4)",
        least=1,
        most=180,
    )
    near_heading_spread_deg: float = threshold(
        45.0,
        "the same within 50 NM, where procedures lead around: METHOD 4.4 gives 60, half of real "
        "arrivals at 10,000 ft lay within 27",
        least=1,
        most=180,
    )
    chance_heading_share: float = threshold(
        0.1,
        "share of last tracks that say nothing about where it went (assumed)",
        least=0.001,
        most=1,
    )
    likely_stop_share: float = threshold(
        0.55,
        "a stop is called likely from this probability on (ICD 203: likely is 55 to 80 %)",
        least=0.5,
        most=1,
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
    reported_airport_km: float = threshold(
        3.0,
        "an airport that a source names as an end of a silence: its runways and aprons lie within "
        "so much of its point (assumed)",
    )
    reported_city_km: float = threshold(
        30.0,
        "the same where it names a city and no airport (assumed)",
    )
