"""The column by which a kind is searched: which of its texts it holds, and with what weight.

Not here: what a word is (sql/search.sql), and how one asks (reports/search/).
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func

from negotiations.fields import MIGRATION_STATE, ComputedField

LANGUAGE = "'en'"
NOTHING = "''"


class Vector(SearchVectorField):
    """Asked, never read: rows that are read do not bring their words along."""

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, tuple[()]]:
        return "null", ()


class SearchField(ComputedField):
    """The words of a record, computed by the database from its own row and indexed.

    `names` weigh most, then the `body` with the words in their `original`, the `detail`, and last
    the record's note. `language` and `original_language` name the columns that tell by which rules
    words are reduced to their stems; without one, texts are English.
    """

    fixed: ClassVar[dict[str, Any]] = {
        **ComputedField.fixed,
        "output_field": Vector(),
        "help_text": "The words by which the record is found.",
    }

    db_returning = False

    def __init__(
        self,
        *args: Any,
        names: Iterable[str] = (),
        body: Iterable[str] = (),
        detail: Iterable[str] = (),
        language: str = "",
        original: str = "",
        original_language: str = "",
        **kwargs: Any,
    ) -> None:
        self.names, self.body, self.detail = tuple(names), tuple(body), tuple(detail)
        self.language = language
        self.original, self.original_language = original, original_language
        super().__init__(
            *args,
            **{
                **kwargs,
                "expression": Func(template=self.computed, output_field=Vector()),
            },
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """The columns whose words it holds, without the note."""
        original = (self.original,) if self.original else ()
        return (*self.names, *self.body, *original, *self.detail)

    @property
    def computed(self) -> str:
        """The SQL of the vector over the columns of one row."""
        parts = (
            joined(self.names),
            joined(self.body),
            joined(self.detail),
            joined(("note",)),
            f'"{self.language}"' if self.language else LANGUAGE,
            joined((self.original,) if self.original else ()),
            f'"{self.original_language}"' if self.original_language else NOTHING,
        )
        return f"engine.search_vector({', '.join(parts)})"

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["expression"]
        told = {
            "names": self.names,
            "body": self.body,
            "detail": self.detail,
            "language": self.language,
            "original": self.original,
            "original_language": self.original_language,
        }
        return name, path, args, {**kwargs, **{key: value for key, value in told.items() if value}}

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if cls._meta.abstract or cls.__module__ == MIGRATION_STATE:
            return
        index = GinIndex(fields=[name], name=f"{cls._meta.model_name}_{name}")
        cls._meta.indexes = [*cls._meta.indexes, index]
        # The migration writer reads only options which the class is known to have declared.
        cls._meta.original_attrs["indexes"] = cls._meta.indexes


def joined(columns: tuple[str, ...]) -> str:
    """The texts of the columns, each on a line of its own."""
    return " || E'\\n' || ".join(f'engine.joined("{column}")' for column in columns) or NOTHING
