"""Which form is written how, and what makes one that breaks off unreadable."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from negotiations.api.choosing import FIELDS, OMIT
from negotiations.api.event_forms.calendars import calendar
from negotiations.api.event_forms.feeds import feed
from negotiations.api.event_forms.linked_data import linked_data
from negotiations.api.event_forms.maps import geo_json
from negotiations.api.event_forms.reading import Event, written
from negotiations.api.event_forms.timelines import timeline
from negotiations.api.formats import Atom, Calendar, GeoJson, JsonLd, TimelineJs
from negotiations.api.ordering import Ordering, orderings_of
from negotiations.api.streams import Asked, Writer
from negotiations.api.writers import BREAKING_LINE, WRITERS
from negotiations.worlds.copying import Copied

LAST_CHANGED = "updated_at"


def writer(write: Callable[[Asked, Iterator[Event]], Iterator[str]], breaking: bytes) -> Writer:
    def of(asked: Asked) -> Copied:
        return written(asked, write)

    return Writer(of, breaking, refused=(FIELDS, OMIT))


def changed_last_first(asked: Asked) -> Asked:
    """Readers of a feed want what is new, unless they ask for another order."""
    if asked.request.query_params.get("ordering"):
        return asked
    keys = orderings_of(asked.model)[LAST_CHANGED]
    return replace(asked, ordering=Ordering(LAST_CHANGED, keys, descending=True))


def feed_of(asked: Asked) -> Copied:
    return written(changed_last_first(asked), feed)


EVENT_WRITERS = {
    **WRITERS,
    GeoJson.format: writer(geo_json, BREAKING_LINE),
    Calendar.format: writer(calendar, b"BEGIN:VEVENT\r\n"),
    Atom.format: Writer(feed_of, b"<broken>", refused=(FIELDS, OMIT)),
    TimelineJs.format: writer(timeline, BREAKING_LINE),
    JsonLd.format: writer(linked_data, BREAKING_LINE),
}
