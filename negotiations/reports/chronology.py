"""The events of a process in the one public order, and how one leads to another."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.models import Event, EventLink, Process
from negotiations.models.events import EventQuerySet
from negotiations.reports.trees import Descendants


@dataclass(frozen=True)
class Chronology:
    """A process with its events, in order, and the links between them."""

    process: Process
    events: Sequence[Event]
    links: Sequence[EventLink]


def chronology(process: Process, events: EventQuerySet[Event] | None = None) -> Chronology:
    """The events of the process and of those within it.

    `events` may be given with what else is to be read of each.
    """
    every = Event.objects.all() if events is None else events
    processes = Descendants(Process, [process.slug])
    within = Event.processes.through.objects.filter(process__in=processes).values("event")
    return Chronology(
        process=process,
        events=list(every.filter(pk__in=within).in_order()),
        links=list(EventLink.objects.filter(from_event__in=within, to_event__in=within)),
    )
