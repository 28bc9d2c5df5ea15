"""The first page: what this is, which processes there are, what is to be seen."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from negotiations.models import Event, Offer, Point, Process, Source, Statement

#: What the first page counts, in the order in which it is read.
COUNTED = (Event, Statement, Offer, Point, Source)


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
    contested = Event.objects.filter(points__kind="account").distinct().in_order().reverse()[:6]
    context = {
        "processes": processes,
        "contested": contested.select_related("place"),
        "tally": [(model._meta.verbose_name_plural, model.objects.count()) for model in COUNTED],
    }
    return render(request, "negotiations/home.html", context)
