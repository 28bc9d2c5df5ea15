"""The events of a process in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.base import Presented
from negotiations.api.contested import mark_contested
from negotiations.api.events import (
    EventLinkSerializer,
    EventSerializer,
    add_counts,
    with_participants,
)
from negotiations.api.values import RecordReference
from negotiations.api.views import Reading
from negotiations.models import Event, EventLink, Process, Record
from negotiations.reports.chronology import chronology, links_within
from negotiations.reports.contested import event_is_contested


@dataclass(frozen=True)
class Chronology:
    """What the answer shows."""

    process: Process
    events: Sequence[Event]
    links: Sequence[EventLink]


class ChronologySerializer(Presented):
    """A process, its events in order, and how one leads to another."""

    process = RecordReference()
    events = EventSerializer(many=True)
    links = EventLinkSerializer(many=True, help_text="Between two events of the process.")

    def records(self, shown: Chronology) -> Iterator[Record]:
        yield shown.process
        yield from super().records(shown)


class ChronologyViews(Reading):
    model = Process
    serializer_class = ChronologySerializer

    def retrieve(self, request: Request, slug: str) -> Response:
        """All events of the process and of those within it, in the one public order."""
        return self.report(in_full, slug)


def in_full(process: Process, day: date | None) -> Chronology:
    events = list(with_participants(chronology(process)))
    add_counts(events)
    mark_contested(events, event_is_contested())
    return Chronology(process, events, list(links_within(process)))
