"""Approaches inside a leg: it came down low over a field and went up again without standing."""

from skygap.tables.schema import NUMBER, TEXT, TIME, Column, Table

TOUCH_AND_GO, LOW_APPROACH = "touch_and_go", "low_approach"

APPROACHES = Table(
    name="approaches",
    columns={
        "leg_id": Column(TEXT, "the leg it lies in", required=True),
        "craft_id": Column(TEXT, "key of the craft", required=True),
        "timestamp": Column(TIME, "when it was lowest, UTC", required=True),
        "approach_kind": Column(TEXT, "touch_and_go or low_approach", required=True),
        "ident": Column(TEXT, "the nearest field", required=True),
        "height_ft": Column(NUMBER, "lowest height above the field, by pressure altitude, feet"),
        "lat": Column(NUMBER, "degrees north"),
        "lon": Column(NUMBER, "degrees east"),
    },
    order=("craft_id", "timestamp"),
)
