"""Taking an import back: every record as it was before it, as far as nothing later depends on it.

What an import wrote stands in the history under one changeset. New drafts are deleted; what was
published cannot be made unseen, so it is withdrawn with a reason that says so; what was changed
gets its former values, lists included. All of it in one transaction, or nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from negotiations.choices import ChangesetChannel, Status
from negotiations.exchange.load import TakenBack, take_lock
from negotiations.exchange.sheets import REASON, SHEETS
from negotiations.models import Changeset
from negotiations.models.base import STAMPS
from negotiations.models.history import writing
from negotiations.worlds.tables import Table, exposed_tables

UNDO = "undo:"
MOST_TOLD = 1_000
#: What the database works out by itself moves no version.
CHANGED_SINCE = """
select t.slug, c.at, c.channel from {undone} as u join {table} as t on t.id = u.id
join {history} as own on own.revision = u.last and own.version <> t.version
join lateral (select h.changeset from {history} as h
  where h.id = u.id and h.revision > u.last and h.version > own.version
  order by h.revision limit 1) as later on true
join negotiations_changeset as c on c.id = later.changeset
order by t.slug limit {most}
"""
REMOVED_SINCE = """
select h.slug from {undone} as u join {history} as h on h.revision = u.last
where not exists (select from {table} as t where t.id = u.id) order by h.slug limit {most}
"""
#: Rows that refer to a new record and that the import did not write.
DEPENDING = """
select t.slug, {own} from {undone} as u join {table} as t on t.id = u.id
join {other} as o on o."{column}" = u.id
where u.is_new and not exists ({written}) order by t.slug limit {most}
"""
RESTORE = """
update {table} as t set {values} from (
  select distinct on (h.id) h.* from {undone} as u join {history} as h on h.id = u.id
  where not u.is_new and h.revision < u.first order by h.id, h.revision desc) as before
