"""NMEA logs of AIS: tag blocks, messages in several lines, checksums, names."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.readers import Reading, read_content
from tests.readers.making_ships import (
    RECEIVED_S,
    heard,
    nmea,
    position,
    sentences,
    static,
    tag_block,
)

LATER = f"c:{RECEIVED_S + 60}"


def read_log(*messages: list[str]) -> Reading:
    return read_content("log.nmea", nmea(*messages))


def set_aside(reading: Reading) -> dict[str, tuple[int, int]]:
    return {r.reason: (r.rows, r.first_row) for r in reading.rejected}


def test_a_position_report_becomes_a_fix_at_its_receive_time() -> None:
    fix = read_log(heard(position())).fixes.iloc[0]
    assert fix.timestamp == pd.Timestamp(RECEIVED_S, unit="s", tz="UTC")
    assert (fix.craft_id, fix.lat, fix.lon) == ("mmsi:273456789", 43.1, 131.9)
    assert (fix.ground_speed_kt, fix.track_deg, fix.position_source) == (11.2, 196, "ais")


def test_a_sentence_that_is_known_everywhere_is_decoded_as_everywhere() -> None:
    """What our own encoder writes would come back even if both were wrong."""
    line = f"{tag_block(LATER)}!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C"
    fix = read_log([line]).fixes.iloc[0]
    assert (fix.mmsi, fix.ground_speed_kt, fix.track_deg) == ("477553000", 0, 51)
    assert (round(fix.lat, 5), round(fix.lon, 5)) == (47.58283, -122.34583)


@pytest.mark.parametrize(
    "tags", [f"c:{RECEIVED_S}", f"c:{RECEIVED_S}000", f"s:r1,c:{RECEIVED_S},t:9"]
)
def test_the_receive_time_is_in_seconds_or_milliseconds(tags: str) -> None:
    fixes = read_log(heard(position(), tags=tags)).fixes
    assert fixes.timestamp[0] == pd.Timestamp(RECEIVED_S, unit="s", tz="UTC")


def test_a_line_without_receive_time_is_set_aside() -> None:
    reading = read_log(heard(position()), heard(position(lat=1), tags=""))
    assert (len(reading.fixes), set_aside(reading)) == (1, {"no receive time": (1, 2)})


def test_a_log_without_any_receive_time_is_refused() -> None:
    with pytest.raises(InputError, match="no message tells when it was received") as caught:
        read_log(["# log"], heard(position(), tags=""), heard(static(), tags="s:r1"))
    assert caught.value.row == 2


def test_a_wrong_checksum_is_set_aside() -> None:
    (good,) = heard(position())
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    reading = read_log([good], [wrong], [good.replace("c:17", "c:18")])
    assert set_aside(reading) == {"a checksum that is missing or wrong": (2, 2)}


def test_other_sentences_are_counted() -> None:
    reading = read_log(
        ["$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47"], heard(position())
    )
    assert (reading.rows, set_aside(reading)) == (2, {"no AIS sentence": (1, 1)})


def test_names_are_given_to_the_positions_of_their_ship() -> None:
    other = heard(position(mmsi=316001234), tags=LATER)
    reading = read_log(heard(position()), heard(static(), tags=LATER), other)
    named = reading.fixes.set_index("mmsi")[["craft_name", "callsign", "imo"]].T.to_dict("list")
    assert named == {"273456789": ["ANGARA", "UALX3", "9179842"], "316001234": ["", "", ""]}
    assert set_aside(reading) == {
        "name, call sign or voyage: carried to the ship's positions": (2, 2)
    }


def test_a_new_name_goes_to_later_positions_only() -> None:
    times = [f"c:{RECEIVED_S + s}" for s in range(4)]
    renamed = static(shipname="LADY R")
    reading = read_log(
        heard(static(), tags=times[0]), heard(position(), tags=times[1]),
        heard(renamed, tags=times[2]), heard(position(lat=44), tags=times[3]),
    )  # fmt: skip
    assert reading.fixes.craft_name.tolist() == ["ANGARA", "LADY R"]


def test_small_ships_send_name_and_call_sign_apart() -> None:
    name = {"type": 24, "partno": 0, "mmsi": 316001234, "shipname": "TERN"}
    sign = {"type": 24, "partno": 1, "mmsi": 316001234, "callsign": "CFT12"}
    place = position(type=18, mmsi=316001234)
    fix = read_log(heard(name), heard(sign), heard(place)).fixes.iloc[0]
    assert (fix.craft_name, fix.callsign) == ("TERN", "CFT12")


def test_a_message_of_several_lines_may_be_interrupted() -> None:
    first, second = heard(static())
    reading = read_log([first], heard(position()), [second])
    assert reading.fixes.craft_name.tolist() == ["ANGARA"]


def test_lines_belong_together_by_their_group() -> None:
    groups = ["g:1-2-77", "g:2-2-77"]
    first, second = (f"{tag_block(g)}{s}" for g, s in zip(groups, sentences(static()), strict=True))
    timed = first.replace(tag_block(groups[0]), tag_block(f"{groups[0]},c:{RECEIVED_S}"))
    alien = heard(static(mmsi=316001234, shipname="OTHER"))[0]
    reading = read_log([timed], [alien], [second], heard(position()))
    assert reading.fixes.craft_name.tolist() == ["ANGARA"]
    assert set_aside(reading)["a message of several lines of which some are missing"] == (1, 2)


@pytest.mark.parametrize("missing", [0, 1])
def test_half_a_message_is_set_aside(missing: int) -> None:
    half = [line for at, line in enumerate(heard(static())) if at != missing]
    reading = read_log(half, heard(position()))
    assert set_aside(reading) == {"a message of several lines of which some are missing": (1, 1)}


def test_a_position_in_two_lines_is_one_fix_and_both_are_counted() -> None:
    long = position(type=19, mmsi=316001234, shipname="TERN")
    (whole,) = sentences(long)
    payload = whole.split(",")[5]
    parts = [f"AIVDM,2,{n},3,A,{text},0" for n, text in ((1, payload[:30]), (2, payload[30:]))]
    first, second = (f"!{part}*{tag_block(part)[-3:-1]}" for part in parts)
    reading = read_log([f"{tag_block(LATER)}{first}"], [second])
    assert (reading.rows, reading.fixes.craft_name.tolist()) == (2, ["TERN"])
    assert set_aside(reading) == {"a further line of a message that was read": (1, 2)}


@pytest.mark.parametrize(
    "message", [position(lat=91, lon=181), position(type=27, lat=91, lon=181, speed=63, course=511)]
)
def test_an_unknown_place_is_no_position(message: dict[str, object]) -> None:
    reading = read_log(heard(position(mmsi=316001234)), heard(message))
    assert set_aside(reading) == {"no position": (1, 2)}


@pytest.mark.parametrize(
    "message",
    [position(speed=102.3, course=360), position(type=27, lat=43, lon=131, speed=63, course=511)],
)
def test_unknown_speed_and_course_are_unknown(message: dict[str, object]) -> None:
    fix = read_log(heard(message)).fixes.iloc[0]
    assert math.isnan(fix.ground_speed_kt)
    assert math.isnan(fix.track_deg)


def test_a_long_range_position_says_so() -> None:
    fix = read_log(heard(position(type=27, lat=43.5, lon=131.5, speed=12, course=90))).fixes.iloc[0]
    assert (fix.position_source, fix.ground_speed_kt, fix.lat) == ("ais_long_range", 12, 43.5)


def test_an_aircraft_of_search_and_rescue_has_its_speed_and_height() -> None:
    plane = {"type": 9, "mmsi": 111265591, "lat": 57.7, "lon": 11.9, "speed": 140, "alt": 300}
    fix = read_log(heard(plane)).fixes.iloc[0]
    assert (fix.ground_speed_kt, round(fix.altitude_geom_ft)) == (140, 984)
    unknown = read_log(heard({**plane, "speed": 1023, "alt": 4095})).fixes.iloc[0]
    assert math.isnan(unknown.ground_speed_kt)
    assert math.isnan(unknown.altitude_geom_ft)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ({"type": 4, "mmsi": 2734567, "lat": 43.1, "lon": 131.9}, "a base station, no ship"),
        ({"type": 21, "mmsi": 992734567, "lat": 43, "lon": 131}, "an aid to navigation, no ship"),
        (position(mmsi=2734567), "MMSI begins with 0: a base station or a group, no ship"),
        (
            {"type": 10, "mmsi": 273456789, "dest_mmsi": 316001234},
            "a message of a kind that holds no position of a ship",
        ),
    ],
)
def test_what_is_no_position_of_a_ship_is_set_aside(
    message: dict[str, object], reason: str
) -> None:
    assert set_aside(read_log(heard(position()), heard(message))) == {reason: (1, 2)}


def test_a_message_whose_end_is_missing_is_not_decoded() -> None:
    """Else the last value that is cut would be a wrong one."""
    fields = sentences(position())[0].split("*")[0][1:].split(",")
    cut = ",".join([*fields[:5], fields[5][:18], "0"])
    line = f"{tag_block(LATER)}!{cut}*{tag_block(cut)[-3:-1]}"
    reading = read_log(heard(position()), [line])
    assert set_aside(reading) == {"a message that cannot be decoded": (1, 2)}


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([1, 3, 18]),
            st.integers(200_000_000, 799_999_999),
            st.integers(1_000_000_000, 1_900_000_000),
            st.floats(-89, 89),
            st.floats(-179, 179),
        ),
        min_size=1,
        max_size=20,
        unique=True,
    )
)
def test_what_is_sent_is_read_back(rows: list[tuple[int, int, int, float, float]]) -> None:
    log = [
        heard(position(type=kind, mmsi=mmsi, lat=lat, lon=lon), tags=f"c:{seconds}")
        for kind, mmsi, seconds, lat, lon in rows
    ]
    reading = read_log(*log)
    sent = {(mmsi, seconds, round(lat, 3), round(lon, 3)) for _, mmsi, seconds, lat, lon in rows}
    fixes = reading.fixes
    seconds = fixes.timestamp.astype("int64") // 1000
    got = zip(fixes.mmsi.astype(int), seconds, fixes.lat, fixes.lon, strict=True)
    for number, moment, lat, lon in got:
        near = [s for s in sent if s[:2] == (number, moment)]
        assert any(abs(lat - s[2]) < 0.001 and abs(lon - s[3]) < 0.001 for s in near)
    assert len(fixes) + sum(r.rows for r in reading.rejected) == len(rows)


@settings(deadline=None, max_examples=100)
@given(
    st.text(
        "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw", min_size=1, max_size=90
    )
)
def test_any_payload_is_read_or_set_aside(payload: str) -> None:
    text = f"AIVDM,1,1,,A,{payload},0"
    line = f"{tag_block(LATER)}!{text}*{tag_block(text)[-3:-1]}"
    reading = read_log([line], heard(position()))
    assert reading.rows == 2
    assert len(reading.fixes) >= 1
