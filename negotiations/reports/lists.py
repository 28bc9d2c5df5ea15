"""Rows as other questions ask for them: the rows of a list of references, and sets of keys."""

from typing import Any

from django.db.models import Manager, Q, QuerySet

from negotiations.models import Record


def rows_of_list(model: type[Record], name: str) -> Manager[Any]:
    """The rows of the list `name` of a kind; their columns are named after the two kinds."""
    field: Any = model._meta.get_field(name)
    rows: Manager[Any] = field.remote_field.through._default_manager
    return rows


def among(rows: QuerySet[Any], path: str) -> Q:
    """That the rows reach a record by the path. Empty keys are left out: NOT IN knows none."""
    return Q(pk__in=rows.filter(**{f"{path}__isnull": False}).values(path))
