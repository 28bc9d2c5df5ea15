"""The events of a process in order."""

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from negotiations.api.base import Presented
from negotiations.api.events import EventLinkSerializer, EventSerializer
from negotiations.api.parameters import allow_only
from negotiations.api.reading import Compiled
from negotiations.api.values import RecordReference
from negotiations.api.views import Reading, json_answer
from negotiations.models import Process
from negotiations.reports.chronology import EVENTS_OF_PROCESS, LINKS_WITHIN_PROCESS


class ChronologySerializer(Presented):
    """A process, its events in order, and how one leads to another."""

    process = RecordReference(source="*")
    events = EventSerializer(many=True)
    links = EventLinkSerializer(many=True, help_text="Between two events of the process.")

    keys_of: ClassVar[dict[str, str]] = {
        "events": EVENTS_OF_PROCESS,
        "links": LINKS_WITHIN_PROCESS,
    }

    class Meta:
        model = Process


class ChronologyViews(Reading):
    model = Process
    serializer_class = ChronologySerializer

    def retrieve(self, request: Request, slug: str) -> HttpResponse:
        """All events of the process and of those within it, in the one public order."""
        allow_only(request, self.shared_parameters)
        return json_answer(self.document(Compiled.of(self.serializer_class), slug).document)
