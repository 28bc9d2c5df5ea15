"""The SQL of the worlds' views.

One rule of visibility serves all worlds: a record shows when its column `visible` says so
(visibility.py); a reference it can do without reads null when its target is hidden; a list drops
the hidden. The worlds differ in the rows they start from (the tables, or the rows as they stood at
an instant) and in whether the sources of a day must support them, and what they lean on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from negotiations.worlds.tables import Reference, Table

READER = "parley_reader"

#: Kinds known only through a citation of their own.
SUPPORTED = ("event", "statement", "claim", "offer", "agreement")
#: Kinds that lean on what they belong to, unless they have citations of their own. The others
#: (places, parties, people and so on) only identify what is spoken of.
LEANING = (
    "membership",
    "event_link",
    "participation",
    "term",
    "response",
    "commitment",
    "fulfilment",
    "point",
)
PREFIX = "negotiations_"
#: Asked of each row, by the key it has. Made a join, it would be planned with all the others: a
#: planner that took the tables for empty then read them whole for each row, for minutes.
LOOKED_UP = "offset 0"
#: Beside a reference that reads null where its target is hidden, the key as it was entered; beside
#: a list without its hidden members, all of them. For a reader of keys who looks each up in the
#: world, where what is hidden is not found: to ask twice makes his plans twice as large.
ENTERED = "_entered"
CITATION, SOURCE, STATEMENT, EVENT = (
    f"{PREFIX}{kind}" for kind in ("citation", "source", "statement", "event")
)
#: What an event without a source from its own day or later is silent about.
AFTERWARDS = {
    "occurrence": "''",
    "outcome": "''",
    "duration_hours_min": "null",
    "duration_hours_max": "null",
}


@dataclass(frozen=True)
class World:
    """A schema of views, the schema of its rows, and whether a day's sources must support them."""

    schema: str
    base: str
    known: bool


PUBLIC_RECORD = World("public_record", base="public", known=False)
KNOWN = World("known", base="public", known=True)
RECORDED = World("recorded", base="recorded_rows", known=False)
RECORDED_KNOWN = World("recorded_known", base="recorded_rows", known=True)
WORLDS = (PUBLIC_RECORD, KNOWN, RECORDED, RECORDED_KNOWN)

CLOCKS = """
create or replace function engine.known_on() returns date language sql stable parallel safe return
pg_catalog.current_setting('parley.known_on')::date; create or replace function
engine.recorded_at() returns timestamptz language sql stable parallel safe return
pg_catalog.current_setting('parley.recorded_at')::timestamptz;
"""


class Views:
    """Writes the views of one world over all exposed tables."""

    def __init__(self, world: World, tables: dict[str, Table]) -> None:
        self.world = world
        self.tables = tables

    def statements(self) -> Iterator[str]:
        yield f"create schema {self.world.schema}"
        for table in self.tables.values():
            yield self.view(table)
            if not table.is_record:
                yield (
                    f'create view {self.world.schema}."{table.name}{ENTERED}" as '
                    f"select * from {self.rows(table.name)}"
                )

    def view(self, table: Table) -> str:
        joins = [
            (reference, f"j{number}")
            for number, reference in enumerate(table.references)
            if reference.nullable and not reference.hides
        ]
        columns = ",\n  ".join(
            [
                *(self.column(table, column, joins) for column in table.columns),
                *(f'x."{one.column}" as "{one.column}{ENTERED}"' for one, _ in joins),
            ]
        )
        # A left join on a key costs nothing where the column is not asked for, and lets an index
        # serve where it is; a subquery in its place would do neither.
        joined = "".join(
            f"\nleft join {self.rows(reference.target)} as {alias} on {alias}.id = x."
            f'"{reference.column}" and {self.shows(reference.target, alias)}'
            for reference, alias in joins
        )
        return (
            f'create view {self.world.schema}."{table.name}" as select\n  {columns}\n'
            f"from {self.rows(table.name)} as x{joined}\nwhere {self.shows(table.name, 'x')}"
        )

    def rows(self, name: str) -> str:
        return f'{self.world.base}."{name}"'

    def column(self, table: Table, column: str, joins: list[tuple[Reference, str]]) -> str:
        if column in table.blanked:
            return f'{table.blanked[column]} as "{column}"'
        for reference, alias in joins:
            if reference.column == column:
                return f'{alias}.id as "{column}"'
        if self.world.known and table.name == EVENT and column in AFTERWARDS:
            return (
                f'case when {self.told_afterwards("x")} then x."{column}" '
                f'else {AFTERWARDS[column]} end as "{column}"'
            )
        return f'x."{column}"'

    def shows(self, name: str, alias: str) -> str:
        """The condition under which a row of the table shows in this world."""
        if self.tables[name].is_record:
            conditions = [f"{alias}.visible", *self.known(name, alias)]
        else:
            conditions = [
                self.target(reference, alias, inner, self.shows(reference.target, inner))
                for reference, inner in self.leant_on(name, alias)
            ]
        return "(" + " and ".join(conditions) + ")"

    def leant_on(self, name: str, alias: str) -> Iterator[tuple[Reference, str]]:
        """The references without which a row does not show, each with a name for its target."""
        for number, reference in enumerate(self.tables[name].hiding):
            yield reference, f"{alias}_{number}"

    def target(self, reference: Reference, alias: str, inner: str, condition: str) -> str:
        found = (
            f"exists (select from {self.rows(reference.target)} as {inner} "
            f'where {inner}.id = {alias}."{reference.column}" and {condition} {LOOKED_UP})'
        )
        if reference.nullable:
            return f'({alias}."{reference.column}" is null or {found})'
        return found

    def known(self, name: str, alias: str) -> Iterator[str]:
        """What a day's sources must say for a visible row, and all it leans on, to be known."""
        if not self.world.known:
            return
        for reference, inner in self.leant_on(name, alias):
            if conditions := " and ".join(self.known(reference.target, inner)):
                yield self.target(reference, alias, inner, f"({conditions})")
        yield from self.supported(name, alias)

    def supported(self, name: str, alias: str) -> Iterator[str]:
        """What a day's sources must say of the row itself."""
        kind = self.tables[name].kind
        if name == SOURCE:
            yield self.public_by_the_day(alias)
        elif name == STATEMENT:
            yield self.cited_by_the_day(kind, alias)
            yield (f"({alias}.made_public = '' or {alias}.made_public_latest <= engine.known_on())")
        elif kind in SUPPORTED:
            yield self.cited_by_the_day(kind, alias)
        elif kind in LEANING:
            uncited = self.citations(kind, alias, f"{alias}_u", "true")
            yield f"(not {uncited} or {self.cited_by_the_day(kind, alias)})"

    def cited_by_the_day(self, kind: str, alias: str) -> str:
        return self.citations(kind, alias, f"{alias}_c", self.public_by_the_day(f"{alias}_c_s"))

    def citations(self, kind: str, alias: str, inner: str, condition: str) -> str:
        return (
            f"exists (select from {self.rows(CITATION)} as {inner} "
            f"join {self.rows(SOURCE)} as {inner}_s on {inner}_s.id = {inner}.source_id "
            f"where {inner}.{kind}_id = {alias}.id and {inner}.visible "
            f"and {inner}.stance <> 'contradicts' and {condition} {LOOKED_UP})"
        )

    def public_by_the_day(self, source: str) -> str:
        """A source counts from the latest day its date allows; an undated one does not count."""
        return f"({source}.published_on_latest <= engine.known_on())"

    def told_afterwards(self, alias: str) -> str:
        condition = (
            f"{self.public_by_the_day(f'{alias}_a_s')} "
            f"and {alias}_a_s.published_on_latest >= {alias}.date_earliest"
        )
        return f"({alias}.date = '' or {self.citations('event', alias, f'{alias}_a', condition)})"


