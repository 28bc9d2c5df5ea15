"""A process: its parties, its chronology, and the picture of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from negotiations.models import Process
from negotiations.reports.chronology import chronology
from negotiations.web.absent import record_or_absent
from negotiations.web.footnotes import Footnotes, with_citations
from negotiations.web.pages import page_citation
from negotiations.web.strip import draw


def process(request: HttpRequest, slug: str) -> HttpResponse:
    found = record_or_absent(
        Process.objects.select_related("parent").prefetch_related(
            "memberships__party", "children", with_citations()
        ),
        slug,
    )
    events = list(chronology(found))
    context = {
        "process": found,
        "events": events,
        "strip": draw(events),
        "footnotes": Footnotes(),
        "cite": page_citation(request, found, timezone.localdate()),
    }
    return render(request, "negotiations/process.html", context)
