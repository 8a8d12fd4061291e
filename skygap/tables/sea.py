"""The sea: ports where a ship can lie, and points along the coasts."""

from skygap.tables.schema import NUMBER, TEXT, Column, Table

PORTS = Table(
    name="ports",
    columns={
        "name": Column(TEXT, "name", required=True),
        "country": Column(TEXT, "ISO 3166 three letters"),
        "lat": Column(NUMBER, "degrees north", required=True),
        "lon": Column(NUMBER, "degrees east", required=True),
    },
    order=("country", "name", "lat"),
)

COAST = Table(
    name="coast",
    columns={
        "lat": Column(NUMBER, "degrees north of a point on a coast", required=True),
        "lon": Column(NUMBER, "degrees east", required=True),
    },
    order=("lat", "lon"),
)
