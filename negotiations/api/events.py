"""Events, and how one leads to another."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from negotiations.api.base import Presented, RecordSerializer
from negotiations.api.citations import CitationSerializer, CitedSerializer, CitedViews
from negotiations.api.contested import ContestedSerializer, ContestedViews, contested_filter
from negotiations.api.filters import (
    AllWithin,
    CitedFilter,
    DatedFilter,
    Named,
    Search,
    Within,
    Worded,
)
from negotiations.api.offers import OfferInFull
from negotiations.api.participation import ParticipationSerializer
from negotiations.api.points import PointReportSerializer
from negotiations.api.statements import StatementSerializer
from negotiations.api.values import Reference, Word
from negotiations.choices import (
    Attendance,
    EventKind,
    EventLinkKind,
    Level,
    Occurrence,
    Outcome,
    ParticipationRole,
    Track,
)
from negotiations.models import (
    Event,
    EventLink,
    Issue,
    Participation,
    Party,
    Person,
    Place,
    Process,
    Record,
)
from negotiations.reports.contested import event_is_contested
from negotiations.reports.events import EventInFull, counts_of, event_in_full

TAKING_PART = ("from_event__participations__party", "to_event__participations__party")


class EventLinkSerializer(RecordSerializer):
    class Meta:
        model = EventLink


class EventLinkDetail(EventLinkSerializer, CitedSerializer):
    pass


class EventLinkFilter(CitedFilter):
    process = Within(Process, "from_event__processes", "to_event__processes")
    party = Within(Party, *TAKING_PART)
    party__exact = Named(Party, *TAKING_PART)
    party__all = AllWithin(Party, *TAKING_PART)
    event = Named(Event, "from_event", "to_event")
    kind = Worded(EventLinkKind, "How the first event bears on the second.")


class EventLinkViews(CitedViews):
    model = EventLink
    serializer_class = EventLinkSerializer
    detail_class = EventLinkDetail
    filterset_class = EventLinkFilter


class ParticipantSerializer(Presented):
    """Who was at an event, for whom, in what role."""

    party = Reference(Party)
    person = Reference(Person)
    role = Word(ParticipationRole)
    attendance = Word(Attendance)

    def records(self, shown: Participation) -> Iterator[Record]:
        yield shown


class CountsSerializer(serializers.Serializer):
    """How much there is on an event."""

    statements = serializers.IntegerField(
        help_text="Speech acts at it or about it, excerpts left out."
    )
    offers = serializers.IntegerField(help_text="Offers made at it, tellings left out.")
    sources = serializers.IntegerField(help_text="Sources cited for it.")


class EventSerializer(ContestedSerializer):
    """An event in a list."""

    participants = ParticipantSerializer(many=True, read_only=True, source="participations")
    counts = CountsSerializer(read_only=True)

    class Meta:
        model = Event


class EventDetail(CitedSerializer):
    """An event with everything that belongs to it."""

    contested = serializers.BooleanField(read_only=True, source="event.contested")
    counts = CountsSerializer(read_only=True)
    participants = ParticipationSerializer(many=True, read_only=True, source="participations")
    statements = StatementSerializer(many=True, read_only=True)
    points = PointReportSerializer(many=True, read_only=True)
    offers = OfferInFull(many=True, read_only=True)
    links = EventLinkSerializer(many=True, read_only=True)
    citations = CitationSerializer(many=True, read_only=True)

    class Meta:
        model = Event
        inside = "event"


class EventFilter(DatedFilter):
    process = Within(Process, "processes")
    party = Within(Party, "participations__party")
    party__exact = Named(Party, "participations__party")
    party__all = AllWithin(Party, "participations__party")
    person = Named(Person, "participations__person")
    issue = Within(
        Issue,
        "statements__issues",
        "points__issue",
        "offers__terms__issue",
        told="On which words, points or offers touch these issues or any within them, by slug.",
    )
    event = Named(Event, "part_of", told="Parts of these events, by slug.")
    place = Named(Place, "place")
    kind = Worded(EventKind, "What sort of event it is.")
    occurrence = Worded(Occurrence, "Whether it was held, and if not, what became of it.")
    outcome = Worded(Outcome, "What was on paper at the end.")
    level = Worded(Level, "The rank at which the parties met.")
    track = Worded(Track, "Official, mixed or unofficial.")
    contested = contested_filter(event_is_contested)
    q = Search()


def with_participants(events: QuerySet[Event]) -> QuerySet[Event]:
    return events.prefetch_related(
        Prefetch("participations", Participation.objects.order_by("slug"))
    )


def add_counts(events: Sequence[Any]) -> None:
    counts = counts_of(events)
    for event in events:
        event.counts = counts[event.pk]


class EventViews(ContestedViews):
    model = Event
    contested = event_is_contested
    serializer_class = EventSerializer
    detail_class = EventDetail
    filterset_class = EventFilter

    def listed_rows(self, chosen: frozenset[str]) -> QuerySet[Record]:
        rows = super().listed_rows(chosen)
        return with_participants(rows) if "participants" in chosen else rows

    def detailed_rows(self, chosen: frozenset[str]) -> QuerySet[Record]:
        """The parts of an event are read by its report."""
        return self.get_queryset()

    def prepare(self, records: Sequence[Event], chosen: frozenset[str]) -> None:
        super().prepare(records, chosen)
        if "counts" in chosen and self.action == "list":
            add_counts(records)

    def completed(self, record: Event, chosen: frozenset[str]) -> EventInFull:
        return event_in_full(record, self.clocks.known_on)
