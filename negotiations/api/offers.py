"""Offers and their terms."""

from datetime import date

from django.db.models import QuerySet

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer, CitedViews
from negotiations.api.contested import ContestedSerializer, ContestedViews, contested_filter
from negotiations.api.filters import (
    AllWithin,
    CitedFilter,
    DatedFilter,
    Derived,
    Named,
    Search,
    Within,
    Worded,
)
from negotiations.api.responses import ResponseSerializer
from negotiations.choices import OfferKind, Put, ResponseKind, TermSide
from negotiations.models import (
    Event,
    Issue,
    Offer,
    Party,
    Place,
    Process,
    Record,
    Term,
)
from negotiations.reports.contested import offer_is_contested
from negotiations.reports.offers import with_terms_and_answers
from negotiations.reports.states import is_open

BETWEEN = ("proposers", "recipients")
ACTS = ("actor", "beneficiary")
ANSWERED = ("responses__kind", "variants__responses__kind")


class TermSerializer(RecordSerializer):
    class Meta:
        model = Term


class TermDetail(TermSerializer, CitedSerializer):
    pass


class TermFilter(CitedFilter):
    process = Within(Process, "offer__processes")
    party = Within(Party, *ACTS)
    party__exact = Named(Party, *ACTS)
    party__all = AllWithin(Party, *ACTS)
    issue = Within(Issue, "issue")
    event = Named(Event, "offer__event")
    offer = Named(Offer, "offer")
    side = Worded(TermSide, "Which way the term points, seen from the proposer.")
    q = Search("action", "condition", "amount_text")


class TermViews(CitedViews):
    model = Term
    serializer_class = TermSerializer
    detail_class = TermDetail
    filterset_class = TermFilter


class OfferSerializer(RecordSerializer):
    class Meta:
        model = Offer


class OfferRow(OfferSerializer, ContestedSerializer):
    """An offer in a list."""


class OfferWithTerms(OfferSerializer):
    """An account of an offer, with its own terms."""

    terms = TermSerializer(many=True, read_only=True)


class OfferInFull(OfferWithTerms):
    """An offer with its terms, the answers to it, and how it is told."""

    responses = ResponseSerializer(many=True, read_only=True)
    tellings = OfferWithTerms(many=True, read_only=True, source="variants")


class OfferDetail(OfferInFull, OfferRow, CitedSerializer):
    """An offer by itself."""


class OfferFilter(DatedFilter):
    process = Within(Process, "processes")
    party = Within(Party, *BETWEEN)
    party__exact = Named(Party, *BETWEEN)
    party__all = AllWithin(Party, *BETWEEN)
    proposer = Within(Party, "proposers", told="Made by these parties, by slug.")
    recipient = Within(Party, "recipients", told="Made to these parties, by slug.")
    issue = Within(Issue, "terms__issue")
    term_issue = Within(Issue, "terms__issue", told="With a term on these issues, by slug.")
    event = Named(
        Event, "event", "proposes", told="Made at these events or proposing them, by slug."
    )
    place = Named(Place, "event__place", told="Made at these places, by slug.")
    kind = Worded(OfferKind, "What sort of move it is.")
    put = Worded(Put, "Whether it was laid before the recipient.")
    answer = Worded(
        ResponseKind, "Answered so, by anybody.", "responses__kind", "variants__responses__kind"
    )
    open = Derived(
        "Whether the offer still waits: no deciding answer, no agreement, not run out. "
        "A telling is not open; the offer it tells of may be.",
        lambda: is_open(date.today()),
    )
    contested = contested_filter(offer_is_contested)
    q = Search("title", "summary", "conditions")


class OfferViews(ContestedViews):
    model = Offer
    contested = offer_is_contested
    serializer_class = OfferRow
    detail_class = OfferDetail
    filterset_class = OfferFilter

    def detailed_rows(self, chosen: frozenset[str]) -> QuerySet[Record]:
        return with_terms_and_answers(super().detailed_rows(chosen))
