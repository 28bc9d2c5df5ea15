"""What refers to a record: counts for its form, and reasons why it cannot be deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignObjectRel, Func, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.html import format_html

from negotiations.admin.forms import ONLY_WITHDRAWN
from negotiations.admin.permissions import is_public
from negotiations.models import KINDS, Record


@dataclass(frozen=True)
class Referring:
    """Rows of one kind which refer to a record in one way, with the list that shows them."""

    name: str
    count: int
    address: str


def relations_to(model: type[Record]) -> list[ForeignObjectRel]:
    return [relation for relation in model._meta.related_objects if relation.related_model in KINDS]


def referring_to(record: Record, shown: Iterable[tuple[type[Record], str]]) -> list[Referring]:
    """What refers to the record and is not shown in its form: all counted by one query."""
    left_out = set(shown)
    relations = {
        relation.get_accessor_name(): relation
        for relation in relations_to(type(record))
        if (relation.related_model, relation.field.name) not in left_out
    }
    counts = [count_of(relation) for relation in relations.values()]
    row = type(record)._default_manager.filter(pk=record.pk).values_list(*counts).first() or ()
    return [
        Referring(name.replace("_", " "), count, list_of(relation, record))
        for (name, relation), count in zip(relations.items(), row, strict=False)
        if count
    ]


def count_of(relation: ForeignObjectRel) -> Subquery:
    rows: QuerySet = relation.related_model._default_manager.order_by()
    rows = rows.filter(**{relation.field.name: OuterRef("pk")})
    return Subquery(rows.annotate(found=Func("pk", function="count")).values("found"))


def list_of(relation: ForeignObjectRel, record: Record) -> str:
    model = relation.related_model._meta
    address = reverse(f"admin:{model.app_label}_{model.model_name}_changelist")
    return f"{address}?{relation.field.name}__id__exact={record.pk}"


def reasons_to_keep(records: Sequence[Record]) -> list[Any]:
    """Why records cannot be deleted although no key of theirs says so: published, or in a list."""
    reasons = [
        format_html("{}: {}", record, ONLY_WITHDRAWN) for record in records if is_public(record)
    ]
    if records:
        for relation in relations_to(type(records[0])):
            if relation.many_to_many:
                reasons += in_lists(relation, records)
    return reasons


def in_lists(relation: ForeignObjectRel, records: Sequence[Record]) -> list[Any]:
    field = relation.field.name
    holders = relation.related_model._default_manager.filter(**{f"{field}__in": records})
    kind = relation.related_model._meta.verbose_name
    listed = field.replace("_", " ")
    return [
        format_html("{} {}: has it among its {}", kind, holder, listed)
        for holder in holders.distinct()[:20]
    ]
