"""Offers and their terms."""

from django.db.models import Q

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.contested import contested_field, contested_filter
from negotiations.api.filters import (
    AllWithin,
    CitedFilter,
    DatedFilter,
    Derived,
    DerivedWord,
    Named,
    Search,
    Within,
    Worded,
)
from negotiations.api.responses import ResponseSerializer
from negotiations.api.views import RecordViews
from negotiations.choices import (
    Channel,
    OfferKind,
    Put,
    ResponseKind,
    SameAs,
    TermSide,
    ThreadState,
    Timing,
    YesNoNotStated,
)
from negotiations.models import (
    Agreement,
    Event,
    Issue,
    Offer,
    Party,
    Place,
    Process,
    Term,
)
from negotiations.reports.contested import OFFER_IS_CONTESTED, offer_is_contested
from negotiations.reports.ledger import stands
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
    place = Named(Place, "offer__event__place", told="Offered at these places, by slug.")
    proposer = Within(Party, "offer__proposers", told="Of offers made by these parties, by slug.")
    recipient = Within(Party, "offer__recipients", told="Of offers to these parties, by slug.")
    side = Worded(TermSide, "Which way the term points, seen from the proposer.")
    timing = Worded(Timing, "When it is to be done, beside the other side's part.")
    verified = Worded(YesNoNotStated, "Whether the term itself calls for verification.")
    reversible = Worded(YesNoNotStated, "Whether it could be taken back.")
    q = Search()


class TermViews(RecordViews):
    model = Term
    serializer_class = TermSerializer
    detail_class = TermDetail
    filterset_class = TermFilter


class OfferSerializer(RecordSerializer):
    class Meta:
        model = Offer


class OfferRow(OfferSerializer):
    """An offer in a list."""

    contested = contested_field(OFFER_IS_CONTESTED)


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
    channel = Worded(Channel, "By what road it was made.")
    same_as = Worded(SameAs, "How surely a telling is of the offer it is entered under.")
    agreement = Named(Agreement, "agreements", told="That led to these agreements, by slug.")
    root = Derived(
        "Whether it is the offer itself; a telling of one is not.",
        lambda day: Q(variant_of=None),
    )
    put = Worded(Put, "Whether it was laid before the recipient.")
    answer = Worded(ResponseKind, "Answered so, by anybody.", *ANSWERED)
    state = DerivedWord(
        ThreadState,
        "Where the offer stands after all answers to it, on the day of the clock, or today; a "
        "telling has no state of its own.",
        stands,
    )
    open = Derived(
        "Whether the offer still waits: no deciding answer, no agreement, not run out. "
        "A telling is not open; the offer it tells of may be.",
        is_open,
    )
    contested = contested_filter(offer_is_contested)
    q = Search()


class OfferViews(RecordViews):
    model = Offer
    serializer_class = OfferRow
    detail_class = OfferDetail
    filterset_class = OfferFilter
