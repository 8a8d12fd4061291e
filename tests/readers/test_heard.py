"""Every feed that tells of a transponder without a position: kept as heard, and no fix."""

from datetime import UTC

import pandas as pd
import pytest

from skygap.readers import Reading, read_content
from skygap.readers.reading import Answers
from skygap.tables.heard import HEARD
from skygap.tables.schema import conform
from tests.readers.making import START_S, parquet_of, state_vectors, trace, trace_row
from tests.readers.making_feeds import (
    DETAILS,
    adsbx_table,
    opensky_states,
    sbs_line,
    sbs_log,
    sbs_position,
)
from tests.readers.making_tracks import api_point, flight_tracks, granular
from tests.readers.test_registry import GOOD

NOWHERE = {"lat": None, "lon": None}
MODE_S = DETAILS.replace("adsb_icao", "mode_s")


def mode_s(seconds: float, lat: float | None = 50.0) -> list[object]:
    row = trace_row(seconds, lat)
    row[9] = "mode_s"
    return row


def vectors_of_parquet(contact: object) -> bytes:
    columns = {"icao24": "4d2271", "velocity": 100.0, "lastposupdate": 1643816699.0}
    places = [{"lat": 45.5, "lon": 4.5}, {"lat": None, "lon": None}]
    rows = [{**columns, **place, "lastcontact": contact} for place in places]
    return parquet_of(pd.DataFrame(rows))


FEEDS = {
    "readsb": (trace([trace_row(0), mode_s(5)]), "abc123", START_S + 5, "mode_s"),
    "readsb without place": (
        *(trace([trace_row(0), mode_s(5, None)]), "abc123", START_S + 5, "mode_s"),
    ),
    "opensky states": (
        opensky_states({}, {**NOWHERE, "time_position": None, "icao24": "004014"}),
        *("004014", 1_699_999_999, "state"),
    ),
    "opensky vectors": (
        state_vectors(
            [
                {"lastcontact": 1643816699.5},
                {**NOWHERE, "icao24": "3946e4", "lastposupdate": "", "lastcontact": 1643816700.5},
            ]
        ),
        *("3946e4", 1643816700.5, "state_vector"),
    ),
    "opensky parquet": (vectors_of_parquet(1643816700.5), "4d2271", 1643816700.5, "state_vector"),
    "flightradar24 granular": (
        granular([{}, {"no_position": "N", "latitude": 0, "longitude": 0, "hex": "0x154e37"}]),
        *("154e37", 1704181263.515, "no_position"),
    ),
    "adsbx": (
        adsbx_table({}, {"details": MODE_S, "ping_time": "2025-02-07 18:00:00"}),
        *("a11f59", 1738951200, "mode_s"),
    ),
    "basestation": (
        sbs_log(sbs_position(), sbs_line(7, "23:50:00", altitude=36000)),
        *("406b90", 1227916200, "msg_7"),
    ),
    "basestation without place": (
        sbs_log(sbs_position(), sbs_position("23:50:00", lat="", lon="")),
        *("406b90", 1227916200, "msg_3"),
    ),
}


def read(content: bytes) -> Reading:
    return read_content("file", content, answers=Answers(zone=UTC))


@pytest.mark.parametrize("name", list(FEEDS))
def test_a_craft_heard_without_its_place_is_kept_with_its_time(name: str) -> None:
    content, icao24, seconds, heard_as = FEEDS[name]
    reading = read(content)
    (heard,) = reading.heard.to_dict("records")
    assert (heard["craft_id"], heard["icao24"], heard["heard_as"]) == (icao24, icao24, heard_as)
    assert heard["timestamp"].timestamp() == pytest.approx(seconds)
    assert heard["evidence_id"] == reading.sha256


@pytest.mark.parametrize("name", list(FEEDS))
def test_it_is_no_fix_and_stays_counted_as_set_aside(name: str) -> None:
    reading = read(FEEDS[name][0])
    assert (reading.rows, len(reading.fixes)) == (2, 1)
    assert [r.rows for r in reading.rejected] == [1]
    assert reading.heard.equals(conform(HEARD, reading.heard))


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_where_every_row_has_a_position_nothing_is_kept_as_heard(content: bytes) -> None:
    heard = read(content).heard
    assert heard.empty
    assert heard.equals(conform(HEARD, heard))


def test_a_state_vector_without_its_last_contact_tells_no_time() -> None:
    """The time of its row is when the table was made: a state is repeated for minutes."""
    assert read(state_vectors([{}, NOWHERE])).heard.empty


def test_a_row_without_craft_or_time_tells_nothing() -> None:
    rows = opensky_states({}, {**NOWHERE, "icao24": ""}, {**NOWHERE, "last_contact": {}})
    assert read(rows).heard.empty


def test_what_a_provider_estimated_was_not_heard() -> None:
    points = [api_point(), api_point(60, source="ESTIMATED")]
    reading = read(flight_tracks([{"fr24_id": "a1", "tracks": points}]))
    assert (len(reading.fixes), len(reading.heard)) == (1, 0)


def test_four_messages_a_second_become_two_rows_a_minute() -> None:
    quarters = [f"{second:02d}.{n}" for second in range(60) for n in range(4)]
    times = [f"23:{minute}:{quarter}" for minute in (48, 49) for quarter in quarters]
    reading = read(sbs_log(*[sbs_line(5, time) for time in times]))
    assert (reading.rows, len(reading.fixes), len(reading.heard)) == (480, 0, 4)
