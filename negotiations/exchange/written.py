"""What one import wrote, found in the history: for each kind its rows, in a temporary table.

`undone_x` has for each record its id, its first and last revision by the import, whether the import
made it, and whether it stays when the import is taken back. Not here: what stands in the way
(obstacles.py), and the taking back (undoing.py).
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.backends.utils import CursorWrapper

from negotiations.choices import Status
from negotiations.exchange.sheets import SHEETS
from negotiations.models import Changeset
from negotiations.models.base import STAMPS
from negotiations.worlds.tables import Reference, Table, exposed_tables

UNDO = "undo:"
#: The database neither deletes these nor makes drafts of them.
EVER_PUBLIC = f"('{Status.PUBLISHED}', '{Status.WITHDRAWN}')"
FOUND = """
create temporary table {undone} on commit drop as
select id, min(revision) as first, max(revision) as last,
  (array_agg(op order by revision))[1] = 'c' as is_new, false as stays
from {history} where changeset = %s group by id
"""
#: What the database worked out by itself moved no version, and the import did not write it.
LEAVE_OUT_WORKED_OUT = """
delete from {undone} as u using {history} as own
where own.revision = u.last and not u.is_new and own.version = (
  select h.version from {history} as h where h.id = u.id and h.revision < u.first
  order by h.revision desc limit 1)
"""
#: Imports that were taken back, and their taking back.
UNDONE_BEFORE = f"""
create temporary table undone_before on commit drop as
select c.id from negotiations_changeset as c where c.batch like '{UNDO}%' or exists (
  select from negotiations_changeset as u where u.batch = '{UNDO}' || c.batch)
"""
#: Whoever refers to a row that will be deleted waits, and then finds it gone.
LOCKED = """
select from {table} as t join {undone} as u on u.id = t.id
where u.is_new = {is_new} order by t.id for {lock} of t
"""
NEVER_DELETED = """
update {undone} as u set stays = true from {table} as t
where t.id = u.id and u.is_new and t.status in {ever_public}
"""
NAMED_BY_WHAT_STAYS = """
update {undone} as u set stays = true
from {other} as o where u.id = o."{column}" and u.is_new and not u.stays and {stays}
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
        self.execute("drop table if exists undone_before")
        self.execute(UNDONE_BEFORE)
        for table in self.records:
            names = names_of(table)
            self.execute(f"drop table if exists {names['undone']}")
            self.execute(FOUND.format(**names), [self.changeset.pk])
            self.execute(LEAVE_OUT_WORKED_OUT.format(**names))
            self.execute(f"create index on {names['undone']} (id)")
            self.execute(f"analyze {names['undone']}")

    def lock(self) -> None:
        """Nobody writes these records between the question what stands in the way and the end."""
        for table in self.records:
            for is_new, lock in ((True, "update"), (False, "no key update")):
                self.execute(LOCKED.format(is_new=is_new, lock=lock, **names_of(table)))

    def keep(self) -> None:
        """Mark new rows that stay: what was ever public, and what that names, however far.

        Records that other imports left when they were taken back stay too.
        """
        for table in self.records:
            self.execute(NEVER_DELETED.format(ever_public=EVER_PUBLIC, **names_of(table)))
        for table in (*self.records, *self.lists):
            self.keep_named(table, left_over)
        while sum(self.keep_named(table, staying) for table in (*self.records, *self.lists)):
            pass

    def keep_named(self, other: Table, stays: Callable[[Table], str]) -> int:
        """What rows of this table name that belong to records which stay."""
        return sum(
            self.execute(
                NAMED_BY_WHAT_STAYS.format(
                    undone=f"undone_{reference.target}",
                    other=other.name,
                    column=reference.column,
                    stays=stays(other),
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


def owner_of(table: Table) -> tuple[str, str]:
    """The table of the record that a row `o` belongs to, and the row's column that tells which."""
    if table.is_record:
        return table.name, 'o."id"'
    return holder(table).target, f'o."{holder(table).column}"'


def staying(table: Table) -> str:
    """Whether the row `o` belongs to a new record of this import that stays."""
    owner, key = owner_of(table)
    return f"exists (select from undone_{owner} as w where w.id = {key} and w.is_new and w.stays)"


def left_over(table: Table) -> str:
    """Whether nobody wrote the record of the row `o` but imports that were taken back."""
    owner, key = owner_of(table)
    return (
        f'not exists (select from history."{owner}" as h where h.id = {key} '
        "and h.changeset not in (select b.id from undone_before as b))"
    )


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
