"""How templates print what a record knows: dates, grades, footnotes."""

import re
from typing import Any

from django import template

from negotiations.dates import DateError, ImpreciseDate
from negotiations.models.base import Record

DURATION = re.compile(
    r"P(?:(?P<year>\d+)Y)?(?:(?P<month>\d+)M)?(?:(?P<week>\d+)W)?(?:(?P<day>\d+)D)?"
    r"(?:T(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?(?:(?P<second>\d+)S)?)?"
)

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
def duration_in_words(duration: str) -> str:
    """An ISO 8601 duration as a reader says it: P3Y is 3 years."""
    found = DURATION.fullmatch(duration)
    if not found:
        return duration
    parts = [
        f"{int(number)} {unit}{'' if int(number) == 1 else 's'}"
        for unit, number in found.groupdict().items()
        if number
    ]
    return ", ".join(parts) or duration
