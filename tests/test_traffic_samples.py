"""Real flights with known faults and known ends: what is cleaned, where legs end, which airport."""

import pandas as pd
import pytest

from skygap.analysis import Analysis, analyse
from skygap.clean import KEPT, mask_fixes
from skygap.geo import KM_PER_NAUTICAL_MILE, distance_km
from skygap.readers.shipped.reference import shipped_reference
from skygap.reference import Reference
from tests.builders import SETTINGS
from tests.traffic_samples import sample


@pytest.fixture(scope="module")
def reference() -> Reference:
    return shipped_reference()


def found(name: str, reference: Reference, *, callsign: str = "") -> Analysis:
    fixes = sample(name)
    return analyse(
        fixes[fixes["callsign"] == callsign] if callsign else fixes, reference, settings=SETTINGS
    )


def flights(analysis: Analysis) -> list[tuple[str, str]]:
    """Tell from where to where each flight went; empty for an end without a name."""
    legs = analysis.legs[analysis.legs["leg_kind"] == "flight"]
    return list(zip(legs["origin_ident"], legs["destination_ident"], strict=True))


def jumps(fixes: pd.DataFrame, *, kt: float) -> pd.Series:
    """Tell which fixes lie further from the one before than `kt` knots and five kilometres lead."""
    lat, lon = fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    km = distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:])
    hours = fixes["timestamp"].diff().dt.total_seconds().to_numpy()[1:] / 3600
    far = (km > 5) & (km > kt * KM_PER_NAUTICAL_MILE * hours)
    return pd.Series([False, *far], index=fixes.index)


def test_the_spoofed_flight_over_the_black_sea_has_no_jump_left() -> None:
    """It jumps 564 km to a deceived place, stays there for minutes, and jumps back."""
    fixes = sample("noisy/noisy_spoofing")
    masked = mask_fixes(fixes, settings=SETTINGS)
    kept = masked[masked["mask_reason"] == KEPT].reset_index(drop=True)
    assert jumps(fixes.reset_index(drop=True), kt=700).sum() == 2
    assert jumps(kept, kt=700).sum() == 0
    assert len(kept) > 0.8 * len(fixes)


def test_what_was_spoofed_is_the_same_flight_as_another_provider_has_it(
    reference: Reference,
) -> None:
    assert flights(found("fr24/372355e5", reference)) == [("LTFM", "ENGM")]


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("featured/belevingsvlucht", ("EHAM", "EHAM")),  # five low approaches at EHLE between
        ("featured/airbus_tree", ("EDHI", "EDHI")),  # two gaps in cruise
        ("military/inflight_refuelling", ("LFMI", "LFMI")),
        ("noisy/noisy_time_issue", ("LPPR", "LSZH")),
        ("noisy/noisy_landing", ("", "LSZH")),  # begins in the air
        ("noisy/noisy_takeoff", ("LSZH", "")),
    ],
)
def test_one_flight_is_one_leg_between_its_airports(
    name: str, ends: tuple[str, str], reference: Reference
) -> None:
    assert flights(found(name, reference)) == [ends]


def test_gaps_in_cruise_do_not_cut_a_leg_and_are_no_landing(reference: Reference) -> None:
    gaps = found("featured/airbus_tree", reference).gaps.query("not is_open")
    assert gaps["start_time"].dt.strftime("%H:%M:%S").tolist() == ["15:30:09", "16:21:24"]
    assert not gaps["cause"].isin(["landed_unseen", "likely_switched_off"]).any()


def test_on_a_carrier_no_airport_is_named(reference: Reference) -> None:
    """Stands of half an hour at sea: whatever is nearest is wrong."""
    assert set(flights(found("military/aircraft_carrier", reference))) == {("", "")}


def test_flickers_of_the_ground_flag_in_flight_cut_nothing(reference: Reference) -> None:
    analysis = found("onground/zurich_airport", reference, callsign="SWR5220")
    assert flights(analysis) == [("LSZH", "LSZH")]
    flight = analysis.legs[analysis.legs["leg_kind"] == "flight"].iloc[0]
    start, end = flight["start_time"], flight["end_time"]
    assert pd.Timestamp("2019-11-05T13:04Z") <= start <= pd.Timestamp("2019-11-05T13:06Z")
    assert pd.Timestamp("2019-11-05T16:35Z") <= end <= pd.Timestamp("2019-11-05T16:40Z")


def test_what_never_flies_is_no_flight(reference: Reference) -> None:
    fixes = sample("noisy/noisy_ground")
    assert flights(analyse(fixes, reference, settings=SETTINGS)) in ([], [("LSZH", "")])


def test_six_passes_two_thousand_feet_over_a_field_are_no_approaches(
    reference: Reference,
) -> None:
    """It trains over Lelystad, as far as the feed tells never below 1,900 ft."""
    assert found("featured/belevingsvlucht", reference).approaches.empty


def test_stands_and_a_landing_that_nobody_saw_cut_and_cruise_holes_do_not(
    reference: Reference,
) -> None:
    analysis = found("readsb/trace_full_ac671b", reference)
    assert flights(analysis) == [("", "KMSP"), ("KMSP", ""), ("", "KMSP"), ("KMSP", "KDEN")]
    longest = analysis.gaps.sort_values("duration_min").iloc[-1]
    assert (round(longest["duration_min"]), longest["cause"]) == (503, "landed_unseen")
    assert "Spokane" in longest["reason"]
    parked = analysis.gaps[analysis.gaps["cause"] == "parked"]
    assert parked["duration_min"].round().tolist() == [135, 57]
    legs = analysis.legs.set_index("leg_id")["end_time"]
    cruising = analysis.gaps[analysis.gaps["start_altitude_ft"] > 30_000]
    assert len(cruising) == 5
    assert (cruising["end_time"] < legs[cruising["leg_id"]].to_numpy()).all()
    assert set(cruising["cause"]) == {"cannot_tell"}
