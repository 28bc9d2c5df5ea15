"""Events as linked data: JSON-LD with the words of schema.org.

Mapped are the name, the days, whether it was held, the place, who took part, the sources cited and
the larger event. What sides said and offered has no words there and stands at the event's address.
An imprecise date neither: as EDTF it is a date of Dublin Core.
"""

import json
from collections.abc import Iterator
from typing import Any

from negotiations.api.event_forms.reading import Event, days_of, joined
from negotiations.api.streams import Asked
from negotiations.choices import Occurrence

EDTF = {"@id": "http://purl.org/dc/terms/date", "@type": "http://id.loc.gov/datatypes/edtf/EDTF"}
CONTEXT = ["https://schema.org", {"date": EDTF}]
HEAD = f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [\n'
STATUS = {
    Occurrence.HELD: "https://schema.org/EventScheduled",
    Occurrence.SCHEDULED: "https://schema.org/EventScheduled",
    Occurrence.POSTPONED: "https://schema.org/EventPostponed",
    Occurrence.CANCELLED: "https://schema.org/EventCancelled",
}


def linked_data(asked: Asked, events: Iterator[Event]) -> Iterator[str]:
    yield from joined((json.dumps(linked(event)) for event in events), HEAD, "\n]}\n")


def alone(event: Event) -> dict[str, Any]:
    """One event as a document of its own."""
    return {"@context": CONTEXT, **linked(event)}


def linked(event: Event) -> dict[str, Any]:
    """What is unknown is left out."""
    first, last = days_of(event) or (None, None)
    found = {
        "@type": "Event",
        "@id": event["url"],
        "identifier": event["slug"],
        "name": event["title"],
        "description": event["summary"],
        "startDate": first,
        "endDate": last,
        "date": event["date"]["edtf"] if event["date"] else None,
        "eventStatus": STATUS.get(event["occurrence"]),
        "location": place(event),
        "superEvent": referred(event["part_of"], "Event"),
        "attendee": attendees(event),
        "subjectOf": [work(source) for source in event["sources"]],
    }
    return {name: value for name, value in found.items() if value}


def place(event: Event) -> dict[str, Any] | None:
    found = event["location"]
    if not found:
        return None
    told = {"@type": "Place", "@id": event["place"]["url"], "name": found["name"]}
    if found["latitude"] is None or found["longitude"] is None:
        return told
    where = {"latitude": found["latitude"], "longitude": found["longitude"]}
    return {**told, "geo": {"@type": "GeoCoordinates", **where}}


def attendees(event: Event) -> list[dict[str, str]]:
    """Persons and parties, each once."""
    found = [
        referred(taken[name], kind)
        for taken in event["participants"]
        for name, kind in (("party", "Organization"), ("person", "Person"))
    ]
    return list({one["@id"]: one for one in found if one}.values())


def referred(reference: dict[str, str] | None, kind: str) -> dict[str, str] | None:
    if reference is None:
        return None
    return {"@type": kind, "@id": reference["url"], "name": reference["label"]}


def work(source: dict[str, str]) -> dict[str, Any]:
    found = {"@type": "CreativeWork", "name": source["title"], "url": source["url"]}
    if source["publisher"]:
        found["publisher"] = {"@type": "Organization", "name": source["publisher"]}
    return {name: value for name, value in found.items() if value}
