"""What a world shows of each table, read off a registry of models (present or a migration's).

Not here: any SQL, and any knowledge of particular kinds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps.registry import Apps
from django.db import models

APP = "negotiations"


@dataclass(frozen=True)
class Reference:
    """A foreign key from one exposed table to another."""

    column: str
    target: str
    #: The row disappears with its target; otherwise the reference reads null.
    hides: bool
    nullable: bool
    #: The target may not do without the last row that refers to it so.
    supports: bool = False


@dataclass(frozen=True)
class Table:
    """An exposed table: one kind of record, or one list of references between kinds."""

    name: str
    #: The kind in words joined by underscores, as references name it.
    kind: str
    is_record: bool
    columns: tuple[str, ...]
    #: Columns which every world shows as a constant, with its SQL.
    blanked: dict[str, str] = field(default_factory=dict)
    #: Columns which follow from others of the row, with their SQL: history leaves them out.
    computed: dict[str, str] = field(default_factory=dict)
    #: Columns which the database fills by itself; they count as no change.
    derived: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def hiding(self) -> tuple[Reference, ...]:
        """The references without which a row does not show."""
        return tuple(reference for reference in self.references if reference.hides)

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that history keeps."""
        return tuple(
            column
            for column in self.columns
            if column not in self.computed and self.blanked.get(column, "''::text") == "''::text"
        )


def exposed_tables(apps: Apps) -> dict[str, Table]:
    """Every kind of record and every list of references between kinds, by the name of its table."""
    found = list(exposed_models(apps))
    names = {model._meta.db_table for model in found}
    return {model._meta.db_table: table_of(model, names) for model in found}


def exposed_models(apps: Apps) -> Iterator[type[models.Model]]:
    records = {
        model
        for model in apps.get_app_config(APP).get_models()
        if {"slug", "status"} <= {field.name for field in model._meta.fields}
    }
    yield from sorted(records, key=lambda model: model._meta.db_table)
    for model in sorted(records, key=lambda model: model._meta.db_table):
        for many in model._meta.local_many_to_many:
            yield many.remote_field.through


def table_of(model: type[models.Model], names: set[str]) -> Table:
    fields = model._meta.concrete_fields
    is_record = any(field.name == "status" for field in fields)
    return Table(
        name=model._meta.db_table,
        kind=str(model._meta.verbose_name).replace(" ", "_"),
        is_record=is_record,
        columns=tuple(field.column for field in fields),
        blanked={field.column: field.blanked for field in fields if getattr(field, "blanked", "")},
        computed={
            field.column: field.computed for field in fields if getattr(field, "computed", "")
        },
        derived=tuple(field.column for field in fields if getattr(field, "derived", False)),
        references=tuple(
            Reference(
                column=field.column,
                target=field.remote_field.model._meta.db_table,
                hides=not field.null or getattr(field, "hides", False),
                nullable=field.null,
                supports=getattr(field, "supports", False),
            )
            for field in fields
            if field.remote_field and field.remote_field.model._meta.db_table in names
        ),
    )
