"""The SQL that keeps the column `visible`: published, and all that a row cannot do without visible.

A row works it out for itself from the rows it leans on, which it locks, so that whoever hides or
publishes one of them meanwhile comes before or after. A row whose column turns asks the rows that
lean on it, by setting theirs to null; they ask onward. A writer's own value is never believed.
"""

from collections.abc import Iterator

from negotiations.worlds.tables import Reference, Table

#: What a row that waits for another to show has in common with few.
WAITING = "status = 'published' and not visible"


def visibility_triggers(tables: dict[str, Table]) -> Iterator[str]:
    for table in tables.values():
        if table.is_record:
            yield from keep_visible(table, tables)
            if dependents := list(leaning_on(table, tables)):
                yield from tell_dependents(table, dependents)


def leaning_on(table: Table, tables: dict[str, Table]) -> Iterator[tuple[Table, Reference]]:
    """The tables whose rows cannot do without one of this table, each with the reference."""
    for other in tables.values():
        for reference in other.hiding:
            if other.is_record and reference.target == table.name:
                yield other, reference


def keep_visible(table: Table, tables: dict[str, Table]) -> Iterator[str]:
    function = f'engine."{table.name}_visible"'
    same = " and ".join(
        f'new."{column}" is not distinct from old."{column}"'
        for column in ("status", *(reference.column for reference in table.hiding))
    )
    asked = "".join(look_up(reference) for reference in table.hiding)
    yield f"""create or replace function {function}() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.visible is not null and {same} then
    new.visible := old.visible;
    return new;
  end if;
  new.visible := new.status = 'published';{asked}
  return new;
end
$$"""
    yield (
        f'create trigger keep_visible before insert or update on public."{table.name}" '
        f"for each row execute function {function}()"
    )
    if table.hiding:
        yield (
            f'create index if not exists "{table.name}_waiting" on public."{table.name}" (id) '
            f"where {WAITING}"
        )


def look_up(reference: Reference) -> str:
    """Locked as strongly as it may be later in the transaction: to ask for more would deadlock."""
    lock = "no key update" if reference.supports else "share"
    return f"""
  if new.visible and new."{reference.column}" is not null then
    select t.visible into new.visible from public."{reference.target}" as t
    where t.id = new."{reference.column}" for {lock};
    new.visible := coalesce(new.visible, false);
  end if;"""


def tell_dependents(table: Table, dependents: list[tuple[Table, Reference]]) -> Iterator[str]:
    """Rows may come before what they lean on, so an insertion has dependents to tell, too."""
    turned = "select n.id from added as n join removed as o on o.id = n.id where"
    appeared = when("select n.id from added as n where n.visible", WAITING, dependents)
    shown = when(f"{turned} n.visible and not o.visible", WAITING, dependents)
    hidden = when(f"{turned} o.visible and not n.visible", "visible", dependents)
    for trigger, moment, transition, body in (
        ("show_dependents", "insert", "new table as added", appeared),
        ("move_dependents", "update", "new table as added old table as removed", shown + hidden),
    ):
        function = f'engine."{table.name}_{trigger}"'
        # A session keeps its first plan, made perhaps when the dependents' table was empty, or for
        # a statement that changed no row: nested loops over all that another changes never end.
        yield f"""create or replace function {function}() returns trigger language plpgsql
set enable_seqscan = off set enable_nestloop = off as $$
declare
  ids bigint[];
begin{body}
  return null;
end
$$"""
        yield (
            f'create trigger {trigger} after {moment} on public."{table.name}" '
            f"referencing {transition} for each statement execute function {function}()"
        )


def when(turned: str, concerned: str, dependents: list[tuple[Table, Reference]]) -> str:
    """Ask the dependents concerned of the rows selected; a look is cheaper than a write."""
    asked = ""
    for other, reference in dependents:
        rows = f'where {concerned} and "{reference.column}" = any(ids)'
        asked += f"""
    if exists (select from public."{other.name}" {rows}) then
      update public."{other.name}" set visible = null {rows};
    end if;"""
    return f"""
  ids := array({turned});
  if cardinality(ids) > 0 then{asked}
  end if;"""
