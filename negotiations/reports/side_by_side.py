"""One event as each side tells it: statements in columns, and points on which they may differ.

Which side a statement belongs to is in sides.py, how a point stands in standing.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from negotiations.choices import PointKind, Standing
from negotiations.models import Agreement, Event, Offer, Point, Statement
from negotiations.reports.lists import keys_of, rows_of_list
from negotiations.reports.points import PointReport, points_with_claims
from negotiations.reports.sides import Side, Sides, parties_of_statement

#: Accounts diverge on these; a slip in a date or a rendering of a word is no divergence.
DIVERGING = (PointKind.ACCOUNT, PointKind.FACT, PointKind.RESPONSIBILITY)


@dataclass(frozen=True)
class Column:
    """What one narrator says about the event; without a narrator, what nobody named says."""

    narrator: Side | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class SideBySide:
    """An event with its narrators, what each says, and where they differ."""

    event: Event
    narrators: tuple[Side, ...]
    columns: tuple[Column, ...]
    points: tuple[PointReport, ...]

    @property
    def divergence(self) -> dict[Standing, int]:
        """How many points stand how, of those on which accounts can diverge."""
        counted = dict.fromkeys(Standing, 0)
        for report in self.points:
            if report.point.kind in DIVERGING:
                counted[report.standing] += 1
        return counted


def side_by_side(event: Event, day: date | None = None) -> SideBySide:
    """The accounts of an event, as they stood on the day; without a day, as they stand."""
    statements = list(statements_on(event, day))
    reports = points_with_claims(points_of(event), day)
    sides = Sides.of(pk for statement in statements for pk in parties_of_statement(statement))
    columns = columns_of(statements, sides)
    return SideBySide(
        event=event,
        narrators=narrators_of(columns, reports),
        columns=columns,
        points=tuple(reports),
    )


def statements_on(event: Event, day: date | None = None) -> QuerySet[Statement]:
    """What was said at the event or is about it, up to the day, in the order of saying."""
    about = rows_of_list(Statement, "events").filter(event=event).values("statement")
    said_there = Statement.objects.filter(said_at=event).order_by().values("pk")
    by_then = Q(date_latest__lte=day) if day else Q()
    return (
        Statement.objects.filter(by_then, pk__in=keys_of(about.union(said_there)))
        .select_related("party", "speaker")
        .prefetch_related("co_parties")
        .in_order()
    )


def points_of(event: Event) -> QuerySet[Point]:
    """Points about the event, offers and agreements made at it, and words said at it."""
    about = Point.objects.filter(event=event).values("pk")
    made_there = (
        Point.objects.filter(**{f"{target}__in": found.values("pk")}).values("pk")
        for target, found in (
            ("offer", Offer.objects.filter(event=event)),
            ("agreement", Agreement.objects.filter(event=event)),
            ("statement", Statement.objects.filter(said_at=event)),
        )
    )
    return (
        Point.objects.filter(pk__in=keys_of(about.union(*made_there)))
        .select_related("issue", "event", "process", "offer", "agreement", "statement")
        .order_by("slug")
    )


def columns_of(statements: Sequence[Statement], sides: Sides) -> tuple[Column, ...]:
    """A joint text stands in the column of each of its sides."""
    told: dict[str, list[Statement]] = defaultdict(list)
    narrators: dict[str, Side] = {}
    for statement in statements:
        found = {side.key: side for side in sides.of_statement(statement)}
        narrators |= found
        for key in found or [""]:
            told[key].append(statement)
    # The column of nobody named comes last.
    keys = sorted(told, key=lambda key: (not key, key))
    return tuple(Column(narrators.get(key), tuple(told[key])) for key in keys)


def narrators_of(columns: Iterable[Column], reports: Iterable[PointReport]) -> tuple[Side, ...]:
    """Every side that says something, in a statement or in a claim."""
    found = {column.narrator.key: column.narrator for column in columns if column.narrator}
    for report in reports:
        for held in report.claims:
            found |= {side.key: side for side in held.sides}
    return tuple(found[key] for key in sorted(found))
