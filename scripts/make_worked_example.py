"""Make the worked example: two aircraft that do not exist, on a day that nobody flew.

One goes dark in level flight, is heard again 200 minutes later and flies once more. The other flew
the same way earlier and was received all along. The whole day is computed first, then the rows of
the dark time are taken out. No wind and no runway is modelled. Same seed, same bytes.

    python scripts/make_worked_example.py [FOLDER]
"""

import json
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pyproj import Geod

LABEL = "Worked example: generated, not a real aircraft"
DESCRIPTION = "WORKED EXAMPLE (generated)"
TARGET = Path(__file__).resolve().parents[1] / "data" / "worked_example"
MIDNIGHT = datetime(2024, 6, 15, tzinfo=UTC)
SEED = 1
WGS84 = Geod(ellps="WGS84")

STEP_S = 25.0
PARKED_STEP_S = 240.0
GLIDE_FT_PER_NM = 318.0
LIFT_OFF_KT, TAXI_KT, ROLL_S, STAND_M = 150.0, 15.0, 50.0, 900.0
METRES_PER_KT_S = 1852 / 3600
CLIMB_FT = (0.0, 3000.0, 10000.0, 20000.0, 31000.0)
CLIMB_FPM = (2200.0, 2000.0, 1900.0, 1400.0, 800.0)
SPEED_KT = (LIFT_OFF_KT, 230.0, 290.0, 380.0, 445.0)
"""True airspeed by height, as a heavy freighter flies; without wind also its ground speed."""

QUALITY = {"category": "A5", "nic": 8, "rc": 186, "nac_p": 9, "sil": 3}

Numbers = npt.NDArray[np.float64]
Row = list[Any]


@dataclass(frozen=True)
class Place:
    """A place on the ground, its height left out: both fields lie near the sea."""

    lat: float
    lon: float


KEFLAVIK = Place(63.985, -22.6056)
ORLAND = Place(63.6989, 9.604)
AKUREYRI = Place(65.66, -18.0727)


@dataclass(frozen=True)
class Craft:
    """Who is flying. No state has these addresses to give."""

    icao24: str
    registration: str
    typecode: str
    callsign: str
    squawk: str


@dataclass(frozen=True)
class Trip:
    """One flight: take-off in seconds after midnight, and the height it cruises at."""

    origin: Place
    destination: Place
    take_off_s: float
    cruise_ft: float


FIRST = Craft("f0e0a1", "EXAMPLE", "A124", "EXAMPLE1", "1000")
SECOND = Craft("f0e0a2", "EXAMPLE-2", "A124", "EXAMPLE2", "1000")
OUT = Trip(KEFLAVIK, ORLAND, 6.2 * 3600, 31000.0)
BACK = Trip(ORLAND, KEFLAVIK, 10.785 * 3600, 30000.0)
SHORT = Trip(KEFLAVIK, AKUREYRI, 15.5 * 3600, 16000.0)
EARLIER = Trip(KEFLAVIK, ORLAND, 4.1 * 3600, 31000.0)
LOST_KM, FOUND_KM = 240.0, 290.0
"""How far from the hidden stop the first aircraft was last heard, and is heard again."""


@dataclass(frozen=True)
class Fixes:
    """Fixes in time order; a height of NaN is on the ground."""

    seconds: Numbers
    lat: Numbers
    lon: Numbers
    altitude_ft: Numbers
    speed_kt: Numbers
    track_deg: Numbers
    climb_fpm: Numbers

    def where(self, keep: npt.NDArray[np.bool_]) -> "Fixes":
        """Keep the fixes that a mask selects."""
        return Fixes(*(values[keep] for values in columns(self)))


def main() -> None:
    """Write both aircraft into the folder named on the command line, else the shipped one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    folder.mkdir(parents=True, exist_ok=True)
    for craft, fixes in ((FIRST, dark_day()), (SECOND, received_day())):
        path = folder / f"trace_full_{craft.icao24}.json"
        path.write_text(as_trace(craft, fixes), encoding="utf-8")
        print(f"{path.name}: {len(fixes.seconds)} rows, {path.stat().st_size / 1000:.0f} kB")


def dark_day() -> Fixes:
    """Give the first aircraft's day: what it flew, without the time around the hidden stop."""
    legs = [fly(OUT), fly(BACK), fly(SHORT)]
    whole = joined([leg for trip in with_stands(legs) for leg in trip])
    away_km = distance_to(whole, ORLAND)
    first_s, last_s = (whole.seconds[i] for i in ends_of_hidden_time(away_km))
    return whole.where((whole.seconds <= first_s) | (whole.seconds >= last_s))


