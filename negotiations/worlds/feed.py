"""The SQL that tells what a changeset did to the public record, one entry to a record.

It is told at commit, under the lock in which commits queue, from the record as it is and the
revisions of before: whatever the way between, only what the public could see to differ is an entry.
"""

from collections.abc import Iterator

from negotiations.worlds.tables import Reference, Table

ENTRIES = "public.negotiations_publicchange"


def feed(tables: dict[str, Table]) -> Iterator[str]:
    records = [table for table in tables.values() if table.is_record]
    steps = [
        *(own_change(table) for table in records),
        *(change_of_referrers(table, tables) for table in records),
        *(change_of_tombstone(table) for table in records),
    ]
    yield f"""create or replace function engine.note_public_changes(noted bigint) returns void
language plpgsql set enable_seqscan = off as $$
declare
  last bigint;
  added bigint;
  ids bigint[];
begin
  -- Noted before where a transaction asked early: nobody else has since, for the lock is held.
  delete from {ENTRIES} where changeset_id = noted;
  last := engine.public_version();{"".join(steps)}
end
$$"""


def entered(table: Table, change: str, rows: str) -> str:
    """Enter the rows `t` selected by the rest of a query, numbered on from the last."""
    return f"""
  insert into {ENTRIES} (seq, changeset_id, kind, record_id, slug, change)
  select last + row_number() over (order by t.slug), noted, '{table.kind}', t.id, t.slug, {change}
  {rows};
  get diagnostics added = row_count;
  last := last + added;"""


def touched(table: Table) -> str:
    """The rows the changeset wrote, each with its revision of before, which a new row has not."""
    return f"""from (select id, min(revision) as first, bool_or(op = 'c') as is_new
    from history."{table.name}" where changeset = noted group by id) as touched
  join public."{table.name}" as t on t.id = touched.id
  left join lateral (select * from history."{table.name}" as h
    where not touched.is_new and h.id = touched.id and h.revision < touched.first
    order by h.revision desc limit 1) as was on true"""


def own_change(table: Table) -> str:
    """It came, went, or differs where it stands."""
    change = """case when not t.visible then 'withdrawn'
    when was.visible then 'updated' else 'published' end"""
    seen = """where (t.visible or was.visible)
    and (t.visible, t.version) is distinct from (was.visible, was.version)"""
    return entered(table, change, f"{touched(table)} {seen}")


def change_of_referrers(target: Table, tables: dict[str, Table]) -> str:
    """What came or went stands in other records, which read differently without changing.

    What is new itself stands only in rows which the same changeset wrote: they are entered already.
    """
    told = "".join(
        entered(table, "'updated'", f"{referring} and {is_not_entered(table)}")
        for table, referring in referrers(target, tables)
    )
    if not told:
        return ""
    return f"""
  ids := array(select e.record_id from {ENTRIES} as e
    where e.changeset_id = noted and e.kind = '{target.kind}' and e.change <> 'updated'
    and e.record_id not in (select h.id from history."{target.name}" as h
      where h.changeset = noted and h.op = 'c'));
  if cardinality(ids) > 0 then{told}
  end if;"""


def referrers(target: Table, tables: dict[str, Table]) -> Iterator[tuple[Table, str]]:
    """Which rows show a reference to the target that they can do without, or have it in a list."""
    for table in tables.values():
        references = [one for one in table.references if one.target == target.name]
        if table.is_record and (found := [one for one in references if not one.hides]):
            any_of = " or ".join(f't."{one.column}" = any(ids)' for one in found)
            yield table, f'from public."{table.name}" as t where t.visible and ({any_of})'
        if not table.is_record and table.references[1].target == target.name:
            yield listing(table.references, table, tables)


def listing(
    ends: tuple[Reference, ...], table: Table, tables: dict[str, Table]
) -> tuple[Table, str]:
    holder, member = ends
    return tables[holder.target], (
        f'from public."{holder.target}" as t where t.visible and t.id in ('
        f'select l."{holder.column}" from public."{table.name}" as l '
        f'where l."{member.column}" = any(ids))'
    )


def is_not_entered(table: Table) -> str:
    return (
        f"t.id not in (select e.record_id from {ENTRIES} as e where e.changeset_id = noted "
        f"and e.kind = '{table.kind}')"
    )


def change_of_tombstone(table: Table) -> str:
    """What is left in public of a withdrawn record came, went or reads differently."""
    left = f"""where not touched.is_new and not t.visible and was.visible is false
    and 'withdrawn' in (t.status, was.status)
    and (t.status, t.withdrawn_reason) is distinct from (was.status, was.withdrawn_reason)
    and exists (select from history."{table.name}" as h where h.id = t.id and h.visible)"""
    return entered(table, "'withdrawn'", f"{touched(table)} {left}")
