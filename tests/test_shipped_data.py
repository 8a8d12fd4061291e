"""What is shipped in data/: it opens, it hangs together, and nothing in it claims too much."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from skygap.geo import distance_km
from skygap.places import nearest_km
from skygap.readers import read
from skygap.readers.shipped.case_folder import read_case
from skygap.readers.shipped.reference import read_airports, shipped_reference, shipped_types
from skygap.reference import Reference
from skygap.tables.case import CaseTables
from skygap.tables.types import NUMBERS, source_column
from tests.conftest import ROOT

DATA = ROOT / "data"
EXAMPLES = ("trace_full_f0e0a1.json", "trace_full_f0e0a2.json")


@pytest.fixture(scope="module")
def airports() -> pd.DataFrame:
    """Read the shipped airports, by ident."""
    return read_airports(DATA / "airports" / "airports.csv.gz").set_index("ident")


@pytest.fixture(scope="module")
def reference() -> Reference:
    return shipped_reference()


@pytest.fixture(scope="module")
def case() -> CaseTables:
    """Read the shipped case."""
    return read_case(DATA / "case")


@pytest.fixture(scope="module")
def types() -> pd.DataFrame:
    """Read the shipped types, by designator."""
    return shipped_types().set_index("typecode")


def test_every_type_of_the_case_has_limits(case: CaseTables, types: pd.DataFrame) -> None:
    of_the_case = {"A124", "IL76", "IL62", "T154", "T204", "IL96", "AN12", "A148", "IL18"}
    flown = set(case.aircraft["typecode"]) - {""}
    assert of_the_case | flown <= set(types.index)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_of_a_type_has_a_source_or_is_assumed(
    types: pd.DataFrame, number: str
) -> None:
    sources = types[source_column(number)]
    assert sources.str.match(r"assumed: \w|openap 2\.6\.2|.*\(.+\)|.*report").all()
    assert types[number].ge(0).all()


def test_no_aircraft_stands_in_for_another(types: pd.DataFrame) -> None:
    """Openap takes an An-124 for a 747 and a Superjet for an Embraer; CRJ9 borrows as well."""
    assert types.index.is_unique
    assert types.loc["A124", "max_speed_kt"] == pytest.approx(865 / 1.852, abs=0.1)
    assert not {"SU95", "MD11", "AT72", "CRJ9"} & set(types.index)


def test_rows_of_openap_are_told_from_rows_by_hand(types: pd.DataFrame) -> None:
    of_openap = types["max_speed_kt_source"].str.startswith("openap 2.6.2")
    by_hand = pd.read_csv(ROOT / "scripts" / "types_by_hand.csv", keep_default_na=False)
    assert set(types.index[~of_openap]) == set(by_hand["typecode"])
    copied = types.loc[by_hand["typecode"], list(NUMBERS)].to_numpy()
    assert (copied == by_hand[list(NUMBERS)].to_numpy()).all()
    assert of_openap.sum() == 36


def test_the_fastest_is_never_slower_than_the_usual(types: pd.DataFrame) -> None:
    assert (types["typical_speed_kt"] < types["max_speed_kt"]).all()
    assert (types["turnround_min"] < types["turnround_typical_min"]).all()


@pytest.mark.parametrize(
    ("place", "km"),
    [
        ((39.167, 127.48), (0, 5)),  # Wonsan, on its bay
        ((40.0, -150.0), (1_500, 2_200)),  # the Gulf of Alaska to the north is the nearest
        ((-17.0, 179.99), (0, 60)),  # between the islands of Fiji, at the antimeridian
        ((60.0, -178.0), (200, 450)),  # the Bering Sea: no coast runs around the world
        ((48.0, 68.0), (1_000, 2_000)),  # inside Asia: lakes are no coast
    ],
)
def test_the_sea_is_as_far_as_it_is(
    reference: Reference, place: tuple[float, float], km: tuple[float, float]
) -> None:
    far = nearest_km(reference.coast, [place[0]], [place[1]])[0]
    assert km[0] <= far <= km[1]


def test_the_ports_of_the_case_are_there(reference: Reference) -> None:
    korean = reference.ports.table.query("country == 'PRK'")
    assert {"Najin", "Nampo", "Wonsan", "Hungnam"} <= set(korean["name"])
    assert len(reference.ports.table) > 3_000


def shapes(name: str) -> list[shapely.Geometry]:
    document = json.loads((DATA / "basemap" / f"{name}.geojson").read_text(encoding="utf-8"))
    return [shapely.from_geojson(json.dumps(f["geometry"])) for f in document["features"]]


def test_the_closed_runway_of_pyongyang_does_not_count(airports: pd.DataFrame) -> None:
    """The longer one, 12,475 ft, is closed; 11,490 ft is open."""
    assert airports.loc["ZKPY", "runway_m"] == 3502
    assert airports.loc["UHWW", "runway_m"] == 3500


def test_north_korean_fields_are_all_there(airports: pd.DataFrame) -> None:
    """A field that is missing would make the others look likelier."""
    korean = airports[airports["country"] == "KP"]
    assert len(korean) == 81
    assert {"ZKPY", "ZKWS", "ZKSD"} <= set(korean.index)


def test_an_unknown_runway_is_empty_and_never_zero(airports: pd.DataFrame) -> None:
    assert not (airports["runway_m"] <= 0).any()
    assert airports["runway_m"].isna().mean() == pytest.approx(0.4, abs=0.02)


def test_airports_have_one_row_each_and_lie_on_earth(airports: pd.DataFrame) -> None:
    assert airports.index.is_unique
    assert airports["lat"].between(-90, 90).all()
    assert airports["lon"].between(-180, 180).all()
    assert set(airports["size"]) == {"large", "medium", "small", "seaplane"}
    assert set(airports["surface"]) == {"hard", "soft", "water", ""}


@pytest.mark.parametrize("name", ["land", "land_110m", "borders"])
def test_no_line_of_the_base_map_crosses_the_world(name: str) -> None:
    """Nothing jumps over 180 degrees; only Antarctica's edge runs along the South Pole."""
    for part in shapely.get_parts(shapes(name)):
        places = shapely.get_coordinates(part)
        jumps = np.abs(np.diff(places[:, 0])) > 180
        assert (places[1:][jumps, 1] == -90).all()
        assert part.is_valid


