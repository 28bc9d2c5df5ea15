"""How templates print what a record knows: dates, grades, footnotes."""

from typing import Any

from django import template

from negotiations.dates import DateError, ImpreciseDate
from negotiations.models.base import Record

register = template.Library()


@register.filter
def in_words(edtf: str) -> str:
    """An EDTF date as a reader says it: 5 October 2019."""
    try:
        return ImpreciseDate.parse(edtf).text if edtf else "date unknown"
    except DateError:
        return edtf


@register.inclusion_tag("negotiations/parts/marks.html", takes_context=True)
def marks(context: dict[str, Any], record: Record) -> dict[str, Any]:
    """The footnote numbers of a record whose citations are loaded."""
    return {"notes": context["footnotes"].of(record)}


@register.inclusion_tag("negotiations/parts/grade.html")
def grade(record: Record) -> dict[str, Record]:
    """How we know it."""
    return {"record": record}


@register.filter
def at(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of a key which is itself a variable."""
    return mapping.get(key)
