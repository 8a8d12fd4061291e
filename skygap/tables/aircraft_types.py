"""Aircraft types: the limits that reach computes with. What is assumed says so."""

from skygap.tables.schema import FLAG, NUMBER, TEXT, Column, Table

ANY_TYPE = "*"
"""The typecode of the row for a craft whose type is not in the table."""

AIRCRAFT_TYPES = Table(
    name="aircraft_types",
    columns={
        "typecode": Column(TEXT, "ICAO type designator, or * for any other", required=True),
        "name": Column(TEXT, "type as people say it", required=True),
        "v_typ_kt": Column(NUMBER, "usual true airspeed in cruise, knots", required=True),
        "v_max_kt": Column(NUMBER, "true airspeed it cannot exceed, knots", required=True),
        "climb_descent_allowance_min": Column(
            NUMBER, "minutes lost to climb, approach and taxi on one full leg", required=True
        ),
        "min_turnround_min": Column(NUMBER, "shortest possible stop, minutes", required=True),
        "runway_need_m": Column(NUMBER, "runway it usually needs, metres; unknown stays unknown"),
        "source": Column(TEXT, "where the figures come from", required=True),
        "is_assumed": Column(FLAG, "at least the speeds are an assumption without a source"),
    },
    order=("typecode",),
)
