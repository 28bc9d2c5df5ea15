"""The SQL of history: an append-only table of revisions per exposed table, filled by triggers.

A statement trigger sees every road: forms, the API, bulk updates, COPY, plain SQL. The triggers
that number versions and keep references hang on the same tables and are made here too.
"""

from collections.abc import Iterator

from negotiations.worlds.tables import Table

#: A new row says of itself what the database says: most leave it to the defaults.
STATED = "(new.version, new.created_at, new.updated_at) <> (1, pg_catalog.now(), pg_catalog.now())"
TRIGGERS = (
    "keep_new_record",
    "keep_record",
    "keep_visible",
    "show_dependents",
    "move_dependents",
    "keep_published_record",
    "keep_external_ids_added",
    "keep_external_ids_changed",
    "keep_external_ids_removed",
    "count_list_change_added",
    "count_list_change_removed",
    "history_added",
    "history_changed",
    "history_removed",
)


def revision_table(table: Table) -> Iterator[str]:
    columns = ", ".join(f'"{column}"' for column in table.kept)
    yield (
        f'create table history."{table.name}" as '
        f'select {columns} from public."{table.name}" with no data'
    )
    yield (
        f'alter table history."{table.name}" '
        "add column revision bigint generated always as identity primary key, "
        "add column changeset bigint not null, "
        'add column op "char" not null'
    )
    yield f'create index on history."{table.name}" (id, revision)'
    if table.is_record:
        yield f'create index on history."{table.name}" (slug)'
        yield f'create index on history."{table.name}" (changeset)'
    for reference in table.references:
        yield (
            f'create index on history."{table.name}" ("{reference.column}") '
            f'where "{reference.column}" is not null'
        )
    yield (
        f'create trigger refuse_change before update or delete on history."{table.name}" '
        "for each row execute function history.refuse_change()"
    )


def triggers(table: Table) -> Iterator[str]:
    if table.is_record:
        yield from record_triggers(table)
    else:
        yield from list_triggers(table)
    yield from history_triggers(table)


def record_triggers(table: Table) -> Iterator[str]:
    name = f'public."{table.name}"'
    derived = ", ".join(f"'{column}'" for column in table.derived)
    yield (
        f"create trigger keep_new_record before insert on {name} for each row when ({STATED}) "
        "execute function engine.keep_new_record()"
    )
    yield (
        f"create trigger keep_record before update on {name} "
        f"for each row execute function engine.keep_record({derived})"
    )
    yield (
        f"create trigger keep_published_record before delete on {name} for each row "
        "when (old.status in ('published', 'withdrawn')) "
        "execute function engine.keep_published_record()"
    )
    changed = "old.external_ids <> new.external_ids or old.status <> new.status"
    for suffix, moment, condition in (
        ("added", "insert", "cardinality(new.external_ids) > 0"),
        ("changed", "update", changed),
        ("removed", "delete", "cardinality(old.external_ids) > 0"),
    ):
        yield (
            f"create trigger keep_external_ids_{suffix} after {moment} on {name} "
            f"for each row when ({condition}) execute function engine.keep_external_ids()"
        )


def list_triggers(table: Table) -> Iterator[str]:
    """The holder of a list of references is the first of the two tables it joins."""
    holder = table.references[0]
    for suffix, moment, rows in (("added", "insert", "new"), ("removed", "delete", "old")):
        yield (
            f'create trigger count_list_change_{suffix} after {moment} on public."{table.name}" '
            f"referencing {rows} table as changed for each statement execute function "
            f"engine.count_list_change('{holder.target}', '{holder.column}')"
        )


def history_triggers(table: Table) -> Iterator[str]:
    """A session keeps its first plan, so nested loops are off: they suit a single row only."""
    columns = ", ".join(f'"{column}"' for column in table.kept)
    new, old = (", ".join(f'{row}."{column}"' for column in table.kept) for row in ("n", "o"))
    for suffix, moment, transition, op, rows in (
        ("added", "insert", "new table as added", "c", f"select {new} from added as n"),
        (
            "changed",
            "update",
            "new table as added old table as removed",
            "u",
            f"select {new} from added as n join removed as o on o.id = n.id "
            f"where ({new}) is distinct from ({old})",
        ),
        ("removed", "delete", "old table as removed", "d", f"select {old} from removed as o"),
    ):
        function = f'history."{table.name}_{suffix}"'
        yield f"""create or replace function {function}() returns trigger language plpgsql
set search_path = pg_catalog set enable_nestloop = off as $$
declare
  changeset_id bigint;
begin
  if exists ({rows}) then
    changeset_id := engine.current_changeset();
    insert into history."{table.name}" (changeset, op, {columns})
    select changeset_id, '{op}', row_kept.* from ({rows}) as row_kept;
  end if;
  return null;
end
$$"""
        yield (
            f'create trigger history_{suffix} after {moment} on public."{table.name}" '
            f"referencing {transition} for each statement execute function {function}()"
        )


def drop_triggers(table_name: str) -> Iterator[str]:
    for trigger in TRIGGERS:
        yield f'drop trigger if exists {trigger} on public."{table_name}"'
