"""The rules a table keeps, as database constraints which can say what they refuse.

Lives here: the constraint classes of the project and the look-up from a constraint's name to its
sentence and field. Not here: which rules a record has (models/), and the triggers behind some of
them (sql/rules.sql).
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.models import BaseConstraint, CheckConstraint, Q


class Rule(CheckConstraint):
    """A CHECK that knows the field an editor should look at when it refuses."""

    def __init__(
        self, *, name: str, condition: Any, message: str, field: str = "", by_field: bool = False
    ) -> None:
        self.field = field
        self.by_field = by_field
        super().__init__(name=name, condition=condition, violation_error_message=message)

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Ask the database, unless the field has said the same in Python already."""
        if not self.by_field:
            super().validate(*args, **kwargs)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        return (
            f"{self.__class__.__module__}.{self.__class__.__name__}",
            (),
            {
                "name": self.name,
                "condition": self.condition,
                "message": self.violation_error_message,
                "field": self.field,
                "by_field": self.by_field,
            },
        )


class ComposedKey(BaseConstraint):
    """A foreign key of several columns: a copied value must still be the target's value.

    `fields` are fields of this model, `to_fields` those of the model `to` refers to, given as the
    name of the plain foreign key. The plain key stands beside it, since Django joins along that
    one; both wait for the commit, so that rows which refer to one another can come in any order.
    """

    def __init__(
        self,
        *,
        name: str,
        key: str,
        fields: tuple[str, ...],
        to_fields: tuple[str, ...],
        message: str,
        cascade: bool = False,
    ) -> None:
        self.key = key
        self.fields = tuple(fields)
        self.to_fields = tuple(to_fields)
        self.cascade = cascade
        self.field = key
        super().__init__(name=name, violation_error_message=message)

    def constraint_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> None:
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        target = model._meta.get_field(self.key).remote_field.model
        quote = schema_editor.quote_name
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(columns)s) "
            "REFERENCES %(to_table)s (%(to_columns)s)%(update)s DEFERRABLE INITIALLY DEFERRED",
            table=Table(model._meta.db_table, quote),
            name=quote(self.name),
            columns=Columns(model._meta.db_table, columns_of(model, self.fields), quote),
            to_table=Table(target._meta.db_table, quote),
            to_columns=Columns(target._meta.db_table, columns_of(target, self.to_fields), quote),
            update=" ON UPDATE CASCADE" if self.cascade else "",
        )

    def remove_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        quote = schema_editor.quote_name
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=Table(model._meta.db_table, quote),
            name=quote(self.name),
        )

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Left to the database: only there the answer holds until the commit."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        return (
            f"{self.__class__.__module__}.{self.__class__.__name__}",
            (),
            {
                "name": self.name,
                "key": self.key,
                "fields": self.fields,
                "to_fields": self.to_fields,
                "message": self.violation_error_message,
                "cascade": self.cascade,
            },
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ComposedKey) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)


def columns_of(model: type[models.Model], fields: tuple[str, ...]) -> list[str]:
    return [model._meta.get_field(name).column for name in fields]


@dataclass(frozen=True)
class Refusal:
    """What a constraint says when it refuses, and the field to look at ("" = the record)."""

    constraint: str
    message: str
    field: str


def at_most_one(*fields: str) -> Q:
    """No two of the fields are set."""
    return none_of(*fields) | exactly_one(*fields)


def exactly_one(*fields: str) -> Q:
    """One of the fields is set and the others are empty."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in fields})
    return condition


def none_of(*fields: str) -> Q:
    return Q(**{f"{name}__isnull": True for name in fields})
