"""One event with everything that belongs to it, and what lists count for each of many."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, Value

from negotiations.models import (
    Citation,
    Event,
    EventLink,
    Offer,
    Participation,
    Statement,
)
from negotiations.reports.lists import rows_of_list
from negotiations.reports.offers import with_terms_and_answers
from negotiations.reports.points import PointReport, points_with_claims
from negotiations.reports.side_by_side import points_of, statements_on

STATEMENTS, OFFERS, SOURCES = "statements", "offers", "sources"


@dataclass(frozen=True)
class Counts:
    """How much there is on an event: speech acts, offers without tellings, sources cited for it."""

    statements: int
    offers: int
    sources: int


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

    @property
    def counts(self) -> Counts:
        return Counts(
            statements=sum(statement.part_of_id is None for statement in self.statements),
            offers=len(self.offers),
            sources=len({citation.source_id for citation in self.citations}),
        )


def event_in_full(event: Event, day: date | None = None) -> EventInFull:
    """Eighteen queries, however much there is."""
    return EventInFull(
        event=event,
        participations=list(event.participations.order_by("slug")),
        statements=list(statements_on(event)),
        points=points_with_claims(points_of(event), day),
        offers=list(with_terms_and_answers(event.offers.roots().in_order())),
        links=list(EventLink.objects.filter(Q(from_event=event) | Q(to_event=event))),
        citations=list(event.citations.order_by("slug")),
    )


def counts_of(events: Sequence[Event]) -> dict[int, Counts]:
    """The counts of each event by its key, in two queries; views cannot be grouped by their key."""
    found = set(things_on([event.pk for event in events]))
    said = [thing for what, _, thing in found if what == STATEMENTS]
    excerpts = set(
        Statement.objects.filter(pk__in=said, part_of__isnull=False).values_list("pk", flat=True)
    )
    counted = Counter(
        (what, event) for what, event, thing in found if what != STATEMENTS or thing not in excerpts
    )
    kinds = (STATEMENTS, OFFERS, SOURCES)
    return {
        event.pk: Counts(**{what: counted[what, event.pk] for what in kinds}) for event in events
    }


def things_on(events: Sequence[int]) -> Iterable[tuple[str, int, int]]:
    """What belongs to the events, each thing once: what it is, the event's key, its own."""
    about = rows_of_list(Statement, "events").filter(event__in=events)
    said_there = Statement.objects.filter(said_at__in=events)
    offers = Offer.objects.roots().filter(event__in=events)
    citations = Citation.objects.filter(event__in=events)
    first, *others = (
        rows.order_by().values_list(Value(what), F(event), F(thing))
        for what, rows, event, thing in (
            (STATEMENTS, about, "event_id", "statement_id"),
            (STATEMENTS, said_there, "said_at_id", "pk"),
            (OFFERS, offers, "event_id", "pk"),
            (SOURCES, citations, "event_id", "source_id"),
        )
    )
    return first.union(*others)