def test_the_base_map_is_small() -> None:
    sizes = {p.name: p.stat().st_size for p in (DATA / "basemap").glob("*.geojson")}
    assert sizes["land.geojson"] < 700_000
    assert sizes["borders.geojson"] < 250_000


def test_the_line_between_crimea_and_the_mainland_is_disputed_and_no_border() -> None:
    isthmus = shapely.box(33.5, 45.6, 35.1, 46.3)
    assert any(shape.intersects(isthmus) for shape in shapes("disputed"))
    assert not any(shape.intersects(isthmus) for shape in shapes("borders"))


def test_every_disputed_line_has_a_name() -> None:
    text = (DATA / "basemap" / "disputed.geojson").read_text(encoding="utf-8")
    names = [f["properties"]["name"] for f in json.loads(text)["features"]]
    assert {"Crimea", "Kosovo", "Western Sahara", "Golan Heights"} <= set(names)


def test_every_row_of_the_case_is_reported(case: CaseTables) -> None:
    tables = (case.sources, case.aircraft, case.movements, case.events, case.registrations)
    for table in tables:
        assert set(table["kind"]) == {"reported"}


def test_no_registration_of_the_case_is_worked_out_by_a_rule(case: CaseTables) -> None:
    """RA-78846 has an address by the formula only, so no entry gives it one."""
    entries = case.registrations
    assert set(entries.loc[entries["registration"] == "RA-78846", "icao24"]) == {""}


def test_every_craft_of_the_case_stands_in_the_registers_under_its_registration(
    case: CaseTables,
) -> None:
    entries = case.registrations.set_index("icao24")["registration"]
    for craft in case.aircraft[case.aircraft["icao24"] != ""].itertuples():
        assert set(entries[[craft.icao24]]) == {craft.registration}


def test_each_source_gives_an_address_once(case: CaseTables) -> None:
    with_address = case.registrations[case.registrations["icao24"] != ""]
    assert not with_address.duplicated(["icao24", "source_id"]).any()


def test_the_four_addresses_on_which_the_databases_disagree_are_kept_twice(
    case: CaseTables,
) -> None:
    entries = case.registrations[case.registrations["icao24"] != ""]
    addresses = entries.groupby("registration")["icao24"].nunique()
    tails = ["RA-85554", "RA-85555", "RA-85563", "RA-85571"]
    assert sorted(addresses.index[addresses > 1]) == tails


def test_every_airport_of_the_case_exists_and_lies_where_it_is_drawn(
    case: CaseTables, airports: pd.DataFrame
) -> None:
    for end in ("origin", "destination"):
        stated = case.movements[f"{end}_ident"]
        idents = stated.where(stated != "", case.movements[f"claimed_{end}_ident"])
        named = case.movements[idents != ""]
        places = airports.loc[idents[idents != ""]]
        there = named[[f"{end}_lat", f"{end}_lon"]].to_numpy().T
        assert (distance_km(*there, places["lat"], places["lon"]) < 1).all()


