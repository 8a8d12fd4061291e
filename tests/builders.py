"""Builders for handmade fixes: what a craft did, told as a sentence.

    fixes = craft(UHWW).stand(10).fly_to(CRUISE, ft=35_000).silent(60).fly_to(ZKPY, ft=500).fixes()

Every step gives a new craft; one fix a minute unless told otherwise. Times count from START.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from skygap.analysis import Analysis, analyse
from skygap.geo import KM_PER_NAUTICAL_MILE, WGS84, bearing_deg, distance_km
from skygap.places import PlaceIndex, index_places
from skygap.reference import Reference, reference_of
from skygap.settings import Settings
from skygap.tables.airports import AIRPORTS
from skygap.tables.fixes import merge_fixes
from skygap.tables.schema import conform, empty

Place = tuple[float, float]

START = pd.Timestamp("2024-03-20T16:30Z")
SETTINGS = Settings()

UHWW: Place = (43.396, 132.148)
ZKPY: Place = (39.224, 125.670)
FIELDS = {
    "UHWW": ("Vladivostok", "large", *UHWW, 46.0, "RU"),
    "ZKPY": ("Pyongyang", "large", *ZKPY, 117.0, "KP"),
    "ZKWS": ("Wonsan", "medium", 39.167, 127.486, 7.0, "KP"),
    "NFFN": ("Nadi", "large", -17.755, 177.443, 59.0, "FJ"),
    "XPOL": ("Pole", "small", 89.9, 10.0, 0.0, "NO"),
}


def off(place: Place, bearing: float, km: float) -> Place:
    """Place so many kilometres from another in a direction."""
    lon, lat, _ = WGS84.fwd(place[1], place[0], bearing, km * 1000.0)
    return float(lat), float(lon)


@dataclass(frozen=True)
class Craft:
    """A craft at a moment of its story; `rows` are the fixes it has sent so far."""

    place: Place
    name: str = "aaaaaa"
    callsign: str = "TEST1"
    minute: float = 0.0
    altitude_ft: float = 0.0
    rows: tuple[dict[str, object], ...] = ()

    def stand(self, minutes: float, *, every: float = 1.0) -> "Craft":
        """Stand on the ground for so long, heard all the while."""
        count = max(round(minutes / every), 1)
        times = self.minute + np.linspace(0.0, minutes, count + 1)
        rows = [self._row(t, *self.place, on_ground=True, ground_speed_kt=0.0) for t in times]
        return replace(self, minute=float(times[-1]), altitude_ft=0.0, rows=(*self.rows, *rows))

    def fly_to(self, place: Place, *, ft: float, kt: float = 450.0, every: float = 1.0) -> "Craft":
        """Fly the geodesic at one speed, changing height evenly, heard all the way."""
        arrived = self.unheard_to(place, ft=ft, kt=kt)
        count = max(int(np.ceil((arrived.minute - self.minute) / every)), 1)
        shares = np.linspace(0.0, 1.0, count + 1)
        rate = (ft - self.altitude_ft) / (arrived.minute - self.minute)
        rows = [self._row_on_way(share, arrived, kt, rate) for share in shares]
        return replace(arrived, rows=(*self.rows, *rows))

    def unheard_to(self, place: Place, *, ft: float, kt: float = 450.0) -> "Craft":
        """Fly there without being heard."""
        km = float(distance_km(*self.place, *place))
        minutes = km / (kt * KM_PER_NAUTICAL_MILE) * 60.0
        return replace(self, place=place, minute=self.minute + minutes, altitude_ft=ft)

    def silent(self, minutes: float) -> "Craft":
        """Let time pass unheard, place and height as they were."""
        return replace(self, minute=self.minute + minutes)

    def called(self, callsign: str) -> "Craft":
        """Go by another callsign from here on."""
        return replace(self, callsign=callsign)

    def heard(self, **columns: object) -> "Craft":
        """Send one fix from here, in the air unless told otherwise."""
        return replace(self, rows=(*self.rows, self._row(self.minute, *self.place, **columns)))

    def frame(self) -> pd.DataFrame:
        """Give the fixes as a reader would make them: unordered, duplicates kept."""
        return pd.DataFrame(list(self.rows))

    def fixes(self) -> pd.DataFrame:
        """Give the FIXES of this craft."""
        return merge_fixes([self.frame()])

    def _row_on_way(self, share: float, to: "Craft", kt: float, rate: float) -> dict[str, object]:
        km = float(distance_km(*self.place, *to.place))
        course = float(bearing_deg(*self.place, *to.place))
        here = off(self.place, course, km * share)
        return self._row(
            self.minute + share * (to.minute - self.minute),
            *here,
            altitude_ft=self.altitude_ft + share * (to.altitude_ft - self.altitude_ft),
            ground_speed_kt=kt,
            track_deg=float(bearing_deg(*here, *to.place)) if share < 1 else course,
            vertical_rate_fpm=rate,
        )

    def _row(self, minute: float, lat: float, lon: float, **columns: object) -> dict[str, object]:
        in_air = {} if columns.get("on_ground") else {"altitude_ft": self.altitude_ft}
        return {
            "craft_id": self.name,
            "icao24": self.name,
            "callsign": self.callsign,
            "timestamp": START + pd.Timedelta(milliseconds=round(minute * 60_000)),
            "lat": lat,
            "lon": lon,
            "provider": "test",
            "evidence_id": "e" * 64,
            "on_ground": False,
            **in_air,
            **columns,
        }


def craft(place: Place, *, ft: float = 0.0, name: str = "aaaaaa") -> Craft:
    """Begin a story."""
    return Craft(place, name=name, altitude_ft=ft)


def flight(origin: Place, destination: Place, *, stand_min: float = 10.0) -> Craft:
    """Make a whole flight, heard from stand to stand."""
    climbing = craft(origin).stand(stand_min).fly_to(near(origin, destination, 150), ft=33_000)
    cruising = climbing.fly_to(near(destination, origin, 195), ft=33_000)
    landing = cruising.fly_to(near(destination, origin, 3), ft=650, kt=300, every=0.25)
    return landing.unheard_to(destination, ft=0, kt=100).stand(stand_min)


def near(place: Place, other: Place, km: float) -> Place:
    """Place so many kilometres from one on the way to the other."""
    return off(place, float(bearing_deg(*place, *other)), km)


def airports(*idents: str) -> pd.DataFrame:
    """Make an AIRPORTS table of these fields; without any, an empty one."""
    if not idents:
        return empty(AIRPORTS)
    names = ["name", "size", "lat", "lon", "elevation_ft", "country"]
    rows = pd.DataFrame([FIELDS[i] for i in idents], columns=names)
    return conform(AIRPORTS, rows.assign(ident=idents, runway_m=np.nan))


def index(*idents: str) -> PlaceIndex:
    """Index these fields."""
    return index_places(airports(*idents))


def places(*idents: str) -> Reference:
    """Index these fields, and no port and no coast."""
    return reference_of(airports(*idents))


NOWHERE = places()
"""No place is known."""


def analysed(story: Craft | pd.DataFrame, *idents: str) -> Analysis:
    """Analyse a story or FIXES with a table of these fields."""
    fixes = story if isinstance(story, pd.DataFrame) else story.fixes()
    return analyse(fixes, places(*idents), settings=SETTINGS)
