"""Types: what an aircraft of one type can do, each number with its source or marked assumed."""

from skygap.tables.schema import NUMBER, TEXT, Column, Table

_NUMBERS = {
    "typical_speed_kt": "true airspeed in cruise",
    "max_speed_kt": "true airspeed above which it never cruises; in doubt the higher one",
    "climb_min": "minutes that a climb to cruise costs beyond the same way at typical speed",
    "descent_min": "minutes that a descent from cruise costs beyond the same way at typical speed",
    "runway_need_m": "wished length of runway; a shorter one is unusual, not impossible",
    "runway_width_m": "wished width of runway; a narrower one is unusual, not impossible",
    "turnround_min": "least minutes on the ground; in doubt the fewer",
    "turnround_typical_min": "usual minutes on the ground, the median",
}


def source_column(number: str) -> str:
    """Name the column that says where a number is from."""
    return f"{number}_source"


def _with_source(number: str, meaning: str) -> dict[str, Column]:
    told = f"where `{number}` is from; begins with 'assumed' where no source stands behind it"
    return {
        number: Column(NUMBER, meaning, required=True),
        source_column(number): Column(TEXT, told, required=True),
    }


TYPES = Table(
    name="types",
    columns={
        "typecode": Column(TEXT, "ICAO type designator", required=True),
        "name": Column(TEXT, "maker and model", required=True),
        "kind": Column(TEXT, "jet, turboprop or piston"),
        **{
            name: column
            for number, meaning in _NUMBERS.items()
            for name, column in _with_source(number, meaning).items()
        },
    },
    order=("typecode",),
)

NUMBERS = tuple(_NUMBERS)
"""The columns that are numbers, in order."""
