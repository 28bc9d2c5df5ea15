"""Taking an import back: every record as it was before it, as far as nothing later depends on it.

What an import wrote stands in the history under one changeset (written.py). New drafts are deleted;
what was published cannot be made unseen, so it is withdrawn with a reason that says so, and keeps
the drafts that it names; what was changed gets its former values, lists included. All of it in one
transaction, or nothing.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction

from negotiations.choices import ChangesetChannel, Status
from negotiations.exchange.load import recording
from negotiations.exchange.obstacles import (
    MOST_TOLD,
    Obstacle,
    obstacles,
    refused_by_the_database,
)
from negotiations.exchange.sheets import REASON
from negotiations.exchange.written import (
    EVER_PUBLIC,
    UNDO,
    Written,
    history,
    holder,
    member,
    names_of,
    sheet_of,
    written,
)
from negotiations.models import Changeset
from negotiations.worlds.tables import Table

RESTORE = """
update {table} as t set {values} from (
  select distinct on (h.id) h.* from {undone} as u join {history} as h on h.id = u.id
  where not u.is_new and h.revision < u.first order by h.id, h.revision desc) as before
where t.id = before.id and row({now}) is distinct from row({before})
"""
#: A list may have been put back by another undoing, so its rows are known by what they join.
SHORTEN = """
delete from {list} as l using {list_history} as h, {undone} as u
where h.changeset = %s and h.op = 'c' and l."{holder}" = h."{holder}"
  and l."{member}" = h."{member}" and u.id = l."{holder}" and not u.stays
"""
LENGTHEN = """
insert into {list} ({columns}) select {columns} from {list_history} as h
where h.changeset = %s and h.op = 'd' and not exists (select from {list} as l
  where l."{holder}" = h."{holder}" and l."{member}" = h."{member}")
