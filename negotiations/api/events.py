"""Events, and how one leads to another."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from negotiations.api.base import Presented, RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.contested import contested_field, contested_filter
from negotiations.api.documents import where_there_are
from negotiations.api.event_forms.linked_data import alone
from negotiations.api.event_forms.reading import read_event
from negotiations.api.event_forms.writers import EVENT_WRITERS
from negotiations.api.filters import (
    NOBODY,
    AllWithin,
    CitedFilter,
    DatedFilter,
    Named,
    Search,
    Within,
    Worded,
)
from negotiations.api.formats import EVENT_FORMS, FORMAT, JSON, ONE_EVENT_FORMS, JsonLd, form_of
from negotiations.api.offers import OfferInFull
from negotiations.api.pagination import Along
from negotiations.api.parameters import allow_only
from negotiations.api.participation import ParticipationSerializer
from negotiations.api.point_reports import PointReportSerializer, points_to_report, reported
from negotiations.api.statements import StatementSerializer
from negotiations.api.values import Counted, Reference, Word
from negotiations.api.views import RecordViews
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
from negotiations.reports.clocks import CLOCKS
from negotiations.reports.contested import EVENT_IS_CONTESTED, event_is_contested
from negotiations.reports.events import (
    COUNT_OF_OFFERS,
    COUNT_OF_SOURCES,
    COUNT_OF_STATEMENTS,
    POINTS_ON,
    STATEMENTS_ON,
)

#: What a participation has copied from its event.
COPIED = {"date_earliest": "event_earliest", "date_latest": "event_latest"}
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


class EventLinkViews(RecordViews):
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

    statements = Counted(
        COUNT_OF_STATEMENTS, help_text="Speech acts at it or about it, excerpts left out."
    )
    offers = Counted(COUNT_OF_OFFERS, help_text="Offers made at it, tellings left out.")
    sources = Counted(COUNT_OF_SOURCES, help_text="Sources cited for it.")


class EventSerializer(RecordSerializer):
    """An event in a list."""

    contested = contested_field(EVENT_IS_CONTESTED)
    participants = ParticipantSerializer(many=True, read_only=True, source="participations")
    counts = CountsSerializer(read_only=True, source="*")

    class Meta:
        model = Event


class EventDetail(CitedSerializer):
    """An event with everything that belongs to it."""

    contested = contested_field(EVENT_IS_CONTESTED)
    counts = CountsSerializer(read_only=True, source="*")
    participants = ParticipationSerializer(many=True, read_only=True, source="participations")
    statements = StatementSerializer(many=True, read_only=True)
    points = PointReportSerializer(many=True, read_only=True)
    offers = OfferInFull(many=True, read_only=True)
    links = EventLinkSerializer(many=True, read_only=True)

    keys_of: ClassVar[dict[str, str]] = {
        "statements": STATEMENTS_ON,
        "offers": "select id from negotiations_offer where event_id = {key} and is_root",
        "links": (
            "select id from negotiations_eventlink where from_event_id = {key} "
            "union select id from negotiations_eventlink where to_event_id = {key}"
        ),
    }
    beside = frozenset({"points"})

    class Meta:
        model = Event

    @classmethod
    def material(cls, key: str, apart: list[str] | None = None) -> str:
        return where_there_are(POINTS_ON, key, points_to_report, apart)

    @classmethod
    def finish(cls, material: Any, day: date | None) -> dict[str, Any]:
        return {"points": [reported(point, day) for point in material]}


#: So many parties are followed one by one.
FOLLOWED = 8


class AtEvents(Named):
    """Reaches events by their participations. Those carry their event's date and stand in its
    order for each party, so that of a period no more than its own are looked at."""

    def reach(self, model: type[Record], keys: Sequence[int]) -> Q:
        return Q(pk__in=self.participations(keys).values("event_id"))

    def participations(self, keys: Sequence[int]) -> QuerySet[Participation]:
        """Those of these parties in the period asked for."""
        first, last = self.parent.period
        rows = Participation._base_manager.filter(party__in=keys).order_by()
        if first is not None:
            rows = rows.filter(event_latest__gte=first)
        if last is not None:
            rows = rows.filter(event_earliest__lte=last)
        return rows

    def along(self, keys: Sequence[int]) -> Along:
        """All participations that lead to the events, and those of each party, if they are few."""
        followed = [[key] for key in keys] if len(keys) <= FOLLOWED else []
        rows, *by_key = (self.dated(self.participations(some)) for some in (keys, *followed))
        return Along(rows, by_key, "event", COPIED)

    def dated(self, rows: QuerySet[Participation]) -> QuerySet[Participation]:
        """An event without a date lies in no period, though its bounds are never over."""
        first, last = self.parent.period
        return rows.exclude(event__date="") if first is not None and last is None else rows


class WithinAtEvents(AtEvents, Within):
    """Parties with all that stand below them, at events."""


class AllWithinAtEvents(AtEvents, AllWithin):
    """All of the parties at once, each with those below it, at events."""


class EventFilter(DatedFilter):
    process = Within(Process, "processes")
    party = WithinAtEvents(Party, "participations__party")
    party__exact = AtEvents(Party, "participations__party")
    party__all = AllWithinAtEvents(Party, "participations__party")
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

    def along(self) -> Along | None:
        """Of a party and a period the participations alone say which events there are."""
        asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        match [name for name in asked if name not in ("date_from", "date_to")]:
            case ["party" | "party__exact" as name]:
                keys = [key for keys in asked[name].values() for key in keys]
                return self.filters[name].along(keys or [NOBODY])
        return None


class EventViews(RecordViews):
    model = Event
    serializer_class = EventSerializer
    detail_class = EventDetail
    filterset_class = EventFilter
    list_forms = EVENT_FORMS
    detail_forms = ONE_EVENT_FORMS
    writers = EVENT_WRITERS

    def retrieve(self, request: Request, slug: str) -> HttpResponse:
        """One event with what belongs to it; as JSON-LD what the words of schema.org can say."""
        if form_of(request) == JSON:
            return super().retrieve(request, slug)
        allow_only(request, (FORMAT, *CLOCKS))
        found = read_event(self.asked(EventSerializer, self.get_queryset().filter(slug=slug)))
        if found is None:
            raise self.absence(slug)
        answer = HttpResponse(json.dumps(alone(found)), content_type=JsonLd.media_type)
        answer.record_version = found["version"]
        return answer
