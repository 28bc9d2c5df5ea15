"""The first page: what this is, which processes there are, what is to be seen."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from negotiations.choices import Standing
from negotiations.models import Event, Offer, Point, Process, Source, Statement
from negotiations.reports.points import points_with_claims
from negotiations.reports.side_by_side import DIVERGING

#: What the first page counts, in the order in which it is read.
COUNTED = (Event, Statement, Offer, Point, Source)

#: How many events are shown on which the accounts contradict each other.
SHOWN = 6


@dataclass(frozen=True)
class Contradicted:
    """An event, and the questions that the sides answer in ways which exclude each other."""

    event: Event
    questions: list[str]


def home(request: HttpRequest) -> HttpResponse:
    events = (
        Event.processes.through.objects.filter(process=OuterRef("pk"))
        .values("process")
        .annotate(number=Count("event"))
        .values("number")
    )
    children = Process.objects.filter(parent=OuterRef("pk")).values("parent")
    processes = Process.objects.annotate(
        event_count=Coalesce(Subquery(events), 0),
        child_count=Coalesce(Subquery(children.annotate(number=Count("pk")).values("number")), 0),
    ).in_order()
    context = {
        "processes": processes,
        "contradicted": latest_contradicted(),
        "tally": [(model._meta.verbose_name_plural, model.objects.count()) for model in COUNTED],
    }
    return render(request, "negotiations/home.html", context)


def latest_contradicted() -> list[Contradicted]:
    """The latest events on which sides contradict each other, or on what was said there."""
    points = (
        Point.objects.filter(kind__in=DIVERGING)
        .annotate(
            met_at=Coalesce("event", "offer__event", "agreement__event", "statement__said_at")
        )
        .order_by("slug")
    )
    questions: dict[int | None, list[str]] = defaultdict(list)
    for report in points_with_claims(points):
        if report.standing == Standing.CONTRADICTED:
            questions[report.point.met_at].append(report.point.question)
    events = Event.objects.filter(pk__in=[*questions]).select_related("place")
    return [
        Contradicted(event, questions[event.pk]) for event in events.in_order().reverse()[:SHOWN]
    ]