where t.id = before.id and t.version <> before.version
"""


class UnknownImport(Exception):
    """There is no import of this name, or it was taken back; as a sentence."""


class Refused(Exception):
    """Something later depends on the import; nothing is written."""


@dataclass(frozen=True)
class Obstacle:
    """A record for which the import cannot be taken back, and why."""

    sheet: str
    slug: str
    reason: str

    def __str__(self) -> str:
        return f"{self.sheet}: {self.slug}: {self.reason}"


@dataclass
class Undone:
    """How many records of a kind are deleted, withdrawn and restored."""

    sheet: str
    deleted: int = 0
    withdrawn: int = 0
    restored: int = 0


@dataclass
class Outcome:
    """What became of the undoing of an import."""

    batch: str
    dry_run: bool
    plan: list[Undone] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)


def imports() -> list[Changeset]:
    """The imports that were not taken back, the latest first."""
    undone = Changeset.objects.filter(batch__startswith=UNDO).values_list("batch", flat=True)
    taken_back = [batch.removeprefix(UNDO) for batch in undone]
    return list(
        Changeset.objects.filter(channel=ChangesetChannel.IMPORT)
        .exclude(batch__in=taken_back)
        .select_related("actor")
        .order_by("-seq")
    )


def import_named(batch: str) -> Changeset:
    """By its name, or the beginning of it. Raises UnknownImport."""
    if Changeset.objects.filter(batch=f"{UNDO}{batch}").exists():
        raise UnknownImport(f"The import {batch} was taken back already.")
    found = [one for one in imports() if one.batch.startswith(batch)]
    if not batch or not found:
        raise UnknownImport(f"There is no import {batch}.")
    if len(found) > 1:
        raise UnknownImport(f"{len(found)} imports begin with {batch}: give more of the name.")
    return found[0]


def undo_import(batch: str, *, dry_run: bool = False, actor: Any = None) -> Outcome:
    """Take the import back. Raises UnknownImport, and Busy while another import runs."""
    changeset = import_named(batch)
    outcome = Outcome(changeset.batch, dry_run)
    try:
        with (
            writing(
                channel=ChangesetChannel.COMMAND, actor=actor, batch=f"{UNDO}{changeset.batch}"
            ),
            connection.cursor() as cursor,
        ):
            take_lock(cursor)
            undo(Undoing(cursor, changeset), outcome)
            if dry_run:
                raise TakenBack
    except (Refused, TakenBack):
        pass
    return outcome


def undo(undoing: "Undoing", outcome: Outcome) -> None:
    undoing.find()
    outcome.obstacles = list(undoing.obstacles())[:MOST_TOLD]
    if outcome.obstacles:
        raise Refused
    try:
        with transaction.atomic():
            outcome.plan = undoing.write()
            undoing.cursor.execute("set constraints all immediate")
    except IntegrityError as error:
        outcome.plan = []
        outcome.obstacles = [Obstacle("", "", str(error).partition("\n")[0])]
        raise Refused from error
    undoing.cursor.execute("set constraints all deferred")


class Undoing:
    """What one import wrote, table by table."""

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

    @property
    def why(self) -> str:
        return f"The import {self.changeset.batch} was taken back."

    def rows(self, statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        self.cursor.execute(statement, values)
        return list(self.cursor.fetchall())

    def execute(self, statement: str, values: list[Any] | None = None) -> int:
        self.cursor.execute(statement, values)
        return int(self.cursor.rowcount)

    def find(self) -> None:
        """For each kind the records written, with their first and last revision by the import."""
        for table in self.records:
            self.execute(f"drop table if exists {undone(table)}")
            self.execute(
                f"create temporary table {undone(table)} on commit drop as "
                "select id, min(revision) as first, max(revision) as last, "
                "(array_agg(op order by revision))[1] = 'c' as is_new "
                f"from {history(table)} where changeset = %s group by id",
                [self.changeset.pk],
            )
            self.execute(f"create index on {undone(table)} (id)")
            self.execute(f"analyze {undone(table)}")

    # --- What stands in the way -------------------------------------------------------------------

    def obstacles(self) -> Iterator[Obstacle]:
        for table in self.records:
            yield from self.touched_since(table)
            for other in self.records:
                for reference in other.references:
                    if reference.target == table.name:
                        yield from self.depending(table, other, reference.column)
            for other in self.lists:
                holder, member = other.references
                if member.target == table.name:
                    yield from self.listed_since(table, other, holder.column, member.column)

    def touched_since(self, table: Table) -> Iterator[Obstacle]:
        names = names_of(table)
        for slug, at, channel in self.rows(CHANGED_SINCE.format(**names)):
            yield Obstacle(
                sheet(table), slug, f"It was changed after the import ({at:%Y-%m-%d}, {channel})."
            )
        for (slug,) in self.rows(REMOVED_SINCE.format(**names)):
            yield Obstacle(sheet(table), slug, "It was deleted after the import.")

    def depending(self, table: Table, other: Table, column: str) -> Iterator[Obstacle]:
        statement = DEPENDING.format(
            **names_of(table),
            own="o.slug",
            other=other.name,
            column=column,
            written=f"select from {undone(other)} as w where w.id = o.id",
        )
        for slug, depending in self.rows(statement):
            yield Obstacle(sheet(table), slug, f"{sheet(other)}: {depending} refers to it now.")

    def listed_since(
        self, table: Table, other: Table, holder: str, member: str
    ) -> Iterator[Obstacle]:
        owner = next(one for one in self.records if one.name == other.references[0].target)
        statement = DEPENDING.format(
            **names_of(table),
            own=f'(select slug from {owner.name} where id = o."{holder}")',
            other=other.name,
            column=member,
            written=f'select from {undone(owner)} as w where w.id = o."{holder}"',
        )
        for slug, depending in self.rows(statement):
            yield Obstacle(sheet(table), slug, f"{sheet(owner)}: {depending} names it now.")

    # --- Writing ----------------------------------------------------------------------------------

    def write(self) -> list[Undone]:
        plan = {table.name: Undone(sheet(table)) for table in self.records}
        for table in self.lists:
            self.shorten(table)
        for table in self.records:
            plan[table.name].restored = self.restore(table)
            plan[table.name].withdrawn = self.withdraw(table)
        for table in self.lists:
            self.lengthen(table)
        for table in reversed(self.records):
            plan[table.name].deleted = self.delete(table)
        return [
            share for share in plan.values() if share.deleted or share.withdrawn or share.restored
        ]

    def shorten(self, table: Table) -> None:
        """Take out of the lists what the import put in; those of withdrawn records stay."""
        holder = table.references[0]
        self.execute(
            f"delete from {table.name} as l using {history(table)} as h, "
            f"undone_{holder.target} as u, {holder.target} as t "
            "where h.changeset = %s and h.op = 'c' and l.id = h.id "
            f'and u.id = l."{holder.column}" and t.id = u.id '
            "and (not u.is_new or t.status = 'draft')",
            [self.changeset.pk],
        )

    def lengthen(self, table: Table) -> None:
        columns = ", ".join(f'"{column}"' for column in table.kept if column != "id")
        self.execute(
            f"insert into {table.name} ({columns}) select {columns} from {history(table)} "
            "where changeset = %s and op = 'd'",
            [self.changeset.pk],
        )

    def restore(self, table: Table) -> int:
        """What was published meanwhile is withdrawn: it cannot be a draft again."""
        hidden_again = f"before.status = '{Status.DRAFT}' and t.status <> '{Status.DRAFT}'"
        values = {column: f'before."{column}"' for column in written(table)}
        values["status"] = (
            f"case when {hidden_again} then '{Status.WITHDRAWN}' else before.status end"
        )
        values[REASON] = f"case when {hidden_again} then %s else before.{REASON} end"
        told = ", ".join(f'"{column}" = {value}' for column, value in values.items())
        return self.execute(RESTORE.format(**names_of(table), values=told), [self.why])

    def withdraw(self, table: Table) -> int:
        return self.execute(
            f"update {table.name} as t set status = '{Status.WITHDRAWN}', {REASON} = %s "
            f"from {undone(table)} as u where t.id = u.id and u.is_new "
            f"and t.status = '{Status.PUBLISHED}'",
            [self.why],
        )

    def delete(self, table: Table) -> int:
        return self.execute(
            f"delete from {table.name} as t using {undone(table)} as u "
            f"where t.id = u.id and u.is_new and t.status = '{Status.DRAFT}'"
        )


def undone(table: Table) -> str:
    return f"undone_{table.name}"


def history(table: Table) -> str:
    return f'history."{table.name}"'


def names_of(table: Table) -> dict[str, Any]:
    return {
        "table": table.name,
        "undone": undone(table),
        "history": history(table),
        "most": MOST_TOLD,
    }


def written(table: Table) -> list[str]:
    """The columns that a writer fills."""
    fixed = {"id", "slug", *STAMPS, *table.derived}
    return [column for column in table.kept if column not in fixed]


def sheet(table: Table) -> str:
    return next(one.name for one in SHEETS.values() if one.model._meta.db_table == table.name)
