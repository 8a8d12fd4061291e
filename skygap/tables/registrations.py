"""Registrations: which airframe a register or database gives an address to, and for which days."""

from skygap.tables.schema import TEXT, Column, Table

REGISTRATIONS = Table(
    name="registrations",
    columns={
        "icao24": Column(TEXT, "24-bit address as text, empty where the source gives none"),
        "registration": Column(TEXT, "tail number as the source writes it", required=True),
        "typecode": Column(TEXT, "ICAO type designator, where the source gives one"),
        "serial_number": Column(TEXT, "the maker's number of the airframe"),
        "operator": Column(TEXT, "operator as the source says"),
        "valid_from": Column(TEXT, "first day, month or year, ISO 8601; empty when not known"),
        "valid_to": Column(TEXT, "last day, month or year, ISO 8601; empty when not known"),
        "source_id": Column(TEXT, "the source, a row of sources", required=True),
        "note": Column(TEXT, "where it stands there, what else it says"),
        "kind": Column(TEXT, "always reported", required=True),
    },
    order=("icao24", "registration", "source_id"),
)
"""Sources disagree; each keeps its row. An address worked out by a rule is no entry."""
