"""Traces of readsb: what every value of a row becomes."""

import json
import math
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers import Reading, read_content
from skygap.tables.fixes import EXAMPLE_PROVIDER
from tests.readers.making import START_S, trace, trace_row


def read_rows(*rows: Sequence[object], **keys: object) -> Reading:
    return read_content("trace.json", trace(rows, keys=keys))


def test_a_row_becomes_a_fix_with_named_columns() -> None:
    fix = read_rows(trace_row(1.5)).fixes.iloc[0]
    assert (fix.lat, fix.lon, fix.altitude_ft, fix.altitude_geom_ft) == (50, 10, 30000, 30500)
    assert (fix.ground_speed_kt, fix.track_deg, fix.vertical_rate_fpm) == (420.5, 90, -64)
    assert (fix.craft_id, fix.icao24, fix.registration, fix.typecode) == (
        *("abc123", "abc123"),
        *("N123", "B738"),
    )
    assert (fix.position_source, fix.provider, bool(fix.marks_silence)) == (
        "adsb_icao",
        "readsb",
        True,
    )


def test_seconds_count_from_the_timestamp_of_the_header() -> None:
    fixes = read_rows(trace_row(1.5)).fixes
    assert fixes.timestamp[0] == pd.Timestamp("2023-11-14T22:13:21.5Z")


@pytest.mark.parametrize("width", [9, 14, 15])
def test_rows_of_every_width_are_read(width: int) -> None:
    row = [*trace_row(0), "uuid"][:width]
    fix = read_rows(row).fixes.iloc[0]
    assert (fix.lat, fix.position_source) == (50, "adsb_icao" if width > 9 else "")


def test_on_the_ground_the_altitude_is_unknown() -> None:
    fix = read_rows(trace_row(0, altitude="ground")).fixes.iloc[0]
    assert fix.on_ground
    assert math.isnan(fix.altitude_ft)


def test_an_altitude_that_is_null_is_unknown_and_not_the_ground() -> None:
    fix = read_rows(trace_row(0, altitude=None)).fixes.iloc[0]
    assert not fix.on_ground
    assert math.isnan(fix.altitude_ft)


def test_a_negative_altitude_stays() -> None:
    assert read_rows(trace_row(0, altitude=-75)).fixes.altitude_ft[0] == -75


def test_a_geometric_altitude_is_never_taken_for_a_barometric_one() -> None:
    fix = read_rows(trace_row(0, altitude=31000, flags=8)).fixes.iloc[0]
    assert fix.altitude_geom_ft == 31000
    assert math.isnan(fix.altitude_ft)


@pytest.mark.parametrize(
    ("bits", "is_stale", "starts_leg"),
    [(0, False, False), (1, True, False), (2, False, True), (7, True, True)],
)
def test_flags_say_stale_and_new_leg(bits: int, is_stale: bool, starts_leg: bool) -> None:
    fix = read_rows(trace_row(0, flags=bits)).fixes.iloc[0]
    assert (bool(fix.is_stale), bool(fix.starts_leg)) == (is_stale, starts_leg)


def test_a_callsign_is_carried_forward_and_never_back() -> None:
    says = [None, {"flight": "AAA1    "}, None, {"squawk": "1000"}, {"flight": "BBB2"}, None]
    fixes = read_rows(*[trace_row(i, heard=heard) for i, heard in enumerate(says)]).fixes
    assert fixes.callsign.tolist() == ["", "AAA1", "AAA1", "AAA1", "BBB2", "BBB2"]


def test_a_new_leg_begins_without_the_callsign_of_the_last() -> None:
    rows = [trace_row(0, heard={"flight": "AAA1"}), trace_row(1, flags=2), trace_row(2)]
    assert read_rows(*rows).fixes.callsign.tolist() == ["AAA1", "", ""]


def test_a_squawk_stands_only_where_it_was_heard() -> None:
    rows = [trace_row(0, heard={"squawk": "7700"}), trace_row(1), trace_row(2, heard={"squawk": 7})]
    assert read_rows(*rows).fixes.squawk.tolist() == ["7700", "", ""]