"""
WITHDRAW = """
update {table} as t set status = '{withdrawn}', {reason} = %s from {undone} as u
where t.id = u.id and u.is_new and t.status = '{published}'
"""
DELETE = """
delete from {table} as t using {undone} as u where t.id = u.id and u.is_new and not u.stays
"""
#: Asked before anything is withdrawn: new rows that stay as they are.
KEPT = """
select count(*) from {table} as t join {undone} as u on u.id = t.id
where u.is_new and u.stays and t.status <> '{published}'
"""


class UnknownImport(Exception):
    """There is no import of this name, or it was taken back; as a sentence."""


class Refused(Exception):
    """Something later depends on the import; nothing is written."""


@dataclass
class Undone:
    """How many records of a kind are deleted, withdrawn and restored; how many new ones stay."""

    sheet: str
    deleted: int = 0
    withdrawn: int = 0
    restored: int = 0
    kept: int = 0

    @property
    def is_anything(self) -> bool:
        return bool(self.deleted or self.withdrawn or self.restored or self.kept)


@dataclass
class Outcome:
    """What became of the undoing of an import."""

    batch: str
    dry_run: bool
    plan: list[Undone] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    #: Whether more stands in the way than is told.
    has_more: bool = False

    @property
    def refusal(self) -> str:
        """How many records stand in the way; empty where none does."""
        if self.has_more:
            return f"These {MOST_TOLD:,} and more stand in the way; nothing was done."
        if not self.obstacles:
            return ""
        number = len(self.obstacles)
        stand = "obstacle stands" if number == 1 else "obstacles stand"
        return f"{number:,} {stand} in the way; nothing was done."


def imports() -> list[Changeset]:
    """The imports that were not taken back, the latest first."""
    return list(
        Changeset.objects.filter(channel=ChangesetChannel.IMPORT)
        .exclude(batch__in=taken_back())
        .select_related("actor")
        .order_by("-seq")
    )


def taken_back() -> list[str]:
    """The names of the imports that were taken back."""
    undone = Changeset.objects.filter(batch__startswith=UNDO).values_list("batch", flat=True)
    return [batch.removeprefix(UNDO) for batch in undone]


def import_named(batch: str) -> Changeset:
    """By its name, or the beginning of it. Raises UnknownImport."""
    found = [one for one in imports() if batch and one.batch.startswith(batch)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownImport(f"{len(found)} imports begin with {batch}: give more of the name.")
    if batch and any(one.startswith(batch) for one in taken_back()):
        raise UnknownImport(f"The import {batch} was taken back already.")
    raise UnknownImport(f"There is no import {batch}.")


def undo_import(batch: str, *, dry_run: bool = False, actor: Any = None) -> Outcome:
    """Take the import back. Raises UnknownImport, Busy while another import runs, and Unsure."""
    changeset = import_named(batch)
    outcome = Outcome(changeset.batch, dry_run)
    name, channel = f"{UNDO}{changeset.batch}", ChangesetChannel.COMMAND
    with suppress(Refused), recording(name, actor, dry_run, channel) as cursor:
        undo(Written(cursor, changeset), outcome)
    return outcome


def undo(import_: Written, outcome: Outcome) -> None:
    import_.find()
    import_.lock()
    import_.keep()
    found = list(islice(obstacles(import_), MOST_TOLD + 1))
    outcome.obstacles, outcome.has_more = found[:MOST_TOLD], len(found) > MOST_TOLD
    if outcome.obstacles:
        raise Refused
    try:
        with transaction.atomic():
            outcome.plan = write(import_)
            import_.execute("set constraints all immediate")
    except IntegrityError as error:
        outcome.plan = []
        outcome.obstacles = [refused_by_the_database(error)]
        raise Refused from error
    import_.execute("set constraints all deferred")


def write(import_: Written) -> list[Undone]:
    """What goes, goes first: it may have what a former value needs."""
    plan = {table.name: Undone(sheet_of(table.name)) for table in import_.records}
    for list_ in import_.lists:
        change_list(import_, SHORTEN, list_)
    for table in import_.records:
        plan[table.name].kept = kept(import_, table)
    # What refers to others goes before them: else it would be hidden with them first, and written
    # twice.
    for table in reversed(import_.records):
        plan[table.name].withdrawn = withdraw(import_, table)
    for table in reversed(import_.records):
        plan[table.name].deleted = import_.execute(DELETE.format(**names_of(table)))
    for table in import_.records:
        plan[table.name].restored = restore(import_, table)
    for list_ in import_.lists:
        change_list(import_, LENGTHEN, list_)
    return [share for share in plan.values() if share.is_anything]


def change_list(import_: Written, statement: str, list_: Table) -> None:
    """Take out of the lists what the import put in, or put in what it took out."""
    columns = ", ".join(f'"{column}"' for column in list_.kept)
    import_.execute(
        statement.format(
            list=list_.name,
            list_history=history(list_),
            holder=holder(list_).column,
            member=member(list_).column,
            undone=f"undone_{holder(list_).target}",
            columns=columns,
        ),
        [import_.changeset.pk],
    )


def kept(import_: Written, table: Table) -> int:
    statement = KEPT.format(published=Status.PUBLISHED.value, **names_of(table))
    return int(import_.rows(statement)[0][0])


def restore(import_: Written, table: Table) -> int:
    """What was published meanwhile is withdrawn: it cannot be a draft again."""
    hidden_again = f"before.status not in {EVER_PUBLIC} and t.status in {EVER_PUBLIC}"
    reason = f"case when t.status = '{Status.WITHDRAWN}' then t.{REASON} else %s end"
    values = {column: f'before."{column}"' for column in written(table)}
    now, before = (", ".join(f'{of}."{name}"' for name in values) for of in ("t", "before"))
    values["status"] = f"case when {hidden_again} then '{Status.WITHDRAWN}' else before.status end"
    values[REASON] = f"case when {hidden_again} then {reason} else before.{REASON} end"
    told = ", ".join(f'"{column}" = {value}' for column, value in values.items())
    return import_.execute(
        RESTORE.format(values=told, now=now, before=before, **names_of(table)), [why(import_)]
    )


def withdraw(import_: Written, table: Table) -> int:
    return import_.execute(
        WITHDRAW.format(
            withdrawn=Status.WITHDRAWN.value,
            published=Status.PUBLISHED.value,
            reason=REASON,
            **names_of(table),
        ),
        [why(import_)],
    )


def why(import_: Written) -> str:
    return f"The import {import_.changeset.batch} was taken back."