def received_day() -> Fixes:
    """Give the second aircraft's day: the same way, earlier, heard down to the stand."""
    return joined([leg for trip in with_stands([fly(EARLIER)]) for leg in trip])


def ends_of_hidden_time(away_km: Numbers) -> tuple[int, int]:
    """Find the last fix heard before the hidden stop and the first heard after it."""
    lost = np.flatnonzero(away_km < LOST_KM)[0]
    found = np.flatnonzero(away_km < FOUND_KM)[-1]
    return int(lost - 1), int(found + 1)


def fly(trip: Trip) -> Fixes:
    """Compute one flight from brake release to the end of the landing roll."""
    seconds, km, height = profile(trip)
    clock = np.append(np.arange(0.0, seconds[-1], STEP_S), seconds[-1])
    along, altitude = np.interp(clock, seconds, km), np.interp(clock, seconds, height)
    climb = np.gradient(altitude, clock) * 60.0
    air = along_path(trip, clock, along, altitude, climb)
    run, stop = take_off_run(trip.origin, air), landing_run(trip.destination, air)
    whole = joined([run, air, stop])
    return replace(whole, seconds=whole.seconds + trip.take_off_s)


def profile(trip: Trip) -> tuple[Numbers, Numbers, Numbers]:
    """Give seconds, kilometres and height from lift-off to touchdown: climb, cruise, descent."""
    total_km = WGS84.inv(*ends(trip))[2] / 1000.0
    up, down = climb_out(trip.cruise_ft), glide_in(trip.cruise_ft)
    cruise_km = total_km - up[1][-1] - down[1][-1]
    cruise_s = cruise_km / km_per_s(trip.cruise_ft)
    landing_s = up[0][-1] + cruise_s + down[0][-1]
    seconds = np.concatenate([up[0], landing_s - down[0][::-1]])
    km = np.concatenate([up[1], total_km - down[1][::-1]])
    return seconds, km, np.concatenate([up[2], down[2][::-1]])


def climb_out(top_ft: float) -> tuple[Numbers, Numbers, Numbers]:
    """Integrate the climb in small steps of height, from lift-off."""
    height = np.linspace(0.0, top_ft, 400)
    rate = np.interp((height[1:] + height[:-1]) / 2, CLIMB_FT, CLIMB_FPM) / 60.0
    return integrated(height, np.diff(height) / rate)


def glide_in(top_ft: float) -> tuple[Numbers, Numbers, Numbers]:
    """Integrate a 3 degree descent backward, from touchdown upward."""
    height = np.linspace(0.0, top_ft, 400)
    speed_kt = np.interp((height[1:] + height[:-1]) / 2, CLIMB_FT, SPEED_KT)
    return integrated(height, np.diff(height) / (speed_kt * GLIDE_FT_PER_NM / 3600.0))


