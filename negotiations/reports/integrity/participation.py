"""Checks of who took part and spoke, and of the offices in which they did."""

from datetime import date

from django.db.models import Q

from negotiations.choices import Attendance, Occurrence
from negotiations.models import Participation, Statement, Tenure
from negotiations.reports.integrity.findings import (
    Finding,
    Weight,
    check,
    concerning,
    findings,
    live,
)
from negotiations.reports.integrity.times import apart, covers

PRESENT = (Attendance.ATTENDED, Attendance.WALKED_OUT)
NOT_HELD = (
    Occurrence.PROPOSED,
    Occurrence.SCHEDULED,
    Occurrence.POSTPONED,
    Occurrence.CANCELLED,
    Occurrence.DECLINED,
    Occurrence.LAPSED,
)
WIDEN = (
    "No source shows the office on that day: widen attested if the source of this record does, "
    "name another tenure, or none."
)


def out_of_office(day: str) -> Q:
    """The day is certainly outside what is attested, and not surely within the tenure's date."""
    return apart(day, "tenure__attested") & ~covers("tenure__date", day)


@check(
    "participation-outside-attested",
    Weight.DOUBTFUL,
    "People at events outside the attested dates of their office",
    WIDEN,
)
def participation_outside_attested(today: date) -> list[Finding]:
    rows = live(Participation).filter(out_of_office("event__date"))
    told = "on {event__date}, office attested {tenure__attested}"
    return findings(concerning(rows, told, "event", "tenure"))


@check(
    "statement-outside-attested",
    Weight.DOUBTFUL,
    "Statements outside the attested dates of the speaker's office",
    WIDEN,
)
def statement_outside_attested(today: date) -> list[Finding]:
    rows = live(Statement).filter(out_of_office("date"))
    return findings(concerning(rows, "on {date}, office attested {tenure__attested}", "tenure"))


@check(
    "tenure-outside-party",
    Weight.DOUBTFUL,
    "Offices outside the dates of their party",
    "Nobody holds an office of a party that does not exist: correct one of the dates.",
)
def tenure_outside_party(today: date) -> list[Finding]:
    rows = live(Tenure).filter(apart("date", "party__date") | apart("attested", "party__date"))
    told = "held {date}, attested {attested}, the party {party__date}"
    return findings(concerning(rows, told, "party"))


@check(
    "attended-not-held",
    Weight.DOUBTFUL,
    "People present at events that were not held",
    "Whoever was to come to a meeting that was not held is expected; or the event was held.",
)
def attended_not_held(today: date) -> list[Finding]:
    rows = live(Participation).filter(attendance__in=PRESENT, event__occurrence__in=NOT_HELD)
    return findings(concerning(rows, "{attendance}, the event was {event__occurrence}", "event"))
