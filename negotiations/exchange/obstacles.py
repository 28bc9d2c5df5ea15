"""What stands in the way of taking an import back: later work on its records, or with them.

A record stands as the import left it if it has the values and lists that it had then, whatever was
done and undone between. Each obstacle is told with its record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import IntegrityError

from negotiations.exchange.questions import UNIQUE
from negotiations.exchange.sheets import REASON
from negotiations.exchange.written import (
    UNDO,
    Written,
    history,
    holder,
    left_over,
    member,
    named_by,
    names_of,
    owner_of,
    sheet_of,
    written,
)
from negotiations.models.keeping import ExternalIdentifier
from negotiations.models.refusals import refusal_of, refusals
from negotiations.worlds.tables import Reference, Table

#: More are not looked for.
MOST_TOLD = 1_000

#: An import that was taken back may have left withdrawn what it had published.
CHANGED_SINCE = """
select t.slug, c.at, c.channel, c.batch from {undone} as u join {table} as t on t.id = u.id
join {history} as own on own.revision = u.last
join lateral (select h.changeset from {history} as h where h.id = u.id and h.revision > u.last
  and h.version = t.version order by h.revision limit 1) as later on true
join negotiations_changeset as c on c.id = later.changeset
where row({now}) is distinct from row({then})
or (row({now_public}) is distinct from row({then_public})
  and not (t.status = 'withdrawn' and c.batch like '{undo}%')){lists} order by t.slug limit {most}
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
#: Rows that refer to a new record that will not be there for them, and that somebody else wrote.
DEPENDING = """
select t.slug, {named} from {undone} as u join {table} as t on t.id = u.id
join {other} as o on o."{column}" = u.id
where u.is_new and (not u.stays or t.status = 'published') and not {left_over}
and not exists (select from {by} as w where w.id = {own}) order by t.slug limit {most}
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
BEFORE = """
select before.* from {undone} as u cross join lateral (
  select h.* from {history} as h where h.id = u.id and h.revision < u.first
  order by h.revision desc limit 1) as before where not u.is_new
"""
#: A value that only one record may have, and that a record has which keeps it.
TAKEN = """
select b.slug, o.slug from (select * from ({before}) as every where {condition}) as b
join (select * from {table} where {condition}) as o on o.id <> b.id and {same}
where {keeps} order by b.slug limit {most}
"""
TAKEN_IDENTIFIER = """
select b.slug, o.slug from ({before}) as b cross join unnest(b.external_ids) as entry
join {kept} as k on k.kind = '{table}' and k.external_id = entry and k.record_id <> b.id
join {table} as o on o.id = k.record_id
where b.status <> 'withdrawn' and {keeps} order by b.slug limit {most}
"""
KEEPS = """
not exists (select from {undone} as u where u.id = o.id
  and (not u.is_new or not u.stays or ({frees} and o.status = 'published')))
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
        yield from values_taken(import_, table)
        yield from identifiers_taken(import_, table)


def touched_since(import_: Written, table: Table) -> Iterator[Obstacle]:
    names = names_of(table) | {"most": MOST_TOLD + 1}
    public = ("status", REASON)
    columns = ["slug", *(column for column in written(table) if column not in public)]
    now, then = (columns_of(of, columns) for of in ("t", "own"))
    now_public, then_public = (columns_of(of, public) for of in ("t", "own"))
    lists = "".join(list_changed(import_, table, one) for one in import_.lists_of(table))
    statement = CHANGED_SINCE.format(
        now=now,
        then=then,
        now_public=now_public,
        then_public=then_public,
        undo=UNDO,
        lists=lists,
        **names,
    )
    for slug, at, channel, batch in import_.rows(statement):
        by = f"{channel} {batch}".strip()
        reason = f"It was changed after the import ({at:%Y-%m-%d}, {by})."
        yield Obstacle(sheet_of(table.name), slug, reason)
    for (slug,) in import_.rows(REMOVED_SINCE.format(**names)):
        yield Obstacle(sheet_of(table.name), slug, "It was deleted after the import.")


def columns_of(row: str, columns: Iterable[str]) -> str:
    return ", ".join(f'{row}."{column}"' for column in columns)


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
    owner, own = owner_of(other)
    statement = DEPENDING.format(
        **names_of(table),
        named="o.slug" if other.is_record else f"(select slug from {owner} where id = {own})",
        other=other.name,
        column=reference.column,
        by=f"undone_{owner}",
        own=own,
        left_over=left_over(other),
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


def values_taken(import_: Written, table: Table) -> Iterator[Obstacle]:
    for rule, condition, columns, nulls_differ in import_.rows(UNIQUE, [table.name]):
        if rule in refusals() and "id" not in columns and columns != ["slug"]:
            equals = "=" if nulls_differ else "is not distinct from"
            statement = TAKEN.format(
                **names_of(table),
                before=BEFORE.format(**names_of(table)),
                condition=condition or "true",
                same=" and ".join(f'o."{name}" {equals} b."{name}"' for name in columns),
                keeps=KEEPS.format(frees="withdrawn" in (condition or ""), **names_of(table)),
                most=MOST_TOLD + 1,
            )
            yield from taken(import_, table, statement, rule)


def identifiers_taken(import_: Written, table: Table) -> Iterator[Obstacle]:
    statement = TAKEN_IDENTIFIER.format(
        **names_of(table),
        before=BEFORE.format(**names_of(table)),
        kept=ExternalIdentifier._meta.db_table,
        keeps=KEEPS.format(frees=True, **names_of(table)),
        most=MOST_TOLD + 1,
    )
    yield from taken(import_, table, statement, "external_id_names_one_record")


def taken(import_: Written, table: Table, statement: str, rule: str) -> Iterator[Obstacle]:
    for slug, by in import_.rows(statement):
        yield Obstacle(sheet_of(table.name), slug, f"{refusals()[rule].message} It is {by}.")


def refused_by_the_database(error: IntegrityError) -> Obstacle:
    """What no question foresaw, in the words of the rule."""
    table = getattr(getattr(error.__cause__, "diag", None), "table_name", None) or ""
    return Obstacle(sheet_of(table), "", refusal_of(error).message)
