"""How a migration changes an exposed table: DropWorlds() first, CreateWorlds() last.

Views stand in the way of a column's change, or are dropped silently with it; so they go first and
come back last, in the migration's own transaction, built from its own state. Revision tables are
never dropped: they get a column for each new one, and keep those that are gone.
"""

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from negotiations.worlds.feed import feed
from negotiations.worlds.history import drop_triggers, revision_table, triggers
from negotiations.worlds.tables import Table, exposed_models, exposed_tables
from negotiations.worlds.views import create_worlds, drop_worlds
from negotiations.worlds.visibility import visibility_triggers

MISSING_COLUMNS = """
select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), c.collname
from pg_catalog.pg_attribute as a
left join pg_catalog.pg_collation as c
  on c.oid = a.attcollation and c.collname <> 'default'
where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped
  and a.attname = any(%s)
  and not exists (
    select from pg_catalog.pg_attribute as h
    where h.attrelid = %s::regclass and h.attname = a.attname and not h.attisdropped)
"""


class CreateWorlds(Operation):
    """Make revision tables, triggers and views for every exposed table as it now is."""

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The state of the models stays as it is."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        tables = exposed_tables(to_state.apps)
        defaults = {
            (model._meta.db_table, field.column): schema_editor.effective_default(field)
            for model in exposed_models(to_state.apps)
            for field in model._meta.concrete_fields
        }
        for statement in [
            *self.history(schema_editor, tables, defaults),
            *(line for table in tables.values() for line in triggers(table)),
            *visibility_triggers(tables),
            *feed(tables),
            *create_worlds(tables),
        ]:
            schema_editor.execute(statement, params=None)

    def history(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        tables: dict[str, Table],
        defaults: dict[tuple[str, str], Any],
    ) -> Iterator[str]:
        """Revision tables for new tables; in the others a column for each new column."""
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("select tablename from pg_tables where schemaname = 'history'")
            present = {name for (name,) in cursor.fetchall()}
            for table in tables.values():
                if table.name not in present:
                    yield from revision_table(table)
                    continue
                kept, base = f'history."{table.name}"', f'public."{table.name}"'
                cursor.execute(MISSING_COLUMNS, [base, list(table.kept), kept])
                for column, column_type, collation in cursor.fetchall():
                    collate = f' collate "{collation}"' if collation else ""
                    default = defaults[table.name, column]
                    filled = (
                        "" if default is None else f" default {schema_editor.quote_value(default)}"
                    )
                    yield f'alter table {kept} add column "{column}" {column_type}{collate}{filled}'
                    # Earlier revisions read the default, though none of them is written again.
                    yield f'alter table {kept} alter column "{column}" drop default'

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        drop_all(schema_editor, exposed_tables(from_state.apps))

    def describe(self) -> str:
        return "Create the worlds and the history of all exposed tables"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, [], {})


class DropWorlds(CreateWorlds):
    """Take the views and triggers away so that tables can change; revisions stay."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        drop_all(schema_editor, exposed_tables(from_state.apps))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        CreateWorlds.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Drop the worlds so that exposed tables can change"


class RenewFeed(CreateWorlds):
    """Write the function that fills the feed as it is written now; nothing stands in its way."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in feed(exposed_tables(to_state.apps)):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """It says the same as the one before."""

    def describe(self) -> str:
        return "Renew the function that fills the feed"


def drop_all(schema_editor: BaseDatabaseSchemaEditor, tables: dict[str, Table]) -> None:
    for statement in drop_worlds():
        schema_editor.execute(statement, params=None)
    for name in tables:
        for statement in drop_triggers(name):
            schema_editor.execute(statement, params=None)
