"""The rows of a package inside the database, before any record is touched.

For each sheet three temporary tables: `arriving_x` as copied, with slugs for references;
`identity_x` with the id each row has or will have; `staged_x` with the columns of the kind's own
table, as the record will be, so that the table's rules can be asked of it. `future_x` shows the
kind as it will be. Lists of references stand in `listed_x_name`.
Not here: what is asked of them (questions.py), and the writing (writing.py).
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.backends.utils import CursorWrapper

from negotiations.choices import Status
from negotiations.exchange.columns import (
    Column,
    ManyColumn,
    OneOfColumn,
    ReferenceColumn,
    table_of,
)
from negotiations.exchange.rows import Rows
from negotiations.exchange.sheets import REASON, SHEETS, Sheet, sheet_of
from negotiations.rules import ComposedKey, columns_of
from negotiations.vectors import SearchField
from negotiations.worlds.copying import copy

PARTS = ("arriving", "identity", "staged", "changed")
ROWS_AT_ONCE = 2_000
#: A copied bound as triggers have it where nothing is referred to, or that has no date.
NO_BOUND = 'coalesce("{}"."{}", \'infinity\')'


class Staging:
    """Makes and fills the temporary tables of one import."""

    def __init__(self, cursor: CursorWrapper, given: list[Rows], status: str | None) -> None:
        self.cursor = cursor
        self.given = given
        self.status = Status(status).value if status else ""
        self.present = {rows.sheet.model for rows in given}

    def fill(self) -> None:
        for rows in self.given:
            self.copy(rows)
        for rows in self.given:
            self.identify(rows.sheet)
        for rows in self.given:
            self.stage(rows)
            for column in given_lists(rows):
                self.list_references(rows.sheet, column)

    def drop(self) -> None:
        """What an earlier import of the same transaction left; the commit drops the rest."""
        names = [f"{part}_{sheet.name}" for sheet in SHEETS.values() for part in PARTS]
        names += [listed(sheet, column) for sheet in SHEETS.values() for column in sheet.lists]
        self.execute(f"drop table if exists {', '.join(names)} cascade")

    def execute(self, statement: str, values: list[Any] | None = None) -> int:
        self.cursor.execute(statement, values)
        return int(self.cursor.rowcount)

    def copy(self, rows: Rows) -> None:
        """Everything that could be read, as it arrives."""
        name = f"arriving_{rows.sheet.name}"
        types = ["integer", "text", *(c.sql_type for c in rows.columns for _ in c.arriving)]
        definitions = ", ".join(
            f'"{column}" {sql_type}' for column, sql_type in zip(rows.arriving, types, strict=True)
        )
        self.execute(f"create temporary table {name} ({definitions}) on commit drop")
        arriving = Copied(iter(rows))
        copy(self.cursor, f"copy {name} from stdin (null e'\\x01')", arriving)
        self.execute(f"analyze {name} (line)")

    def identify(self, sheet: Sheet) -> None:
        """The id of each record: its own, or for a new one the next of the sequence."""
        name = f"identity_{sheet.name}"
        self.execute("select pg_get_serial_sequence(%s, 'id')", [sheet.table])
        (sequence,) = self.cursor.fetchone()
        self.execute(
            f"create temporary table {name} on commit drop as "
            "select a.line, a.slug, t.id is null as is_new, "
            f"coalesce(t.id, nextval('{sequence}')) as id "
            f"from arriving_{sheet.name} as a left join {sheet.table} as t on t.slug = a.slug "
            "order by a.line"
        )
        self.execute(f"create index on {name} (slug)")
        self.execute(f"analyze {name}")

    def stage(self, rows: Rows) -> None:
        """Each record as it will be: the given columns from the row, the others as they are."""
        sheet, name = rows.sheet, f"staged_{rows.sheet.name}"
        columns = [field.column for field in sheet.model._meta.concrete_fields]
        nullable = ", ".join(f'alter "{column}" drop not null' for column in columns)
        self.execute(
            f"create temporary table {name} (like {sheet.table} including generated, "
            "line integer, is_new boolean) on commit drop"
        )
        # Words are indexed as records are written; here it would be done for nothing.
        unread = "".join(f', alter "{column}" drop expression' for column in searched(sheet))
        self.execute(f"alter table {name} {nullable}{unread}")
        values, joins = self.values(rows)
        targets = ", ".join(f'"{column}"' for column in values)
        self.execute(
            f"insert into {name} (line, is_new, {targets}) "
            f"select a.line, i.is_new, {', '.join(values.values())} "
            f"from arriving_{sheet.name} as a join identity_{sheet.name} as i on i.line = a.line "
            f"left join {sheet.table} as t on t.id = i.id {' '.join(joins)}"
        )
        self.execute(f"create index on {name} (id)")
        fields = written_columns(sheet).items()
        keys = [column for column, field in fields if field.is_relation]
        self.execute(f"analyze {name} ({', '.join(['id', 'line', *keys])})")
        shown = ", ".join(f'"{column}"' for column in columns)
        self.execute(
            f"create temporary view future_{sheet.name} as "
            f"select {shown}, line from {name} union all "
            f"select {shown}, null from {sheet.table} as t "
            f"where not exists (select from {name} as s where s.id = t.id)"
        )

    def values(self, rows: Rows) -> tuple[dict[str, str], list[str]]:
        """For each column of the kind's table what it gets, and the joins this needs."""
        values = {"id": "i.id", "slug": "a.slug"}
        joins: list[str] = []
        for column in rows.columns:
            for arriving, stored, target in stored_by(column):
                if target is None:
                    values[stored] = f'a."{arriving}"'
                else:
                    joins += self.joins(target, f'a."{arriving}"', arriving)
                    values[stored] = self.found(target, arriving)
        values["status"] = self.status_value("status" in values)
        if REASON in values:
            # A revived record keeps the reason it once had, which no package shows.
            kept = f"coalesce(t.{REASON}, '')"
            withdrawn = f"{values['status']} = 'withdrawn'"
            values[REASON] = f"case when {withdrawn} then {values[REASON]} else {kept} end"
        for name, field in written_columns(rows.sheet).items():
            if name not in values:
                values[name] = as_it_is(field)
        for key in copies(rows.sheet.model):
            joins.append(self.add_copies(values, rows.sheet, key))
        return values, joins

    def add_copies(self, values: dict[str, str], sheet: Sheet, key: ComposedKey) -> str:
        """The copied bounds, which triggers will fill, so that the rules over them can be asked.

        They come from what is referred to as it will be, which was staged before; returned is the
        join that this needs.
        """
        own, theirs = composed_columns(sheet.model, key)
        alias = f"of_{own[0]}"
        for copy_of, name in zip(theirs[1:], own[1:], strict=True):
            values[name] = NO_BOUND.format(alias, copy_of)
        target = sheet.model._meta.get_field(key.key).related_model
        return f'left join {self.future(target)} as "{alias}" on "{alias}".id = {values[own[0]]}'

    def status_value(self, is_given: bool) -> str:
        """The row's own, else the one the importer states, else as it is, else draft."""
        own = "nullif(a.status, ''), " if is_given else ""
        stated = f"'{self.status}', " if self.status else ""
        return f"coalesce({own}{stated}t.status, 'draft')"

    def joins(self, target: type[models.Model], slug: str, alias: str) -> Iterator[str]:
        if target in self.present:
            identity = f"identity_{sheet_of(target).name}"
            yield f'left join {identity} as "new_{alias}" on "new_{alias}".slug = {slug}'
        yield f'left join {table_of(target)} as "old_{alias}" on "old_{alias}".slug = {slug}'

    def found(self, target: type[models.Model], alias: str) -> str:
        if target in self.present:
            return f'coalesce("new_{alias}".id, "old_{alias}".id)'
        return f'"old_{alias}".id'

    def list_references(self, sheet: Sheet, column: ManyColumn) -> None:
        name = listed(sheet, column)
        joins = " ".join(self.joins(column.target, "entry", "entry"))
        self.execute(
            f"create temporary table {name} on commit drop as "
            f"select a.line, i.id as holder, {self.found(column.target, 'entry')} as target, entry "
            f"from arriving_{sheet.name} as a join identity_{sheet.name} as i on i.line = a.line "
            f'cross join unnest(a."{column.name}") as entry {joins}'
        )
        self.execute(f"create index on {name} (holder)")
        self.execute(f"analyze {name} (holder, target)")

    def future(self, model: Any) -> str:
        """The kind as it will be, to select from."""
        return f"future_{sheet_of(model).name}" if model in self.present else table_of(model)


