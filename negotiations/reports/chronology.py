"""The events of a process in order, and how one leads to another.

The SQL gives keys for the key of the process, `{key}`.
"""

from negotiations.models import Event, Process
from negotiations.models.events import EventQuerySet
from negotiations.reports.lists import Keys
from negotiations.reports.trees import below

#: The events of the process and of all within it.
EVENTS_OF_PROCESS = (
    "select distinct event_id from negotiations_event_processes "
    f"where process_id in ({below(Process, '{key}')})"
)
#: The links between two events of the process.
LINKS_WITHIN_PROCESS = (
    f"with of_process as materialized ({EVENTS_OF_PROCESS}) select id from negotiations_eventlink "
    "where from_event_id in (select event_id from of_process) "
    "and to_event_id in (select event_id from of_process)"
)


def chronology(process: Process) -> EventQuerySet[Event]:
    """What belongs to the process or to one within it; an event of several of them stands once."""
    found: EventQuerySet[Event] = Event.objects.filter(pk__in=Keys(EVENTS_OF_PROCESS, process.pk))
    return found.select_related("place").in_order()