def test_how_sure_a_position_is_stands_only_in_its_own_row() -> None:
    told = trace_row(0, heard={"nic": 8, "rc": 186, "nac_p": 10})
    fixes = read_rows(told, trace_row(1), trace_row(2, heard={"nic": 0, "nac_p": 0})).fixes
    assert fixes.nic.fillna(-1).tolist() == [8, -1, 0]
    assert fixes.nac_p.fillna(-1).tolist() == [10, -1, 0]


def test_a_nic_of_zero_beside_a_radius_was_not_told() -> None:
    """Such a row is in a real trace, with a NACp of 9: its position was as good as any other."""
    fix = read_rows(trace_row(0, heard={"nic": 0, "rc": 186, "nac_p": 9})).fixes.iloc[0]
    assert (math.isnan(fix.nic), fix.nac_p) == (True, 9)


@pytest.mark.parametrize("stated", [12, -1, 7.5, 1e300, "8", "", None])
def test_what_is_no_nic_is_unknown_and_loses_no_row(stated: object) -> None:
    fix = read_rows(trace_row(0, heard={"nic": stated, "nac_p": stated})).fixes.iloc[0]
    assert (math.isnan(fix.nic), math.isnan(fix.nac_p)) == (True, True)


def test_an_address_is_text_in_lower_case() -> None:
    for stated, kept in [("154E37", "154e37"), ("3946e4", "3946e4"), ("004014", "004014")]:
        assert read_rows(trace_row(0), icao=stated).fixes.icao24[0] == kept


def test_an_address_that_is_not_icaos_keeps_its_tilde() -> None:
    assert read_rows(trace_row(0), icao="~2A0F33").fixes.craft_id[0] == "~2a0f33"


@pytest.mark.parametrize("icao", ["", "1.54E+39", "zzzzzz", "abc1234", "4014"])
def test_what_is_no_address_is_refused(icao: str) -> None:
    with pytest.raises(InputError, match="no 24-bit address") as caught:
        read_rows(trace_row(0), icao=icao)
    assert caught.value.column == "icao"


@pytest.mark.parametrize("timestamp", [0, 1_700_000_000_000, -5e300])
def test_a_day_before_1990_or_after_2100_is_refused(timestamp: float) -> None:
    with pytest.raises(InputError, match="between 1990 and 2100"):
        read_rows(trace_row(0), timestamp=timestamp)


def test_a_trace_without_a_day_is_refused() -> None:
    with pytest.raises(InputError, match="does not say when it begins"):
        read_rows(trace_row(0), timestamp=None)


def test_a_trace_needs_no_key_but_icao_timestamp_and_trace() -> None:
    bare = {"icao": "abc123", "timestamp": START_S, "trace": [trace_row(0)]}
    fix = read_content("a", json.dumps(bare).encode()).fixes.iloc[0]
    assert (fix.registration, fix.typecode) == ("", "")


def test_a_generated_trace_is_never_called_observed() -> None:
    fixes = read_rows(trace_row(0), skygap_example="generated").fixes
    assert fixes.provider[0] == EXAMPLE_PROVIDER


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (-90.1, 0), (0, 180.5), (0, -181)])
def test_a_place_off_the_earth_is_set_aside_with_its_row(lat: float, lon: float) -> None:
    reading = read_rows(trace_row(0), trace_row(1), trace_row(2, lat, lon), trace_row(3, lat, lon))
    assert [(r.rows, r.first_row) for r in reading.rejected] == [(2, 3)]
    assert "outside" in reading.rejected[0].reason


def test_rows_without_a_position_are_set_aside() -> None:
    silent = trace_row(1)
    silent[9] = "mode_s"
    reading = read_rows(trace_row(0), silent, trace_row(2, None, None))
    assert len(reading.fixes) == 1
    assert {r.reason.split(":")[0]: r.first_row for r in reading.rejected} == {
        "mode_s": 2,
        "no position": 3,
    }


