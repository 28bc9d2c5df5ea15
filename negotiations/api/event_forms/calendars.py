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
#: A calendar must hold something; programs show nothing of a time zone.
NO_ENTRY = (
    "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
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
    entries = (entry(event, *days) for event in events if (days := days_of(event)))
    yield HEAD
    yield next(entries, NO_ENTRY)
    yield from entries
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
        *days(first, last),
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


def days(first: str, last: str) -> list[str]:
    """The end of an entry is the first day behind it; behind the last there is none."""
    final = date.fromisoformat(last)
    end = (final if final == LAST_DAY else final + timedelta(days=1)).isoformat()
    named = {"DTSTART": first, "DTEND": end} if end != first else {"DTSTART": first}
    return [f"{name};VALUE=DATE:{day.replace('-', '')}" for name, day in named.items()]


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