def recorded_rows(tables: dict[str, Table]) -> Iterator[str]:
    """Views of every table's rows as they stood at engine.recorded_at()."""
    yield "create schema recorded_rows"
    for table in tables.values():
        columns = ", ".join(recorded_column(table, column) for column in table.columns)
        # Subqueries in place of joins: a row is looked up by its key and asked whether it held,
        # which stays cheap in joins of joins. `offset 0` keeps the planner from making joins.
        yield (
            f'create view recorded_rows."{table.name}" as select {columns}\n'
            f'from history."{table.name}" as r\n'
            f"where r.op <> 'd' and {committed_by_then('r')} and not exists (\n"
            f'  select from history."{table.name}" as later\n'
            "  where later.id = r.id and later.revision > r.revision\n"
            f"    and {committed_by_then('later')} offset 0)"
        )


def recorded_column(table: Table, column: str) -> str:
    """A column as a revision has it.

    What follows from other columns is read off the row of today where that is still the revision,
    and else worked out anew: a vector of words takes a hundred times as long to make as to read.
    """
    if column in table.kept:
        return f'r."{column}"'
    if column in table.blanked:
        return f'{table.blanked[column]} as "{column}"'
    return (
        f'coalesce((select present."{column}" from public."{table.name}" as present '
        f'where present.id = r.id and not exists (select from history."{table.name}" as since '
        f"where since.id = r.id and since.revision > r.revision {LOOKED_UP})), "
        f'{table.computed[column]}) as "{column}"'
    )


def committed_by_then(revision: str) -> str:
    return (
        "(select c.at from public.negotiations_changeset as c "
        f"where c.id = {revision}.changeset) <= engine.recorded_at()"
    )


def create_worlds(tables: dict[str, Table]) -> Iterator[str]:
    yield CLOCKS
    yield from recorded_rows(tables)
    for world in WORLDS:
        yield from Views(world, tables).statements()
    yield f"""do $$ begin
      if not exists (select from pg_roles where rolname = '{READER}') then
        create role {READER} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$"""
    # Since PostgreSQL 16, whoever makes a role may grant it but not take it on.
    yield f"""do $$ declare
      newer constant boolean := current_setting('server_version_num')::integer >= 160000;
    begin
      if not pg_has_role(
        current_user, '{READER}', case when newer then 'set' else 'member' end) then
        execute format('grant {READER} to %I', current_user)
          || case when newer then ' with set true, inherit false' else '' end;
      end if;
    end $$"""
    schemas = ", ".join(world.schema for world in WORLDS)
    yield f"grant usage on schema engine, {schemas} to {READER}"
    yield f"grant select on all tables in schema {schemas} to {READER}"


def drop_worlds() -> Iterator[str]:
    for world in reversed(WORLDS):
        yield f"drop schema if exists {world.schema} cascade"
    yield "drop schema if exists recorded_rows cascade"
