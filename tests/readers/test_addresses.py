"""24-bit addresses that look like numbers stay text in every format; mangled ones are refused."""

from collections.abc import Callable
from datetime import UTC

import pytest

from skygap.errors import InputError
from skygap.readers import FORMATS, Reading, read_content
from skygap.readers.reading import Answers
from tests.readers.making import flight_list, flight_table, state_vectors, trace, trace_row
from tests.readers.making_feeds import (
    adsbx_table,
    opensky_states,
    opensky_track,
    sbs_log,
    sbs_position,
    waypoint,
)
from tests.readers.making_tracks import granular, kml_track, playback, playback_point, tar1090_kml

TRACK = [("2024-01-01T00:00:00Z", 10.0, 20.0, 100.0)]

NAMING: dict[str, tuple[Callable[[str], bytes], int | None]] = {
    "readsb": (lambda icao: trace([trace_row(0)], keys={"icao": icao}), None),
    "flightradar24_json": (lambda icao: playback([playback_point()], modes=icao), None),
    "flightradar24_granular": (lambda icao: granular([{"hex": icao}]), 2),
    "opensky": (lambda icao: state_vectors([{"icao24": icao}]), 2),
    "opensky flights": (lambda icao: flight_table([{"icao24": icao}]), 2),
    "traffic_json": (lambda icao: flight_list([{"icao24": icao}]), 1),
    "opensky_states": (lambda icao: opensky_states({"icao24": icao}), 1),
    "opensky_tracks": (lambda icao: opensky_track([waypoint(0)], icao24=icao), None),
    "adsbx_csv": (lambda icao: adsbx_table({"icao": icao}), 2),
    "table": (lambda icao: f"icao24,time,lat,lon\n{icao},1710952200,47,8\n".encode(), 2),
    "basestation": (lambda icao: sbs_log(sbs_position(icao24=icao)), 1),
}
"""Formats that name an address: a file with one, and the row where it stands."""

AT_SEA = {"ais_marinecadastre", "ais_denmark", "ais_gfw", "ais_nmea"}
NAMELESS = {"flightradar24", "flightradar24_kml", "flightaware_kml", "kml", "gpx", *AT_SEA}
"""Formats that name no 24-bit address; a new format belongs here or above."""

MAYBE = {"tar1090_kml"}
"""Its names are registrations or addresses: six digits alone may be either."""


def read(content: bytes) -> Reading:
    return read_content("file", content, answers=Answers(zone=UTC, takes_guess=True))


def test_every_format_is_in_this_test() -> None:
    named = {name.split()[0] for name in NAMING} | NAMELESS | MAYBE
    assert {known.name for known in FORMATS} - named == set()


@pytest.mark.parametrize("address", ["154e37", "3946e4", "004014", "154E37", "3946E4"])
@pytest.mark.parametrize("name", list(NAMING))
def test_an_address_that_looks_like_a_number_stays_text(name: str, address: str) -> None:
    fixes = read(NAMING[name][0](address)).fixes
    assert fixes[["craft_id", "icao24"]].to_numpy().tolist() == [[address.lower()] * 2]
    assert str(fixes["icao24"].dtype) == "str"


@pytest.mark.parametrize("mangled", ["1.54E+39", "1.54e+39", "3.946E+07", "4014"])
@pytest.mark.parametrize("name", list(NAMING))
def test_a_mangled_address_refuses_the_file_and_names_its_row(name: str, mangled: str) -> None:
    make, row = NAMING[name]
    with pytest.raises(InputError, match="no 24-bit address") as caught:
        read(make(mangled))
    assert caught.value.row == row
    assert caught.value.column
    assert mangled.lower() in str(caught.value).lower()


@pytest.mark.parametrize(
    ("address", "craft_id"),
    [("154e37", "154e37"), ("3946E4", "3946e4"), ("004014", "tar1090:004014")],
)
def test_a_name_of_digits_is_claimed_neither_as_address_nor_registration(
    address: str, craft_id: str
) -> None:
    fixes = read(tar1090_kml(kml_track(TRACK, name=address), name=address)).fixes
    assert fixes["craft_id"].tolist() == [craft_id]
