"""Company: who else was on the way of a gap, where its craft was at other times, who it can meet.

All of it is context. None of these rows says where the craft was in the gap.
"""

from skygap.tables.schema import COUNT, FLAG, NUMBER, TEXT, TIME, Column, Table

COMPANIONS = Table(
    name="companions",
    columns={
        "craft_id": Column(TEXT, "key of the other craft", required=True),
        "kind": Column(TEXT, "observed (a leg) or reported (a movement)", required=True),
        "item_id": Column(TEXT, "id of the leg or of the movement", required=True),
        "from_name": Column(
            TEXT, "airport of departure or place in words with its hedge, empty when not named"
        ),
        "to_name": Column(TEXT, "the same of arrival"),
        "start_time": Column(TIME, "first heard, or earliest moment reported, UTC", required=True),
        "end_time": Column(TIME, "last heard, or latest moment reported, UTC", required=True),
        "state": Column(TEXT, "whether it was heard all the way, in words", required=True),
    },
    order=("kind", "start_time", "item_id"),
)

VISITS = Table(
    name="visits",
    columns={
        "ident": Column(TEXT, "airport", required=True),
        "when": Column(TEXT, "earlier or later than the moment asked for", required=True),
        "kind": Column(TEXT, "observed, inferred (received low over it) or reported"),
        "day_n": Column(COUNT, "UTC days on which it came, left or stood at an end of its track"),
        "last_time": Column(TIME, "the latest of these moments, UTC", required=True),
    },
    order=("when", "kind", "ident"),
)

MEETINGS = Table(
    name="meetings",
    columns={
        "gap_id": Column(TEXT, "the gap of the other craft", required=True),
        "craft_id": Column(TEXT, "the other craft", required=True),
        "ident": Column(TEXT, "airport where both can have stood longest at once", required=True),
        "name": Column(TEXT, "its name"),
        "together_min": Column(
            NUMBER, "minutes both can have been there at once, at most; unknown without an end"
        ),
        "airport_n": Column(COUNT, "airports where both can have stood at once"),
        "is_open": Column(FLAG, "nothing later is loaded of the other craft"),
    },
    order=("gap_id",),
)
"""Not in this order when handed on: who can have been longer together comes first."""

WINDOWS = Table(
    name="windows",
    columns={
        "ident": Column(TEXT, "airport", required=True),
        "name": Column(TEXT, "its name"),
        "lat": Column(NUMBER, "degrees north", required=True),
        "lon": Column(NUMBER, "degrees east", required=True),
        "from_time": Column(TIME, "earliest moment the craft can have been there, UTC"),
        "to_time": Column(TIME, "latest moment, UTC"),
    },
    order=("ident",),
)
"""Kept in the order of the airports that were given."""

SUNLIT = Table(
    name="sunlit",
    columns={
        "ident": Column(TEXT, "airport", required=True),
        "start_time": Column(TIME, "from here on the sun stands high enough, UTC", required=True),
        "end_time": Column(TIME, "until here, UTC", required=True),
    },
    order=("ident", "start_time"),
)
