"""What the record holds: how many of each kind, which days and languages, changed when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, DateTimeField, Func, IntegerField, Max, Min, QuerySet, Value

from negotiations.models import KINDS, Event, Record, Statement

# Not Django's own: they would group by the key, which a world's view does not have.
EVERYTHING = Func(template="count(*)", output_field=IntegerField())
LAST = Func(template="max(updated_at)", output_field=DateTimeField())


@dataclass(frozen=True)
class Coverage:
    """Counts by kind; the first and the last day that any event's date allows."""

    counts: Mapping[type[Record], int]
    earliest: date | None
    latest: date | None
    #: When a record that is there last changed.
    last_change: datetime | None
    #: How many statements are worded in each language here, the most first.
    languages: Mapping[str, int]
    #: In which languages they were said, where that is known and another.
    original_languages: Mapping[str, int]


def coverage() -> Coverage:
    """Four queries. Open and unknown dates bound nothing."""
    first, *others = (
        kind._base_manager.order_by()
        .annotate(number=Value(number), counted=EVERYTHING, changed=LAST)
        .values_list("number", "counted", "changed")
        for number, kind in enumerate(KINDS)
    )
    rows = list(first.union(*others, all=True))
    found = {number: counted for number, counted, _ in rows}
    days = Event.objects.filter(date_earliest__gte=date.min, date_latest__lte=date.max)
    covered = days.aggregate(earliest=Min("date_earliest"), latest=Max("date_latest"))
    counts = {kind: found[number] for number, kind in enumerate(KINDS)}
    return Coverage(
        counts=counts,
        earliest=covered["earliest"],
        latest=covered["latest"],
        last_change=max((changed for *_, changed in rows if changed), default=None),
        languages=by_language(Statement.objects.all(), "language"),
        original_languages=by_language(Statement.objects.all(), "language_original"),
    )


def by_language(statements: QuerySet[Statement], field: str) -> dict[str, int]:
    known = statements.exclude(**{field: ""}).order_by()
    counted = known.values_list(field).annotate(records=Count("pk"))
    return dict(sorted(counted, key=lambda row: (-row[1], row[0])))
