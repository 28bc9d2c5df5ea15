"""One event with everything that belongs to it, and what lists count for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from negotiations.models import (
    Citation,
    Event,
    EventLink,
    Offer,
    Participation,
    Statement,
)
from negotiations.reports.offers import with_terms_and_answers
from negotiations.reports.points import PointReport, points_with_claims
from negotiations.reports.side_by_side import points_of, statements_on


@dataclass(frozen=True)
class EventInFull:
    """An event: who was there, what was said and offered, where accounts differ."""

    event: Event
    participations: Sequence[Participation]
    statements: Sequence[Statement]
    points: Sequence[PointReport]
    offers: Sequence[Offer]
    links: Sequence[EventLink]
    citations: Sequence[Citation]


def event_in_full(event: Event, day: date | None = None) -> EventInFull:
    return EventInFull(
        event=event,
        participations=list(event.participations.order_by("slug")),
        statements=list(statements_on(event)),
        points=points_with_claims(points_of(event), day),
        offers=list(with_terms_and_answers(event.offers.roots().in_order())),
        links=list(EventLink.objects.filter(Q(from_event=event) | Q(to_event=event))),
        citations=list(event.citations.order_by("slug")),
    )


def with_counts(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events with how many speech acts, offers and sources each has.

    Subqueries, since views cannot be grouped by their key.
    """
    about = Statement.events.through.objects.filter(event=OuterRef("pk"))
    said_there = Statement.objects.filter(said_at=OuterRef("pk"), part_of=None)
    also_about = Statement.events.through.objects.filter(
        statement=OuterRef("pk"), event=OuterRef("said_at")
    )
    citations = Citation.objects.filter(event=OuterRef("pk"))
    return events.annotate(
        statement_count=number(about.filter(statement__part_of=None))
        + number(said_there.exclude(Exists(also_about))),
        offer_count=number(Offer.objects.filter(event=OuterRef("pk"), variant_of=None)),
        source_count=number(citations, "distinct source_id"),
    )


def number(rows: QuerySet[Any], what: str = "*") -> Subquery:
    """How many rows there are, as a subquery that groups by nothing."""
    counted = Func(function="count", template=f"count({what})", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(counted=counted).values("counted"))
