"""A question as a condition on the rows of a kind, for lists."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Expression, F, Func

from negotiations.reports.search.words import ENGLISH, Question


class Answers(Func):
    """Whether the words of a row answer a question, together with those of what it refers to."""

    arg_joiner = " || "
    template = "(%(expressions)s)"
    output_field = BooleanField()
    conditional = True

    def __init__(self, question: Question, *references: str, language: str = ENGLISH) -> None:
        self.sql, self.parameters = question.sql(language)
        super().__init__(F("search"), *(words_of(name) for name in references))

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        words, parameters = super().as_sql(*args, **kwargs)
        return f"{words} @@ ({self.sql})", (*parameters, *self.parameters)


def words_of(reference: str) -> Expression:
    """The words of what the row refers to, if it refers to anything."""
    return Func(
        F(f"{reference}__search"),
        template="coalesce(%(expressions)s, '')",
        output_field=SearchVectorField(),
    )
