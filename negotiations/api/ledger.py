"""The ledger of offers: one entry an offer, in pages as JSON or all of them as flat rows."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from negotiations.api.base import Presented, RecordSerializer
from negotiations.api.filters import RecordFilters
from negotiations.api.formats import FORMAT, JSON, form_of
from negotiations.api.kinds import kind_of
from negotiations.api.names import Names
from negotiations.api.offers import OfferFilter
from negotiations.api.pagination import Page, RecordPagination, read_ordering
from negotiations.api.parameters import allow_only
from negotiations.api.reading import PageRead
from negotiations.api.rows import FORMS, Dated, Row, flat_answer
from negotiations.api.values import KindReferenceShape, RecordReference, Word
from negotiations.api.views import PAGING, Reading, json_answer
from negotiations.choices import (
    Certainty,
    Channel,
    OfferKind,
    Put,
    ResponseKind,
    ThreadState,
)
from negotiations.models import Offer, Record, Response, Term
from negotiations.reports import clocks
from negotiations.reports.asking import chosen_from
from negotiations.reports.clocks import CLOCKS
from negotiations.reports.ledger import Entry, FirstAnswer, entries, ledger_rows
from negotiations.worlds.planning import joins_as_written

STATE = "Where the offer stands after all answers to it, on the day of the clock, or today."
STATE_CERTAINTY = "The weakest grade of the offer and of what decided it."
FIRST_ANSWER = (
    "The kind of the first answer by a side it was put to: a response (but no denial, and no word "
    "that none came), an offer in its place (`counters`), an agreement it led to (`accepts`)."
)
LEAST = "At least so many days from the offer to the first answer, as far as the dates tell."
MOST = "At most so many days from the offer to the first answer."


class InShort(RecordSerializer):
    """A record with those fields that `Meta.shown` names, and those declared."""

    def get_fields(self) -> dict[str, serializers.Field]:
        found = super().get_fields()
        return {name: found[name] for name in (*self.Meta.shown, *self._declared_fields)}


class TermInShort(InShort):
    """What a term says, in short."""

    class Meta:
        model = Term
        shown = ("slug", "action", "issue", "actor", "quantity", "quantity_max", "unit", "timing")


class ResponseInShort(InShort):
    """An answer, in short."""

    class Meta:
        model = Response
        shown = ("slug", "party", "kind", "date", "counter_offer", "certainty")


@extend_schema_field(KindReferenceShape)
class AnyReference(RecordReference):
    """A reference to a record of whatever kind that was read; it says which."""

    def to_representation(self, value: Record) -> dict[str, str]:
        return {"kind": kind_of(type(value)), **super().to_representation(value)}


class FirstAnswerSerializer(Presented):
    """The first act of a side it was put to that answers the offer."""

    kind = Word(ResponseKind, help_text=FIRST_ANSWER)
    by = RecordReference(help_text="The side that gave it.")
    record = AnyReference(help_text="The response, the offer in its place, or the agreement.")
    days_min = serializers.IntegerField(source="least", allow_null=True, help_text=LEAST)
    days_max = serializers.IntegerField(source="most", allow_null=True, help_text=MOST)

    def records(self, shown: FirstAnswer | None) -> Iterator[Record]:
        if shown is not None:
            yield from (shown.by, shown.record)


class EntrySerializer(InShort):
    """An offer in the ledger."""

    gives = TermInShort(many=True, help_text="What the proposer would do or allow.")
    asks = TermInShort(many=True, help_text="What the proposer wants the recipient to do.")
    others = TermInShort(many=True, help_text="Terms that are neither given nor asked.")
    responses = ResponseInShort(
        many=True, help_text="To the offer and to its tellings, by anybody, in order."
    )
    tellings = serializers.IntegerField(help_text="How many accounts of it there are beside it.")
    first_answer = FirstAnswerSerializer(allow_null=True)
    state = Word(ThreadState, help_text=STATE)
    state_certainty = Word(Certainty, help_text=STATE_CERTAINTY)

    class Meta:
        model = Offer
        inside = "offer"
        shown = (
            "slug",
            "url",
            "title",
            "kind",
            "put",
            "channel",
            "date",
            "certainty",
            "event",
            "processes",
            "proposers",
            "recipients",
            "in_reply_to",
        )


class LedgerRow(Row):
    """One offer."""

    slug = serializers.CharField(help_text="The offer.")
    title = serializers.CharField(help_text="What a reader would call it.")
    kind = Word(OfferKind, help_text="What sort of move it is.")
    put = Word(Put, help_text="Whether it was laid before the recipient.")
    channel = Word(Channel, help_text="How it travelled.")
    date = Dated("When it was made.")
    certainty = Word(Certainty, help_text="How we know of the offer.")
    event = serializers.CharField(allow_null=True, help_text="The event at which it was made.")
    processes = serializers.ListField(
        child=serializers.CharField(), help_text="The processes it belongs to."
    )
    proposers = serializers.ListField(child=serializers.CharField(), help_text="Who offers.")
    recipients = serializers.ListField(child=serializers.CharField(), help_text="To whom.")
    in_reply_to = serializers.CharField(allow_null=True, help_text="The offer it counters.")
    gives = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="What the proposer would do."
    )
    gives_issues = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="What these terms are about."
    )
    asks = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="What the recipient should do."
    )
    asks_issues = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="What these terms are about."
    )
    others = serializers.ListField(
        child=serializers.CharField(),
        allow_null=True,
        help_text="Terms that are neither given nor asked.",
    )
    others_issues = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="What these terms are about."
    )
    responses = serializers.ListField(
        child=serializers.CharField(),
        help_text="All answers in order, by anybody, each as party:kind.",
    )
    tellings = serializers.IntegerField(help_text="How many accounts of it there are beside it.")
    first_answer = Word(ResponseKind, allow_null=True, help_text=FIRST_ANSWER)
    first_answer_by = serializers.CharField(allow_null=True, help_text="The side that gave it.")
    first_answer_in = serializers.CharField(
        allow_null=True, help_text="The record of it, as kind:slug."
    )
    days_to_first_answer_min = serializers.IntegerField(allow_null=True, help_text=LEAST)
    days_to_first_answer_max = serializers.IntegerField(allow_null=True, help_text=MOST)
    state = Word(ThreadState, help_text=STATE)
    state_certainty = Word(Certainty, help_text=STATE_CERTAINTY)


def today(request: Request) -> date:
    """The day on which offers stand: that of the clock, or today."""
    return request.clocks.day or clocks.today()


class LedgerViews(Reading):
    """All offers in order, with what they give and ask, the answers, and where they stand."""

    model = Offer
    serializer_class = EntrySerializer
    row_class = LedgerRow
    filterset_class = OfferFilter
    filter_backends = [RecordFilters]
    pagination_class = RecordPagination
    renderer_classes = FORMS
    shared_parameters = (*PAGING, FORMAT, *CLOCKS)

    def get_queryset(self) -> QuerySet[Record]:
        return Offer.objects.roots()

    def list(self, request: Request, format: str | None = None) -> HttpResponseBase:
        """Offers themselves, without the tellings of them; each with its answers."""
        allow_only(request, (*self.filter_names(), *self.shared_parameters))
        found = self.filter_queryset(self.get_queryset())
        if form_of(request) != JSON:
            return self.flat(found)
        page = Page.of(request, Offer)
        told = page.read(found)
        with joins_as_written():
            shown = self.entries_shown(entries(told["keys"], today(request)))
        body, link = page.envelope(PageRead(told, JSONRenderer().render(shown).decode()))
        return json_answer(body, **link)

    def entries_shown(self, page: Sequence[Entry]) -> Any:
        serializer = EntrySerializer(page, many=True, context={})
        records = [record for entry in page for record in serializer.child.records(entry)]
        fields = {part.Meta.model: part.Meta.shown for part in SHOWN}
        serializer.context["names"] = Names(self.request, records, fields)
        return serializer.data

    def flat(self, found: QuerySet[Record]) -> HttpResponseBase:
        order = read_ordering(self.request, Offer).text("offer")
        rows = ledger_rows(chosen_from(found), order, today(self.request))
        return flat_answer(form_of(self.request), LedgerRow, rows)


SHOWN = (EntrySerializer, TermInShort, ResponseInShort)
