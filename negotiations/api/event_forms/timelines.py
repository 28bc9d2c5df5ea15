"""Events on a timeline: the JSON that TimelineJS reads.

It shows texts as HTML, so ours are escaped. An event without a date is left out, and an open end is
not shown; the words of the date say how well it is known.
"""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from negotiations.api.event_forms.reading import Event, days_of, joined, names, parties_at
from negotiations.api.streams import Asked

HEAD = '{"title": {"text": {"headline": "Parley"}}, "events": [\n'


def timeline(asked: Asked, events: Iterator[Event]) -> Iterator[str]:
    slides = (json.dumps(slide(event, *days)) for event in events if (days := days_of(event)))
    yield from joined(slides, HEAD, "\n]}\n")


def slide(event: Event, first: str, last: str) -> dict[str, Any]:
    found = {
        "unique_id": event["slug"],
        "start_date": day(first),
        "display_date": escape(event["date"]["text"]),
        "text": {"headline": escape(event["title"]), "text": words(event)},
    }
    if last != first:
        found["end_date"] = day(last)
    if processes := names(event["processes"]):
        found["group"] = escape(processes[0])
    return found


def words(event: Event) -> str:
    parts = [", ".join(parties_at(event)), event["summary"]]
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


def day(text: str) -> dict[str, int]:
    year, month, number = text.split("-")
    return {"year": int(year), "month": int(month), "day": int(number)}
