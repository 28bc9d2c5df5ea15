"""Offers with all that belongs to them."""

from django.db.models import Prefetch, QuerySet

from negotiations.models import Offer, Response, Term


def with_terms_and_answers(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Offers with their terms, the answers to them, and their tellings with the terms of each."""
    terms = Term.objects.order_by("ordinal", "slug")
    return offers.prefetch_related(
        Prefetch("terms", terms),
        Prefetch("responses", Response.objects.in_order()),
        Prefetch("variants", Offer.objects.in_order()),
        Prefetch("variants__terms", terms),
    )
