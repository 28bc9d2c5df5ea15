"""Checks of events: parts and wholes, links in time, what became of what was planned."""

from datetime import date

from django.db.models import F, Q

from negotiations.choices import EventLinkKind, Occurrence
from negotiations.models import Event, EventLink
from negotiations.reports.integrity.findings import (
    Finding,
    Weight,
    check,
    concerning,
    findings,
    live,
)
from negotiations.reports.integrity.times import DATE_LINE, before, outside

#: What these do comes after what they do it to. A meeting can be called off or moved beforehand.
LATER_KINDS = (
    EventLinkKind.FOLLOWS,
    EventLinkKind.RESUMES,
    EventLinkKind.ANSWERS,
    EventLinkKind.IMPLEMENTS,
)
#: What never happened bears the day for which it was planned: others can come before it.
HAPPENED = ("", Occurrence.HELD, Occurrence.ALLEGED)


@check(
    "part-outside-event",
    Weight.DOUBTFUL,
    "Events outside the dates of the event they are part of",
    "A part has no day that the whole has not: correct one of the dates, or take it out.",
)
def part_outside_event(today: date) -> list[Finding]:
    parts = live(Event).filter(outside("date", "part_of__date"))
    return findings(concerning(parts, "on {date}, the whole on {part_of__date}", "part_of"))


@check(
    "event-outside-process",
    Weight.DOUBTFUL,
    "Events outside the dates of their process",
    "The dates of a process run from its first to its last event: widen them, or take it out.",
)
def event_outside_process(today: date) -> list[Finding]:
    rows = live(Event).filter(outside("date", "processes__date"))
    rows = rows.annotate(process=F("processes__slug"), within=F("processes__date"))
    return findings(concerning(rows, "on {date}, {process} in {within}", "processes"))


@check(
    "link-runs-backwards",
    Weight.DOUBTFUL,
    "Links between events that run backwards in time",
    "What follows, resumes, answers or implements comes later, what prepares comes earlier: turn "
    "the link round, choose another kind, or correct a date.",
)
def link_runs_backwards(today: date) -> list[Finding]:
    too_early = Q(kind__in=LATER_KINDS) & before("from_event__date", "to_event__date", DATE_LINE)
    too_late = Q(kind=EventLinkKind.PREPARES) & before("to_event__date", "from_event__date")
    rows = live(EventLink).filter(too_early | too_late)
    rows = rows.filter(from_event__occurrence__in=HAPPENED, to_event__occurrence__in=HAPPENED)
    told = "{kind}, from {from_event__date} to {to_event__date}"
    return findings(concerning(rows, told, "from_event", "to_event"))


@check(
    "still-planned",
    Weight.DOUBTFUL,
    "Past events that are still proposed or scheduled",
    "Its day is over: set what became of it (held, postponed, cancelled, declined, lapsed).",
)
def still_planned(today: date) -> list[Finding]:
    planned = (Occurrence.PROPOSED, Occurrence.SCHEDULED)
    rows = live(Event).filter(occurrence__in=planned, date_latest__lt=today)
    return findings(concerning(rows, "{occurrence} for {date}"))


@check(
    "held-in-future",
    Weight.DOUBTFUL,
    "Events held on a day still to come",
    "Correct the date, or set the occurrence to scheduled.",
)
def held_in_future(today: date) -> list[Finding]:
    rows = live(Event).filter(
        occurrence=Occurrence.HELD, date_earliest__gt=today, date_earliest__lte=date.max
    )
    return findings(concerning(rows, "held on {date}"))
