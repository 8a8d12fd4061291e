"""Load once, share between sessions: the scene of the store, its map parts and timeline bars.

The only place on the screen that opens files. What is cached is read-only; the key of the cache
is the version of the store, so a new file makes a new scene and nothing else does.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from skygap.analysis import judge
from skygap.errors import InputError
from skygap.fetching import Fetched, Wanted, Watch, fetch
from skygap.history import History, history_of
from skygap.intake import Intake, Progress, add_readings
from skygap.interference import telling_span
from skygap.limits import limits_of
from skygap.reach import find_reachable
from skygap.readers import read_each_content
from skygap.readers.reading import Answers, Reading
from skygap.readers.shipped.case_folder import shipped_case
from skygap.readers.shipped.reference import shipped_reference
from skygap.reference import Reference
from skygap.scene import Derived, Scene, build_scene
from skygap.settings import Settings
from skygap.store import (
    Store,
    Where,
    find,
    inputs,
    open_store,
    read_days,
    read_fixes,
    read_gaps,
    read_legs,
    read_reachable,
    read_stops,
    read_witnesses,
    version,
)
from skygap.tables.fixes import shared_key
from skygap.tables.schema import conform, ordered
from skygap.tables.transits import TRANSITS
from skygap.ui.assets import AssetUrls, prepare_assets
from skygap.ui.bars import prepare_bars
from skygap.ui.height_chart import around_min
from skygap.ui.parts import MapParts, prepare_parts

ROOT = Path(__file__).resolve().parents[2]

_AN_HOUR = pd.Timedelta(hours=1)
"""Others that passed an hour beside the days that count may lie in the same transit."""


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A scene with all that is prepared once for drawing it. Read-only."""

    version: str
    scene: Scene
    parts: MapParts
    bars: pd.DataFrame
    settings: Settings


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """What the store holds: DAYS, INPUTS, and the name of each craft by its key."""

    days: pd.DataFrame
    inputs: pd.DataFrame
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """One row of GAPS with what is known around it: FIXES, WITNESSES, DAYS. Read-only."""

    row: pd.DataFrame
    fixes: pd.DataFrame
    witnesses: pd.DataFrame
    days: pd.DataFrame

    @property
    def gap(self) -> pd.Series:
        """The gap by itself."""
        return self.row.iloc[0]


def load() -> Loaded:
    """Load the scene of the store as it is now; raises SkygapError when it cannot be opened."""
    store = the_store()
    return _loaded(version(store), store)


def the_store() -> Store:
    """Open the store the app works on: SKYGAP_STORE, or the folder `store` beside the app."""
    return open_store(Path(os.environ.get("SKYGAP_STORE", ROOT / "store")))


def load_interval(row: pd.DataFrame) -> Interval:
    """Load what is known around the one row of GAPS; raises StoreError when it cannot be read."""
    store, gap = the_store(), row.iloc[0]
    around = pd.Timedelta(minutes=around_min(gap))
    start = gap["start_time"] - around
    end = (gap["start_time"] if gap["is_open"] else gap["end_time"]) + around
    crafts = [shared_key(gap["craft_id"])]
    fixes = read_fixes(store, craft_ids=crafts, start=start, end=end)
    witnesses = read_witnesses(store, [gap["gap_id"]])
    return Interval(row, fixes, witnesses, read_days(store))


def judge_again(gaps: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Judge the one row of GAPS again, with other settings; nothing is kept."""
    store, moment = the_store(), gaps["start_time"].iloc[0]
    transits = _transits_around(version(store), moment, telling_span(settings), store)
    return judge(gaps, transits, the_reference(), settings=settings).gaps.iloc[0]


def reach_again(
    loaded: Loaded, gaps: pd.DataFrame, *, settings: Settings, assumed: Mapping[str, float]
) -> tuple[pd.Series, pd.DataFrame]:
    """Ask again where the one row of GAPS can have stopped; nothing is kept.

    Gives the gap as `find_reachable` fills it in, and its REACHABLE. The history is that of all
    legs that are loaded now.
    """
    history = _history(loaded.version, loaded.scene.derived.legs)
    told, reachable = find_reachable(
        gaps, the_reference(), history, settings=settings, assumed=assumed
    )
    return told.iloc[0], reachable


def limits_in_force(gaps: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Give what holds for the craft of the one row of GAPS: columns as `limits_of`."""
    return limits_of(gaps, the_reference().types, settings=settings).iloc[0]


def add_uploads(readings: list[Reading], *, progress: Progress) -> Intake:
    """Add what was read to the store; raises StoreError when it cannot be written."""
    return add_readings(
        readings, the_store(), reference=the_reference(), settings=Settings(), progress=progress
    )


def fetch_days(wanted: Wanted, *, watch: Watch) -> Fetched:
    """Fetch days into the store; raises SkygapError when the disk or the provider refuses."""
    return fetch(wanted, the_store(), reference=the_reference(), settings=Settings(), watch=watch)


def load_ledger() -> Ledger:
    """Load what is known of days and files, with the names that the map gives to craft."""
    store, crafts = the_store(), load().scene.crafts
    labels = dict(zip(crafts["craft_id"], crafts["label"], strict=True))
    return Ledger(read_days(store), inputs(store), labels)


def read_upload(name: str, content: bytes, *, answers: Answers) -> list[Reading | InputError]:
    """Read one dropped file, or each file of a dropped ZIP archive."""
    return list(read_each_content(name, content, answers=answers))


@st.cache_resource(show_spinner="Loading tracks…", max_entries=2)
def _loaded(store_version: str, _store: Store) -> Loaded:
    derived = Derived(
        legs=read_legs(_store),
        gaps=read_gaps(_store),
        stops=read_stops(_store),
        reachable=read_reachable(_store),
        inputs=inputs(_store),
    )
    known = the_reference()
    scene = build_scene(derived, shipped_case(), known.airports.table, hex_blocks=known.hex_blocks)
    return Loaded(store_version, scene, prepare_parts(scene), prepare_bars(scene), Settings())


@st.cache_resource(show_spinner="Looking for others that passed…", max_entries=4)
def _transits_around(
    store_version: str,  # noqa: ARG001  # the key of the cache
    moment: pd.Timestamp,
    days: pd.Timedelta,
    _store: Store,
) -> pd.DataFrame:
    span = days + _AN_HOUR
    found = find(_store, "transits", Where(start=moment - span, end=moment + span))
    return ordered(TRANSITS, conform(TRANSITS, found))


@st.cache_resource(show_spinner=False, max_entries=2)
def _history(store_version: str, _legs: pd.DataFrame) -> History:  # noqa: ARG001  # the key
    return history_of(_legs, the_reference())


@st.cache_resource(show_spinner=False)
def the_reference() -> Reference:
    """Give the airports and types that all answers rest on."""
    return shipped_reference()


@st.cache_resource(show_spinner=False)
def the_assets() -> AssetUrls:
    """Put in place what the browser needs, and tell where it is."""
    return prepare_assets(ROOT)
