"""Events in a calendar: iCalendar (RFC 5545).

Each is an entry of whole days, from the first day its date allows to the last; where the date is
not known to the day the description says so. Events without a date are left out: a calendar has no
place for them.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from negotiations.api.event_forms.reading import Event, days_of, is_uncertain, parties_at
from negotiations.api.streams import Asked
from negotiations.choices import Occurrence

HEAD = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Parley//Negotiations//EN\r\nCALSCALE:GREGORIAN\r\n"
)
TAIL = "END:VCALENDAR\r\n"
LONGEST_LINE = 75
#: What is not said to have been otherwise, was held.
STATUS = {
    "": "CONFIRMED",
    Occurrence.HELD: "CONFIRMED",
    Occurrence.SCHEDULED: "CONFIRMED",
    Occurrence.PROPOSED: "TENTATIVE",
    Occurrence.POSTPONED: "TENTATIVE",
}
NOT_HELD = "CANCELLED"
LAST_DAY = date.max


def calendar(asked: Asked, events: Iterator[Event]) -> Iterator[str]:
    yield HEAD
    for event in events:
        if days := days_of(event):
            yield entry(event, *days)
    yield TAIL


def entry(event: Event, first: str, last: str) -> str:
    updated = stamp(event["updated_at"])
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event['slug']}@parley",
        f"DTSTAMP:{updated}",
        f"CREATED:{stamp(event['created_at'])}",
        f"LAST-MODIFIED:{updated}",
        f"SEQUENCE:{event['version'] - 1}",
        f"DTSTART;VALUE=DATE:{first.replace('-', '')}",
        f"DTEND;VALUE=DATE:{day_after(last)}",
        f"SUMMARY:{text(event['title'])}",
        f"DESCRIPTION:{text(description(event))}",
        f"CATEGORIES:{text(event['kind'])}",
        f"STATUS:{STATUS.get(event['occurrence'], NOT_HELD)}",
        "TRANSP:TRANSPARENT",
        f"URL:{event['url']}",
    ]
    if event["location"]:
        lines.append(f"LOCATION:{text(event['location']['name'])}")
    return "".join(map(folded, [*lines, "END:VEVENT"]))


def description(event: Event) -> str:
    parts = [event["summary"], ", ".join(parties_at(event))]
    if is_uncertain(event):
        parts.append(f"The day is not known: {event['date']['text']}.")
    return "\n".join(filter(None, parts))


def stamp(instant: str) -> str:
    return datetime.fromisoformat(instant).strftime("%Y%m%dT%H%M%SZ")


def day_after(day: str) -> str:
    """The end of an entry is the first day behind it."""
    last = date.fromisoformat(day)
    return (last if last == LAST_DAY else last + timedelta(days=1)).strftime("%Y%m%d")


def text(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", "\\n")


def folded(line: str) -> str:
    """No line is longer than 75 bytes; what follows begins with a space."""
    pieces, piece = [], b""
    for sign in line:
        added = sign.encode()
        if len(piece) + len(added) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += added
    return b"\r\n".join([*pieces, piece]).decode() + "\r\n"
