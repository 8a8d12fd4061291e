"""Transits: one visit of one craft to one H3 cell in one band of heights."""

from skygap.tables.schema import COUNT, FLAG, NUMBER, TEXT, TIME, Column, Table

TRANSITS = Table(
    name="transits",
    columns={
        "cell": Column(COUNT, "H3 cell of resolution 5", required=True),
        "band": Column(COUNT, "band of heights, counted from the ground", required=True),
        "craft_id": Column(TEXT, "key of the craft", required=True),
        "provider": Column(TEXT, "the feed that heard it", required=True),
        "start_time": Column(TIME, "first moment in the cell, UTC", required=True),
        "end_time": Column(TIME, "last moment in the cell, UTC", required=True),
        "last_heard_time": Column(TIME, "last fix in it, UTC; unknown where it crossed unheard"),
        "lat": Column(NUMBER, "degrees north, where it was first heard or must have entered"),
        "lon": Column(NUMBER, "degrees east"),
        "lowest_ft": Column(NUMBER, "lowest height in the cell and band, feet"),
        "heard_n": Column(COUNT, "fixes in it; none where it crossed unheard"),
        "is_lost": Column(FLAG, "a silence between two of its fixes lies in it or close by"),
        "is_unbroken": Column(FLAG, "no silence in the cell nor within minutes of it"),
        "nic": Column(NUMBER, "worst NIC that the craft itself told in it; unknown if none"),
        "nac_p": Column(NUMBER, "worst NACp that the craft itself told in it; unknown if none"),
    },
    order=("cell", "band", "start_time", "craft_id"),
)
