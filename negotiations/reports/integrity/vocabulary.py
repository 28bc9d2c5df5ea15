"""Checks of issues and of processes: what is in the tree for nothing, what stands in no process."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from negotiations.models import (
    Agreement,
    Commitment,
    Event,
    Issue,
    Offer,
    Point,
    Statement,
    Term,
)
from negotiations.reports.integrity.findings import (
    Finding,
    Weight,
    check,
    concerning,
    findings,
    live,
)
from negotiations.reports.lists import rows_of_list


@check(
    "unused-issue",
    Weight.INCOMPLETE,
    "Issues that nothing is about, nor anything below them",
    "Use it where it fits better than a wider one, or take it out.",
)
def unused_issue(today: date) -> list[Finding]:
    uses: tuple[QuerySet[Any], ...] = (
        *(live(model).filter(issue=OuterRef("pk")) for model in (Term, Commitment, Point)),
        rows_of_list(Statement, "issues").filter(issue=OuterRef("pk")),
        rows_of_list(Agreement, "issues_absent").filter(issue=OuterRef("pk")),
        live(Issue).filter(parent=OuterRef("pk")),
    )
    return findings(concerning(live(Issue).filter(*(~Exists(use) for use in uses)), "unused"))


@check(
    "process-missing",
    Weight.INCOMPLETE,
    "Records in no process although their event is in one",
    "Lists of a process leave it out: give it the processes of its event.",
)
def process_missing(today: date) -> list[Finding]:
    """Tellings and excerpts are not asked: what they belong to is."""
    statements = live(Statement).filter(
        Q(in_a_process("said_at")) | Exists(about_an_event_of_a_process()),
        part_of__isnull=True,
        variant_of__isnull=True,
    )
    offers = live(Offer).filter(in_a_process("event"), variant_of__isnull=True)
    agreements = live(Agreement).filter(in_a_process("event"))
    return findings(
        *(
            concerning(rows.filter(processes=None), "its event is in one", *events)
            for rows, *events in (
                (statements, "said_at"),
                (offers, "event"),
                (agreements, "event"),
            )
        )
    )


def in_a_process(event: str) -> Exists:
    return Exists(rows_of_list(Event, "processes").filter(event=OuterRef(event)))


def about_an_event_of_a_process() -> QuerySet[Any]:
    of_process = rows_of_list(Event, "processes").filter(event=OuterRef("event"))
    return rows_of_list(Statement, "events").filter(Exists(of_process), statement=OuterRef("pk"))
