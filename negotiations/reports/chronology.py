"""The events of a process in the one public order, and how one leads to another."""

from typing import Any

from django.db.models import QuerySet

from negotiations.models import Event, EventLink, Process
from negotiations.models.events import EventQuerySet
from negotiations.reports.lists import keys_of, rows_of_list
from negotiations.reports.trees import Descendants


def chronology(process: Process) -> EventQuerySet[Event]:
    """What belongs to the process or to one within it; an event of several of them stands once."""
    found: EventQuerySet[Event] = Event.objects.filter(pk__in=keys_of(within(process)))
    return found.select_related("place").in_order()


def links_within(process: Process) -> QuerySet[EventLink]:
    """The links between two events of the process."""
    events = within(process)
    return EventLink.objects.filter(from_event__in=events, to_event__in=events)


def within(process: Process) -> Any:
    """The keys of the events of the process and of those within it, as a subquery."""
    processes = Descendants(Process, [process.slug])
    return rows_of_list(Event, "processes").filter(process__in=processes).values("event")
