"""Airports: where an aircraft can stand. A runway length that is not known stays unknown."""

from skygap.tables.schema import FLAG, NUMBER, TEXT, Column, Table

AIRPORTS = Table(
    name="airports",
    columns={
        "ident": Column(
            TEXT, "OurAirports identifier, the ICAO code where there is one", required=True
        ),
        "name": Column(TEXT, "name"),
        "size": Column(TEXT, "large, medium, small or seaplane", required=True),
        "lat": Column(NUMBER, "degrees north of the airport's point", required=True),
        "lon": Column(NUMBER, "degrees east of the airport's point", required=True),
        "elevation_ft": Column(NUMBER, "feet above sea level"),
        "country": Column(TEXT, "ISO 3166 two letters"),
        "has_schedule": Column(FLAG, "served by scheduled flights"),
        "runway_m": Column(
            NUMBER, "longest open runway, metres; NaN = not known, never 'too short'"
        ),
        "runway_width_m": Column(NUMBER, "width of that runway, metres"),
        "surface": Column(TEXT, "hard, soft, water or empty"),
    },
    order=("ident",),
)
