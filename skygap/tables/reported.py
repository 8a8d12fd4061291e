"""Reported silences: between two claims, or beside one. Nobody's positions, only words."""

from skygap.tables.schema import FLAG, NUMBER, TEXT, TIME, Column, Table


def _end(side: str, meaning: str) -> dict[str, Column]:
    """Declare what is claimed of one end; all of it is unknown where no such end is reported."""
    return {
        f"{side}_name": Column(TEXT, f"{meaning}, in words; empty when no place is reported"),
        f"{side}_lat": Column(NUMBER, "degrees north of the middle of that place"),
        f"{side}_lon": Column(NUMBER, "degrees east of it"),
        f"{side}_size_km": Column(NUMBER, "radius around it within which the craft was"),
        f"{side}_earliest": Column(TIME, "earliest moment it was there, UTC; unknown: no bound"),
        f"{side}_latest": Column(TIME, "latest moment, UTC; unknown: no bound"),
        f"{side}_words": Column(TEXT, "the time as the sources write it"),
        f"{side}_zone": Column(TEXT, "the zone as published, or that none is"),
        f"{side}_source_ids": Column(TEXT, "source_id of each source, separated by a space"),
    }


SILENCES = Table(
    name="silences",
    columns={
        "silence_id": Column(TEXT, "made of the movements it lies between", required=True),
        "craft_id": Column(TEXT, "the craft, a row of aircraft", required=True),
        "typecode": Column(TEXT, "ICAO type designator as reported"),
        **_end("start", "where it was before"),
        **_end("end", "where it was after"),
        "claimed_ident": Column(TEXT, "airport that sources believe it was at, not stated"),
        "claimed_words": Column(TEXT, "what sources write of the place in the dark"),
        "kind": Column(TEXT, "always reported", required=True),
    },
    order=("silence_id",),
)

REPORTED_REACH = Table(
    name="reported_reach",
    columns={
        "silence_id": Column(TEXT, "the silence", required=True),
        "ident": Column(TEXT, "airport", required=True),
        "name": Column(TEXT, "its name"),
        "country": Column(TEXT, "ISO 3166 two letters"),
        "size": Column(TEXT, "large, medium, small or seaplane"),
        "lat": Column(NUMBER, "degrees north", required=True),
        "lon": Column(NUMBER, "degrees east", required=True),
        "distance_out_km": Column(NUMBER, "geodesic from the middle of the start"),
        "distance_back_km": Column(NUMBER, "geodesic to the middle of the end"),
        "bearing_out_deg": Column(NUMBER, "initial bearing from the start, degrees"),
        "runway_m": Column(NUMBER, "longest open runway, metres; unknown stays unknown"),
        "runway_width_m": Column(NUMBER, "width of that runway, metres"),
        "enters_min": Column(
            NUMBER, "shortest silence from which it is in reach, at the hard limit", required=True
        ),
        "likely_enters_min": Column(
            NUMBER, "the same by usual ways and with the least usual stand", required=True
        ),
        "is_sure": Column(FLAG, "in reach even in the shortest silence that the words allow"),
        "min_ground_min": Column(
            NUMBER,
            "time on the ground by usual ways in the shortest silence, 0 when none is left; "
            "unknown beside a single end",
        ),
        "max_ground_min": Column(
            NUMBER,
            "longest possible time on the ground in the longest silence; unknown beside a single "
            "end or without a bound",
        ),
        "probability": Column(NUMBER, "always unknown: words do not carry one"),
        "status": Column(TEXT, "plausible or cannot_be_excluded", required=True),
        "kind": Column(TEXT, "always reported", required=True),
    },
    order=("silence_id", "enters_min", "ident"),
)
