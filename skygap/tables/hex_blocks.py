"""Hex blocks: ranges of 24-bit aircraft addresses that ICAO allotted to one country each."""

from skygap.tables.schema import TEXT, Column, Table

HEX_BLOCKS = Table(
    name="hex_blocks",
    columns={
        "first": Column(TEXT, "first address, six lower-case hex characters", required=True),
        "last": Column(TEXT, "last address of the range", required=True),
        "country": Column(TEXT, "ISO 3166 two letters", required=True),
    },
    order=("first",),
)
