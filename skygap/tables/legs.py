"""Legs: take-off to landing as inferred from fixes; of a ship, a stretch heard without a gap.

Geometry holds only what was received.
"""

from skygap.tables.schema import COUNT, NUMBER, TEXT, TIME, Column, Table

LEGS = Table(
    name="legs",
    columns={
        "leg_id": Column(TEXT, "deterministic id of the leg", required=True),
        "craft_id": Column(TEXT, "key of the craft", required=True),
        "icao24": Column(TEXT, "24-bit address as text, empty when the feed gives none"),
        "mmsi": Column(TEXT, "MMSI as text, empty for an aircraft without one"),
        "craft_name": Column(TEXT, "name of a ship, empty when it states none"),
        "registration": Column(TEXT, "tail number"),
        "typecode": Column(TEXT, "ICAO type designator"),
        "callsigns": Column(TEXT, "callsigns heard, in order, separated by a space"),
        "leg_kind": Column(TEXT, "flight or taxi; voyage for a ship", required=True),
        "start_time": Column(TIME, "first fix of the leg, UTC", required=True),
        "end_time": Column(TIME, "last fix of the leg, UTC", required=True),
        "start_evidence": Column(
            TEXT, "ground, low or airborne: how the first fix was; a ship is afloat", required=True
        ),
        "end_evidence": Column(TEXT, "ground, low, airborne, afloat or gap", required=True),
        "start_lat": Column(NUMBER, "degrees north"),
        "start_lon": Column(NUMBER, "degrees east"),
        "end_lat": Column(NUMBER, "degrees north"),
        "end_lon": Column(NUMBER, "degrees east"),
        "origin_ident": Column(TEXT, "airport of departure, empty when the evidence is thin"),
        "origin_probability": Column(NUMBER, "0 to 1"),
        "origin_kind": Column(TEXT, "observed (seen on its ground) or inferred"),
        "destination_ident": Column(TEXT, "airport of arrival, empty when the evidence is thin"),
        "destination_probability": Column(NUMBER, "0 to 1"),
        "destination_kind": Column(TEXT, "observed or inferred"),
        "distance_km": Column(NUMBER, "along the fixes; a gap counts as its geodesic"),
        "max_altitude_ft": Column(
            NUMBER,
            "highest altitude received, feet: pressure, or geometric where the craft sent no other",
        ),
        "fix_count": Column(COUNT, "fixes in the leg"),
        "provider": Column(TEXT, "who served the first fix", required=True),
        "evidence_id": Column(TEXT, "SHA-256 of the file of the first fix", required=True),
    },
    order=("craft_id", "start_time"),
)
"""With `geometry` beside it: MultiLineString, EPSG:4326, cut at gaps and at the antimeridian."""
