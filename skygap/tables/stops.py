"""Stops: a stand on the ground, its times as intervals."""

from skygap.tables.schema import NUMBER, TEXT, TIME, Column, Table

STOPS = Table(
    name="stops",
    columns={
        "stop_id": Column(TEXT, "deterministic id", required=True),
        "craft_id": Column(TEXT, "key of the craft", required=True),
        "icao24": Column(TEXT, "24-bit address as text"),
        "mmsi": Column(TEXT, "MMSI as text, empty for an aircraft without one"),
        "craft_name": Column(TEXT, "name of a ship, empty when it states none"),
        "registration": Column(TEXT, "tail number"),
        "ident": Column(TEXT, "airport, empty when no airport can be named"),
        "lat": Column(NUMBER, "degrees north of the stand, unknown when inferred"),
        "lon": Column(NUMBER, "degrees east"),
        "arrival_earliest": Column(TIME, "UTC"),
        "arrival_latest": Column(TIME, "UTC"),
        "departure_earliest": Column(TIME, "UTC"),
        "departure_latest": Column(TIME, "UTC; unknown when it was still there at the end"),
        "kind": Column(TEXT, "observed or inferred", required=True),
        "reason": Column(TEXT, "why, in words"),
        "provider": Column(TEXT, "who served the fixes", required=True),
    },
    order=("craft_id", "arrival_earliest"),
)
