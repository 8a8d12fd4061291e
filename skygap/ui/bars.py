"""What the timeline shows: a row per craft, bars with their uncertain ends, events on top."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from skygap.scene import Scene
from skygap.selection import Bools, in_time
from skygap.tables.gaps import NOT_DARK
from skygap.tables.items import EXAMPLE, INFERRED
from skygap.tables.ships import is_ship
from skygap.timing import known_ms, spoken, spoken_duration, unix_ms
from skygap.ui.style import THEMES, styles
from skygap.ui.text import (
    EXAMPLE_LABEL,
    EXAMPLE_WORD,
    cause_words,
    interval,
    joined,
    leg_heading,
)

STORY_BREAK_DAYS = 10
"""Days without anything that part one story from the next when the first view is chosen."""
EVENT_REACH_DAYS = 3
"""Events this near to a story are in its first view."""
OPEN_GAP = pd.Timedelta(hours=1)
"""How long a gap without an end is drawn: nobody knows how long it is."""
NOT_TRACKED = "Reported, not tracked"
_UNDER = {"ground": 0, "stop_inferred": 0}
"""Bars that lie under all others."""

Window = tuple[int, int]


def prepare_bars(scene: Scene) -> pd.DataFrame:
    """Make the bar of every item, in the order of the items; do it once per scene and keep it.

    Columns: craft_id, style, item_id, start, end, earliest, latest (UTC) and tip, a list of lines.
    """
    parts = [_leg_bars(scene), _gap_bars(scene), _movement_bars(scene), _stop_bars(scene)]
    bars = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    labels = bars["craft_id"].map(scene.crafts.set_index("craft_id")["label"])
    is_example = (scene.items["kind"] == EXAMPLE).to_numpy()
    tips = zip(labels.fillna(bars["craft_id"]), bars["tip"], is_example, strict=True)
    return bars.assign(
        tip=[
            [joined([label, lines[0]]), *lines[1:], *([EXAMPLE_LABEL] if example else [])]
            for label, lines, example in tips
        ],
        style=bars["style"].where(~(is_example & (bars["style"] == "leg")), "leg_example"),
    )


def timeline_data(
    scene: Scene,
    bars: pd.DataFrame,
    shown: Bools,
    *,
    looked_at: Window,
    theme: str,
    selected: str,
) -> dict[str, object]:
    """Lay out the rows, bars and events of the shown items for the timeline.

    `looked_at` is the first view, see `focus`; its crafts stand on top.
    """
    chosen = bars[shown].assign(under=lambda b: b["style"].map(_UNDER).fillna(1))
    chosen = chosen.sort_values("under", kind="stable")
    rows = _in_order(scene, scene.items[shown], looked_at)
    place = {craft: at for at, craft in enumerate(rows["craft_id"])}
    return {
        "rows": _rows(rows),
        "bars": _columns(chosen, place),
        "events": _events(scene),
        "domain": list(domain(scene)),
        "focus": list(looked_at),
        "selected": selected or None,
        "styles": {key: dict(look) for key, look in styles(theme).items()},
        "theme": dict(THEMES[theme]),
    }


def domain(scene: Scene) -> Window:
    """Span all that has a time, with a margin; the day of the epoch when nothing has."""
    times = _all_times(scene.items)
    if times.empty:
        return (0, 86_400_000)
    margin = max((times.max() - times.min()) * 0.02, pd.Timedelta(hours=1))
    start, end = unix_ms(pd.Series([times.min() - margin, times.max() + margin]))
    return (int(start), int(end))


def focus(
    scene: Scene, shown: Bools, *, selected: str = "", window: Window | None = None
) -> Window:
    """Choose the first view: the story of what is selected, else the latest story that is shown.

    A story is all between two long silences, with the events around it. Generated examples are
    looked at only when they are selected or when nothing else is shown. With a window it is the
    latest story in there, and the window itself when nothing is.
    """
    items = scene.items[shown]
    pick = items[items["item_id"] == selected]
    if pick.empty and window is not None:
        pick = items[in_time(items, window) & items["start_time"].notna()].nlargest(1, "start_time")
        if pick.empty:
            return window
    real = items[items["kind"] != EXAMPLE]
    if len(real) and not (pick["kind"] == EXAMPLE).any():
        items = real
    times = _all_times(items).sort_values(ignore_index=True)
    if times.empty:
        return domain(scene)
    told = pick["start_time"].iloc[0] if len(pick) else times.iloc[-1]
    first, last = _with_events(scene.case.events, *_story(times, told))
    margin = max((last - first) * 0.08, pd.Timedelta(hours=3))
    start, end = unix_ms(pd.Series([first - margin, last + margin]))
    return (int(start), int(end))


def _story(times: pd.Series, moment: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Find the stretch of sorted times around a moment that no long silence breaks."""
    story = (times.diff() > pd.Timedelta(days=STORY_BREAK_DAYS)).cumsum()
    told = times[story == story[times <= moment].max()] if (times <= moment).any() else times
    return told.iloc[0], told.iloc[-1]


