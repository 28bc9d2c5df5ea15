"""What stands in the way of taking an import back: later work on its records, or with them.

A record stands as the import left it if it has the values and lists that it had then, whatever was
done and undone between. Each obstacle is told with its record.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import IntegrityError

from negotiations.exchange.written import (
    Written,
    history,
    holder,
    member,
    named_by,
    names_of,
    sheet_of,
    written,
)
from negotiations.models.refusals import refusal_of
from negotiations.worlds.tables import Reference, Table

#: More are not looked for.
MOST_TOLD = 1_000

CHANGED_SINCE = """
select t.slug, c.at, c.channel from {undone} as u join {table} as t on t.id = u.id
join {history} as own on own.revision = u.last
join lateral (select h.changeset from {history} as h
  where h.id = u.id and h.revision > u.last order by h.revision desc limit 1) as later on true
join negotiations_changeset as c on c.id = later.changeset
where row({now}) is distinct from row({then}){lists} order by t.slug limit {most}
"""
#: What first happened to a member since tells whether it was one; another answer now is a change.
LIST_CHANGED = """
or exists (select from (
  select distinct on (h."{member}") h."{member}" as member, h.op from {list_history} as h
  where h."{holder}" = u.id and h.changeset in (select g.changeset from {history} as g
    where g.id = u.id and g.revision > u.last and g.changeset <> {own})
  order by h."{member}", h.revision) as touched
  where (touched.op = 'd') <> exists (select from {list} as l
    where l."{holder}" = u.id and l."{member}" = touched.member))
"""
REMOVED_SINCE = """
select h.slug from {undone} as u join {history} as h on h.revision = u.last
where not exists (select from {table} as t where t.id = u.id) order by h.slug limit {most}
"""
#: Rows that refer to a new record and that the import did not write.
DEPENDING = """
select t.slug, {named} from {undone} as u join {table} as t on t.id = u.id
join {other} as o on o."{column}" = u.id
where u.is_new and not u.stays and not exists (
  select from {by} as w where w.id = o."{own}") order by t.slug limit {most}
"""
#: What a record would refer to again, and is no more.
FORMER_TARGET_GONE = """
select t.slug, (select g.slug from {target_history} as g where g.id = before."{column}"
  order by g.revision desc limit 1)
from {undone} as u join {table} as t on t.id = u.id
join lateral (select h.* from {history} as h where h.id = u.id and h.revision < u.first
  order by h.revision desc limit 1) as before on true
where not u.is_new and before."{column}" is not null
  and not exists (select from {target} as f where f.id = before."{column}")
order by t.slug limit {most}
"""
FORMER_MEMBER_GONE = """
select t.slug, (select g.slug from {target_history} as g where g.id = h."{column}"
  order by g.revision desc limit 1)
from {list_history} as h join {table} as t on t.id = h."{holder}"
where h.changeset = {own} and h.op = 'd'
  and not exists (select from {target} as f where f.id = h."{column}")
order by t.slug limit {most}
"""


@dataclass(frozen=True)
class Obstacle:
    """A record for which the import cannot be taken back, and why."""

    sheet: str
    slug: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.sheet, self.slug, self.reason)))


def obstacles(import_: Written) -> Iterator[Obstacle]:
    """Of each sort so many as are told, and one more."""
    for table in import_.records:
        yield from touched_since(import_, table)
        for other in (*import_.records, *import_.lists):
            for reference in named_by(other):
                if reference.target == table.name:
                    yield from depending(import_, table, other, reference)
        yield from targets_gone(import_, table)


def touched_since(import_: Written, table: Table) -> Iterator[Obstacle]:
    names = names_of(table) | {"most": MOST_TOLD + 1}
    columns = ["slug", *written(table)]
    now, then = (", ".join(f'{of}."{column}"' for column in columns) for of in ("t", "own"))
    lists = "".join(list_changed(import_, table, one) for one in import_.lists_of(table))
    statement = CHANGED_SINCE.format(now=now, then=then, lists=lists, **names)
    for slug, at, channel in import_.rows(statement):
        reason = f"It was changed after the import ({at:%Y-%m-%d}, {channel})."
        yield Obstacle(sheet_of(table.name), slug, reason)
    for (slug,) in import_.rows(REMOVED_SINCE.format(**names)):
        yield Obstacle(sheet_of(table.name), slug, "It was deleted after the import.")


def list_changed(import_: Written, table: Table, list_: Table) -> str:
    return LIST_CHANGED.format(
        list=list_.name,
        list_history=history(list_),
        holder=holder(list_).column,
        member=member(list_).column,
        history=history(table),
        own=import_.changeset.pk,
    )


def depending(
    import_: Written, table: Table, other: Table, reference: Reference
) -> Iterator[Obstacle]:
    owner = other.name if other.is_record else holder(other).target
    own = "id" if other.is_record else holder(other).column
    statement = DEPENDING.format(
        **names_of(table),
        named="o.slug" if other.is_record else f'(select slug from {owner} where id = o."{own}")',
        other=other.name,
        column=reference.column,
        by=f"undone_{owner}",
        own=own,
        most=MOST_TOLD + 1,
    )
    how = "refers to it" if other.is_record else "names it"
    for slug, by in import_.rows(statement):
        yield Obstacle(sheet_of(table.name), slug, f"{sheet_of(owner)}: {by} {how} now.")


def targets_gone(import_: Written, table: Table) -> Iterator[Obstacle]:
    for reference in table.references:
        yield from gone(import_, FORMER_TARGET_GONE, table, reference)
    for list_ in import_.lists_of(table):
        more = {"list_history": history(list_), "holder": holder(list_).column}
        yield from gone(import_, FORMER_MEMBER_GONE, table, member(list_), **more)


def gone(
    import_: Written, statement: str, table: Table, reference: Reference, **more: str
) -> Iterator[Obstacle]:
    found = statement.format(
        **names_of(table),
        **more,
        column=reference.column,
        target=reference.target,
        target_history=f'history."{reference.target}"',
        own=import_.changeset.pk,
        most=MOST_TOLD + 1,
    )
    for slug, target in import_.rows(found):
        reason = f"{sheet_of(reference.target)}: {target}, which it named before, was deleted."
        yield Obstacle(sheet_of(table.name), slug, reason)


def refused_by_the_database(error: IntegrityError) -> Obstacle:
    """What no question foresaw, such as a value that another record has taken since."""
    diagnosis = getattr(error.__cause__, "diag", None)
    table = getattr(diagnosis, "table_name", None) or ""
    detail = getattr(diagnosis, "message_detail", None) or ""
    message = refusal_of(error).message
    return Obstacle(sheet_of(table), "", f"{message} ({detail})" if detail else message)
