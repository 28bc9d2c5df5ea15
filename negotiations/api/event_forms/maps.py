"""Events on a map: GeoJSON (RFC 7946). Without coordinates of a place there is no geometry."""

import json
from collections.abc import Iterator
from typing import Any

from negotiations.api.event_forms.reading import Event, joined, names, parties_at
from negotiations.api.streams import Asked

HEAD = '{"type": "FeatureCollection", "features": [\n'
PLAIN = ("slug", "title", "kind", "occurrence", "level", "track", "outcome", "certainty", "summary")


def geo_json(asked: Asked, events: Iterator[Event]) -> Iterator[str]:
    yield from joined((json.dumps(feature(event)) for event in events), HEAD, "\n]}\n")


def feature(event: Event) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": event["url"],
        "geometry": geometry(event),
        "properties": properties(event),
    }


def geometry(event: Event) -> dict[str, Any] | None:
    place = event["location"]
    if not place or place["latitude"] is None or place["longitude"] is None:
        return None
    return {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}


def properties(event: Event) -> dict[str, Any]:
    """Flat, since maps show no more than names and values."""
    date = event["date"] or {}
    place = event["location"] or {}
    return {
        **{name: event[name] for name in PLAIN},
        "date": date.get("edtf"),
        "date_earliest": date.get("earliest"),
        "date_latest": date.get("latest"),
        "date_text": date.get("text"),
        "place": place.get("name"),
        "place_precision": place.get("precision"),
        "parties": "; ".join(parties_at(event)),
        "processes": "; ".join(names(event["processes"])),
        "contested": event["contested"],
        "url": event["url"],
    }
