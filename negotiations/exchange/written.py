"""What one import wrote, found in the history: for each kind its rows, in a temporary table.

`undone_x` has for each record its id, its first and last revision by the import, whether the import
made it, and whether it stays when the import is taken back. Not here: what stands in the way
(obstacles.py), and the taking back (undoing.py).
"""

from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.backends.utils import CursorWrapper

from negotiations.choices import Status
from negotiations.exchange.sheets import SHEETS
from negotiations.models import Changeset
from negotiations.models.base import STAMPS
from negotiations.worlds.tables import Reference, Table, exposed_tables

FOUND = """
create temporary table {undone} on commit drop as
select id, min(revision) as first, max(revision) as last,
  (array_agg(op order by revision))[1] = 'c' as is_new, false as stays
from {history} where changeset = %s group by id
"""
#: Whoever refers to a row that will be deleted waits, and then finds it gone.
LOCKED = """
select from {table} as t join {undone} as u on u.id = t.id
where u.is_new = {is_new} order by t.id for {lock} of t
"""
NEVER_DELETED = """
update {undone} as u set stays = true from {table} as t
where t.id = u.id and u.is_new and t.status <> '{draft}'
"""
NAMED_BY_WHAT_STAYS = """
update {undone} as u set stays = true
from {holder} as w join {other} as o on o."{own}" = w.id
where u.id = o."{column}" and u.is_new and not u.stays and w.is_new and w.stays
"""


class Written:
    """The rows of one import, table by table."""

    def __init__(self, cursor: CursorWrapper, changeset: Changeset) -> None:
        self.cursor = cursor
        self.changeset = changeset

    @cached_property
    def records(self) -> list[Table]:
        """The kinds, in the order in which records are entered."""
        tables = exposed_tables(apps)
        return [tables[sheet.model._meta.db_table] for sheet in SHEETS.values()]

    @cached_property
    def lists(self) -> list[Table]:
        return [table for table in exposed_tables(apps).values() if not table.is_record]

    def lists_of(self, table: Table) -> list[Table]:
        """The lists that the kind's records hold."""
        return [one for one in self.lists if holder(one).target == table.name]

    def rows(self, statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        self.cursor.execute(statement, values)
        return list(self.cursor.fetchall())

    def execute(self, statement: str, values: list[Any] | None = None) -> int:
        self.cursor.execute(statement, values)
        return int(self.cursor.rowcount)

    def find(self) -> None:
        for table in self.records:
            names = names_of(table)
            self.execute(f"drop table if exists {names['undone']}")
            self.execute(FOUND.format(**names), [self.changeset.pk])
            self.execute(f"create index on {names['undone']} (id)")
            self.execute(f"analyze {names['undone']}")

    def lock(self) -> None:
        """Nobody writes these records between the question what stands in the way and the end."""
        for table in self.records:
            for is_new, lock in ((True, "update"), (False, "no key update")):
                self.execute(LOCKED.format(is_new=is_new, lock=lock, **names_of(table)))

    def keep(self) -> None:
        """Mark new rows that stay: what was ever public, and what that names, however far."""
        stay = sum(
            self.execute(NEVER_DELETED.format(draft=Status.DRAFT.value, **names_of(table)))
            for table in self.records
        )
        while stay:
            stay = sum(self.keep_named(table) for table in (*self.records, *self.lists))

    def keep_named(self, other: Table) -> int:
        """What rows of this table name that belong to records which stay."""
        own = "id" if other.is_record else holder(other).column
        owner = other.name if other.is_record else holder(other).target
        return sum(
            self.execute(
                NAMED_BY_WHAT_STAYS.format(
                    undone=f"undone_{reference.target}",
                    holder=f"undone_{owner}",
                    other=other.name,
                    own=own,
                    column=reference.column,
                )
            )
            for reference in named_by(other)
        )


def holder(table: Table) -> Reference:
    """The record that a list belongs to is the first of the two it joins."""
    return table.references[0]


def member(table: Table) -> Reference:
    return table.references[1]


def named_by(table: Table) -> tuple[Reference, ...]:
    """The references of a record, or of a list to its members."""
    return table.references if table.is_record else (member(table),)


def names_of(table: Table) -> dict[str, Any]:
    """What the statements call the table's parts."""
    return {
        "table": table.name,
        "undone": f"undone_{table.name}",
        "history": history(table),
    }


def history(table: Table) -> str:
    return f'history."{table.name}"'


def written(table: Table) -> list[str]:
    """The columns that a writer fills."""
    fixed = {"id", "slug", *STAMPS, *table.derived}
    return [column for column in table.kept if column not in fixed]


def sheet_of(table_name: str) -> str:
    """The sheet of a kind's table; nothing for another table."""
    return next((one.name for one in SHEETS.values() if one.model._meta.db_table == table_name), "")