def stored_by(column: Column) -> Iterator[tuple[str, str, type[models.Model] | None]]:
    """What arrives for which column of the kind's table, and the model a reference goes to."""
    if isinstance(column, OneOfColumn):
        for key in column.keys:
            yield key.arriving, key.field.column, key.target
    elif isinstance(column, ReferenceColumn):
        yield column.name, column.field.column, column.target
    elif not isinstance(column, ManyColumn):
        yield column.name, column.field.column, None


def as_it_is(field: Any) -> str:
    """A column that is not given: the record's value, for a new record the default."""
    if field.null:
        return f't."{field.column}"'
    if isinstance(field, ArrayField):
        return f"coalesce(t.\"{field.column}\", '{{}}')"
    default = field.get_default() or ""
    if isinstance(field, models.CharField | models.TextField):
        return f"coalesce(t.\"{field.column}\", '{default}')"
    return f't."{field.column}"'


def searched(sheet: Sheet) -> list[str]:
    fields: list[Any] = list(sheet.model._meta.concrete_fields)
    return [str(field.column) for field in fields if isinstance(field, SearchField)]


def written_columns(sheet: Sheet) -> dict[str, Any]:
    """The columns of the kind's table that a writer fills, with their fields."""
    fields: list[Any] = list(sheet.model._meta.concrete_fields)
    return {field.column: field for field in fields if not getattr(field, "derived", False)}


def copies(model: type[models.Model]) -> list[ComposedKey]:
    """The keys along which bounds are copied from what is referred to."""
    keys = model._meta.constraints
    return [key for key in keys if isinstance(key, ComposedKey) and key.cascade]


def composed_columns(model: type[models.Model], key: ComposedKey) -> tuple[list[str], list[str]]:
    """The columns of a composed key here and at its target."""
    target: Any = model._meta.get_field(key.key).related_model
    return columns_of(model, key.fields), columns_of(target, key.to_fields)


def listed(sheet: Sheet, column: ManyColumn) -> str:
    return f"listed_{sheet.name}_{column.name}"


def given_lists(rows: Rows) -> list[ManyColumn]:
    return [column for column in rows.columns if isinstance(column, ManyColumn)]


class Copied:
    """Rows as the stream of text that COPY reads, a few thousand rows at a time."""

    def __init__(self, rows: Iterator[list[str]]) -> None:
        self.rows = rows

    def read(self, size: int = -1) -> str:
        return "".join(f"{copied(row)}\n" for row in islice(self.rows, ROWS_AT_ONCE))


def copied(row: list[str]) -> str:
    """A row in COPY's text form. Tabs and returns cannot occur in what was read."""
    line = "\t".join(row)
    if "\\" in line or "\n" in line:
        return "\t".join(value.replace("\\", "\\\\").replace("\n", "\\n") for value in row)
    return line
