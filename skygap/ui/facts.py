"""The facts of one thing that was clicked: plain words with their source, no screen in it."""

from dataclasses import dataclass, field

import pandas as pd

from skygap.heard import times_heard
from skygap.scene import Scene
from skygap.tables.fixes import EXAMPLE_PROVIDER
from skygap.tables.items import EXAMPLE, INFERRED, OBSERVED, REPORTED
from skygap.tables.ships import is_ship_mmsi
from skygap.timing import spoken, spoken_duration
from skygap.ui.candidates import airport_list, reach_words
from skygap.ui.text import (
    EVIDENCE_WORDS,
    VOYAGE_WORDS,
    airport,
    cause_words,
    height,
    interval,
    joined,
    number,
    place,
    stop_words,
)
from skygap.ui.who import who


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What the panel says of one item, in the order it says it."""

    title: str
    kind: str
    rows: tuple[tuple[str, str], ...]
    reason: str = ""
    sources: tuple[str, ...] = ()
    airports: pd.DataFrame = field(default_factory=pd.DataFrame)
    airports_note: str = ""


def facts_of(scene: Scene, item_id: str) -> Facts | None:
    """Collect the facts of a leg, gap, movement, stop or event; None when the id is unknown."""
    for table, key, tell in (
        (scene.derived.legs, "leg_id", _leg),
        (scene.derived.gaps, "gap_id", _gap),
        (scene.derived.stops, "stop_id", _stop),
        (scene.case.movements, "movement_id", _movement),
        (scene.case.events, "event_id", _event),
    ):
        found = table[table[key] == item_id]
        if len(found):
            return tell(scene, found.iloc[0])
    return None


def _leg(scene: Scene, leg: pd.Series) -> Facts:
    if is_ship_mmsi(leg["mmsi"]):
        return _voyage(scene, leg)
    rows = (
        ("Callsign", leg["callsigns"] or "none heard"),
        ("First heard", f"{spoken(leg['start_time'])}, {EVIDENCE_WORDS[leg['start_evidence']]}"),
        ("Last heard", f"{spoken(leg['end_time'])}, {EVIDENCE_WORDS[leg['end_evidence']]}"),
        ("From", airport(leg["origin_ident"], leg["origin_probability"], leg["origin_kind"])),
        (
            "To",
            airport(
                leg["destination_ident"], leg["destination_probability"], leg["destination_kind"]
            ),
        ),
        ("Way", number(leg["distance_km"], "km")),
        ("Highest", height(leg["max_altitude_ft"], on_ground=False)),
        ("Positions", f"{leg['fix_count']:,}"),
        *who(scene, leg),
    )
    word = "Flight leg" if leg["leg_kind"] == "flight" else "Movement on the ground"
    return Facts(_title(scene, leg, word), _kind(leg), rows, sources=(_evidence(scene, leg),))


def _voyage(scene: Scene, leg: pd.Series) -> Facts:
    rows = (
        ("Call sign", leg["callsigns"] or "none heard"),
        ("First heard", f"{spoken(leg['start_time'])}, {VOYAGE_WORDS[leg['start_evidence']]}"),
        ("Last heard", f"{spoken(leg['end_time'])}, {VOYAGE_WORDS[leg['end_evidence']]}"),
        ("Way", number(leg["distance_km"], "km")),
        ("Positions", f"{leg['fix_count']:,}"),
    )
    title = _title(scene, leg, "Heard without a gap")
    return Facts(title, _kind(leg), rows, sources=(_evidence(scene, leg),))


def _gap(scene: Scene, gap: pd.Series) -> Facts:
    near = scene.derived.reachable
    near = near[near["gap_id"] == gap["gap_id"]]
    return Facts(
        title=_title(scene, gap, "Gap in the signal"),
        kind=_kind(gap, INFERRED),
        rows=(*_gap_ends(gap), *_gap_heard(gap), *_gap_judgement(gap), *who(scene, gap)),
        reason=gap["reason"],
        sources=(_evidence(scene, gap),),
        airports=airport_list(near),
        airports_note=reach_words(gap, near),
    )


def _gap_ends(gap: pd.Series) -> tuple[tuple[str, str], ...]:
    last = ("Last heard", f"{spoken(gap['start_time'])}, {_at(gap, 'start')}")
    if gap["is_open"]:
        return (last, ("Next heard", "not in the loaded data"))
    return (
        last,
        ("Next heard", f"{spoken(gap['end_time'])}, {_at(gap, 'end')}"),
        ("Not received for", spoken_duration(gap["duration_min"])),
        ("Between the ends", number(gap["distance_km"], "km")),
        ("Implied speed", number(gap["implied_speed_kt"], "kt")),
    )


def _gap_heard(gap: pd.Series) -> tuple[tuple[str, str], ...]:
    """Say when it was heard without a position, never that it was not: most feeds do not tell."""
    if not gap["heard_n"]:
        return ()
    words = f"{times_heard(gap['heard_n'])}, last {spoken(gap['last_heard_time'])}"
    return (("Heard, no position", words),)


def _gap_judgement(gap: pd.Series) -> tuple[tuple[str, str], ...]:
    is_ship = is_ship_mmsi(gap["mmsi"])
    stop = "not looked for" if is_ship else stop_words(gap["stop"], gap["stop_probability"])
    return (
        ("Why", cause_words(gap["cause"], gap["cause_probability"])),
        ("Others heard there", _witness_words(gap)),
        ("Call at a port" if is_ship else "Stop", stop),
    )


def _witness_words(gap: pd.Series) -> str:
    """Say how many others passed where it must have been, and how many of them were heard."""
    if not gap["witness_n"]:
        height_words = "" if is_ship_mmsi(gap["mmsi"]) else " at its height"
        return f"nobody that is loaded passed there{height_words}"
    return f"{gap['witness_k']:,} of {gap['witness_n']:,} transits all the way"


def _stop(scene: Scene, stop: pd.Series) -> Facts:
    rows = (
        ("Where", stop["ident"] or place(stop["lat"], stop["lon"])),
        ("Arrived", interval(stop["arrival_earliest"], stop["arrival_latest"])),
        ("Left", _departure(stop)),
    )
    kind = EXAMPLE if stop["provider"] == EXAMPLE_PROVIDER else stop["kind"]
    return Facts(_title(scene, stop, "On the ground"), kind, rows, reason=stop["reason"])


def _departure(stop: pd.Series) -> str:
    if pd.isna(stop["departure_latest"]):
        return "not in the loaded data"
    return interval(stop["departure_earliest"], stop["departure_latest"])


def _movement(scene: Scene, movement: pd.Series) -> Facts:
    rows = (
        ("From", _reported_place(movement, "origin")),
        ("To", _reported_place(movement, "destination")),
        ("Left", interval(movement["departure_earliest"], movement["departure_latest"])),
        ("Arrived", interval(movement["arrival_earliest"], movement["arrival_latest"])),
        ("Time as written", movement["time_as_written"] or "none given"),
        ("Zone as published", movement["zone_as_published"] or "none given"),
        ("Precision", movement["precision"]),
        ("Words of doubt", movement["hedge_words"] or "none"),
    )
    title = _title(scene, movement, "Reported movement")
    sources = _sources(scene, movement)
    return Facts(title, REPORTED, rows, reason=movement["note"], sources=sources)


def _reported_place(movement: pd.Series, end: str) -> str:
    """Name a reported place; its word of doubt goes with it unless the name says it already."""
    name, hedge = movement[f"{end}_name"], movement[f"{end}_hedge"]
    return str(name) if hedge in name else joined([name, hedge])


def _event(scene: Scene, event: pd.Series) -> Facts:
    days = event["date_start"]
    if event["date_end"] != event["date_start"]:
        days = f"{event['date_start']} to {event['date_end']}"
    rows = (("When", f"{days} ({event['zone']})"), ("Where", event["place"] or "not given"))
    return Facts(event["title"], REPORTED, rows, event["note"], _sources(scene, event))


def _title(scene: Scene, row: pd.Series, word: str) -> str:
    crafts = scene.crafts.set_index("craft_id")
    craft = crafts.loc[row["craft_id"]] if row["craft_id"] in crafts.index else None
    if craft is None:
        return joined([row["craft_id"], word])
    return joined([joined([craft["label"], craft["type_name"] or craft["typecode"]]), word])


def _kind(row: pd.Series, kind: str = OBSERVED) -> str:
    return EXAMPLE if row["provider"] == EXAMPLE_PROVIDER else kind


def _at(gap: pd.Series, end: str) -> str:
    """Say where an end is and, but for ships, how high."""
    where = place(gap[f"{end}_lat"], gap[f"{end}_lon"])
    if is_ship_mmsi(gap["mmsi"]):
        return where
    return f"{where}, {height(gap[f'{end}_altitude_ft'], on_ground=gap[f'{end}_on_ground'])}"


def _evidence(scene: Scene, row: pd.Series) -> str:
    known = scene.derived.inputs
    names = known.loc[known["sha256"] == row["evidence_id"], "path"]
    name = str(names.iloc[0]).replace("\\", "/").rsplit("/", 1)[-1] if len(names) else "a file"
    return f"{name}, {row['provider']} format, SHA-256 {row['evidence_id'][:12]}…"


def _sources(scene: Scene, row: pd.Series) -> tuple[str, ...]:
    table = scene.case.sources.set_index("source_id")
    found = table.reindex(row["source_ids"].split()).dropna(how="all")
    return tuple(
        joined([source["publisher"], source["title_or_subject"], source["url"]])
        for _, source in found.iterrows()
    )
