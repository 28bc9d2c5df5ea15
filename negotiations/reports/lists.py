"""Rows as they are asked in other questions: the rows of a list of references, and sets of keys."""

from typing import Any

from django.db.models import BigIntegerField, BooleanField, F, Func, Manager, Q, QuerySet, Value

from negotiations.models import Record


class KeyCondition(Func):
    """A condition in SQL on the key of a row, which it names `{key}`."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, condition: str) -> None:
        super().__init__(F("pk"), template=condition.replace("{key}", "%(expressions)s"))


class Keys(Func):
    """The keys that SQL gives for the key of a row, which it names `{key}` once; for `__in`."""

    output_field = BigIntegerField()

    def __init__(self, sql: str, key: int) -> None:
        super().__init__(
            Value(key), template=f"({sql})".replace("{key}", "%(expressions)s::bigint")
        )


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
