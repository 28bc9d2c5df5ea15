"""The thread of an offer."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from negotiations.api.base import Presented
from negotiations.api.flat import FlatReading
from negotiations.api.offers import OfferSerializer, TermSerializer
from negotiations.api.responses import ResponseSerializer
from negotiations.api.rows import Cells, Dated, Row
from negotiations.api.values import OneOfReference, Word
from negotiations.choices import Certainty, SameAs, ThreadState
from negotiations.models import Issue, Offer, Party, Response, Term
from negotiations.reports.threads import Thread, thread


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


class ThreadRow(Row):
    """An offer of the thread, a term of it, a term of a telling, or an answer."""

    offer = serializers.CharField(help_text="The offer itself.")
    state = Word(ThreadState, help_text="Where that offer stands after all answers.")
    state_certainty = Word(
        Certainty, help_text="The weakest grade of the offer and of what decided it."
    )
    depth = serializers.IntegerField(
        help_text="0 for the offer asked for, 1 for offers in its place, and so on."
    )
    what = serializers.ChoiceField(
        choices=["offer", "term", "telling", "telling_term", "response"],
        help_text="What the row is.",
    )
    record = serializers.CharField(help_text="The record, by slug.")
    telling = serializers.CharField(
        allow_null=True, help_text="The telling that has the term, or that was answered."
    )
    according_to = serializers.CharField(
        allow_null=True, help_text="Whose telling it is, as kind:slug."
    )
    date = Dated("When it was offered, told of or answered.")
    party = serializers.CharField(
        allow_null=True, help_text="Who would act by the term; who gives the answer."
    )
    kind = serializers.CharField(
        help_text="The kind of the offer or of the answer; of a term the way it points."
    )
    issue = serializers.CharField(allow_null=True, help_text="What the term is about.")
    text = serializers.CharField(
        help_text="The title of the offer, what the term would have done, the answer in short."
    )
    condition = serializers.CharField(help_text="The condition that is made.")
    certainty = Word(Certainty, help_text="How we know of it.")


class ThreadViews(FlatReading):
    model = Offer
    serializer_class = ThreadSerializer
    row_class = ThreadRow

    def retrieve(self, request: Request, slug: str, format: str | None = None) -> HttpResponseBase:
        """The offer with all that followed from it; for a telling, that of the offer told of."""
        if self.is_flat:
            return self.flat(slug, thread, thread_rows)
        return self.report(thread, slug)


def thread_rows(found: Thread) -> Iterator[Cells]:
    """Each offer with its terms, its tellings with theirs, and its answers, then those within."""
    names = Slugs(found)
    yield from rows_at(found, 0, names)


class Slugs:
    """The slugs of the parties and issues that terms name; two queries, whatever there is."""

    def __init__(self, found: Thread) -> None:
        terms = [term for inner in found.walk() for term in every_term(inner)]
        parties = Party.objects.filter(pk__in={term.actor_id for term in terms})
        issues = Issue.objects.filter(pk__in={term.issue_id for term in terms})
        self.parties = dict(parties.values_list("pk", "slug"))
        self.issues = dict(issues.values_list("pk", "slug"))


def every_term(found: Thread) -> Iterator[Term]:
    yield from found.terms
    for telling in found.tellings:
        yield from telling.terms


def rows_at(found: Thread, depth: int, names: Slugs) -> Iterator[Cells]:
    shared = {
        "offer": found.offer.slug,
        "state": str(found.state),
        "state_certainty": found.state_certainty,
        "depth": depth,
    }
    for cells in cells_of_thread(found, names):
        yield EMPTY | shared | cells
    for inner in found.counter_offers:
        yield from rows_at(inner, depth + 1, names)


def cells_of_thread(found: Thread, names: Slugs) -> Iterator[Cells]:
    yield {"what": "offer", **cells_of_offer(found.offer)}
    yield from cells_of_terms(found.terms, "term", names)
    for telling in found.tellings:
        told = {"telling": telling.offer.slug, "according_to": teller_of(telling.offer)}
        yield {"what": "telling", **cells_of_offer(telling.offer), **told}
        for cells in cells_of_terms(telling.terms, "telling_term", names):
            yield {**cells, **told}
    for response in found.responses:
        yield cells_of_response(response, found.offer)


def cells_of_offer(offer: Offer) -> dict[str, Any]:
    return {
        "record": offer.slug,
        "date": offer.date,
        "kind": offer.kind,
        "text": offer.title,
        "condition": offer.conditions,
        "certainty": offer.certainty,
    }


def cells_of_terms(terms: Iterable[Term], what: str, names: Slugs) -> Iterator[Cells]:
    for term in terms:
        yield {
            "what": what,
            "record": term.slug,
            "party": names.parties.get(term.actor_id),
            "kind": term.side,
            "issue": names.issues.get(term.issue_id),
            "text": term.action,
            "condition": term.condition,
            "certainty": term.certainty,
        }


def cells_of_response(response: Response, root: Offer) -> dict[str, Any]:
    to_telling = response.offer_id != root.pk
    return {
        "what": "response",
        "record": response.slug,
        "telling": response.offer.slug if to_telling else None,
        "date": response.date,
        "party": response.party.slug,
        "kind": response.kind,
        "text": response.summary,
        "condition": response.condition,
        "certainty": response.certainty,
    }


def teller_of(offer: Offer) -> str | None:
    teller = offer.according_to
    return f"{teller._meta.model_name}:{teller.slug}" if teller else None


#: What a row has that has nothing of its own to say.
EMPTY: dict[str, Any] = {
    "telling": None,
    "according_to": None,
    "date": "",
    "party": None,
    "issue": None,
    "condition": "",
}
