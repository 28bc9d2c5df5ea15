"""Rows as they are asked in other questions: the rows of a list of references, and sets of keys."""

from typing import Any

from django.db.models import Manager, Q, QuerySet

from negotiations.models import Record


def rows_of_list(model: type[Record], name: str) -> Manager[Any]:
    """The rows of the list `name` of a kind; their columns are named after the two kinds."""
    field: Any = model._meta.get_field(name)
    rows: Manager[Any] = field.remote_field.through._default_manager
    return rows


def keys_of(rows: QuerySet[Any]) -> list[int]:
    """The keys alone, read first.

    Whole rows of a world are read fast, whatever the planner believes of the tables, only by keys
    one has: a row's references make it a join of dozens, and with them goes the choice of rows.
    """
    return [key for row in rows for key in row.values()]


def among(rows: QuerySet[Any], path: str) -> Q:
    """That the rows reach a record by the path. Empty keys are left out: NOT IN knows none."""
    return Q(pk__in=rows.filter(**{f"{path}__isnull": False}).values(path))