def test_a_place_that_is_only_believed_carries_its_word_of_doubt(case: CaseTables) -> None:
    for end in ("origin", "destination"):
        claimed = case.movements[case.movements[f"claimed_{end}_ident"] != ""]
        assert (claimed[f"{end}_hedge"] != "").all()
        assert (claimed[f"{end}_ident"] == "").all()


def test_the_anchor_flight_has_no_stated_destination_and_no_arrival(case: CaseTables) -> None:
    flight = case.movements.set_index("movement_id").loc["ra82030-2024-03-20-out"]
    assert flight["destination_ident"] == ""
    assert flight["claimed_destination_ident"] == "ZKPY"
    assert pd.isna(flight["arrival_earliest"])
    assert pd.isna(flight["arrival_latest"])


def test_local_time_without_a_zone_holds_both_instants(case: CaseTables) -> None:
    """02:30 is 16:30 UTC in Vladivostok and 17:30 UTC in Korea."""
    flight = case.movements.set_index("movement_id").loc["ra82030-2024-03-20-out"]
    for instant in ("2024-03-20T16:30Z", "2024-03-20T17:30Z"):
        assert flight["departure_earliest"] <= pd.Timestamp(instant) <= flight["departure_latest"]


def test_31_july_in_moscow_and_1_august_in_korea_are_one_flight(case: CaseTables) -> None:
    flight = case.movements.set_index("movement_id").loc["ra86559-2023-07-31-in"]
    second = pd.Timedelta(seconds=1)
    for moment in (flight["departure_earliest"] + second, flight["departure_latest"] - second):
        assert moment.tz_convert("Europe/Moscow").day == 31
        assert moment.tz_convert("Asia/Pyongyang").day == 1


def test_the_unknown_tu154_has_no_address_and_no_tail(case: CaseTables) -> None:
    craft = case.aircraft.set_index("craft_id").loc["reported:tu154-2024-03-20"]
    assert (craft["icao24"], craft["registration"]) == ("", "")


def test_no_airport_is_named_where_only_a_city_is_known(case: CaseTables) -> None:
    for end in ("origin", "destination"):
        cities = case.movements[case.movements[f"{end}_is_city"]]
        assert (cities[f"{end}_ident"] == "").all()
        assert cities[f"{end}_lat"].notna().all()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_example_says_that_it_is_generated(name: str) -> None:
    text = (DATA / "worked_example" / name).read_text(encoding="utf-8")
    document = json.loads(text)
    assert text.startswith('{"skygap_example":"Worked example: generated, not a real aircraft"')
    assert document["desc"] == "WORKED EXAMPLE (generated)"
    assert document["icao"].startswith("f0e0a")
    assert all(len(row) == 14 for row in document["trace"])


def test_making_the_worked_example_again_gives_the_same_bytes(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "make_worked_example.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, capture_output=True)
    for name in EXAMPLES:
        assert (tmp_path / name).read_bytes() == (DATA / "worked_example" / name).read_bytes()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_example_flies_as_fast_as_it_says(name: str) -> None:
    """Distance over time between close fixes agrees with the stated speeds within 10 kt."""
    fixes = read(DATA / "worked_example" / name).fixes
    seconds = fixes["timestamp"].diff().dt.total_seconds().to_numpy()[1:]
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    flown_kt = distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]) / seconds * 3600 / 1.852
    stated_kt = fixes["ground_speed_kt"].rolling(2).mean().to_numpy()[1:]
    close = seconds < 60
    assert np.abs(flown_kt - stated_kt)[close].max() < 10


def test_the_worked_example_is_silent_once_for_200_minutes_and_the_feed_says_so() -> None:
    fixes = read(DATA / "worked_example" / EXAMPLES[0]).fixes
    silence_min = fixes["timestamp"].diff().dt.total_seconds() / 60
    assert silence_min.nlargest(2).round().tolist() == [200, 4]
    assert fixes.loc[fixes["is_stale"], "timestamp"].tolist() == [
        fixes.loc[silence_min.idxmax(), "timestamp"]
    ]


def test_the_second_aircraft_was_received_where_the_first_fell_silent() -> None:
    first, second = (read(DATA / "worked_example" / name).fixes for name in EXAMPLES)
    silence = first["timestamp"].diff().dt.total_seconds().idxmax()
    lost = first.loc[silence - 1]
    away = distance_km(second["lat"], second["lon"], lost["lat"], lost["lon"])
    assert away.min() < 10
    assert second["timestamp"].diff().max() < pd.Timedelta(minutes=5)
