"""Events as a feed: Atom (RFC 4287), of which each entry leads to a page and to a document."""

from collections.abc import Iterator
from xml.sax.saxutils import escape as escaped
from xml.sax.saxutils import quoteattr

from django.urls import reverse

from negotiations.api.event_forms.reading import Event, parties_at
from negotiations.api.streams import Asked

#: What an empty feed says of its last change.
NEVER = "1970-01-01T00:00:00Z"
#: Signs that our texts may hold and XML cannot; the sign of a sign that is lost stands for them.
NOT_IN_XML = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")


def feed(asked: Asked, events: Iterator[Event]) -> Iterator[str]:
    request = asked.request
    address = request.build_absolute_uri()
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<id>{escape(address)}</id>\n<title>Parley: events</title>\n"
    yield f'<link rel="self" href={quoteattr(address)}/>\n<author><name>Parley</name></author>\n'
    last = NEVER
    for event in events:
        last = max(last, event["updated_at"])
        page = request.build_absolute_uri(reverse("event", args=[event["slug"]]))
        yield entry(event, page)
    # The order of elements says nothing, so what is known last may stand last.
    yield f"<updated>{last}</updated>\n</feed>\n"


def entry(event: Event, page: str) -> str:
    parts = [
        f"<id>{escape(event['url'])}</id>",
        f"<title>{escape(event['title'])}</title>",
        f"<updated>{event['updated_at']}</updated>",
        f"<published>{event['created_at']}</published>",
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
        f'<link rel="alternate" type="application/json" href={quoteattr(event["url"])}/>',
        f"<summary>{escape(summary(event))}</summary>",
    ]
    if event["kind"]:
        parts.append(f"<category term={quoteattr(event['kind'])}/>")
    return "<entry>\n" + "\n".join(parts) + "\n</entry>\n"


def escape(text: str) -> str:
    return escaped(text.translate(NOT_IN_XML))


def summary(event: Event) -> str:
    date = event["date"]["text"] if event["date"] else ""
    return ". ".join(filter(None, [date, ", ".join(parties_at(event)), event["summary"]]))
