"""Real tracks that nobody on this project made: what is known of them must come out."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from skygap.analysis import Analysis, analyse
from skygap.gaps import find_gaps
from skygap.geo import KM_PER_NAUTICAL_MILE, distance_km
from skygap.readers import read
from skygap.readers.shipped.reference import shipped_reference
from skygap.reference import Reference
from skygap.settings import with_values
from skygap.tables.fixes import merge_fixes
from skygap.timing import from_unix_seconds
from tests.builders import SETTINGS

DEGREES_PER_METRE = 1e-5
KNOWN_LEGS = {
    "readsb/trace_full_ac134a.json": 2,
    "readsb/adsbactions_20230820_trace_full_aa178d.json": 6,
    "readsb/adsbactions_20230820_trace_full_a3c78c.json": 2,
    "readsb/adsbactions_20230820_trace_full_a4068e.json": 2,
    "readsb/adsbactions_20230820_trace_full_ac6f8a.json": 1,
    "readsb/adsbactions_20230820_trace_full_34718d.json": 2,
    "fr24/JL516_3376ab31.csv": 1,
    "fr24/3376ab31.json": 1,
    "kml/sitrec_29palms_N279SY-track-EGM96.kml": 1,
    "kml/sitrec_aa2292_FlightAware_AAL2292_KCVG_KPHX_20210221.kml": 1,
    "kml/sitrec_dal2158_FlightAware_DAL2158_KCHS_KBOS_20230218.kml": 1,
    "kml/sitrec_hulsey_N67WV-track-EGM96.kml": 1,
    "kml/sitrec_maussan_VB7083-32eca57a-1.kml": 1,
    "kml/sitrec_westjet_FlightAware_WJA1517_KPHX_CYYC_20231219.kml": 1,
    "opensky/RYR2RG_20220202.parquet": 1,
    "opensky/flight_a319_opensky.csv": 1,
    "adsbx_csv/raw_A11F59_2025-02-07_2025-02-08.csv": 5,
    "adsbx_csv/raw_abfd8c_2025-02-09_2025-02-09.csv": 3,
}


@pytest.fixture(scope="module")
def reference() -> Reference:
    return shipped_reference()


def analysis(path: Path, reference: Reference) -> Analysis:
    return analyse(read(path).fixes, reference, settings=SETTINGS)


@pytest.mark.parametrize(("name", "count"), KNOWN_LEGS.items())
def test_a_known_day_has_its_known_legs(
    shared_data: Path, reference: Reference, name: str, count: int
) -> None:
    assert len(analysis(shared_data / name, reference).legs) == count


def test_jal516_flew_from_chitose_to_haneda(shared_data: Path, reference: Reference) -> None:
    legs = analysis(shared_data / "fr24" / "JL516_3376ab31.csv", reference).legs
    assert legs[["origin_ident", "destination_ident"]].to_numpy().tolist() == [["RJCC", "RJTT"]]
    assert legs["callsigns"].tolist() == ["JAL516"]


KNOWN_ENDS = {
    "sitrec_aa2292_FlightAware_AAL2292_KCVG_KPHX_20210221.kml": ("KCVG", "KPHX"),
    "sitrec_dal2158_FlightAware_DAL2158_KCHS_KBOS_20230218.kml": ("KCHS", "KBOS"),
    "sitrec_westjet_FlightAware_WJA1517_KPHX_CYYC_20231219.kml": ("KPHX", "CYYC"),
    "sitrec_maussan_VB7083-32eca57a-1.kml": ("MMMY", "MMHO"),
    "sitrec_29palms_N279SY-track-EGM96.kml": ("KLAX", ""),
    "sitrec_hulsey_N67WV-track-EGM96.kml": ("KOPF", "PHOG"),
}


@pytest.mark.parametrize(("name", "ends"), KNOWN_ENDS.items())
def test_a_known_kml_has_its_known_ends_from_its_positions_alone(
    shared_data: Path, reference: Reference, name: str, ends: tuple[str, str]
) -> None:
    leg = analysis(shared_data / "kml" / name, reference).legs.iloc[0]
    assert (leg.origin_ident, leg.destination_ident) == ends


def test_the_pacific_gap_of_n67wv_lies_within_its_leg(
    shared_data: Path, reference: Reference
) -> None:
    path = shared_data / "kml" / "sitrec_hulsey_N67WV-track-EGM96.kml"
    found = analysis(path, reference)
    gap = found.gaps.iloc[0]
    assert (len(found.gaps), gap.leg_id) == (1, found.legs["leg_id"].iloc[0])
    assert gap.duration_min == pytest.approx(174.7, abs=0.1)
    assert gap.distance_km == pytest.approx(2549, abs=5)


def test_the_southwest_night_stop_is_at_palm_beach(shared_data: Path, reference: Reference) -> None:
    found = analysis(shared_data / "readsb" / "trace_full_ac134a.json", reference)
    assert found.legs["destination_ident"].iloc[0] == "KPBI"
    assert found.stops["ident"].iloc[0] == "KPBI"
    assert found.gaps["cause"].tolist() == ["parked"]


def test_light_aircraft_at_a_desert_strip_are_seen_on_its_ground(
    shared_data: Path, reference: Reference
) -> None:
    path = shared_data / "readsb" / "adsbactions_20230820_trace_full_a3c78c.json"
    assert analysis(path, reference).legs["origin_ident"].tolist() == ["88NV", "88NV"]


def test_no_airliner_over_the_desert_is_named_from_cruise(
    shared_data: Path, reference: Reference
) -> None:
    paths = sorted((shared_data / "readsb").glob("adsbactions_*.json"))
    legs = pd.concat([analysis(path, reference).legs for path in paths])
    airliners = legs[legs["max_altitude_ft"] > 25_000]
    assert len(airliners) > 20
    aloft = airliners["start_evidence"] == "airborne"
    assert (airliners.loc[aloft, "origin_ident"] == "").all()
    aloft = airliners["end_evidence"].isin(["airborne", "gap"])
    assert (airliners.loc[aloft, "destination_ident"] == "").all()


def test_two_overflights_hours_apart_are_never_called_a_landing(
    shared_data: Path, reference: Reference
) -> None:
    path = shared_data / "readsb" / "adsbactions_20230820_trace_full_34718d.json"
    gaps = analysis(path, reference).gaps
    assert set(gaps["cause"]) == {"cannot_tell"}


def test_nothing_is_masked_in_the_good_tracks(shared_data: Path, reference: Reference) -> None:
    for name in KNOWN_LEGS:
        fixes = analysis(shared_data / name, reference).fixes
        assert fixes["mask_reason"].eq("").all(), name


def test_a_ship_beside_them_changes_no_digit_of_real_aircraft(
    shared_data: Path, reference: Reference
) -> None:
    traces = [read(path).fixes for path in sorted((shared_data / "readsb").glob("*.json"))]
    ship = read(shared_data / "ais" / "gfw_gpsdio_segmented-416000000.json").fixes
    alone = analyse(merge_fixes(traces), reference, settings=SETTINGS)
    both = analyse(merge_fixes([*traces, ship]), reference, settings=SETTINGS)
    for name in ("fixes", "legs", "gaps", "stops"):
        table = getattr(both, name)
        own = table[table["mmsi"] == ""].reset_index(drop=True)
        pd.testing.assert_frame_equal(own, getattr(alone, name), check_exact=True)
    pd.testing.assert_frame_equal(both.reachable, alone.reachable, check_exact=True)


def test_no_ship_of_a_shared_number_is_drawn_faster_than_a_ship(
    shared_data: Path, reference: Reference
) -> None:
    """Several ships use it at once; the steps between them must not become lines."""
    path = shared_data / "ais" / "gfw_gpsdio_segmented-416000000.json"
    found = analysis(path, reference)
    for _, own in found.fixes[found.fixes["mask_reason"] == ""].groupby("craft_id"):
        hours = own["timestamp"].diff().dt.total_seconds().to_numpy()[1:] / 3600
        lat, lon = own["lat"].to_numpy(), own["lon"].to_numpy()
        far = distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:])
        arrivals = own["timestamp"].iloc[1:][far > 1.01 + 60 * KM_PER_NAUTICAL_MILE * hours]
        assert arrivals.isin(found.legs["start_time"]).all()
    assert found.fixes["craft_id"].nunique() == 4
    assert set(found.legs["leg_kind"]) == {"voyage"}
    assert found.warnings["code"].tolist() == ["identity_mix", "masked_fixes"]
    assert set(found.gaps["cause"]) == {"cannot_tell"}


def test_a_ship_heard_each_hour_has_no_gap(shared_data: Path, reference: Reference) -> None:
    found = analysis(shared_data / "ais" / "pipe_gaps_sample_messages.json", reference)
    assert (len(found.legs), found.gaps["is_open"].tolist()) == (1, [True])


def _fixes(times: list[float], lats: list[float], lons: list[float], craft: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "craft_id": craft,
            "timestamp": from_unix_seconds(times),
            "lat": lats,
            "lon": lons,
            "provider": "case",
            "evidence_id": "case",
        }
    )


def test_movingpandas_observation_gaps_hold(shared_data: Path) -> None:
    """Its metres are placed as tiny degrees: a gap depends on time alone."""
    for case in _cases(shared_data, "movingpandas.json")["observation_gap"]:
        points = pd.DataFrame(case["points"])
        scaled = points[["y", "x"]] * DEGREES_PER_METRE
        frame = _fixes(points["t"].tolist(), scaled["y"], scaled["x"], "a")
        chosen = with_values(SETTINGS, {"gap_threshold_min": case["gap_s"] / 60})
        gaps = find_gaps(merge_fixes([frame]), settings=chosen)
        ends = gaps.loc[~gaps["is_open"], ["start_time", "end_time"]].astype("int64") // 1000
        assert ends.to_numpy().tolist() == case.get("expected_gaps", []), case["id"]


@pytest.mark.parametrize("group", ["GAP_BETWEEN_YEARS", "NO_GAPS_DUPLICATION"])
def test_pipe_gaps_closed_gaps_hold(shared_data: Path, group: str) -> None:
    """Its places are half unknown, which no fix can be; a gap depends on time alone."""
    for case in _cases(shared_data, "pipe_gaps.json")[group]:
        heard = pd.DataFrame(case["messages"])
        parts = [
            _fixes(own["timestamp"].tolist(), [65.4] * len(own), [10.0] * len(own), vessel)
            for vessel, own in heard.groupby("ssvid")
        ]
        chosen = with_values(SETTINGS, {"gap_threshold_min": case["threshold"] * 60})
        gaps = find_gaps(merge_fixes(parts), settings=chosen)
        assert int((~gaps["is_open"]).sum()) == case["expected_gaps"], case["id"]


def _cases(shared_data: Path, name: str) -> dict[str, Any]:
    cases: dict[str, Any] = json.loads((shared_data / "cases" / name).read_text())
    return cases
