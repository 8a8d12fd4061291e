"""Thresholds of witnesses and causes: what carries a verdict."""

from dataclasses import dataclass

from skygap.thresholds.declaring import threshold
from skygap.thresholds.legs import LegThresholds


@dataclass(frozen=True, slots=True)
class CauseThresholds(LegThresholds):
    """Thresholds of witnesses and causes, with units in their names."""

    # transits and witnesses
    transit_hole_s: float = threshold(
        60.0,
        "a craft unheard for longer within a cell was not heard all the way (METHOD 1.5 B)",
        least=1,
    )
    rhythm_factor: float = threshold(
        3.0,
        "a feed that samples slowly is silent only beyond three of its usual steps (METHOD 7)",
        least=1,
    )
    transit_apart_min: float = threshold(
        60.0,
        "who comes back to a cell within the hour circles there: that is one transit, not several",
        least=1,
    )
    lost_within_min: float = threshold(
        1.0,
        "who is lost so soon after a cell was near the edge of reception in it (assumed)",
    )
    covered_least_n: float = threshold(
        3.0,
        "fewer transits do not show that a cell is covered (assumed)",
        least=1,
    )
    covered_heard_share: float = threshold(
        0.9,
        "a cell is covered when nine of ten are heard all the way through it (assumed)",
        most=1,
    )
    block_min: float = threshold(
        6.0,
        "for so long after it was last heard a craft is still near its course (assumed)",
        least=1,
    )
    witness_days: float = threshold(
        14.0,
        "receivers come and go: older transits say little of a day (METHOD 1.5 B)",
        least=0.1,
    )
    same_day_hours: float = threshold(
        6.0,
        "somebody must have been heard there within these hours, or the receiver may have been "
        "off (METHOD 1.6)",
    )
    outage_km: float = threshold(
        250.0,
        "as far as one receiver hears: who is lost further away is lost for another reason",
        least=1,
    )
    outage_s: float = threshold(
        60.0,
        "lost within the same minute is lost together (METHOD 1.5 A)",
        least=1,
    )
    outage_window_min: float = threshold(
        10.0,
        "who was heard within so many minutes before was there to be lost",
        least=1,
    )
    outage_share: float = threshold(
        0.5,
        "when more than half of those around are lost in the same minute, the feed stopped "
        "(METHOD 1.5 A)",
        most=1,
    )
    # causes
    outage_probability: float = threshold(
        0.9,
        "so often the whole feed is the cause when most around are lost at once (assumed)",
        most=1,
    )
    off_prior_odds: float = threshold(
        50.0,
        "of airliners that fall silent in the air one in so many is taken for switched off before "
        "anything is known (METHOD 1.5 D)",
        least=1,
    )
    off_probability: float = threshold(
        0.8,
        "a switch-off is called likely from here on (METHOD 1.5)",
        least=0.5,
        most=1,
    )
    off_least_n: float = threshold(
        10.0,
        "fewer transits of others carry no such word (METHOD 1.5)",
        least=1,
    )
    off_covered_share: float = threshold(
        0.5,
        "others must be heard in at least half of the cells in which it was silent, or it flew out "
        "of coverage (assumed)",
        most=1,
    )
    off_around_n: float = threshold(
        3.0,
        "others around must be heard on in the minutes after it fell silent, or the receiver may "
        "have stopped (assumed)",
        least=1,
    )
    before_min: float = threshold(
        10.0,
        "how well a craft was received just before is counted over ten minutes (METHOD 1.5)",
        least=0.1,
    )
    off_reports_n: float = threshold(
        10.0,
        "positions in the ten minutes before: it was well received just then (METHOD 1.5)",
        least=1,
    )
    coverage_silence_probability: float = threshold(
        0.5,
        "poor coverage is said where a craft that transmits is lost at least every other time "
        "(assumed)",
        most=1,
    )
    coverage_lost_n: float = threshold(
        3.0,
        "fewer others that were lost there show nothing (assumed)",
        least=1,
    )
    outage_least_n: float = threshold(
        3.0,
        "fewer others around do not show that a feed stopped (assumed)",
        least=1,
    )
    gnss_least_nic: float = threshold(
        7.0,
        "a lower NIC is less than the rules for ADS-B require (14 CFR 91.227, METHOD 1.4)",
        most=11,
    )
    gnss_least_nac_p: float = threshold(
        8.0,
        "a lower NACp is less than the rules for ADS-B require (14 CFR 91.227, METHOD 1.4)",
        most=11,
    )
    gnss_share: float = threshold(
        0.1,
        "from a tenth of inaccurate aircraft on, an area counts as disturbed that day "
        "(METHOD 1.4: gpsjam.org's red)",
        most=1,
    )
    gnss_least_n: float = threshold(
        5.0,
        "where one craft in fifty is inaccurate by a fault of its own, two of five others are so "
        "by chance in one area and day of 260; fewer others show nothing (assumed)",
        least=1,
    )
    gnss_bad_least_n: float = threshold(
        2.0,
        "one inaccurate craft may have a bad receiver (assumed)",
        least=1,
    )
    gnss_probability: float = threshold(
        0.8,
        "so often interference is the cause when it and others were inaccurate; it may also have "
        "flown out of coverage (assumed)",
        most=1,
    )
    same_place_km: float = threshold(
        5.0,
        "two stands within one airport's grounds are one place",
    )
    glide_ft_per_km: float = threshold(
        171.7,
        "a 3 degree descent loses 318 ft per nautical mile",
        least=1,
    )
    glide_factor: float = threshold(
        2.0,
        "the airport's distance must match the height within this factor (METHOD 1.5 C)",
        least=1,
    )
    landing_search_km: float = threshold(
        111.12,
        "60 nautical miles: as far as a descent can be projected (OPDI M8)",
    )
    unmarked_probability: float = threshold(
        0.9,
        "a feed that marks silence can miss a mark, so an unmarked gap is an artefact with this "
        "probability only (assumed until the blind test)",
        most=1,
    )
    two_signs_probability: float = threshold(
        0.9,
        "descent before and climb after at one airport (assumed until the blind test)",
        most=1,
    )
    one_sign_probability: float = threshold(
        0.6,
        "descent before or climb after, not both (assumed until the blind test)",
        most=1,
    )
