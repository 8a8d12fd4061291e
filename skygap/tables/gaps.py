"""Gaps: time between consecutive fixes of one craft strictly longer than the threshold."""

from skygap.tables.schema import COUNT, FLAG, NUMBER, TEXT, TIME, Column, Table

CAUSES = (
    "parked",
    "out_of_coverage",
    "landed_unseen",
    "likely_switched_off",
    "provider_filtered",
    "feed_artefact",
    "gnss_interference",
    "identity_mix",
    "cannot_tell",
)
"""Every word a gap can be given; skygap/causes.py defines each."""

NOT_DARK = frozenset({"parked", "out_of_coverage", "landed_unseen", "feed_artefact"})
"""A dark interval is a gap whose cause is none of these."""

GAPS = Table(
    name="gaps",
    columns={
        "gap_id": Column(TEXT, "deterministic id of craft and last time heard", required=True),
        "craft_id": Column(TEXT, "key of the craft", required=True),
        "icao24": Column(TEXT, "24-bit address as text"),
        "mmsi": Column(TEXT, "MMSI as text, empty for an aircraft without one"),
        "craft_name": Column(TEXT, "name of a ship, empty when it states none"),
        "registration": Column(TEXT, "tail number"),
        "typecode": Column(TEXT, "ICAO type designator"),
        "leg_id": Column(TEXT, "leg in which the gap begins"),
        "start_time": Column(TIME, "last heard before the gap, UTC", required=True),
        "end_time": Column(TIME, "first heard after it, UTC; unknown while the gap is open"),
        "is_open": Column(FLAG, "no fix came after it in the loaded data"),
        "duration_min": Column(NUMBER, "minutes; unknown while open"),
        "distance_km": Column(NUMBER, "geodesic between the ends"),
        "implied_speed_kt": Column(NUMBER, "distance over duration, knots"),
        "start_lat": Column(NUMBER, "degrees north", required=True),
        "start_lon": Column(NUMBER, "degrees east", required=True),
        "start_altitude_ft": Column(NUMBER, "feet; unknown on the ground"),
        "start_on_ground": Column(FLAG, "the last fix was on the ground"),
        "start_ground_speed_kt": Column(NUMBER, "knots"),
        "set_aside_n": Column(
            COUNT, "minutes within it with positions that were set aside as false"
        ),
        "reports_before": Column(
            COUNT,
            "fixes in the ten minutes before the gap, in the twelve hours before that of a ship",
        ),
        "start_track_deg": Column(NUMBER, "degrees"),
        "start_vertical_rate_fpm": Column(NUMBER, "mean over the two minutes before the gap"),
        "start_nic": Column(
            NUMBER, "worst NIC that it told itself in the air in the five minutes before the gap"
        ),
        "start_nac_p": Column(NUMBER, "worst NACp of these five minutes"),
        "end_lat": Column(NUMBER, "degrees north"),
        "end_lon": Column(NUMBER, "degrees east"),
        "end_altitude_ft": Column(NUMBER, "feet; unknown on the ground"),
        "end_on_ground": Column(FLAG, "the next fix was on the ground"),
        "end_ground_speed_kt": Column(NUMBER, "knots"),
        "end_track_deg": Column(NUMBER, "degrees"),
        "end_vertical_rate_fpm": Column(NUMBER, "mean over the two minutes after the gap"),
        "end_nic": Column(NUMBER, "worst NIC in the five minutes after the gap"),
        "end_nac_p": Column(NUMBER, "worst NACp of these five minutes"),
        "end_registration": Column(TEXT, "tail number as stated with the next fix"),
        "end_typecode": Column(TEXT, "ICAO type designator as stated with the next fix"),
        "end_provider": Column(TEXT, "who served the next fix"),
        "end_is_stale": Column(FLAG, "the feed itself says it heard nothing before the next fix"),
        "marks_silence": Column(FLAG, "the feed drops points and marks real silence by is_stale"),
        "cause": Column(TEXT, "one of CAUSES"),
        "cause_probability": Column(NUMBER, "probability of that cause, 0 to 1"),
        "reason": Column(TEXT, "why, in words for the reader"),
        "witness_n": Column(COUNT, "transits of others through the best-covered block of cells"),
        "witness_k": Column(COUNT, "of these heard without a break"),
        "witness_lost": Column(COUNT, "of the transits of others, lost and heard again"),
        "witness_block": Column(TEXT, "which block: start, end or between; empty without any"),
        "self_n": Column(COUNT, "transits of the same craft through it at other times"),
        "self_k": Column(COUNT, "of these heard without a break"),
        "same_day_k": Column(COUNT, "unbroken transits within hours of the beginning of the gap"),
        "silence_probability": Column(
            NUMBER, "that a craft which transmits is not heard there; unknown without transits"
        ),
        "covered_share": Column(NUMBER, "share of the block's cells where others are heard"),
        "floor_ft": Column(NUMBER, "lowest height at which others were heard there, feet"),
        "reception_per_day": Column(
            NUMBER, "positions a day of other ships around its beginning; unknown of aircraft"
        ),
        "start_shore_km": Column(NUMBER, "distance of a ship from the nearest coast; else unknown"),
        "end_shore_km": Column(NUMBER, "the same at the other end"),
        "start_port": Column(TEXT, "port within reach of the beginning of a ship's gap, or empty"),
        "end_port": Column(TEXT, "the same at the other end"),
        "around_n": Column(COUNT, "other craft heard around in the minute it fell silent"),
        "around_lost": Column(COUNT, "of these not heard in the minutes that follow"),
        "gnss_passed": Column(
            COUNT, "other craft that the feed heard in the air where it began, on that UTC day"
        ),
        "gnss_n": Column(COUNT, "of these, who told how accurate their positions were"),
        "gnss_bad": Column(COUNT, "of these, whose accuracy was bad at any time there"),
        **{
            f"probability_{cause}": Column(NUMBER, f"of {cause}, 0 to 1; all of a row add up to 1")
            for cause in CAUSES
        },
        "heard_n": Column(
            COUNT, "minutes in which the transponder was heard inside, without a position"
        ),
        "last_heard_time": Column(TIME, "the last of them, UTC; unknown when there is none"),
        "stop": Column(TEXT, "observed, likely, possible or excluded"),
        "limit_speed_kt": Column(
            NUMBER, "true airspeed that its type, or any if that is unknown, does not exceed"
        ),
        "hard_way_km": Column(NUMBER, "longest way that fits into it at that speed; no stop"),
        "likely_way_km": Column(NUMBER, "longest way that usual flying and a stop leave time for"),
        "stop_probability": Column(
            NUMBER,
            "that it stopped somewhere inside, 0 to 1; of an open gap, that it went down to land",
        ),
        "elsewhere_probability": Column(
            NUMBER, "of a stop at an airport of unknown runway, or at none that is known"
        ),
        "reachable_count": Column(COUNT, "airports inside the hard prism"),
        "provider": Column(TEXT, "who served the last fix", required=True),
        "evidence_id": Column(TEXT, "SHA-256 of the file of the last fix", required=True),
    },
    order=("craft_id", "start_time"),
)
