"""Writing staged rows into the records: only what is new or differs, and telling what that was."""

from django.apps import apps
from django.db.backends.utils import CursorWrapper

from negotiations.choices import Status
from negotiations.exchange.columns import Column, ManyColumn
from negotiations.exchange.plan import MOST_NAMED, Plan, SheetPlan, differences
from negotiations.exchange.rows import Rows
from negotiations.exchange.selection import selected
from negotiations.exchange.sheets import Sheet
from negotiations.exchange.staging import given_lists, listed, written_columns
from negotiations.worlds.tables import exposed_tables

#: The keys to one record; those of several columns hold only once both sides are written.
PLAIN_KEYS = """
select string_agg(quote_ident(conname), ', ') from pg_constraint
where contype = 'f' and condeferrable and cardinality(conkey) = 1
  and connamespace = 'public'::regnamespace
"""
#: From so many written rows on the planner's statistics are made anew.
ANALYZE_FROM = 10


class Writer:
    """Moves the staged rows of an import into the records."""

    def __init__(self, cursor: CursorWrapper, given: list[Rows]) -> None:
        self.cursor = cursor
        self.given = given

    def write(self) -> Plan:
        plan = [self.planned(rows) for rows in self.given]
        writes = [
            (share, rows) for share, rows in zip(plan, self.given, strict=True) if share.writes
        ]
        before = [self.selected(rows, share) for share, rows in writes]
        self.ask_keys_at_once()
        # A party may leave one side of an offer as the offer changes: what goes, goes first.
        for _, rows in writes:
            for column in given_lists(rows):
                self.shorten(rows.sheet, column)
        for _, rows in writes:
            self.insert(rows.sheet)
            self.update(rows)
        for _, rows in writes:
            for column in given_lists(rows):
                self.lengthen(rows.sheet, column)
        for (share, rows), old in zip(writes, before, strict=True):
            names = [column.name for column in self.shown(rows)]
            share.changes = differences(old, self.selected(rows, share), names)
            if share.writes >= ANALYZE_FROM:
                self.analyze(rows)
        return plan

    def ask_keys_at_once(self) -> None:
        """Kinds refer to those written before them: no list of all keys grows until the end."""
        self.cursor.execute(PLAIN_KEYS)
        (names,) = self.cursor.fetchone()
        self.cursor.execute(f"set constraints {names} immediate")

    def analyze(self, rows: Rows) -> None:
        """Tell the planner what is there now: readers may come before the database looks itself.

        Of the revisions only what they are found by: their texts stand in the records already.
        """
        lists = [column.through for column in given_lists(rows)]
        tables = [rows.sheet.table, *lists]
        revisions = [f"history.{table} ({sought(table)})" for table in tables]
        self.cursor.execute(f"analyze {', '.join([*tables, *revisions])}")

    def planned(self, rows: Rows) -> SheetPlan:
        """Counts the sheet's rows, and keeps the ids of those that differ in `changed_x`."""
        sheet = rows.sheet
        self.cursor.execute(
            f"create temporary table changed_{sheet.name} on commit drop as {self.differing(rows)}"
        )
        self.cursor.execute(
            "select count(*) filter (where is_new), "
            f"count(*) filter (where is_new and status = '{Status.DRAFT}'), "
            f"(select count(*) from changed_{sheet.name}), count(*) from staged_{sheet.name}"
        )
        new, drafts, changed, whole = self.cursor.fetchone()
        self.cursor.execute(
            f"select slug from staged_{sheet.name} where is_new order by slug limit %s",
            [MOST_NAMED],
        )
        named = [slug for (slug,) in self.cursor.fetchall()]
        return SheetPlan(sheet.name, new, changed, whole - new - changed, named, new_drafts=drafts)

    def differing(self, rows: Rows) -> str:
        sheet, stored = rows.sheet, self.stored(rows)
        ours, theirs = (", ".join(f'{of}."{name}"' for name in stored) for of in ("s", "t"))
        parts = [
            f"select s.id from staged_{sheet.name} as s join {sheet.table} as t on t.id = s.id "
            f"where not s.is_new and row({ours}) is distinct from row({theirs})"
        ]
        for column in given_lists(rows):
            parts += [
                f"select s.id from staged_{sheet.name} as s join ({change}) as c "
                "on c.holder = s.id where not s.is_new"
                for change in (self.missing(sheet, column), self.surplus(sheet, column))
            ]
        return " union ".join(parts)

    def stored(self, rows: Rows) -> list[str]:
        """The columns of the kind's table that this import may change."""
        return ["status", *(name for c in rows.columns for name in c.stored if name != "status")]

    def missing(self, sheet: Sheet, column: ManyColumn) -> str:
        """The members that a list has in the package only."""
        return (
            f"select l.holder, l.target from {listed(sheet, column)} as l where not exists ("
            f"select from {column.through} as m "
            f"where m.{column.holder_key} = l.holder and m.{column.target_key} = l.target)"
        )

    def surplus(self, sheet: Sheet, column: ManyColumn) -> str:
        """The members that a list has among the records only."""
        return (
            f"select m.{column.holder_key} as holder, m.id from {column.through} as m "
            f"join staged_{sheet.name} as s on s.id = m.{column.holder_key} where not exists ("
            f"select from {listed(sheet, column)} as l "
            f"where l.holder = m.{column.holder_key} and l.target = m.{column.target_key})"
        )

    def insert(self, sheet: Sheet) -> None:
        columns = ", ".join(f'"{column}"' for column in written_columns(sheet))
        self.cursor.execute(
            f"insert into {sheet.table} ({columns}) select {columns} "
            f"from staged_{sheet.name} where is_new order by id"
        )

    def update(self, rows: Rows) -> None:
        sheet, stored = rows.sheet, self.stored(rows)
        pairs = ", ".join(f'"{name}" = s."{name}"' for name in stored)
        ours, theirs = (", ".join(f'{of}."{name}"' for name in stored) for of in ("s", "t"))
        self.cursor.execute(
            f"update {sheet.table} as t set {pairs} from staged_{sheet.name} as s "
            f"where s.id = t.id and not s.is_new and row({ours}) is distinct from row({theirs})"
        )

    def shorten(self, sheet: Sheet, column: ManyColumn) -> None:
        self.cursor.execute(
            f"delete from {column.through} where id in ("
            f"select id from ({self.surplus(sheet, column)}) as surplus)"
        )

    def lengthen(self, sheet: Sheet, column: ManyColumn) -> None:
        self.cursor.execute(
            f"insert into {column.through} ({column.holder_key}, {column.target_key}) "
            f"{self.missing(sheet, column)} order by l.holder, l.target"
        )

    def selected(self, rows: Rows, share: SheetPlan) -> list[tuple[str, ...]]:
        """The cells of the records that differ."""
        if not share.changed:
            return []
        condition = (
            f"x.id in (select id from changed_{rows.sheet.name} order by id limit {MOST_NAMED})"
        )
        self.cursor.execute(selected(rows.sheet, self.shown(rows), condition))
        return list(self.cursor.fetchall())

    def shown(self, rows: Rows) -> list[Column]:
        columns = rows.sheet.columns
        given = [column for column in rows.columns if column.name != "status"]
        return [columns["slug"], columns["status"], *given]


def sought(table_name: str) -> str:
    """The columns by which revisions are found: those that worlds/history.py indexes."""
    table = exposed_tables(apps)[table_name.strip('"')]
    own = ["id", "revision", "changeset", *(["slug"] if table.is_record else [])]
    return ", ".join(f'"{column}"' for column in [*own, *(one.column for one in table.references)])
