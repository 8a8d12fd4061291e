"""Cases of a blind test: gaps whose cause is known, with what was said of them."""

from skygap.tables.gaps import CAUSES
from skygap.tables.schema import COUNT, FLAG, NUMBER, TEXT, TIME, Column, Table

CASES = Table(
    name="cases",
    columns={
        "kind": Column(TEXT, "how the case was made", required=True),
        "craft_id": Column(TEXT, "whose gap it is", required=True),
        "start_time": Column(TIME, "last heard before the gap, UTC", required=True),
        "duration_min": Column(NUMBER, "minutes; while it is open, until the data end"),
        "is_open": Column(FLAG, "no fix came after it"),
        "truth": Column(TEXT, "the cause; empty where only that it was not switched off is known"),
        "cause": Column(TEXT, "what the judge said", required=True),
        **{f"probability_{cause}": Column(NUMBER, f"that of {cause}") for cause in CAUSES},
        "witness_n": Column(COUNT, "transits of others that the judge had"),
        "witness_k": Column(COUNT, "of these heard without a break"),
        "is_reported": Column(FLAG, "of the half of crafts whose result is reported"),
    },
    order=("kind", "craft_id", "start_time"),
)
