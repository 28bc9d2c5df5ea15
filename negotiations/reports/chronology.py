"""The events of a process in the one public order."""

from django.db.models import QuerySet

from negotiations.models import Event, Process
from negotiations.reports.trees import Descendants


def chronology(process: Process) -> QuerySet[Event]:
    """What belongs to the process or to one within it; an event of several of them stands once."""
    processes = Descendants(Process, [process.slug])
    within = Event.processes.through.objects.filter(process__in=processes).values("event")
    return Event.objects.filter(pk__in=within).select_related("place").in_order()
