"""OpenSky Network: flights of a craft, then the track of each; for today its last state and track.

A track holds waypoints of one flight that OpenSky found. What was heard between flights is in none,
and without a flight nothing tells whether anybody listened: so a day is `partial` at best, and
`missing` without flights. Tracks are kept for about 30 days.
"""

from datetime import UTC, date, datetime, time, timedelta

import msgspec

from skygap.providers.answering import (
    Answer,
    Asker,
    DayAnswer,
    Provider,
    failed,
    is_refused,
)
from skygap.providers.opensky_login import login
from skygap.tables.days import FAILED, MISSING, PARTIAL

MARGIN = timedelta(hours=12)
"""OpenSky lists flights that lie whole within what is asked, which may span two days: so flights
across midnight are found too."""

MOST_FLIGHTS = 50
"""Of one craft and day; an answer that lists more is not believed."""

_DAY = timedelta(days=1)


class _Flight(msgspec.Struct):
    firstSeen: int  # noqa: N815  (as OpenSky calls it)
    lastSeen: int  # noqa: N815


_FLIGHTS = msgspec.json.Decoder(list[_Flight])


def day_of(asker: Asker, icao24: str, day: date) -> DayAnswer:
    """Ask for a craft and day."""
    if day >= datetime.now(UTC).date():
        return _today(asker, icao24)
    start = datetime.combine(day, time(), UTC)
    values = {"icao24": icao24, "begin": _unix(start - MARGIN), "end": _unix(start + _DAY + MARGIN)}
    listed = asker.ask("api/flights/aircraft", values=values)
    if listed.status_code == 404 and not listed.fault:
        return DayAnswer(MISSING, "OpenSky lists no flight and does not say why", others=(listed,))
    if listed.fault or listed.status_code != 200:
        return failed(listed)
    return _tracks(asker, icao24, start, listed)


def _today(asker: Asker, icao24: str) -> DayAnswer:
    """Ask where it is now; flights of today are listed by OpenSky only tomorrow."""
    state = asker.ask("api/states/all", values={"icao24": icao24})
    track = asker.ask("api/tracks/all", values={"icao24": icao24, "time": "0"})
    return _gathered((state, track), "Its last state and the flight it is on", proof=())


def _tracks(asker: Asker, icao24: str, start: datetime, listed: Answer) -> DayAnswer:
    """Ask for the track of each listed flight that has a moment in the day."""
    try:
        flights = _FLIGHTS.decode(listed.content)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return DayAnswer(FAILED, "the list of flights cannot be read", others=(listed,))
    first_s, end_s = start.timestamp(), (start + _DAY).timestamp()
    touched = [f for f in flights if f.firstSeen < end_s and f.lastSeen >= first_s]
    if not touched or len(touched) > MOST_FLIGHTS:
        return _without_flights(len(touched), listed)
    moments = [str((flight.firstSeen + flight.lastSeen) // 2) for flight in touched]
    asked = tuple(
        asker.ask("api/tracks/all", values={"icao24": icao24, "time": moment}) for moment in moments
    )
    return _gathered(asked, f"Tracks of {len(asked)} flights", proof=(listed,))


def _without_flights(count: int, listed: Answer) -> DayAnswer:
    if count:
        note = f"OpenSky lists {count} flights, more than one craft flies in a day"
        return DayAnswer(FAILED, note, others=(listed,))
    return DayAnswer(MISSING, "OpenSky lists no flight that day", others=(listed,))


def _gathered(asked: tuple[Answer, ...], what: str, *, proof: tuple[Answer, ...]) -> DayAnswer:
    """Put together what came for a day; answers without a track are proof and counted."""
    good = tuple(each for each in asked if not each.fault and each.status_code == 200)
    bad = [each for each in asked if each.fault or each.status_code not in {200, 404}]
    others = (*proof, *(each for each in asked if each not in good))
    ends_run = any(is_refused(each) for each in bad)
    if not good and bad:
        return DayAnswer(FAILED, bad[0].words, others=others, ends_run=ends_run)
    if not good:
        note = f"{what}: none is kept. OpenSky keeps tracks for about 30 days"
        return DayAnswer(MISSING, note, others=others)
    note = f"{what}, {len(good)} of {len(asked)} came; nothing tells of the time between flights"
    return DayAnswer(PARTIAL, note, tracks=good, others=others, ends_run=ends_run)


def _unix(moment: datetime) -> str:
    return str(int(moment.timestamp()))


PROVIDER = Provider(
    name="opensky",
    title="OpenSky Network",
    base_url="https://opensky-network.org",
    licence="terms of use of the OpenSky Network",
    terms="For research and non-commercial use: name the OpenSky Network; ask it before more.",
    day_of=day_of,
    headers={"Accept-Encoding": "identity"},
    login=login,
)
