"""The limits of ships."""

from dataclasses import dataclass

from skygap.thresholds.declaring import threshold
from skygap.thresholds.reach import ReachThresholds


@dataclass(frozen=True, slots=True)
class ShipThresholds(ReachThresholds):
    """The limits of ships, with units in their names."""

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
    ship_transit_apart_hours: float = threshold(
        24.0,
        "who comes back to a cell within the day stays around: that is one transit (assumed)",
        least=1,
    )
    ship_lost_within_hours: float = threshold(
        1.0,
        "who is lost so soon after a cell was near the edge of reception in it (assumed)",
    )
    ship_block_hours: float = threshold(
        3.0,
        "for so long after it was last heard a ship is still near its course (assumed)",
        least=0.1,
    )
    ship_same_day_hours: float = threshold(
        24.0,
        "somebody must have been heard there within these hours: a satellite passes some times a "
        "day (assumed)",
    )
    ship_outage_hours: float = threshold(
        1.0,
        "ships report every few minutes: lost within the same hour is lost together (assumed)",
        least=0.1,
    )
    ship_before_hours: float = threshold(
        12.0,
        "how well a ship was received just before is counted over so many hours (Welch 2022)",
        least=0.1,
    )
    ship_off_least_hours: float = threshold(
        12.0,
        "a shorter silence of a ship is too ordinary for any such word (Welch 2022)",
    )
    ship_off_shore_km: float = threshold(
        92.6,
        "50 nautical miles; nearer to land ships lie in port, and shore stations hear some and not "
        "others: silence tells little there (Welch 2022)",
    )
    ship_off_reception_per_day: float = threshold(
        10.0,
        "where other ships are heard less often than so many times a day, silence is ordinary "
        "(Welch 2022)",
    )
    ship_off_reports_n: float = threshold(
        14.0,
        "positions in the twelve hours before: it was well received just then (Welch 2022)",
        least=1,
    )
    ship_port_km: float = threshold(
        15.0,
        "a port is named within so many kilometres: as far as roads and anchorages reach (assumed)",
    )
