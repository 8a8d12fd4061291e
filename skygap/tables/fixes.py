"""Fixes: one row per received position. The only table that readers make."""

from collections.abc import Sequence

import pandas as pd

from skygap.tables.schema import FLAG, NUMBER, TEXT, TIME, Column, Table, conform, empty, ordered

EXAMPLE_PROVIDER = "worked_example"
"""The provider of generated tracks: never observed, labelled wherever it is shown."""

FIXES = Table(
    name="fixes",
    columns={
        "craft_id": Column(
            TEXT,
            "key of one craft: its icao24, a ship's mmsi:number or, without either, feed:id; no #",
            required=True,
        ),
        "icao24": Column(
            TEXT, "24-bit address, six lower-case hex characters, ~ before if not ICAO's"
        ),
        "mmsi": Column(TEXT, "MMSI, nine digits as text; empty for what is known by no MMSI"),
        "imo": Column(TEXT, "IMO number of the hull, seven digits as stated, not checked"),
        "craft_name": Column(TEXT, "name of a ship as it states it"),
        "registration": Column(TEXT, "tail number as the file states it"),
        "callsign": Column(TEXT, "callsign without padding; changes within a leg, never a key"),
        "typecode": Column(TEXT, "ICAO type designator"),
        "squawk": Column(TEXT, "transponder code, four digits as text"),
        "timestamp": Column(TIME, "when the position was valid, UTC", required=True),
        "lat": Column(NUMBER, "degrees north, WGS84", required=True),
        "lon": Column(NUMBER, "degrees east, WGS84, -180 to 180", required=True),
        "altitude_ft": Column(NUMBER, "pressure altitude, feet; unknown on the ground"),
        "altitude_geom_ft": Column(NUMBER, "geometric altitude, feet"),
        "on_ground": Column(FLAG, "the feed says on the ground"),
        "ground_speed_kt": Column(NUMBER, "speed over ground, knots"),
        "track_deg": Column(NUMBER, "direction over ground, degrees from north"),
        "vertical_rate_fpm": Column(NUMBER, "climb, feet per minute"),
        "position_source": Column(
            TEXT, "how the position was got: adsb_icao, mlat, ais_terrestrial, ..."
        ),
        "nic": Column(NUMBER, "NIC told with it: how far off it may be, 0 (unknown) to 11 (best)"),
        "nac_p": Column(NUMBER, "NACp told with it: how accurate it is, 0 (unknown) to 11 (best)"),
        "is_stale": Column(FLAG, "the feed heard no position for a while before this one"),
        "marks_silence": Column(
            FLAG, "this feed drops points on purpose and marks silence by is_stale"
        ),
        "starts_leg": Column(FLAG, "the feed's own hint that a new leg starts here"),
        "provider": Column(TEXT, "who served the file", required=True),
        "evidence_id": Column(TEXT, "SHA-256 of the file the fix came from", required=True),
    },
    order=("craft_id", "timestamp", "evidence_id"),
)

FURTHER = "#"
"""Stands in the key of a further craft under one address: X#2 is the second that X was heard as.
No reader gives a key with it."""

KEY = ["craft_id", "timestamp", "lat", "lon"]
"""What makes two fixes the same. Two places at one time stay two fixes: that is a finding."""


def shared_key(craft_id: str) -> str:
    """Give the key that the fixes of a craft came with: X for X#2, and for X itself."""
    return craft_id.partition(FURTHER)[0]


def shared_keys(craft_ids: pd.Series) -> pd.Series:
    """Give the same for a column, in which most crafts stand many times."""
    codes, crafts = pd.factorize(craft_ids)
    shared = pd.Series([shared_key(craft) for craft in crafts], dtype="str")
    return pd.Series(shared.take(codes).array, index=craft_ids.index, dtype="str")


def craft_number(craft_id: str) -> int:
    """Tell which craft under its address this is: 2 for X#2, 1 for X."""
    return int(craft_id.partition(FURTHER)[2] or 1)


def merge_fixes(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Join tables of fixes into one, ordered by craft and time, duplicates dropped by KEY.

    Where two files give the same fix or the same time, the order of their hashes decides: so the
    order in which files are named changes nothing.
    """
    if not parts:
        return empty(FIXES)
    joined = pd.concat([conform(FIXES, part) for part in parts], ignore_index=True)
    return ordered(FIXES, joined).drop_duplicates(KEY, ignore_index=True)
