"""The events of a process in order."""

from typing import ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from negotiations.api.base import Presented
from negotiations.api.events import EventLinkSerializer, EventSerializer
from negotiations.api.flat import FlatReading
from negotiations.api.parameters import allow_only
from negotiations.api.reading import Compiled
from negotiations.api.rows import Dated, ListOf, Row
from negotiations.api.values import RecordReference, Word
from negotiations.api.views import json_answer
from negotiations.choices import Certainty, EventKind, Level, Occurrence, Outcome, Track
from negotiations.models import Process
from negotiations.reports.chronology import (
    EVENTS_OF_PROCESS,
    LINKS_WITHIN_PROCESS,
    chronology_rows,
)


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


class ChronologyRow(Row):
    """An event of the process."""

    slug = serializers.CharField(help_text="The event.")
    title = serializers.CharField(help_text="What a reader would call it.")
    kind = Word(EventKind, help_text="What sort of event it is.")
    occurrence = Word(Occurrence, help_text="Whether it was held.")
    level = Word(Level, help_text="How high those who met stood.")
    track = Word(Track, help_text="Whether governments met, or others.")
    date = Dated("When it was; of a meeting that was not held, when it was to be.")
    time = serializers.CharField(help_text="Local time, with its offset.")
    place = serializers.CharField(allow_null=True, help_text="Where.")
    part_of = serializers.CharField(allow_null=True, help_text="The event of which it is a part.")
    processes = ListOf("The processes it belongs to.")
    attended = ListOf("The parties that attended.")
    not_attended = ListOf("Parties that were expected, declined, or of which it is not known.")
    people = ListOf("The people who attended.")
    links = ListOf("How it leads to other events, each as kind:slug.")
    outcome = Word(Outcome, help_text="What was on paper at the end.")
    summary = serializers.CharField(help_text="What happened, in a few sentences.")
    certainty = Word(Certainty, help_text="How we know of it.")


class ChronologyViews(FlatReading):
    model = Process
    serializer_class = ChronologySerializer
    row_class = ChronologyRow

    def retrieve(self, request: Request, slug: str, format: str | None = None) -> HttpResponse:
        """All events of the process and of those within it, in the one public order."""
        if self.is_flat:
            return self.flat(slug, lambda process, day: chronology_rows(process), list)
        allow_only(request, self.shared_parameters)
        return json_answer(self.document(Compiled.of(self.serializer_class), slug).document)
