"""Handmade tables for the tests of the store, and one writer that the tests can kill."""

import sys
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from skygap.store import INPUTS, Change, Store, StoreChangedError, commit, newest, open_store
from skygap.tables.fixes import FIXES
from skygap.tables.gaps import GAPS
from skygap.tables.legs import LEGS
from skygap.tables.schema import conform, empty
from skygap.tables.stops import STOPS

NOON = pd.Timestamp("2024-03-20T12:00Z").as_unit("ms")
HOUR = pd.Timedelta(hours=1)

Places = Sequence[tuple[float, float]]


def fixes(craft: str, places: Places, *, start: pd.Timestamp = NOON) -> pd.DataFrame:
    """Make fixes of one craft at places of (lon, lat), one an hour."""
    times = [start + n * HOUR for n in range(len(places))]
    lon, lat = zip(*places, strict=True)
    columns = {"timestamp": times, "lon": lon, "lat": lat}
    words = {"craft_id": craft, "icao24": craft, "provider": "test", "evidence_id": "ab" * 32}
    return conform(FIXES, pd.DataFrame(columns).assign(**words))


def leg(craft: str, *lines: Places, start: pd.Timestamp = NOON) -> gpd.GeoDataFrame:
    """Make one leg of an hour along lines of (lon, lat); the lines are its pieces between gaps."""
    words = {"leg_kind": "flight", "start_evidence": "ground", "end_evidence": "ground"}
    row = {
        **words, "leg_id": f"{craft}-{start:%d%H%M}", "craft_id": craft, "icao24": craft,
        "start_time": start, "end_time": start + HOUR, "provider": "test", "evidence_id": "ab" * 32,
        "start_lon": lines[0][0][0], "start_lat": lines[0][0][1],
    }  # fmt: skip
    shape = shapely.MultiLineString([line for line in lines if len(line) > 1])
    return gpd.GeoDataFrame(conform(LEGS, pd.DataFrame([row])), geometry=[shape], crs="EPSG:4326")


def gap(craft: str, first: tuple[float, float], last: tuple[float, float] | None) -> pd.DataFrame:
    """Make one gap of an hour from a place of (lon, lat) to another; None leaves it open."""
    row = {
        "gap_id": f"{craft}-gap", "craft_id": craft, "icao24": craft, "start_time": NOON,
        "start_lon": first[0], "start_lat": first[1], "provider": "test", "evidence_id": "ab" * 32,
        "is_open": last is None,
    }  # fmt: skip
    ends = {"end_time": NOON + HOUR, "end_lon": last[0], "end_lat": last[1]} if last else {}
    return conform(GAPS, pd.DataFrame([row | ends]))


def stop(craft: str, place: tuple[float, float] | None) -> pd.DataFrame:
    """Make one stop whose end is not known, at a place of (lon, lat) or nowhere that is known."""
    row = {
        "stop_id": f"{craft}-stop", "craft_id": craft, "arrival_earliest": NOON,
        "kind": "observed" if place else "inferred", "provider": "test",
    }  # fmt: skip
    where = {"lon": place[0], "lat": place[1]} if place else {}
    return conform(STOPS, pd.DataFrame([row | where]))


def ledger(name: str) -> pd.DataFrame:
    """Make the ledger row of one loaded file."""
    row = {"sha256": name, "path": name, "format": "test", "added_at": NOON, "rejected": "[]"}
    return conform(INPUTS, pd.DataFrame([row]))


def put(
    store: Store, name: str, *, fixes: pd.DataFrame | None = None, **derived: pd.DataFrame
) -> str:
    """Commit some tables as if they came from one file, waiting for rivals."""
    tables = [frame for frame in (fixes, *derived.values()) if frame is not None]
    crafts = frozenset(craft for frame in tables for craft in frame["craft_id"])
    new = empty(FIXES) if fixes is None else fixes
    change = Change(inputs=ledger(name), craft_ids=crafts, fixes=new, derived=derived)
    while True:
        try:
            return commit(store, change, base=newest(store)).version
        except StoreChangedError:
            continue


def write_for_ever(root: Path, name: str, commits: int) -> None:
    """Commit again and again, each time fixes and a leg of the same hour under a new craft."""
    store = open_store(root)
    for n in range(commits):
        craft, line = f"{name}{n:05d}", [(10.0 + n % 90, 50.0), (11.0 + n % 90, 51.0)]
        put(store, craft, fixes=fixes(craft, line), legs=leg(craft, line))
        sys.stdout.write(f"{craft}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    write_for_ever(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
