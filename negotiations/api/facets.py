"""Facets: how many records of a list there are to each word of a filter.

A facet's count is what the list would count if that word were asked for as well; a record with
several words is counted to each. Not here: which filters there are (one file per topic), what they
mean (filters.py), and how the words are counted (reports/facets.py).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Value, When
from django.db.models.functions import ExtractYear

from negotiations.api.errors import BadParameter, Fault, nearest
from negotiations.api.filters import (
    AllWithin,
    Condition,
    Derived,
    Named,
    RecordFilter,
    Texts,
    Worded,
)
from negotiations.api.kinds import label_of
from negotiations.models import Record
from negotiations.reports.facets import COUNTED, Counts, Facet, counts_of

FACETS = "facets"
YEAR = "year"
MOST_FACETS = 10


def facet_names(filters: type[RecordFilter]) -> tuple[str, ...]:
    """What a list can be counted by."""
    declared = filters.base_filters
    found = [name for name, condition in declared.items() if has_facet(condition)]
    return (*found, YEAR) if "date_from" in declared else tuple(found)


def has_facet(condition: Condition) -> bool:
    return isinstance(condition, Named | Worded | Texts | Derived) and not isinstance(
        condition, AllWithin
    )


def read_facets(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The facets asked for. Raises BadParameter."""
    given = [name for part in text.split(",") if (name := part.strip())]
    names = tuple(dict.fromkeys(given))
    words = tuple(known)
    faults = [unknown_facet(name, words) for name in names if name not in words]
    if len(given) > MOST_FACETS:
        told = f"At most {MOST_FACETS} facets can be asked for at once."
        faults.append(Fault(told, FACETS, value=text))
    if faults:
        raise BadParameter(faults)
    return names


def unknown_facet(name: str, words: tuple[str, ...]) -> Fault:
    told = f"The list cannot be counted by {name[:80]}, but by {', '.join(words)}."
    return Fault(told, FACETS, value=name, nearest=nearest(name, words))


def facets_of(filters: RecordFilter, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The facets of the records that pass the filters, as they are shown; one query."""
    found = filters.narrowed()
    asked = {
        name: facet(found.model, None if name == YEAR else filters.filters[name]) for name in names
    }
    return {name: shown(counts) for name, counts in counts_of(found, asked).items()}


def shown(counts: Counts) -> dict[str, Any]:
    return {
        "words": [
            {"word": word.word, "label": label_of(word.label, word.word), "count": word.count}
            for word in counts.words
        ],
        "without": counts.without,
        "more": counts.more,
        "exact": counts.exact,
    }


def facet(model: type[Record], condition: Condition | None) -> Facet:
    rows = model._base_manager.filter(pk__in=COUNTED).order_by()
    if condition is None:
        return Facet(rows.values_list("pk", year_of(model)))
    if isinstance(condition, Derived):
        holds = When(condition.condition(model, "true"), then=Value("true"))
        word = Case(holds, default=Value("false"), output_field=CharField())
        return Facet(rows.values_list("pk", word))
    paths = getattr(condition, "paths", ()) or (condition.field_name,)
    first, *others = (rows.values_list("pk", path) for path in paths)
    pairs = first.union(*others) if others else first
    if isinstance(condition, Named):
        return Facet(pairs, condition.kind, condition.within)
    return Facet(pairs)


def year_of(model: type[Record]) -> Case:
    """The year of the first day that the main date allows; null where none is known."""
    earliest = f"{model.main_date}_earliest"
    known = {f"{earliest}__gte": date.min, f"{earliest}__lte": date.max}
    return Case(When(**known, then=ExtractYear(F(earliest))), output_field=IntegerField())
