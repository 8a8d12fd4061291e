"""Ships: a speed limit of their own, voyages, gaps that say no more than is known."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skygap.analysis import Analysis, analyse
from skygap.crafts import separate
from skygap.geo import KM_PER_NAUTICAL_MILE
from skygap.jumps import Steps
from skygap.readers import read
from skygap.settings import as_dict
from skygap.ship_causes import NOBODY, OPEN_DOUBT, STOOD
from skygap.tables.fixes import merge_fixes
from skygap.tables.ships import is_ship, is_ship_mmsi, ship_label
from skygap.voyages import SHARED_NUMBER, ship_settings
from tests.builders import (
    SETTINGS,
    START,
    UHWW,
    ZKPY,
    Place,
    analysed,
    craft,
    flight,
    near,
    off,
    places,
)

SEA: Place = (41.0, 131.0)
MMSI = "273456789"
_AS_USUAL: Mapping[str, object] = {}


def heard(
    hour: float, place: Place, *, kt: float = np.nan, more: Mapping[str, object] = _AS_USUAL
) -> dict[str, object]:
    """One position of a ship."""
    usual = {
        "craft_id": f"mmsi:{MMSI}",
        "mmsi": MMSI,
        "timestamp": START + pd.Timedelta(hours=hour),
        "lat": place[0],
        "lon": place[1],
        "ground_speed_kt": kt,
        "provider": "test",
        "evidence_id": "e" * 64,
    }
    return {**usual, **more}


def sailing(hours: Sequence[float], *, kt: float = 12.0) -> list[dict[str, object]]:
    """Positions of a ship that sails north at one speed."""
    return [heard(h, off(SEA, 0, kt * KM_PER_NAUTICAL_MILE * h), kt=kt) for h in hours]


def ships(rows: Sequence[Mapping[str, object]]) -> Analysis:
    """Analyse positions of ships beside every airport that the tests know."""
    fixes = merge_fixes([pd.DataFrame(list(rows))])
    return analyse(fixes, places("UHWW", "ZKPY", "ZKWS"), settings=SETTINGS)


def test_a_ship_has_a_voyage_and_no_airport() -> None:
    """Even beside a runway, standing."""
    leg = ships([heard(h, UHWW, kt=0.0) for h in (0, 0.1, 0.2)]).legs.iloc[0]
    assert (leg.leg_kind, leg.origin_ident, leg.destination_ident) == ("voyage", "", "")
    assert (leg.start_evidence, leg.end_evidence) == ("afloat", "afloat")


def test_a_ship_never_stands_on_the_ground_and_reaches_no_airport() -> None:
    found = ships([heard(0, UHWW, kt=0.0), heard(30, ZKPY, kt=0.0, more={"on_ground": True})])
    assert found.stops.empty
    assert found.reachable.empty
    assert found.gaps.reachable_count.tolist() == [0, 0]
    assert not found.gaps.start_on_ground.any()


@pytest.mark.parametrize(("hours", "gaps"), [(6.0, 0), (6.01, 1)])
def test_six_hours_without_a_position_are_no_gap_of_a_ship(hours: float, gaps: int) -> None:
    found = ships(sailing([0, hours]))
    assert int((~found.gaps.is_open).sum()) == gaps
    assert len(found.legs) == gaps + 1


def test_a_voyage_ends_in_a_gap_and_says_so() -> None:
    found = ships(sailing([0, 1, 9, 10]))
    assert found.legs.end_evidence.tolist() == ["gap", "afloat"]
    assert found.gaps.leg_id.tolist() == found.legs.leg_id.tolist()


def test_a_gap_of_a_ship_says_no_more_than_not_received() -> None:
    gap = ships(sailing([0, 9])).gaps.iloc[0]
    assert (gap.cause, gap.cause_probability, gap.reason) == ("cannot_tell", 1, NOBODY)
    assert gap.stop == "possible"


def test_the_last_position_of_a_ship_leaves_its_gap_open() -> None:
    gap = ships([heard(0, SEA, kt=0.0)]).gaps.iloc[0]
    assert (gap.is_open, gap.cause, gap.reason) == (True, "cannot_tell", OPEN_DOUBT)


def test_a_ship_that_stood_at_one_place_before_and_after_was_parked() -> None:
    gap = ships([heard(0, SEA, kt=0.3), heard(9, off(SEA, 90, 0.4), kt=0.0)]).gaps.iloc[0]
    assert (gap.cause, gap.reason) == ("parked", STOOD)


@pytest.mark.parametrize(
    ("kt", "km"), [((0.0, 1.0), 0.0), ((1.0, 0.0), 0.0), ((np.nan, 0.0), 0.0), ((0.0, 0.0), 1.5)]
)
def test_what_moved_or_told_no_speed_was_not_parked(kt: tuple[float, float], km: float) -> None:
    rows = [heard(0, SEA, kt=kt[0]), heard(9, off(SEA, 90, km), kt=kt[1])]
    assert ships(rows).gaps.cause.iloc[0] == "cannot_tell"


def test_ends_too_far_apart_for_a_ship_are_said_to_be() -> None:
    gap = ships([heard(0, SEA), heard(10, off(SEA, 90, 2000))]).gaps.iloc[0]
    assert (gap.cause, gap.cause_probability) == ("identity_mix", 1)
    assert "would need 108 kt, more than 60 kt" in gap.reason


def test_a_position_no_ship_could_come_to_is_set_aside() -> None:
    rows = sailing(np.arange(0, 2, 0.1).tolist())
    rows[9] = {**rows[9], "lat": SEA[0] + 3}
    found = ships(rows)
    assert found.fixes.mask_reason.ne("").tolist() == [i == 9 for i in range(20)]
    assert found.warnings.code.tolist() == ["masked_fixes"]


def test_a_far_jump_after_hours_unheard_is_one_too() -> None:
    """An aircraft may be anywhere after an hour; a ship may not."""
    rows = sailing([0, 1, 2, 3, 4, 5, 6, 7])
    rows[4] = {**rows[4], "lon": 141.0}
    assert ships(rows).fixes.mask_reason.ne("").sum() == 1


def test_two_ships_with_one_number_are_two_with_a_warning() -> None:
    away = off(SEA, 90, 400)
    hours = np.arange(0, 12, 0.25)
    rows = [heard(h, off(away if n % 3 == 1 else SEA, 0, h)) for n, h in enumerate(hours)]
    found = ships(rows)
    assert found.warnings["text"].tolist() == [SHARED_NUMBER]
    counts = found.legs.groupby("craft_id")["fix_count"].sum()
    assert counts.to_dict() == {f"mmsi:{MMSI}": 32, f"mmsi:{MMSI}#2": 16}


def test_the_ships_of_a_real_shared_number_are_told_apart(shared_data: Path) -> None:
    """Its makers wrote which track is which: seven in eight positions stay with their own."""
    ais = shared_data / "ais"
    fixes = read(ais / "gfw_gpsdio_segmented-416000000.json").fixes
    apart = separate(fixes, settings=ship_settings(SETTINGS))
    messages = pd.DataFrame(
        map(json.loads, (ais / "gfw_gpsdio_segmented-416000000.json").read_text().splitlines())
    )
    moments = pd.to_datetime(messages["timestamp"], format="ISO8601").dt.as_unit("ms")
    track = messages.assign(timestamp=moments, lat=messages["lat"].round(6))
    both = apart.assign(lat=apart["lat"].round(6)).merge(
        track[["timestamp", "lat", "segment"]].drop_duplicates(["timestamp", "lat"])
    )
    whole = both.groupby("segment")["craft_id"].agg(lambda of: of.value_counts().iloc[0])
    assert apart["craft_id"].nunique() > 2
    assert whole.sum() / len(both) > 0.85


def test_scattered_positions_are_no_second_ship() -> None:
    rows = sailing(np.arange(0, 12, 0.25).tolist())
    for n, far in zip(range(3, 45, 6), (9, -7, 5, -11, 8, -6, 10), strict=True):
        rows[n] = {**rows[n], "lat": SEA[0] + far}
    assert ships(rows).warnings.code.tolist() == ["masked_fixes"]


def test_nothing_is_drawn_between_two_ships_with_one_number() -> None:
    """The first and the last position are always kept, so the line must end there."""
    rows = [*sailing([0, 0.1, 0.2, 0.3]), heard(0.31, off(SEA, 90, 400), kt=12)]
    found = ships(rows)
    assert len(found.legs) == 2
    assert found.legs.distance_km.max() < 10


def test_two_places_at_one_moment_are_two_voyages() -> None:
    found = ships([heard(0, SEA), heard(0, off(SEA, 90, 400))])
    assert found.legs.leg_id.is_unique
    assert len(found.legs) == 2


def test_a_line_joins_positions_of_some_minutes_only() -> None:
    found = ships(sailing([0, 0.2, 0.4, 1.0, 1.2]))
    (shape,) = found.legs.geometry
    assert [len(line.coords) for line in shape.geoms] == [3, 2]


def test_the_name_of_a_ship_is_in_all_its_rows() -> None:
    rows = sailing([0, 1, 9, 10])
    rows[1] = {**rows[1], "craft_name": "ANGARA"}
    found = ships(rows)
    assert set(found.legs.craft_name) == set(found.gaps.craft_name) == {"ANGARA"}
    assert set(found.legs.mmsi) == set(found.gaps.mmsi) == {MMSI}
    assert found.fixes.craft_name.tolist() == ["", "ANGARA", "", ""]


def test_ships_and_aircraft_change_nothing_of_each_other() -> None:
    story = flight(UHWW, ZKPY).fly_to(near(ZKPY, UHWW, 100), ft=20_000).silent(240)
    plane, ship = story.fly_to(off(ZKPY, 0, 60), ft=20_000).fixes(), sailing([0, 1, 9])
    alone, at_sea = analysed(plane, "UHWW", "ZKPY"), ships(ship)
    both = analysed(merge_fixes([plane, pd.DataFrame(ship)]), "UHWW", "ZKPY")
    for name in ("fixes", "legs", "gaps", "stops", "reachable"):
        parts = [getattr(alone, name), getattr(at_sea, name)]
        assert len(parts[0])
        pd.testing.assert_frame_equal(getattr(both, name), pd.concat(parts, ignore_index=True))


def test_an_aircraft_of_search_and_rescue_is_judged_as_an_aircraft() -> None:
    plane = craft(UHWW, name="mmsi:111273001", ft=3000).fly_to(off(UHWW, 0, 90), ft=3000).frame()
    found = analysed(merge_fixes([plane.assign(mmsi="111273001", icao24="")]), "UHWW")
    assert found.legs.leg_kind.tolist() == ["flight"]
    assert found.warnings.code.tolist() == ["rescue_aircraft"]


def test_a_ship_is_known_by_its_number() -> None:
    table = pd.DataFrame({"mmsi": ["", MMSI, "111273001", "982734567"]})
    assert is_ship(table).tolist() == [False, True, False, True]
    assert [is_ship_mmsi(mmsi) for mmsi in table.mmsi] == is_ship(table).tolist()


def test_a_ship_is_called_by_its_name_and_number() -> None:
    assert ship_label(MMSI, "ANGARA") == "ANGARA (MMSI 273456789)"
    assert ship_label(MMSI, "") == "MMSI 273456789"


def test_only_the_limits_of_ships_differ() -> None:
    usual, at_sea = as_dict(SETTINGS), as_dict(ship_settings(SETTINGS))
    assert {name for name in usual if usual[name] != at_sea[name]} == {
        "gap_threshold_min", "airborne_speed_limit_kt", "drawn_join_min", "speed_check_horizon_min",
        "one_way_probability", "unknown_speed_kt", "before_min", "transit_hole_s", "block_min",
        "transit_apart_min", "lost_within_min", "same_day_hours", "outage_s", "outage_window_min",
        "off_reports_n",
    }  # fmt: skip
    chosen = replace(SETTINGS, ship_gap_threshold_min=60.0)
    assert ship_settings(chosen).gap_threshold_min == 60


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.floats(0, 40), st.floats(-60, 60), st.floats(-170, 170)),
        min_size=1,
        max_size=25,
        unique_by=lambda row: round(
            row[0] * 3600
        ),  # two places at one moment have a test of their own
    )
)
def test_no_drawn_line_is_faster_than_a_ship(points: list[tuple[float, float, float]]) -> None:
    found = ships([heard(hour, (lat, lon), kt=10.0) for hour, lat, lon in points])
    limits, kept = ship_settings(SETTINGS), found.fixes[found.fixes.mask_reason == ""]
    assert found.legs.leg_id.is_unique
    assert found.legs.fix_count.sum() == len(kept)
    last = found.legs.fix_count.cumsum()
    for first, end in zip(last - found.legs.fix_count, last, strict=True):
        own = kept.iloc[first:end]
        rows = np.arange(len(own) - 1)
        assert (Steps(own, limits).excess_km(rows, rows + 1) == 0).all()