def _with_events(
    events: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Widen a story to the events right before and after it: they are part of how it is told."""
    reach = pd.Timedelta(days=EVENT_REACH_DAYS)
    near = events[(events["end_time"] >= first - reach) & (events["start_time"] <= last + reach)]
    if near.empty:
        return first, last
    return min(first, near["start_time"].min()), max(last, near["end_time"].max())


def _all_times(items: pd.DataFrame) -> pd.Series:
    return pd.concat([items["start_time"], items["end_time"]], ignore_index=True).dropna()


def _in_order(scene: Scene, items: pd.DataFrame, looked_at: Window) -> pd.DataFrame:
    """Order the rows: crafts of the first view, other crafts, examples; each by name.

    Gives the crafts with a column `sub`, the small print of each row.
    """
    crafts = scene.crafts[scene.crafts["craft_id"].isin(items["craft_id"])]
    in_view = crafts["craft_id"].isin(items.loc[in_time(items, looked_at), "craft_id"])
    is_example = crafts["craft_id"].isin(items.loc[items["kind"] == EXAMPLE, "craft_id"])
    order = np.lexsort((crafts["label"], ~in_view, is_example))
    sub = _small_print(crafts).where(~is_example, EXAMPLE_WORD)
    return crafts.assign(sub=sub).iloc[order]


def _small_print(crafts: pd.DataFrame) -> pd.Series:
    """Say in small print what each craft is and whose."""
    name = crafts["type_name"].where(crafts["type_name"] != "", crafts["typecode"])
    words = map(joined, zip(name, crafts["operator"], crafts["address_use"], strict=True))
    return pd.Series(list(words), index=crafts.index, dtype="str")


def _rows(crafts: pd.DataFrame) -> list[dict[str, str]]:
    columns = zip(crafts["craft_id"], crafts["label"], crafts["sub"], strict=True)
    return [{"id": craft, "label": label, "sub": sub} for craft, label, sub in columns]


def _columns(bars: pd.DataFrame, place: dict[str, int]) -> dict[str, object]:
    return {
        "row": [place[craft] for craft in bars["craft_id"]],
        "a": known_ms(bars["start"]),
        "b": known_ms(bars["end"]),
        "earliest": known_ms(bars["earliest"]),
        "latest": known_ms(bars["latest"]),
        "style": bars["style"].tolist(),
        "id": bars["item_id"].tolist(),
        "tip": bars["tip"].tolist(),
    }


def _events(scene: Scene) -> list[dict[str, object]]:
    events = scene.case.events
    starts, ends = known_ms(events["start_time"]), known_ms(events["end_time"])
    return [
        {"id": event_id, "a": a, "b": b, "label": title, "tip": [title, joined([day, place])]}
        for event_id, a, b, title, day, place in zip(
            events["event_id"], starts, ends, events["title"], events["date_start"],
            events["place"], strict=True,
        )
    ]  # fmt: skip


def _bars(
    table: pd.DataFrame, key: str, style: Sequence[str], tips: list[list[str]]
) -> pd.DataFrame:
    """Make bars whose ends are certain; the table gives start_time and end_time."""
    start, end = table["start_time"].array, table["end_time"].array
    return pd.DataFrame(
        {
            "craft_id": table["craft_id"].array,
            "item_id": table[key].array,
            "style": pd.array(style, dtype="str"),
            "start": start,
            "end": end,
            "earliest": start,
            "latest": end,
            "tip": tips,
        }
    )


def _leg_bars(scene: Scene) -> pd.DataFrame:
    legs = scene.derived.legs
    style = ["taxi" if kind == "taxi" else "leg" for kind in legs["leg_kind"]]
    ends = zip(legs["leg_kind"], legs["origin_ident"], legs["destination_ident"], strict=True)
    heads = [leg_heading(*leg) for leg in ends]
    return _bars(legs, "leg_id", style, _tips(heads, legs["start_time"], legs["end_time"]))


def _gap_bars(scene: Scene) -> pd.DataFrame:
    gaps = scene.derived.gaps
    ends = gaps["end_time"].fillna(gaps["start_time"] + OPEN_GAP)
    lasted = gaps["duration_min"].map(spoken_duration).astype("str")
    heads = ("not received for " + lasted).where(~gaps["is_open"], "not heard again")
    causes = zip(gaps["cause"], gaps["cause_probability"], strict=True)
    why = [f"Why: {cause_words(cause, probability)}" for cause, probability in causes]
    tips = _tips(list(heads), gaps["start_time"], gaps["end_time"])
    tips = [[*tip, words] for tip, words in zip(tips, why, strict=True)]
    return _bars(gaps.assign(end_time=ends), "gap_id", _gap_styles(gaps), tips)


def _gap_styles(gaps: pd.DataFrame) -> list[str]:
    quiet = gaps["cause"].isin(NOT_DARK)
    on_ground = (gaps["cause"] == "parked") & ~is_ship(gaps)
    choices = [on_ground, gaps["is_open"], quiet]
    return [str(s) for s in np.select(choices, ["ground", "gap_open", "gap_quiet"], "gap")]


def _movement_bars(scene: Scene) -> pd.DataFrame:
    """Outline each reported movement between its certain middle and its uncertain ends."""
    moves = scene.case.movements
    left = moves[["departure_earliest", "departure_latest"]]
    came = moves[["arrival_earliest", "arrival_latest"]]
    all_four = pd.concat([left, came], axis=1)
    earliest, latest = all_four.min(axis=1), all_four.max(axis=1)
    start = left.max(axis=1).fillna(earliest)
    end = came.min(axis=1).fillna(latest)
    tips = [
        [f"{a} → {b}", f"Left {interval(*out)}", f"Arrived {interval(*back)}", NOT_TRACKED]
        for a, b, out, back in zip(
            moves["origin_name"], moves["destination_name"],
            left.itertuples(index=False), came.itertuples(index=False), strict=True,
        )
    ]  # fmt: skip
    certain = moves.assign(start_time=np.minimum(start, end), end_time=np.maximum(start, end))
    bars = _bars(certain, "movement_id", ["movement"] * len(moves), tips)
    return bars.assign(earliest=earliest.array, latest=latest.array)


def _stop_bars(scene: Scene) -> pd.DataFrame:
    stops = scene.derived.stops
    arrival, departure = stops["arrival_earliest"], stops["departure_latest"]
    bounds = stops.assign(start_time=arrival, end_time=departure.fillna(arrival))
    style = ["stop_inferred" if kind == INFERRED else "ground" for kind in stops["kind"]]
    heads = [f"on the ground at {ident or 'a place without a name'}" for ident in stops["ident"]]
    return _bars(bounds, "stop_id", style, _tips(heads, arrival, departure))


def _tips(heads: list[str], starts: pd.Series, ends: pd.Series) -> list[list[str]]:
    return [
        [head, f"{spoken(a)} to {spoken(b)}"]
        for head, a, b in zip(heads, starts, ends, strict=True)
    ]
