"""Items: everything that can be shown on map and timeline, one row each, whatever its kind."""

from skygap.tables.schema import NUMBER, TEXT, TIME, Column, Table

OBSERVED, REPORTED, INFERRED, EXAMPLE = "observed", "reported", "inferred", "example"
KINDS = (OBSERVED, REPORTED, INFERRED, EXAMPLE)
"""The kinds of knowledge, never mixed; `example` marks what our own generator made."""

LEG, GAP, MOVEMENT, STOP = "leg", "gap", "movement", "stop"

ITEMS = Table(
    name="items",
    columns={
        "item_id": Column(TEXT, "id of the leg, gap, movement or stop", required=True),
        "what": Column(TEXT, "leg, gap, movement or stop", required=True),
        "kind": Column(TEXT, "observed, reported, inferred or example", required=True),
        "craft_id": Column(TEXT, "key of the craft", required=True),
        "operator": Column(TEXT, "operator as reported, empty when nobody says"),
        "start_time": Column(TIME, "earliest moment it may concern, UTC"),
        "end_time": Column(TIME, "latest moment, UTC; unknown when nothing bounds it"),
        "duration_min": Column(NUMBER, "length of a gap, minutes; unknown for all else"),
    },
    order=("craft_id", "start_time", "item_id"),
)
"""With `geometry` beside it, EPSG:4326; empty where no place is known."""

CRAFTS = Table(
    name="crafts",
    columns={
        "craft_id": Column(TEXT, "key of the craft", required=True),
        "label": Column(
            TEXT,
            "what people call it: registration, else hex, else id; a ship's name and MMSI",
            required=True,
        ),
        "typecode": Column(TEXT, "ICAO type designator"),
        "type_name": Column(TEXT, "type as people say it"),
        "operator": Column(TEXT, "operator as reported"),
        "icao24": Column(TEXT, "24-bit address as text"),
        "mmsi": Column(TEXT, "MMSI as text, empty for an aircraft without one"),
        "address_use": Column(TEXT, "which craft it is of several under one address; else empty"),
        "hex_country": Column(TEXT, "country whose block the address lies in, ISO 3166"),
        "registration_hint": Column(
            TEXT, "registrations the address stands for as a rule, never a proof"
        ),
    },
    order=("label",),
)
