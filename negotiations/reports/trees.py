"""The rows above or below others in a tree of parents, as a subquery for `__in`.

Parties, issues and processes stand in trees. A row counts as above and below itself. A tree that
bites its own tail ends where it was entered.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func, Model, TextField, Value


class TreeQuery(Func):
    """A recursive query; its one argument says where to begin."""

    output_field = BigIntegerField()

    def __init__(self, model: type[Model], *begin: Any) -> None:
        super().__init__(*begin, table=model._meta.db_table)


class Descendants(TreeQuery):
    """Those named by the slugs, and all below them."""

    template = (
        "(with recursive tree as ("
        "select id from %(table)s where slug = any(%(expressions)s) "
        "union select child.id from %(table)s as child join tree on child.parent_id = tree.id"
        ") select id from tree)"
    )

    def __init__(self, model: type[Model], slugs: Sequence[str]) -> None:
        super().__init__(model, Value(list(slugs), output_field=ArrayField(TextField())))


class Ancestors(TreeQuery):
    """Those with the ids, and all above them."""

    template = (
        "(with recursive tree as ("
        "select id, parent_id from %(table)s where id = any(%(expressions)s) "
        "union select parent.id, parent.parent_id from %(table)s as parent "
        "join tree on tree.parent_id = parent.id"
        ") select id from tree)"
    )

    def __init__(self, model: type[Model], ids: Sequence[int]) -> None:
        super().__init__(model, Value(list(ids), output_field=ArrayField(BigIntegerField())))


def topmost(model: type[Model], key: str) -> str:
    """The one at the top of the tree that the row with the key stands in, as SQL."""
    return Topmost.template % {"table": model._meta.db_table, "expressions": key}


def below(model: type[Model], key: str) -> str:
    """The keys of the row with the key and of all below it, as SQL."""
    table = model._meta.db_table
    return (
        "with recursive tree as ("
        f"select {key} as id union select child.id from {table} as child "
        "join tree on child.parent_id = tree.id) select id from tree"
    )


def tops(model: type[Model], keys: str) -> str:
    """The keys of those at the top of the trees that the rows with the keys stand in, as SQL."""
    table = model._meta.db_table
    return (
        "with recursive tree as ("
        f"select id, parent_id from {table} where id in ({keys}) "
        f"union select parent.id, parent.parent_id from {table} as parent "
        "join tree on tree.parent_id = parent.id"
        ") select id from tree where parent_id is null"
    )


class Topmost(TreeQuery):
    """The one at the top of the tree that a column's row stands in; null where there is no top."""

    template = (
        "(with recursive tree as ("
        "select id, parent_id from %(table)s where id = %(expressions)s "
        "union select parent.id, parent.parent_id from %(table)s as parent "
        "join tree on tree.parent_id = parent.id"
        ") select id from tree where parent_id is null limit 1)"
    )