def test_a_row_of_the_wrong_kind_is_set_aside_and_the_others_are_read() -> None:
    reading = read_rows(trace_row(0), trace_row(1, "north"), [5], trace_row(3))  # type: ignore[arg-type]
    assert len(reading.fixes) == 2
    assert [r.first_row for r in reading.rejected] == [2, 3]
    assert reading.rejected[0].reason == "lat is of the wrong kind"


def test_a_row_whose_time_runs_away_is_set_aside() -> None:
    reading = read_rows(trace_row(0), trace_row(1e300))
    assert reading.rejected[0].first_row == 2


def test_when_no_row_can_be_used_the_first_reason_is_said() -> None:
    with pytest.raises(InputError, match=r"row 1: none of its 2 rows can be used \(no position\)"):
        read_rows(trace_row(0, None), trace_row(1, None))


def test_a_day_on_which_nothing_was_heard_is_no_fault() -> None:
    reading = read_rows()
    assert (reading.rows, len(reading.fixes), reading.rejected) == (0, 0, ())


def test_hostile_text_is_data_without_control_characters() -> None:
    hostile = "<img src=x>\x00\u202e" + "A" * 500
    fix = read_rows(trace_row(0, heard={"flight": hostile}), r=hostile).fixes.iloc[0]
    assert fix.callsign == fix.registration == "<img src=x>" + "A" * 29


def test_broken_json_says_where() -> None:
    with pytest.raises(InputError, match="broken in line 2, byte 14"):
        read_content("a.json", b'{"trace":[\n[1,]]}')


def test_json_that_ends_too_early_says_so() -> None:
    with pytest.raises(InputError, match="JSON that is cut off after 150 bytes"):
        read_content("a.json", trace([trace_row(0), trace_row(1)])[:150])


def test_json_with_another_trace_is_refused() -> None:
    with pytest.raises(InputError, match="this is not a trace"):
        read_content("a.json", b'{"trace": "on", "icao": "abc123"}')


places = st.tuples(
    st.floats(-90, 90), st.floats(-180, 180), st.one_of(st.none(), st.integers(-1000, 60000))
)


@settings(deadline=None)
@given(st.lists(places, min_size=1, max_size=30))
def test_what_is_written_is_read_back(track: list[tuple[float, float, int | None]]) -> None:
    rows = [trace_row(i, lat, lon, altitude=ft) for i, (lat, lon, ft) in enumerate(track)]
    fixes = read_rows(*rows).fixes
    assert list(zip(fixes.lat, fixes.lon, strict=True)) == [(lat, lon) for lat, lon, _ in track]
    assert [None if math.isnan(ft) else ft for ft in fixes.altitude_ft] == [ft for *_, ft in track]


@settings(deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=40))
def test_fixes_are_ordered_and_unique_and_every_row_is_accounted_for(seconds: list[int]) -> None:
    reading = read_rows(*[trace_row(s) for s in seconds])
    assert reading.fixes.timestamp.is_monotonic_increasing
    assert len(reading.fixes) == len(set(seconds))
    assert reading.rows == len(reading.fixes) + sum(r.rows for r in reading.rejected)


def test_a_row_of_mode_s_was_heard_with_a_place_or_without() -> None:
    silent, lost = trace_row(61), trace_row(125, None, None)
    silent[9] = lost[9] = "mode_s"
    reading = read_rows(trace_row(0), silent, lost)
    seconds = (reading.heard.timestamp - reading.fixes.timestamp[0]).dt.total_seconds()
    assert seconds.tolist() == [61, 125]
    assert (len(reading.fixes), sum(r.rows for r in reading.rejected)) == (1, 2)


def test_a_trace_in_which_only_the_transponder_was_heard_is_read() -> None:
    silent = trace_row(0)
    silent[9] = "mode_s"
    reading = read_rows(silent)
    assert (len(reading.fixes), len(reading.heard)) == (0, 1)
