"""What the record holds: how many of each kind, and the days its events cover."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Func, IntegerField, Max, Min, Value

from negotiations.models import KINDS, Event, Record


@dataclass(frozen=True)
class Coverage:
    """Counts by kind; the first and the last day that any event's date allows."""

    counts: Mapping[type[Record], int]
    earliest: date | None
    latest: date | None


def coverage() -> Coverage:
    """Two queries. Open and unknown dates bound nothing."""
    everything = Func(function="count", template="count(*)", output_field=IntegerField())
    first, *others = (
        kind._base_manager.order_by()
        .annotate(number=Value(number), counted=everything)
        .values_list("number", "counted")
        for number, kind in enumerate(KINDS)
    )
    found = dict(first.union(*others, all=True))
    days = Event.objects.filter(date_earliest__gte=date.min, date_latest__lte=date.max)
    covered = days.aggregate(earliest=Min("date_earliest"), latest=Max("date_latest"))
    counts = {kind: found[number] for number, kind in enumerate(KINDS)}
    return Coverage(counts, covered["earliest"], covered["latest"])
