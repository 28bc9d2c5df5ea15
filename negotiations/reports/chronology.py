"""The events of a process in order, and how one leads to another; and the same as flat rows.

The SQL gives keys for the key of the process, `{key}`.
"""

from typing import Any

from negotiations.choices import Attendance
from negotiations.models import Event, Process
from negotiations.models.events import EventQuerySet
from negotiations.reports.asking import Chosen, ask
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


# --- The same as flat rows ----------------------------------------------------------------------

LIST_OF_PARTIES = """array(
    select distinct party.slug from negotiations_participation as taken
    join negotiations_party as party on party.id = taken.party_id
    where taken.event_id = event.id and {condition} order by 1)"""
ATTENDED = f"taken.attendance in ('', '{Attendance.ATTENDED}')"
ROWS = f"""select event.slug, event.title, event.kind, event.occurrence, event.level, event.track,
  event.date, event."time", place.slug as place, part.slug as part_of,
  array(select process.slug from negotiations_event_processes as listed
    join negotiations_process as process on process.id = listed.process_id
    where listed.event_id = event.id order by 1) as processes,
  {LIST_OF_PARTIES.format(condition=ATTENDED)} as attended,
  {LIST_OF_PARTIES.format(condition=f"not {ATTENDED}")} as not_attended,
  array(select distinct person.slug from negotiations_participation as taken
    join negotiations_person as person on person.id = taken.person_id
    where taken.event_id = event.id and {ATTENDED} order by 1) as people,
  array(select link.kind || ':' || other.slug from negotiations_eventlink as link
    join negotiations_event as other on other.id = link.to_event_id
    where link.from_event_id = event.id order by 1) as links,
  event.outcome, event.summary, event.certainty
from chosen join negotiations_event as event on event.id = chosen.id
left join negotiations_place as place on place.id = event.place_id
left join negotiations_event as part on part.id = event.part_of_id
order by event.date_earliest, event."time", event.seq nulls last, event.date_latest, event.slug"""
OF_PROCESS = "select distinct event_id from ({}) as of_process"


def chronology_rows(process: Process) -> list[dict[str, Any]]:
    """One row an event."""
    text = OF_PROCESS.format(EVENTS_OF_PROCESS.format(key="%s::bigint"))
    return ask(Chosen(text, (process.pk,)), (), ROWS)
