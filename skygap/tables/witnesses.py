"""Witnesses of a gap: transits of others, and of the same craft, where it must have been."""

from skygap.tables.schema import COUNT, FLAG, NUMBER, TEXT, TIME, Column, Table

WITNESSES = Table(
    name="witnesses",
    columns={
        "gap_id": Column(TEXT, "the gap", required=True),
        "block": Column(TEXT, "start, end or between: which stretch of the way", required=True),
        "craft_id": Column(TEXT, "key of the craft that fell silent", required=True),
        "witness_id": Column(TEXT, "key of the craft that passed", required=True),
        "is_self": Column(FLAG, "it was the same craft, at another time"),
        "start_time": Column(TIME, "first moment in the block, UTC", required=True),
        "lat": Column(NUMBER, "degrees north, where it came in"),
        "lon": Column(NUMBER, "degrees east"),
        "is_unbroken": Column(FLAG, "heard without a silence"),
    },
    order=("gap_id", "block", "start_time", "witness_id"),
)

TESTIMONY = Table(
    name="testimony",
    columns={
        "gap_id": Column(TEXT, "the gap", required=True),
        "block": Column(TEXT, "the best-covered block; empty when nobody passed any"),
        "n": Column(COUNT, "transits of others through it"),
        "k": Column(COUNT, "of these heard without a break"),
        "lost_n": Column(COUNT, "of these lost and heard again: the end of the data is no loss"),
        "self_n": Column(COUNT, "transits of the same craft at other times"),
        "self_k": Column(COUNT, "of these heard without a break"),
        "same_day_k": Column(COUNT, "unbroken transits within hours of the beginning of the gap"),
        "silence_probability": Column(
            NUMBER, "that a craft which transmits is not heard there; unknown without transits"
        ),
        "covered_share": Column(NUMBER, "share of the block's cells where others are heard"),
        "floor_ft": Column(NUMBER, "lowest height at which others were heard there, feet"),
    },
    order=("gap_id",),
)
