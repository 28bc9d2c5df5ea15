"""Statements whose text is written once: which rows they are about, and how their answer is read.

The rows come as the subquery of a filtered list, or, where nothing was filtered, from a fixed text;
the rest of a statement never changes.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, Func, QuerySet

from negotiations.worlds.prepared import asked, by_its_text
from negotiations.worlds.reading import of_present_world

NOTHING = "select null::bigint where false"


class Chosen(NamedTuple):
    """A statement, such as the subquery for the keys of the rows that another is about."""

    text: str
    parameters: tuple[Any, ...] = ()


def chosen_from(rows: QuerySet[Any]) -> Chosen:
    try:
        text, parameters = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return Chosen(NOTHING)
    return Chosen(text, tuple(parameters))


class KeysOf(Func):
    """A statement that answers keys, for `__in`."""

    output_field = BigIntegerField()

    def __init__(self, statement: Chosen) -> None:
        super().__init__()
        self.statement = statement

    def as_sql(self, *_: Any, **__: Any) -> Any:
        return f"({self.statement.text})", self.statement.parameters


def with_parts(chosen: Chosen, parts: Sequence[str], question: str, *parameters: Any) -> Chosen:
    """The whole statement; `parameters` are those behind the subquery."""
    named = (f"chosen (id) as ({chosen.text})", *parts)
    text = f"with recursive {', '.join(named)} {question}"
    return Chosen(of_present_world(text), (*chosen.parameters, *parameters))


def ask(
    chosen: Chosen, parts: Sequence[str], question: str, *parameters: Any
) -> list[dict[str, Any]]:
    """The rows of the statement, by the names of its columns."""
    answer = asked(by_its_text(*with_parts(chosen, parts, question, *parameters)))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
