"""Rows that stay behind when their whole is published, because no citation supports them yet.

To be cited they must be saved first; so the whole is published, and they are named.
"""

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from negotiations.choices import Status
from negotiations.models import Record
from negotiations.models.citations import CITED_KINDS

UNPUBLISHED = (Status.DRAFT, Status.IN_REVIEW)
TO_BE_CITED = (
    "Published only with a citation of its own: leave it a draft, save, "
    "then cite and publish it on its own page."
)


def needs_citation(record: Record) -> bool:
    """Whether the record cannot be published, since no published citation supports it."""
    if not isinstance(record, CITED_KINDS):
        return False
    return not (record.pk and record.citations.filter(status=Status.PUBLISHED).exists())


def only_cited(rows: QuerySet) -> QuerySet:
    """Those of the rows that can be published together with their citations."""
    if rows.model not in CITED_KINDS:
        return rows
    return rows.filter(citations__status__in=(*UNPUBLISHED, Status.PUBLISHED)).distinct()


def left_behind(
    followers: Iterable[tuple[type[Record], str]], wholes: Sequence[int]
) -> list[Record]:
    """What belongs to these records, which were just published, and waits for a citation."""
    return [
        row
        for model, key in followers
        if model in CITED_KINDS
        for row in model._default_manager.filter(**{f"{key}__in": wholes}, status__in=UNPUBLISHED)
    ]


def tell_waiting(request: HttpRequest, rows: Iterable[Record]) -> None:
    """Name each row once, with the way to its page."""
    found = {(type(row), row.pk): row for row in rows}.values()
    if found:
        links = format_html_join(
            ", ", '<a href="{}">{} {}</a>', ((page_of(row), kind_of(row), row) for row in found)
        )
        told = "Saved, but not published before it is cited: {}. Open it, cite it, publish it."
        messages.warning(request, format_html(told, links))


def page_of(record: Record) -> str:
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    return reverse(name, args=[record.pk])


def kind_of(record: Record) -> str:
    return str(record._meta.verbose_name)
