"""What is examined: gaps of known cause and ends at known fields, with what was said of them."""

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

NAMED_ENDS = Table(
    name="named_ends",
    columns={
        "kind": Column(TEXT, "where the flight was cut", required=True),
        "is_arrival": Column(FLAG, "the end of the flight, not its beginning", required=True),
        "craft_id": Column(TEXT, "whose flight it is", required=True),
        "timestamp": Column(TIME, "the last (or first) fix that is left, UTC", required=True),
        "truth": Column(TEXT, "ident of the field that the whole flight is seen at", required=True),
        "ident": Column(TEXT, "the field that was named; empty where none was"),
        "probability": Column(NUMBER, "stated probability of that name"),
        "nearest_ident": Column(TEXT, "the field nearest to that fix"),
        "nearest_km": Column(NUMBER, "how far that field is"),
        "nearest_height_ft": Column(NUMBER, "how high above it the fix is"),
        "large_ident": Column(TEXT, "the large or medium field nearest to that fix"),
        "large_km": Column(NUMBER, "how far that field is"),
        "large_height_ft": Column(NUMBER, "how high above it the fix is"),
        "boundary_error_s": Column(
            NUMBER, "seconds from the end of the leg to when it was seen to come to rest (or move)"
        ),
        "is_reported": Column(FLAG, "of the half of crafts whose result is reported"),
    },
    order=("kind", "is_arrival", "craft_id", "timestamp"),
)

REACH_CASES = Table(
    name="reach_cases",
    columns={
        "kind": Column(TEXT, "what was hidden", required=True),
        "craft_id": Column(TEXT, "whose gap it is", required=True),
        "start_time": Column(TIME, "last heard before the gap, UTC", required=True),
        "duration_min": Column(NUMBER, "minutes"),
        "truth": Column(TEXT, "ident of the airport of the stop; empty where it did not stop"),
        "ident": Column(TEXT, "the airport that was ranked first; empty without any"),
        "probability": Column(NUMBER, "probability of that airport"),
        "truth_place": Column(COUNT, "place of the truth in the ranking; 0 where it is not in it"),
        "truth_probability": Column(NUMBER, "probability of the truth"),
        "truth_status": Column(TEXT, "its status; empty where it is not listed"),
        "squares": Column(NUMBER, "sum of the squared probabilities of all airports"),
        "stop": Column(TEXT, "what was said of a stop"),
        "stop_probability": Column(NUMBER, "probability that it stopped"),
        "elsewhere_probability": Column(NUMBER, "probability that it stopped elsewhere"),
        "set_size": Column(COUNT, "airports that hold nine tenths of the stop"),
        "country_right": Column(FLAG, "the likeliest country is that of the truth"),
        "ground_min": Column(NUMBER, "minutes that it was seen to stand; unknown where unseen"),
        "ground_said_min": Column(NUMBER, "minutes that were said of the true airport"),
        "ground_doubt_min": Column(NUMBER, "half the width of its interval of nine in ten"),
        "reachable_count": Column(COUNT, "airports inside the hard prism"),
        "nearest_ident": Column(TEXT, "the airport nearest to the last fix"),
        "is_reported": Column(FLAG, "of the half of crafts whose result is reported"),
    },
    order=("kind", "craft_id", "start_time"),
)

DURATION_CASES = Table(
    name="duration_cases",
    columns={
        "kind": Column(TEXT, "what it was told by", required=True),
        "craft_id": Column(TEXT, "whose departure it is", required=True),
        "start_time": Column(TIME, "departure, in the time of the hub", required=True),
        "duration_min": Column(NUMBER, "minutes until the craft left the hub again"),
        "truth": Column(TEXT, "ident of the airport it went to", required=True),
        "ident": Column(TEXT, "the airport that was ranked first"),
        "probability": Column(NUMBER, "probability of that airport, given that it stopped"),
        "truth_place": Column(COUNT, "place of the truth in the ranking; 0 where it is not in it"),
        "truth_probability": Column(NUMBER, "probability of the truth"),
        "squares": Column(NUMBER, "sum of the squared probabilities of all airports"),
        "set_size": Column(COUNT, "airports that hold nine tenths"),
        "reachable_count": Column(COUNT, "airports inside the hard prism"),
        "is_reported": Column(FLAG, "of the months whose result is reported"),
    },
    order=("kind", "craft_id", "start_time"),
)
