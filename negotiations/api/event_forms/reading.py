"""Events one by one, of a list or alone, with what other tools ask for beside a document."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import connection

from negotiations.api.reading import Compiled
from negotiations.api.streams import DELIMITER, Asked, Written, lines_of
from negotiations.api.writers import documents
from negotiations.worlds.copying import Copied
from negotiations.worlds.planning import joins_as_written

#: An event as its document has it, with `location` and `sources`.
Event = Mapping[str, Any]

LOCATION = (
    "(select row_to_json(d) from (select place.name, place.latitude::float, "
    "place.longitude::float, place.precision from negotiations_place as place "
    "where place.id = {row}.place_id) as d)"
)
SOURCES = (
    "(select coalesce(json_agg(d), '[]'::json) from (select source.title, source.url, "
    "source.publisher from negotiations_source as source where source.id in (select source_id "
    'from negotiations_citation where event_id = {row}.id) order by source.slug collate "C") as d)'
)
BESIDE = (LOCATION, SOURCES)


def copied_events(asked: Asked) -> Copied:
    """Documents, places and sources, a line to each event."""
    return asked.documents_copied(documents(Compiled.of(asked.shape), asked, BESIDE))


def events_in(rows: Copied) -> Iterator[Event]:
    for line in lines_of(rows):
        yield event_of(*line.split(DELIMITER))


def event_of(document: str, location: str | None, sources: str) -> Event:
    return {
        **json.loads(document),
        "location": json.loads(location or "null"),
        "sources": json.loads(sources),
    }


def read_event(asked: Asked) -> Event | None:
    """The one event that is asked for."""
    with joins_as_written(), connection.cursor() as cursor:
        cursor.execute(documents(Compiled.of(asked.shape), asked, BESIDE))
        found = cursor.fetchone()
    return event_of(*found) if found else None


def written(asked: Asked, write: Callable[[Asked, Iterator[Event]], Iterator[str]]) -> Written:
    """The form that `write` makes of the events, piece by piece."""
    rows = copied_events(asked)
    return Written(rows, (piece.encode() for piece in write(asked, events_in(rows))))


def joined(pieces: Iterator[str], head: str, tail: str) -> Iterator[str]:
    """The members of a JSON list between what stands before and behind it."""
    yield head
    for number, piece in enumerate(pieces):
        yield f",\n{piece}" if number else piece
    yield tail


def names(references: Any) -> list[str]:
    return [reference["label"] for reference in references if reference]


def parties_at(event: Event) -> list[str]:
    """The parties that took part, each once."""
    return list(dict.fromkeys(names(taken["party"] for taken in event["participants"])))


def days_of(event: Event) -> tuple[str, str] | None:
    """The first and the last day that the date allows; an open end is the other one."""
    if not event["date"]:
        return None
    earliest, latest = event["date"]["earliest"], event["date"]["latest"]
    return earliest or latest, latest or earliest


def is_uncertain(event: Event) -> bool:
    """Whether the date tells more than one day without the event having lasted so long."""
    return bool(event["date"]) and event["date"]["precision"] not in ("day", "interval")