def integrated(height: Numbers, step_s: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Sum up seconds and kilometres over steps of height."""
    step_km = step_s * km_per_s((height[1:] + height[:-1]) / 2)
    return np.append(0.0, np.cumsum(step_s)), np.append(0.0, np.cumsum(step_km)), height


def km_per_s(height_ft: npt.ArrayLike) -> Any:  # noqa: ANN401 a number for a number
    """Give the speed at a height."""
    return np.interp(height_ft, CLIMB_FT, SPEED_KT) * 1.852 / 3600.0


def ends(trip: Trip) -> tuple[float, float, float, float]:
    """Give a trip's ends in the order that pyproj wants."""
    return trip.origin.lon, trip.origin.lat, trip.destination.lon, trip.destination.lat


def along_path(
    trip: Trip, seconds: Numbers, km: Numbers, altitude: Numbers, climb: Numbers
) -> Fixes:
    """Place fixes on the great circle; the track is that towards the destination at each."""
    start, count = ends(trip), len(km)
    azimuth = np.full(count, WGS84.inv(*start)[0])
    lon, lat, _ = WGS84.fwd(np.full(count, start[0]), np.full(count, start[1]), azimuth, km * 1000)
    target = np.full(count, start[2]), np.full(count, start[3])
    track = np.asarray(WGS84.inv(lon, lat, *target)[0]) % 360.0
    track[-1] = track[-2]  # at the destination itself no direction leads to it
    speed = np.interp(altitude, CLIMB_FT, SPEED_KT)
    return Fixes(seconds, np.asarray(lat), np.asarray(lon), altitude, speed, track, climb)


def take_off_run(place: Place, air: Fixes) -> Fixes:
    """Give the run before lift-off, evenly gaining speed."""
    share = np.linspace(0.0, 1.0, 6)[:-1]
    metres = (share**2 - 1.0) / 2 * LIFT_OFF_KT * METRES_PER_KT_S * ROLL_S
    seconds = (share - 1.0) * ROLL_S
    return on_ground(place, seconds, metres, float(air.track_deg[0]), LIFT_OFF_KT * share)


def landing_run(place: Place, air: Fixes) -> Fixes:
    """Give the run after touchdown, evenly losing speed."""
    share = np.linspace(0.0, 1.0, 6)[1:]
    metres = (share - share**2 / 2) * LIFT_OFF_KT * METRES_PER_KT_S * ROLL_S
    seconds = air.seconds[-1] + share * ROLL_S
    return on_ground(place, seconds, metres, float(air.track_deg[-1]), LIFT_OFF_KT * (1.0 - share))


def on_ground(
    place: Place, seconds: Numbers, metres: Numbers, track: float, speed: npt.ArrayLike
) -> Fixes:
    """Place fixes on a straight line over the ground through a place."""
    count = len(seconds)
    origin = np.full(count, place.lon), np.full(count, place.lat)
    lon, lat, _ = WGS84.fwd(*origin, np.full(count, track), metres)
    flat, none = np.full(count, track), np.full(count, np.nan)
    speeds = np.broadcast_to(np.asarray(speed, float), count)
    return Fixes(seconds, np.asarray(lat), np.asarray(lon), none, speeds, flat, none)


def with_stands(legs: list[Fixes]) -> list[list[Fixes]]:
    """Put taxiing and standing before, between and after flights."""
    day = [[stand_before(legs[0]), taxi(legs[0], first=True), legs[0]]]
    for before, after in pairwise(legs):
        arrival, departure = taxi(before, first=False), taxi(after, first=True)
        free = arrival.seconds[-1] + PARKED_STEP_S, departure.seconds[0] - 60
        seconds = np.arange(*free, PARKED_STEP_S)
        day.append([arrival, standing(arrival, seconds, -1), departure, after])
    return [*day, [taxi(legs[-1], first=False), stand_after(legs[-1])]]


def taxi(leg: Fixes, *, first: bool) -> Fixes:
    """Give the way from the stand to the take-off run, or from the landing run to the stand."""
    edge, side = (0, -1.0) if first else (-1, 1.0)
    runway = Place(float(leg.lat[edge]), float(leg.lon[edge]))
    azimuth, _, metres = WGS84.inv(runway.lon, runway.lat, *stand_near(leg, edge))
    away = np.linspace(1.0, 0.1, 8)[:: 1 if first else -1] * metres
    seconds = leg.seconds[edge] + side * away / (TAXI_KT * METRES_PER_KT_S)
    rolling = on_ground(runway, seconds, away, azimuth, TAXI_KT)
    heading = (azimuth + 180.0 if first else azimuth) % 360.0
    return replace(rolling, track_deg=np.full(len(seconds), heading))


def stand_near(leg: Fixes, edge: int) -> tuple[float, float]:
    """Give lon, lat of the stand: beside the airport's point, the same for every flight."""
    airports = (KEFLAVIK, ORLAND, AKUREYRI)
    nearest = min(airports, key=lambda place: float(distance_to(leg, place)[edge]))
    lon, lat, _ = WGS84.fwd(nearest.lon, nearest.lat, 0.0, STAND_M)
    return lon, lat


def stand_before(leg: Fixes) -> Fixes:
    """Give twenty minutes on the stand before the first taxiing."""
    rolling = taxi(leg, first=True)
    return standing(rolling, rolling.seconds[0] - np.arange(5.0, 0.0, -1) * PARKED_STEP_S, 0)


def stand_after(leg: Fixes) -> Fixes:
    """Give twenty minutes on the stand after the last taxiing."""
    rolling = taxi(leg, first=False)
    return standing(rolling, rolling.seconds[-1] + np.arange(1.0, 6.0) * PARKED_STEP_S, -1)


def standing(rolling: Fixes, seconds: Numbers, edge: int) -> Fixes:
    """Give fixes that stay where the taxiing began or ended."""
    place = Place(float(rolling.lat[edge]), float(rolling.lon[edge]))
    none = np.zeros(len(seconds))
    return on_ground(place, seconds, none, float(rolling.track_deg[edge]), 0.0)


def joined(parts: list[Fixes]) -> Fixes:
    """Put parts one after the other."""
    return Fixes(*(np.concatenate(each) for each in zip(*map(columns, parts), strict=True)))


def columns(fixes: Fixes) -> tuple[Numbers, ...]:
    """Give the columns in the order in which they are declared."""
    return (
        fixes.seconds, fixes.lat, fixes.lon, fixes.altitude_ft,
        fixes.speed_kt, fixes.track_deg, fixes.climb_fpm,
    )  # fmt: skip


def distance_to(fixes: Fixes, place: Place) -> Numbers:
    """Give the distance of every fix from a place, kilometres."""
    count = len(fixes.lon)
    target = np.full(count, place.lon), np.full(count, place.lat)
    return np.asarray(WGS84.inv(fixes.lon, fixes.lat, *target)[2]) / 1000.0


def as_trace(craft: Craft, fixes: Fixes) -> str:
    """Write fixes in the layout of a readsb trace file, label first."""
    noise = np.random.default_rng(SEED).normal(size=(len(fixes.seconds), 3))
    table = np.column_stack(columns(fixes))
    rows = [trace_row(values, shaken) for values, shaken in zip(table, noise, strict=True)]
    mark_stale(rows)
    for row in rows[::10]:
        row[8] = details(craft, row)
    document = {
        "skygap_example": LABEL,
        "icao": craft.icao24,
        "r": craft.registration,
        "t": craft.typecode,
        "dbFlags": 0,
        "desc": DESCRIPTION,
        "timestamp": MIDNIGHT.timestamp(),
        "trace": rows,
    }
    return json.dumps(document, separators=(",", ":")) + "\n"


def trace_row(values: Numbers, noise: Numbers) -> Row:
    """Make one row of 14 cells, rounded and a little shaken as receivers do."""
    seconds, lat, lon, altitude, speed, track, climb = (float(v) for v in values)
    where = [round(seconds, 2), round(lat, 6), round(lon, 6)]
    if np.isnan(altitude):
        still = [round(speed, 1), round(track, 1), 0, None, None, "adsb_icao"]
        return [*where, "ground", *still, None, None, None, None]
    height = round((altitude + 4 * noise[0]) / 25) * 25
    rate = round((climb + 20 * noise[1]) / 64) * 64
    speed_kt = round(speed + 0.4 * noise[2], 1)
    moving = [speed_kt, round(track, 1), 0, rate, None, "adsb_icao"]
    return [*where, height, *moving, height + 325, rate, None, None]


def mark_stale(rows: list[Row]) -> None:
    """Set the flag of readsb on the first row after a silence that thinning does not explain."""
    for before, after in pairwise(rows):
        if after[0] - before[0] > 2 * PARKED_STEP_S:
            after[6] = 1


def details(craft: Craft, row: Row) -> dict[str, Any]:
    """Give what readsb repeats now and then: callsign, squawk and the quality of the position."""
    named = {"type": row[9], "flight": craft.callsign.ljust(8), "squawk": craft.squawk}
    return named | QUALITY


if __name__ == "__main__":
    main()
