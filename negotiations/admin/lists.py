"""The list page of a kind: its order, relations fetched at once, years to pick, dates in words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from negotiations.admin.understanding import read_aloud
from negotiations.models import Record

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
UNITS = ("year", "month", "day")
FORMS = {"year": "%Y", "month": "%B %Y", "day": "%-d %B %Y"}


class RecordChangeList(ChangeList):
    """Rows in the public order. The number of queries does not depend on the number of rows."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet:
        if any("\0" in value for values in self.filter_params.values() for value in values):
            raise IncorrectLookupParameters("No text holds the character NUL.")
        rows = super().get_queryset(request, *args, **kwargs)
        if self.list_select_related:
            rows = rows.select_related(*self.list_select_related)
        return rows.prefetch_related(*self.model_admin.list_prefetch_related)

    def apply_select_related(self, qs: QuerySet) -> QuerySet:
        return qs

    @property
    def date_strip(self) -> dict[str, Any] | None:
        """Links to the years, then months, then days in which the dates of the rows begin.

        Django's date hierarchy reads an open or unknown bound as the year 9999; not so here.
        """
        if not self.model.main_date:
            return None
        bound = f"{self.model.main_date}_earliest"
        chosen = [unit for unit in UNITS if f"{bound}__{unit}" in self.params]
        unit = UNITS[min(len(chosen), 2)]
        known = self.queryset.filter(**{f"{bound}__gt": date.min, f"{bound}__lt": date.max})
        days = known.order_by().dates(bound, unit)
        return {
            "back": self.step_back(bound, chosen),
            "choices": [self.step(bound, unit, day) for day in days],
        }

    def step(self, bound: str, unit: str, day: date) -> dict[str, str]:
        given = UNITS[: UNITS.index(unit) + 1]
        link = self.get_query_string({f"{bound}__{part}": getattr(day, part) for part in given})
        return {"link": link, "title": day.strftime(FORMS[unit])}

    def step_back(self, bound: str, chosen: list[str]) -> dict[str, str] | None:
        if not chosen:
            return None
        wider = {f"{bound}__{chosen[-1]}": None}
        title = "All dates" if len(chosen) == 1 else self.params[f"{bound}__year"]
        return {"link": self.get_query_string(wider), "title": title}


def in_order_of(name: str, label: str = "") -> Callable[[Any, Record], str]:
    """A column of an imprecise date in words, sorted by its first possible day."""

    @admin.display(description=label or name.replace("_", " "), ordering=f"{name}_earliest")
    def column(self: Any, record: Record) -> str:
        return read_aloud(getattr(record, name))

    return column


def names_of(relation: str, label: str = "") -> Callable[[Any, Record], str]:
    """A column of the short names of several records."""

    @admin.display(description=label or relation.replace("_", " "))
    def column(self: Any, record: Record) -> str:
        return ", ".join(short_name(other) for other in getattr(record, relation).all())

    return column


def in_short(relation: str) -> Callable[[Any, Record], str]:
    """A column of the short name of one record."""

    @admin.display(description=relation.replace("_", " "), ordering=relation)
    def column(self: Any, record: Record) -> str:
        other = getattr(record, relation)
        return short_name(other) if other else ""

    return column


def short_name(record: Record) -> str:
    return getattr(record, "short_name", "") or str(record)


def excerpt_of(field: str, longest: int = 90) -> Callable[[Any, Record], str]:
    """A column of the first words of a text, which links to the record."""

    @admin.display(description=field, ordering=field)
    def column(self: Any, record: Record) -> str:
        text = getattr(record, field)
        return text if len(text) <= longest else text[: longest - 1].rstrip() + ELLIPSIS

    return column
