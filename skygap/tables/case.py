"""The case: what somebody wrote. Every row is `reported` and names its sources.

A place that a source only believes is never in `origin_ident` or `destination_ident`. It stands in
`claimed_..._ident`, and the source's word for it in `..._hedge`; the coordinates then are those
of the claimed place, so whoever draws them must draw the word as well.
"""

from dataclasses import dataclass

import pandas as pd

from skygap.tables.schema import FLAG, NUMBER, TEXT, TIME, Column, Table

REPORTED = "reported"

_KIND = Column(TEXT, "always reported", required=True)
_SOURCES = Column(TEXT, "source_id of each source, separated by a space", required=True)
_NOTE = Column(TEXT, "how the row was read, what it leaves open")

SOURCES = Table(
    name="sources",
    columns={
        "source_id": Column(TEXT, "our short id", required=True),
        "publisher": Column(TEXT, "who published it, empty where the case does not record it"),
        "title_or_subject": Column(TEXT, "its subject in our words", required=True),
        "published_date": Column(TEXT, "year, month or day as far as it is known, ISO 8601"),
        "url": Column(TEXT, "address, empty where the case does not record it"),
        "cited_sources": Column(TEXT, "whom the source itself names as its source"),
        "note": _NOTE,
        "kind": _KIND,
    },
    order=("source_id",),
)

AIRCRAFT = Table(
    name="aircraft",
    columns={
        "craft_id": Column(
            TEXT, "its icao24; reported:... where no airframe is known", required=True
        ),
        "icao24": Column(TEXT, "24-bit address as text, empty when the airframe is not known"),
        "registration": Column(TEXT, "tail number"),
        "typecode": Column(TEXT, "ICAO type designator"),
        "aircraft_name": Column(TEXT, "type as people say it", required=True),
        "operator": Column(TEXT, "operator as reported"),
        "operator_code": Column(TEXT, "ICAO code of the operator"),
        "source_ids": _SOURCES,
        "note": _NOTE,
        "kind": _KIND,
    },
    order=("craft_id",),
)

MOVEMENTS = Table(
    name="movements",
    columns={
        "movement_id": Column(TEXT, "our id", required=True),
        "craft_id": Column(TEXT, "the craft, a row of aircraft", required=True),
        "icao24": Column(TEXT, "24-bit address as text, empty when the airframe is not known"),
        "registration": Column(TEXT, "tail number"),
        "typecode": Column(TEXT, "ICAO type designator"),
        "operator": Column(TEXT, "operator as reported"),
        "callsign": Column(TEXT, "callsign as reported"),
        "origin_ident": Column(TEXT, "airport the sources state, empty when they name none"),
        "origin_name": Column(TEXT, "place of departure in words", required=True),
        "origin_lat": Column(NUMBER, "degrees north of the stated or claimed place"),
        "origin_lon": Column(NUMBER, "degrees east of the stated or claimed place"),
        "origin_is_city": Column(FLAG, "the point is a city, because no airport is named"),
        "origin_hedge": Column(TEXT, "the word of doubt to show with the origin"),
        "claimed_origin_ident": Column(TEXT, "airport that is believed, not stated"),
        "destination_ident": Column(TEXT, "airport the sources state, empty when they name none"),
        "destination_name": Column(TEXT, "place of arrival in words", required=True),
        "destination_lat": Column(NUMBER, "degrees north of the stated or claimed place"),
        "destination_lon": Column(NUMBER, "degrees east of the stated or claimed place"),
        "destination_is_city": Column(FLAG, "the point is a city, because no airport is named"),
        "destination_hedge": Column(TEXT, "the word of doubt to show with the destination"),
        "claimed_destination_ident": Column(TEXT, "airport that is believed, not stated"),
        "departure_earliest": Column(TIME, "UTC; unknown when nothing bounds it"),
        "departure_latest": Column(TIME, "UTC; unknown when nothing bounds it"),
        "arrival_earliest": Column(TIME, "UTC; unknown when nothing bounds it"),
        "arrival_latest": Column(TIME, "UTC; unknown when nothing bounds it"),
        "time_as_written": Column(TEXT, "the few words the source uses for the time"),
        "zone_as_published": Column(TEXT, "the zone the source names, or that it names none"),
        "precision": Column(TEXT, "minute, about, hours, part of day or day", required=True),
        "hedge_words": Column(TEXT, "the sources' words of doubt, separated by ;"),
        "source_ids": _SOURCES,
        "note": _NOTE,
        "kind": _KIND,
    },
    order=("movement_id",),
)

EVENTS = Table(
    name="events",
    columns={
        "event_id": Column(TEXT, "our id", required=True),
        "date_start": Column(TEXT, "first day, ISO 8601, at the place", required=True),
        "date_end": Column(TEXT, "last day, ISO 8601, at the place", required=True),
        "zone": Column(TEXT, "IANA zone of those days, for example Asia/Pyongyang", required=True),
        "start_time": Column(TIME, "first moment of the first day, UTC", required=True),
        "end_time": Column(TIME, "first moment after the last day, UTC", required=True),
        "title": Column(TEXT, "what happened, in our words", required=True),
        "place": Column(TEXT, "where"),
        "kind_of_event": Column(TEXT, "test, launch, visit, anniversary, sanction or un"),
        "precision": Column(TEXT, "day, days or month", required=True),
        "source_ids": _SOURCES,
        "note": _NOTE,
        "kind": _KIND,
    },
    order=("start_time", "event_id"),
)


@dataclass(frozen=True, slots=True, eq=False)
class CaseTables:
    """What a case holds. Every row is of the kind `reported`."""

    sources: pd.DataFrame
    aircraft: pd.DataFrame
    movements: pd.DataFrame
    events: pd.DataFrame
    registrations: pd.DataFrame
