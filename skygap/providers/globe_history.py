"""The globe history of readsb and tar1090: one trace file for each craft and UTC day.

    <base>/globe_history/2024/03/20/traces/37/trace_full_154e37.json   folder: last two digits
    <base>/globe_history/2024/03/20/heatmap/00.bin.ttf                 of all crafts, each half hour

No trace of a craft may mean that it was not heard or that the day is not there. The first heatmap
tells: it exists for every day that was kept. Where it cannot be had the day is `missing`.
"""

from datetime import date

from skygap.providers.answering import CUT, Answer, Asker, DayAnswer, failed
from skygap.tables.days import EMPTY, LOADED, MISSING, PARTIAL

PROBE_BYTES = 1024
"""Enough to see that it is no page of HTML; the whole heatmap is of no use here."""

_FOUND = frozenset({200, 206})


def trace_path(icao24: str, day: date) -> str:
    """Tell where the trace of a craft and day lies."""
    return f"globe_history/{day:%Y/%m/%d}/traces/{icao24[-2:]}/trace_full_{icao24}.json"


def probe_path(day: date) -> str:
    """Tell where something lies that exists for every day that was kept."""
    return f"globe_history/{day:%Y/%m/%d}/heatmap/00.bin.ttf"


def day_of(asker: Asker, icao24: str, day: date) -> DayAnswer:
    """Ask for the trace of a craft and day, and for the day itself when there is none."""
    trace = asker.ask(trace_path(icao24, day))
    if trace.fault == CUT:
        note = f"{CUT} after {len(trace.content)} bytes; nothing of it was read"
        return DayAnswer(PARTIAL, note, others=(trace,))
    if trace.fault or trace.status_code not in {200, 404}:
        return failed(trace)
    if trace.status_code == 404:
        return _without_trace(trace, asker.ask(probe_path(day), first_bytes=PROBE_BYTES))
    return DayAnswer(LOADED, "The provider's trace of the day", tracks=(trace,))


def _without_trace(trace: Answer, probe: Answer) -> DayAnswer:
    others = (trace, probe)
    if probe.fault:
        note = f"No trace, and it cannot be told whether the provider has the day: {probe.fault}"
        return DayAnswer(MISSING, note, others=others)
    if probe.status_code in _FOUND and _is_data(probe.content):
        note = "The provider has the day and no trace of this craft in it"
        return DayAnswer(EMPTY, note, others=others)
    return DayAnswer(MISSING, "No trace, and no sign that the provider has the day", others=others)


def _is_data(content: bytes) -> bool:
    """Tell data from a page that a server shows for whatever it does not know."""
    return bool(content) and not content.lstrip().startswith((b"<", b"{"))
