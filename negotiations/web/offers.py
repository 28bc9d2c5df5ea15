"""An offer: its terms, how it was answered, the offers made in its place, the tellings of it."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from negotiations.models import Offer
from negotiations.reports.threads import Thread, thread
from negotiations.web.absent import record_or_absent
from negotiations.web.footnotes import Footnotes, with_citations
from negotiations.web.pages import page_citation


def offer(request: HttpRequest, slug: str) -> HttpResponse:
    found = record_or_absent(
        Offer.objects.select_related("event", "variant_of", "in_reply_to").prefetch_related(
            "processes", "proposers", "recipients", with_citations()
        ),
        slug,
    )
    report = thread(found)
    load_details(report)
    context = {
        "offer": found,
        "thread": report,
        "footnotes": Footnotes(),
        "cite": page_citation(request, found, timezone.localdate()),
    }
    return render(request, "negotiations/offer.html", context)


def load_details(report: Thread) -> None:
    """What the page says of each term and answer beyond what the thread itself needs."""
    threads = list(report.walk())
    terms = [term for inner in threads for term in inner.terms]
    terms += [term for inner in threads for telling in inner.tellings for term in telling.terms]
    prefetch_related_objects(terms, "actor", "beneficiary", with_citations())
    responses = [response for inner in threads for response in inner.responses]
    prefetch_related_objects(responses, with_citations())
    offers = [telling.offer for inner in threads for telling in inner.tellings]
    prefetch_related_objects(offers, with_citations())
