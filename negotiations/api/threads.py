"""The thread of an offer."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.base import Presented
from negotiations.api.offers import OfferSerializer, TermSerializer
from negotiations.api.responses import ResponseSerializer
from negotiations.api.values import OneOfReference, Word
from negotiations.api.views import Reading
from negotiations.choices import Certainty, SameAs, ThreadState
from negotiations.models import Offer
from negotiations.reports.threads import thread


class TellingSerializer(Presented):
    """One account of an offer."""

    offer = OfferSerializer()
    according_to = OneOfReference(Offer.according_to, source="offer.according_to")
    same_as = Word(SameAs, source="offer.same_as")
    terms = TermSerializer(many=True)


class ThreadSerializer(Presented):
    """An offer with its terms, its tellings, the answers to it, the offers in its place."""

    offer = OfferSerializer()
    gives = TermSerializer(many=True)
    asks = TermSerializer(many=True)
    others = TermSerializer(many=True, help_text="Terms that are neither given nor asked.")
    tellings = TellingSerializer(many=True)
    responses = ResponseSerializer(many=True, help_text="To the offer and to its tellings.")
    state = Word(ThreadState)
    state_certainty = Word(
        Certainty, help_text="The weakest grade of the offer and of what decided it."
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        """Threads within have the same form."""
        return {**super().get_fields(), "counter_offers": ThreadSerializer(many=True)}


class ThreadViews(Reading):
    model = Offer
    serializer_class = ThreadSerializer

    def retrieve(self, request: Request, slug: str) -> Response:
        """The offer with all that followed from it; for a telling, that of the offer told of."""
        return self.report(thread, slug)
