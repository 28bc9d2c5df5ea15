"""An event, with the accounts of it side by side."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from negotiations.choices import Standing
from negotiations.models import Event, EventLink, Offer, Participation, Statement
from negotiations.reports.side_by_side import Column, SideBySide, side_by_side
from negotiations.reports.sides import Side
from negotiations.web.absent import record_or_absent
from negotiations.web.footnotes import Footnotes, with_citations
from negotiations.web.pages import page_citation

#: A reader looks for what is contradicted before what is agreed.
SHOWN_FIRST = (
    Standing.CONTRADICTED,
    Standing.ONE_SIDE,
    Standing.COMPATIBLE,
    Standing.AGREED,
    Standing.OPEN,
)
PARTICIPATIONS = Participation.objects.select_related("party", "person", "tenure").order_by(
    "party__slug", "slug"
)
LINKS = EventLink.objects.select_related("from_event", "to_event").order_by("slug")


@dataclass(frozen=True)
class Act:
    """A speech act with the excerpts and renderings of it that the record holds."""

    statement: Statement
    excerpts: list[Statement]


@dataclass(frozen=True)
class Account:
    """What one narrator says, act by act."""

    narrator: Side | None
    acts: list[Act]


def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = record_or_absent(
        Event.objects.select_related("place", "part_of").prefetch_related(
            "processes",
            with_citations(),
            Prefetch("participations", PARTICIPATIONS),
            with_citations("participations"),
            Prefetch("links_out", LINKS),
            Prefetch("links_in", LINKS),
        ),
        slug,
    )
    report = side_by_side(found)
    load_citations(report)
    context = {
        "event": found,
        "report": report,
        "accounts": [account_of(column) for column in report.columns],
        "points": sorted(report.points, key=lambda point: SHOWN_FIRST.index(point.standing)),
        "offers": offers_at(found),
        "footnotes": Footnotes(),
        "cite": page_citation(request, found, timezone.localdate()),
    }
    return render(request, "negotiations/event.html", context)


def account_of(column: Column) -> Account:
    """Excerpts and variants stand with the act or wording they belong to."""
    told = {statement.pk for statement in column.statements}
    belonging: dict[int, list[Statement]] = defaultdict(list)
    acts = []
    for statement in column.statements:
        whole = next(
            (pk for pk in (statement.part_of_id, statement.variant_of_id) if pk in told), None
        )
        if whole is None:
            acts.append(statement)
        else:
            belonging[whole].append(statement)
    return Account(column.narrator, [Act(act, within(act, belonging)) for act in acts])


def within(act: Statement, belonging: dict[int, list[Statement]]) -> list[Statement]:
    """The excerpts of an act, each followed by its other renderings."""
    found: list[Statement] = []
    for statement in belonging[act.pk]:
        found += [statement, *within(statement, belonging)]
    return found


def load_citations(report: SideBySide) -> None:
    statements = [statement for column in report.columns for statement in column.statements]
    prefetch_related_objects(statements, with_citations(), "tenure")


def offers_at(event: Event) -> list[Offer]:
    """The offers made at the event, without the tellings of them."""
    return list(
        Offer.objects.filter(event=event)
        .roots()
        .prefetch_related("proposers", "recipients", "responses__party", with_citations())
        .in_order()
    )
