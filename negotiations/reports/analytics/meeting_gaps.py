"""How many days lay between one meeting of two sides and their next, in each process."""

from collections.abc import Sequence

from negotiations.choices import Attendance, EventKind, Occurrence, ParticipationRole
from negotiations.reports.analytics.tables import Analysis
from negotiations.reports.answering import TOP, quoted
from negotiations.reports.asking import Chosen, ask

MEETINGS = (
    EventKind.SUMMIT,
    EventKind.MINISTERIAL,
    EventKind.TALKS,
    EventKind.MEETING,
    EventKind.CONSULTATION,
    EventKind.VISIT,
    EventKind.MEDIATION,
    EventKind.ROUND,
)
#: Who is at a meeting without being one of those who meet.
BESIDE = (
    ParticipationRole.HOST,
    ParticipationRole.MEDIATOR,
    ParticipationRole.FACILITATOR,
    ParticipationRole.OBSERVER,
    ParticipationRole.WITNESS,
    ParticipationRole.INTERPRETER,
    ParticipationRole.MESSENGER,
)
COUNTED = (
    "Two successive meetings of two sides in one process (with no process, those in none): events "
    "held, of a kind at which people meet, that are no part of another such event. A side is there "
    "if somebody of it attended in a role of his own (no host, mediator, observer, interpreter), "
    "at the event or a part of it. Days from the end of one to the beginning of the next, at least "
    "and at most as the dates allow. Meetings that the filters leave out are not there at all."
)
IS_MEETING = f"kind in ({quoted(MEETINGS)}) and {{0}}.occurrence = '{Occurrence.HELD}'"

PARTS = (
    TOP,
    f"""meeting (id) as (
  select event.id from chosen join negotiations_event as event on event.id = chosen.id
  left join negotiations_event as whole on whole.id = event.part_of_id
    and whole.{IS_MEETING.format("whole")}
  where event.{IS_MEETING.format("event")} and whole.id is null
)""",
    f"""present (id, side) as (
  select distinct held.id, top.side from (
    select id, id from meeting
    union all select meeting.id, part.id from meeting
    join negotiations_event as part on part.part_of_id = meeting.id
  ) as held (id, event)
  join negotiations_participation as taken on taken.event_id = held.event
    and taken.attendance in ('', '{Attendance.ATTENDED}') and taken.role not in ({quoted(BESIDE)})
  join top on top.id = taken.party_id
)""",
    """named (side) as (
  select top.side from negotiations_party as party join top on top.id = party.id
  where party.slug = any (%s)
)""",
    """met (one, two, process, id, earliest, latest, begins_by, ends_from, previous) as (
  select one.side, two.side, listed.process_id, event.id, event.date_earliest, event.date_latest,
    case when engine.date_has_exact_ends(event.date) then event.date_earliest
      else event.date_latest end,
    case when engine.date_has_exact_ends(event.date) then event.date_latest
      else event.date_earliest end,
    lag(event.id) over (
      partition by one.side, two.side, listed.process_id
      order by event.date_earliest, event."time", event.seq nulls last, event.date_latest,
        event.slug
    )
  from present as one join present as two on two.id = one.id
  join negotiations_party as first on first.id = one.side
  join negotiations_party as second on second.id = two.side and first.slug < second.slug
  join negotiations_event as event on event.id = one.id and event.date <> ''
  left join negotiations_event_processes as listed on listed.event_id = event.id
  where (one.side in (select side from named))::integer
    + (two.side in (select side from named))::integer >= %s
)""",
)
ASKED = """select first.slug as side_one, second.slug as side_two, process.slug as process,
  event.slug as event, event.kind, event.level, event.date,
  before.slug as previous_event, before.kind as previous_kind, before.level as previous_level,
  before.date as previous_date,
  case when isfinite(met.earliest) and isfinite(earlier.latest)
    then greatest(met.earliest - earlier.latest, 0) else 0 end as days_min,
  case when isfinite(met.begins_by) and isfinite(earlier.ends_from)
    then greatest(met.begins_by - earlier.ends_from, 0) end as days_max
from met join met as earlier on earlier.id = met.previous and earlier.one = met.one
  and earlier.two = met.two and earlier.process is not distinct from met.process
join negotiations_event as event on event.id = met.id
join negotiations_event as before on before.id = earlier.id
join negotiations_party as first on first.id = met.one
join negotiations_party as second on second.id = met.two
left join negotiations_process as process on process.id = met.process
order by 1, 2, process.slug nulls last, met.earliest, event."time", event.seq nulls last,
  met.latest, event.slug"""
TOTALS = """select (select count(*) from chosen) as considered,
  (select count(*) from chosen) - (select count(*) from meeting) as no_meetings_of_their_own,
  (select count(*) from meeting join negotiations_event as event on event.id = meeting.id
    where event.date = '') as without_a_date,
  (select count(*) from meeting where id not in (
    select id from present group by id having count(*) > 1)) as without_two_sides,
  (select count(*) from met where previous is null) as first_meetings_of_two_sides"""


def meeting_gaps(chosen: Chosen, named: Sequence[str] = (), least: int = 0) -> Analysis:
    """Of the sides of the parties `named` at least so many are among the two that meet."""
    (left_out,) = ask(chosen, PARTS, TOTALS, list(named), least)
    considered = left_out.pop("considered")
    return Analysis(ask(chosen, PARTS, ASKED, list(named), least), COUNTED, considered, left_out)
