"""Why a ship was not received: the sea as others were heard on it decides, and the coast."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

from skygap.analysis import Analysis, analyse
from skygap.reference import Reference, reference_of
from skygap.tables.fixes import merge_fixes
from tests.builders import SETTINGS, START, Place, airports, off

SEA: Place = (38.0, -150.0)
LONE = "273456789"


def coast_at(*points: Place) -> Reference:
    """Know no airport, one port at each point of a coast, and these points."""
    table = pd.DataFrame(points, columns=["lat", "lon"])
    ports = table.assign(name="Somewhere", country="USA")
    return reference_of(airports(), ports=ports, coast=table)


FAR = coast_at(off(SEA, 90, 500))
NEAR = coast_at(off(SEA, 90, 60))


@dataclass(frozen=True)
class Ship:
    """A ship that sails north at twelve knots past a place it reaches at hour 0."""

    mmsi: str = LONE
    passes_h: float = 0.0
    hours: Sequence[float] = ()

    def rows(self) -> pd.DataFrame:
        """Give its positions, heard at these hours from when it passes."""
        km = np.asarray(self.hours) * 12.0 * 1.852
        places = [off(SEA, 0, float(each)) for each in km]
        hours = [self.passes_h + each for each in self.hours]
        return pd.DataFrame({
            "craft_id": f"mmsi:{self.mmsi}", "mmsi": self.mmsi,
            "timestamp": [START + pd.Timedelta(minutes=round(hour * 60)) for hour in hours],
            "lat": [lat for lat, _ in places], "lon": [lon for _, lon in places],
            "ground_speed_kt": 12.0, "track_deg": 0.0, "provider": "test", "evidence_id": "e" * 64,
        })  # fmt: skip


def every(step_h: float, first_h: float, last_h: float) -> list[float]:
    return [float(hour) for hour in np.arange(first_h, last_h + 1e-6, step_h)]


def others(
    count: int = 150, *, step_h: float = 0.5, heard_to_h: float = 16.0, again_h: float = 16.5
) -> pd.DataFrame:
    """Other ships on the same way, one each two hours, for a week before and after."""
    passing = (np.arange(count) - count / 2) * 2.0
    ships = [
        Ship(f"2310{n:05d}", float(passes_h), [*every(step_h, -16, heard_to_h), again_h])
        for n, passes_h in enumerate(passing)
    ]
    return pd.concat([ship.rows() for ship in ships])


def silent(hours: float = 24.0, *, step_h: float = 0.5) -> pd.DataFrame:
    """Sail past the place heard well, and then be unheard for so long."""
    return Ship(hours=[*every(step_h, -16, 0), *every(step_h, hours, hours + 3)]).rows()


def judged(*tables: pd.DataFrame, reference: Reference = FAR) -> pd.Series:
    """Judge the first gap of the lone ship."""
    gaps = found(merge_fixes(list(tables)), reference).gaps
    return gaps[(gaps["mmsi"] == LONE) & ~gaps["is_open"]].iloc[0]


def found(fixes: pd.DataFrame, reference: Reference) -> Analysis:
    return analyse(fixes, reference, settings=SETTINGS)


@lru_cache(maxsize=1)
def busy() -> pd.DataFrame:
    return others()


def test_silence_far_from_land_where_all_others_were_heard_is_likely_switched_off() -> None:
    gap = judged(silent(), busy())
    assert gap["cause"] == "likely_switched_off"
    assert gap["cause_probability"] >= 0.8
    assert gap["witness_n"] == gap["witness_k"] >= 140
    assert "transits of other ships where it fell silent" in gap["reason"]
    assert "far from land" in gap["reason"]
    assert gap["start_shore_km"] == pytest.approx(500, rel=0.005)
    assert gap["reception_per_day"] == pytest.approx(48, abs=5)


@pytest.mark.parametrize(
    ("own", "reference", "words"),
    [
        (silent(11), FAR, "it was not silent for 12 hours and heard again"),
        (silent(), NEAR, "it was not known to be 92.6 km from land"),
        (silent(), coast_at(), "it was not known to be 92.6 km from land"),
        (silent(step_h=2.0), FAR, "it was not received well before"),
    ],
)
def test_a_missing_condition_is_named_and_nothing_more_is_said(
    own: pd.DataFrame, reference: Reference, words: str
) -> None:
    gap = judged(own, busy(), reference=reference)
    assert gap["cause"] == "cannot_tell"
    assert gap["probability_likely_switched_off"] == 0
    assert f"More is not said, because {words}." in gap["reason"]


def test_where_ships_are_heard_rarely_silence_is_ordinary() -> None:
    """One position in four hours: well received for a ship far out, and yet six a day."""
    gap = judged(silent(), others(step_h=4.0))
    assert gap["reception_per_day"] == pytest.approx(6, abs=1.5)
    assert gap["probability_likely_switched_off"] == 0


def test_where_others_are_lost_too_it_is_out_of_coverage() -> None:
    gap = judged(silent(), others(heard_to_h=1.4, again_h=12.0))
    assert gap["cause"] == "out_of_coverage"
    assert "0 of 150 transits of other ships" in gap["reason"]
    assert gap["probability_likely_switched_off"] == 0


def test_where_the_data_ends_for_others_nothing_is_said_of_coverage() -> None:
    gap = judged(silent(), others(heard_to_h=1.4, again_h=1.6))
    assert gap["witness_k"] == 0
    assert gap["cause"] == "cannot_tell"


def test_most_lost_within_the_hour_are_an_outage() -> None:
    around = [
        Ship(f"2310{n:05d}", hours=[*every(0.5, -16, 0.5), *every(0.5, 24, 26)]).rows()
        for n in range(5)
    ]
    gap = judged(silent(), *around)
    assert (gap["cause"], gap["cause_probability"]) == ("feed_artefact", 0.9)
    assert "lost within the same hour" in gap["reason"]


def test_a_port_at_an_end_is_named() -> None:
    gap = judged(silent(), reference=coast_at(off(SEA, 90, 10)))
    assert gap["start_port"] == "Somewhere"
    assert gap["end_port"] == ""
    assert "It fell silent near the port of Somewhere." in gap["reason"]


def test_a_ship_at_rest_is_no_witness() -> None:
    rests = replace(Ship("231000001"), hours=every(0.5, -16, 16)).rows()
    gap = judged(silent(), rests.assign(ground_speed_kt=0.1, lat=SEA[0] + 0.1, lon=SEA[1]))
    assert gap["witness_n"] == 0


def test_aircraft_are_no_witnesses_of_ships() -> None:
    low = others(3).assign(mmsi="", ground_speed_kt=120.0, altitude_ft=500.0)
    low = low.assign(craft_id=low["craft_id"].str[-6:], icao24=low["craft_id"].str[-6:])
    assert judged(silent(), low)["witness_n"] == 0


@pytest.mark.parametrize("column", ["ground_speed_kt", "track_deg"])
def test_a_missing_value_never_strengthens_a_conclusion(column: str) -> None:
    gap = judged(silent().assign(**{column: np.nan}), busy())
    assert (
        gap["probability_likely_switched_off"]
        <= judged(silent(), busy())["probability_likely_switched_off"]
    )
