"""The events of a process in order."""

from collections.abc import Iterator
from datetime import date

from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.base import Presented
from negotiations.api.events import (
    EventLinkSerializer,
    EventSerializer,
    counted,
    with_participants,
)
from negotiations.api.values import RecordReference
from negotiations.api.views import Reading
from negotiations.models import Event, Process, Record
from negotiations.reports.chronology import Chronology, chronology


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
        return self.report(with_all_fields, slug)


def with_all_fields(process: Process, day: date | None) -> Chronology:
    every = frozenset(EventSerializer().fields)
    return chronology(process, with_participants(counted(Event.objects.all(), every), every))
