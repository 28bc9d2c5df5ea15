"""What is asked of staged rows before any is written: one statement for all rows of a sheet.

The database would refuse the same things, but only the first of them and without the row. The
rules asked are those it holds (read from its catalogue) and those its triggers keep.
Not here: what one cell tells alone (rows.py).
"""

from typing import Any

from django.db import IntegrityError, models
from django.db.backends.utils import CursorWrapper

from negotiations.exchange.answers import given_unreadable, standing_unreadable
from negotiations.exchange.columns import Column, ListColumn, ManyColumn, OneOfColumn, kind_of
from negotiations.exchange.findings import Findings, nearest
from negotiations.exchange.rows import Rows
from negotiations.exchange.sheets import REASON, Sheet, sheet_of
from negotiations.exchange.staging import (
    Staging,
    composed_columns,
    given_lists,
    listed,
    stored_by,
)
from negotiations.fields import RuledField
from negotiations.models import (
    Citation,
    Claim,
    Offer,
    Party,
    Point,
    Record,
    Source,
    Statement,
)
from negotiations.models.citations import CITED_KINDS
from negotiations.models.keeping import ExternalIdentifier
from negotiations.models.refusals import NO_CIRCLES, refusal_of, refusals
from negotiations.rules import ComposedKey

#: Nearest slugs are looked for among so many, and for so many unknown ones.
MOST_KNOWN = 2_000
MOST_SUGGESTED = 50


class Questions:
    """Asks everything of the staged rows of an import, and adds what is wrong to its findings."""

    def __init__(self, cursor: CursorWrapper, staging: Staging, findings: Findings) -> None:
        self.cursor = cursor
        self.staging = staging
        self.findings = findings
        self.slugs: dict[tuple[type[models.Model], str], list[str]] = {}
        self.suggested = 0

    def ask(self) -> None:
        for rows in self.staging.given:
            self.ask_columns(rows)
        for rows in self.staging.given:
            self.ask_references(rows)
        for rows in self.staging.given:
            self.ask_status(rows)
            self.ask_withdrawals(rows)
            self.ask_answers(rows)
            self.ask_rules(rows, field_rules=False)
            self.ask_composed_keys(rows)
            self.ask_uniqueness(rows)
            self.ask_external_ids(rows)
            self.ask_sides(rows)
            self.ask_circles(rows)
            self.ask_citations(rows)
            self.ask_silence(rows)

    def select(self, statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        self.cursor.execute(statement, values)
        return list(self.cursor.fetchall())

    def refuse(
        self,
        rows: Rows,
        constraint: str,
        lines: dict[int, str],
        touching: set[str] | None = None,
    ) -> None:
        """A finding for each line, unless cells that the rule reads were refused already.

        `lines` says what is added to the rule's own sentence for each of them.
        """
        refusal = refusals()[constraint]
        touched = {refusal.field} | (touching or set())
        lines = {
            line: words for line, words in lines.items() if not self.spoilt(rows, line) & touched
        }
        column = rows.place_of(refusal.field, touching or set())
        cells = self.cells(rows, column, list(lines)) if column in rows.given else {}
        for line, words in lines.items():
            reason = refusal.message + words
            self.findings.add(rows.table.file, line, column, cells.get(line, ""), reason)

    def spoilt(self, rows: Rows, line: int) -> set[str]:
        """The row's refused cells, and the columns the header lacks."""
        file = rows.table.file
        return self.findings.spoilt(file, line) | self.findings.spoilt(file, rows.header_row)

    def cells(self, rows: Rows, name: str, lines: list[int]) -> dict[int, str]:
        """What stands in a column of the given rows."""
        shown = arrived(rows.sheet.accepted[name])
        statement = f"select a.line, {shown} from arriving_{rows.sheet.name} as a"
        found = self.select(f"{statement} where a.line = any(%s)", [lines])
        return {line: text or "" for line, text in found}

    # --- Columns ----------------------------------------------------------------------------

    def ask_columns(self, rows: Rows) -> None:
        """Records that are there keep what is not given; a new one needs what its kind requires."""
        if rows.slug_place < 0 or not rows.missing:
            return
        statement = f"select min(line) from staged_{rows.sheet.name} where is_new"
        ((first,),) = self.select(statement)
        if first is not None:
            row = rows.table.row_of(first)
            for name in rows.missing:
                rows.refuse_missing(name, f", and new records need it: row {row} is the first")

    # --- References -------------------------------------------------------------------------

    def ask_references(self, rows: Rows) -> None:
        for column in rows.columns:
            for arriving, stored, target in stored_by(column):
                if target is not None:
                    unknown = self.select(
                        f'select a.line, a."{arriving}" from arriving_{rows.sheet.name} as a '
                        f"join staged_{rows.sheet.name} as s on s.line = a.line "
                        f'where a."{arriving}" is not null and s."{stored}" is null'
                    )
                    self.add_unknown(rows, column, target, unknown)
        for column in given_lists(rows):
            statement = f"select line, entry from {listed(rows.sheet, column)}"
            unknown = self.select(f"{statement} where target is null")
            self.add_unknown(rows, column, column.target, unknown)

    def add_unknown(
        self, rows: Rows, column: Column, target: Any, unknown: list[tuple[Any, ...]]
    ) -> None:
        is_torn = sheet_of(target).file in self.findings.torn
        targets = [given for given in self.staging.given if given.sheet.model is target]
        kind = kind_of(target)
        for line, slug in unknown:
            if is_torn or any(slug in given.lost for given in targets):
                self.findings.spoil(rows.table.file, line, column.name)
            else:
                value = f"{kind}:{slug}" if isinstance(column, OneOfColumn) else slug
                reason = f"There is no {kind} with this slug{self.suggestion(target, slug)}."
                self.findings.add(rows.table.file, line, column.name, value, reason)

    def suggestion(self, target: type[models.Model], slug: str) -> str:
        self.suggested += 1
        if self.suggested > MOST_SUGGESTED:
            return ""
        known = self.known(target, "")
        if len(known) == MOST_KNOWN:
            known = self.known(target, slug[:3])
        return nearest(slug, known)

    def known(self, target: type[models.Model], beginning: str) -> list[str]:
        """The slugs of a kind that begin so, as far as they are looked through."""
        if (target, beginning) not in self.slugs:
            future = self.staging.future(target)
            statement = f"select slug from {future} where starts_with(slug, %s) limit {MOST_KNOWN}"
            found = self.select(statement, [beginning])
            self.slugs[target, beginning] = [slug for (slug,) in found]
        return self.slugs[target, beginning]

    # --- Rules the database holds ----------------------------------------------------------------

    def ask_rules(self, rows: Rows, *, field_rules: bool) -> None:
        """The CHECKs of the kind's table; those of single fields only when told to."""
        left_out = set() if field_rules else rules_of_fields(rows.sheet.model)
        checks = {
            name: (expression, columns)
            for name, expression, columns in self.select(CHECKS, [rows.sheet.table])
            if name not in left_out and name in refusals()
        }
        if not checks:
            return
        passed = " and ".join(f"({expression})" for expression, _ in checks.values())
        failed = ", ".join(
            f"case when ({expression}) is false then '{name}' end"
            for name, (expression, _) in checks.items()
        )
        found = self.select(
            f"select line, array_remove(array[{failed}], null) "
            f"from staged_{rows.sheet.name} where ({passed}) is false"
        )
        for name, (_, columns) in checks.items():
            lines = {line: "" for line, names in found if name in names}
            self.refuse(rows, name, lines, told_by(rows.sheet, columns))

    def ask_composed_keys(self, rows: Rows) -> None:
        model = rows.sheet.model
        for key in model._meta.constraints:
            if isinstance(key, ComposedKey) and not key.cascade:
                own, theirs = composed_columns(model, key)
                given = " and ".join(f's."{column}" is not null' for column in own)
                same = " and ".join(
                    f't."{its}" = s."{mine}"' for mine, its in zip(own, theirs, strict=True)
                )
                target = self.staging.future(model._meta.get_field(key.key).related_model)
                found = self.select(
                    f"select s.line from staged_{rows.sheet.name} as s where {given} "
                    f"and not exists (select from {target} as t where {same})"
                )
                lines = {line: "" for (line,) in found}
                self.refuse(rows, key.name, lines, told_by(rows.sheet, own))

    def ask_uniqueness(self, rows: Rows) -> None:
        """Rows that share what only one may have, with each other or with a record not given."""
        for name, condition, columns, nulls_differ in self.select(UNIQUE, [rows.sheet.table]):
            if name not in refusals() or "id" in columns or columns == ["slug"]:
                continue
            listed_columns = ", ".join(f'"{column}"' for column in columns)
            given = "".join(f' and "{column}" is not null' for column in columns if nulls_differ)
            shared = self.shared(
                rows,
                f"select line, row({listed_columns}) as value "
                f"from future_{rows.sheet.name} where ({condition or 'true'}){given}",
            )
            self.refuse(rows, name, shared, told_by(rows.sheet, columns))

    def ask_external_ids(self, rows: Rows) -> None:
        sheet, kept = rows.sheet, ExternalIdentifier._meta.db_table
        shared = self.shared(
            rows,
            "select s.line, entry as value "
            f"from staged_{sheet.name} as s cross join unnest(s.external_ids) as entry "
            f"where s.status <> 'withdrawn' union all select null, k.external_id from {kept} as k "
            f"where k.kind = '{sheet.model._meta.db_table}' and not exists ("
            f"select from staged_{sheet.name} as s where s.id = k.record_id)",
        )
        self.refuse(rows, "external_id_names_one_record", shared)

    def shared(self, rows: Rows, values: str) -> dict[int, str]:
        """The lines whose value stands in an earlier line, or in a record (line null)."""
        found = self.select(
            "select line, first_line, records from ("
            "select line, min(line) over same as first_line, "
            "count(*) filter (where line is null) over same as records "
            f"from ({values}) as given window same as (partition by value)) as counted "
            "where line is not null and (records > 0 or line > first_line)"
        )
        return {
            line: "" if records else f" Row {rows.table.row_of(first)} has the same."
            for line, first, records in found
        }

    # --- Rules that triggers keep ----------------------------------------------------------------

    def ask_status(self, rows: Rows) -> None:
        found = self.select(
            f"select s.line from staged_{rows.sheet.name} as s "
            f"join {rows.sheet.table} as t on t.id = s.id "
            "where t.status in ('published', 'withdrawn') and s.status in ('draft', 'in_review')"
        )
        self.refuse(
            rows, "published_record_never_returns_to_draft", {line: "" for (line,) in found}
        )

    def ask_withdrawals(self, rows: Rows) -> None:
        """A reason goes with each withdrawal, and with nothing else."""
        is_given = REASON in rows.given
        emptied = f"t.{REASON} <> ''" if is_given else "false"
        reasonless = self.select(
            f"select s.line from staged_{rows.sheet.name} as s "
            f"left join {rows.sheet.table} as t on t.id = s.id "
            f"where s.status = 'withdrawn' and not engine.is_given(s.{REASON}) "
            f"and (t.status is distinct from 'withdrawn' or {emptied})"
        )
        place = (REASON, "") if is_given else ("status", "withdrawn")
        self.add_unspoilt(rows, *place, NO_REASON, reasonless)
        if is_given:
            needless = self.select(
                f"select s.line, a.{REASON} from staged_{rows.sheet.name} as s "
                f"join arriving_{rows.sheet.name} as a on a.line = s.line "
                f"where s.status <> 'withdrawn' and a.{REASON} <> ''"
            )
            for line, reason in needless:
                self.add_unspoilt(rows, REASON, reason, NEEDLESS_REASON, [(line,)])

    def add_unspoilt(
        self, rows: Rows, column: str, value: str, reason: str, lines: list[tuple[Any, ...]]
    ) -> None:
        for (line,) in lines:
            if not self.spoilt(rows, line) & {"status", REASON}:
                self.findings.add(rows.table.file, line, column, value, reason)

    def ask_answers(self, rows: Rows) -> None:
        """An answer that cannot be read would take no position, and nobody would be told."""
        if rows.sheet.model is Claim:
            self.ask_given_answers(rows)
        elif rows.sheet.model is Point:
            self.ask_standing_answers(rows)

    def ask_given_answers(self, rows: Rows) -> None:
        for line, asked, answer, reason in given_unreadable(self.select, self.staging):
            unsure = self.spoilt(rows, line) & {"answer", "point"}
            if not unsure and not self.form_is_spoilt(asked):
                self.findings.add(rows.table.file, line, "answer", answer, reason)

    def form_is_spoilt(self, line: int | None) -> bool:
        """Whether a point's row says something of the form of its answers that was refused."""
        spoilt = self.findings.spoilt(sheet_of(Point).file, line) if line else set()
        return bool(spoilt & {"answer_type", "answers"})

    def ask_standing_answers(self, rows: Rows) -> None:
        column = "answers" if "answers" in rows.given else "answer_type"
        for line, claim, reason in standing_unreadable(self.select, self.staging):
            if not self.form_is_spoilt(line):
                told = f"The claim {claim} could not be read any more: {reason}"
                self.findings.add(rows.table.file, line, column, "", told)

    def ask_sides(self, rows: Rows) -> None:
        if rows.sheet.model is not Offer:
            return
        proposers, recipients = (
            self.members(rows, rows.sheet.columns[name]) for name in ("proposers", "recipients")
        )
        found = self.select(
            f"select s.line, p.slug from staged_{rows.sheet.name} as s "
            f"join ({proposers}) as one on one.holder = s.id "
            f"join ({recipients}) as other on other.holder = s.id and other.target = one.target "
            f"join {self.staging.future(Party)} as p "
            "on p.id = one.target where not s.is_joint order by p.slug"
        )
        lines = {line: f" {slug} stands on both sides." for line, slug in found}
        self.refuse(rows, "offer_is_between_two_parties", lines, {"proposers", "kind"})

    def members(self, rows: Rows, column: Any) -> str:
        """A list as it will be."""
        if column.name in rows.header:
            return f"select holder, target from {listed(rows.sheet, column)}"
        keys = f"{column.holder_key} as holder, {column.target_key} as target"
        return f"select {keys} from {column.through}"

    def ask_circles(self, rows: Rows) -> None:
        refusal = NO_CIRCLES.get(kind_of(rows.sheet.model))
        if refusal is None:
            return
        column, future = f"{refusal.field}_id", self.staging.future(rows.sheet.model)
        # A record that contains itself at once is told by a CHECK already. Whoever closes a circle
        # moves, so what stays where it is need not be followed up.
        found = self.select(
            "with recursive link (id, up) as materialized ("
            f"select id, {column} from {future} where {column} is not null), above as ("
            f"select s.line, s.id as start, s.{column} as id from staged_{rows.sheet.name} as s "
            f"left join {rows.sheet.table} as t on t.id = s.id "
            f"where s.{column} <> s.id and s.{column} is distinct from t.{column} union "
            "select a.line, a.start, link.up from link join above as a on link.id = a.id "
            "where a.id <> a.start) select distinct line from above where id = start"
        )
        self.refuse(rows, refusal.constraint, {line: "" for (line,) in found})

    def ask_citations(self, rows: Rows) -> None:
        model = rows.sheet.model
        if model not in CITED_KINDS or self.citations_are_torn():
            return
        kind = kind_of(model)
        found = self.select(
            f"select s.line from staged_{rows.sheet.name} as s where s.status = 'published' "
            f"and s.id not in (select c.{kind}_id from {self.staging.future(Citation)} as c "
            f"where c.{kind}_id is not null and c.status = 'published')"
        )
        lines = {line: "" for (line,) in found}
        self.refuse(rows, f"{kind}_is_cited_once_published", lines, {"status"})

    def citations_are_torn(self) -> bool:
        """Whether some citations could not be read, so that their lack proves nothing."""
        given = [rows for rows in self.staging.given if rows.sheet.model is Citation]
        return sheet_of(Citation).file in self.findings.torn or any(rows.lost for rows in given)

    def ask_silence(self, rows: Rows) -> None:
        if rows.sheet.model is not Claim or self.citations_are_torn():
            return
        statements, citations, sources = map(self.staging.future, (Statement, Citation, Source))
        found = self.select(
            f"select s.line from staged_{rows.sheet.name} as s "
            "where s.stance = 'silent' and s.status = 'published' "
            f"and not exists (select from {statements} as t "
            "where t.id = s.statement_id and t.complete = 'yes') "
            f"and not exists (select from {citations} as c join {sources} as o "
            "on o.id = c.source_id where c.claim_id = s.id and o.extent_read = 'full')"
        )
        lines = {line: "" for (line,) in found}
        self.refuse(rows, "claim_silence_could_be_known", lines, {"statement"})

    # --- What only the writing told ----------------------------------------------------------

    def ask_after(self, error: IntegrityError) -> None:
        """The database refused what was written: all rules are asked, else its own words told."""
        for rows in self.staging.given:
            self.ask_rules(rows, field_rules=True)
        if len(self.findings):
            return
        refusal, diagnosis = refusal_of(error), getattr(error.__cause__, "diag", None)
        table = getattr(diagnosis, "table_name", None)
        detail = getattr(diagnosis, "message_detail", None) or ""
        said = getattr(diagnosis, "message_primary", None) or str(error)
        reason = f"{refusal.message} ({said}{f': {detail}' if detail else ''})"
        for rows in self.staging.given:
            if rows.sheet.model._meta.db_table == table:
                column = refusal.field if refusal.field in rows.sheet.columns else ""
                line = self.line_of(rows, detail)
                self.findings.add(rows.table.file, line, column, "", reason)
                return
        self.findings.add("", 0, "", "", reason)

    def line_of(self, rows: Rows, detail: str) -> int:
        """The row that the database's detail speaks of; 0 when it cannot be told."""
        columns, values = key_in(detail)
        known = {field.column for field in rows.sheet.model._meta.concrete_fields}
        if not columns or not set(columns) <= known or len(columns) != len(values):
            return 0
        same = " and ".join(f'"{column}"::text = %s' for column in columns)
        found = self.select(f"select line from staged_{rows.sheet.name} where {same}", values)
        return int(found[0][0]) if len(found) == 1 else 0


NO_REASON = f"Say why the record is withdrawn, in the column {REASON}."
NEEDLESS_REASON = "A reason is given only where the status is withdrawn."

CHECKS = """
select c.conname, pg_get_expr(c.conbin, c.conrelid), array(
  select a.attname::text from pg_attribute as a
  where a.attrelid = c.conrelid and a.attnum = any(c.conkey))
from pg_constraint as c where c.conrelid = %s::regclass and c.contype = 'c' order by c.conname
"""

UNIQUE = """
select c.relname, pg_get_expr(i.indpred, i.indrelid), array(
  select a.attname::text from pg_attribute as a
  where a.attrelid = i.indrelid and a.attnum = any(i.indkey)), not i.indnullsnotdistinct
from pg_index as i join pg_class as c on c.oid = i.indexrelid
where i.indrelid = %s::regclass and i.indisunique and not i.indisprimary order by c.relname
"""


def arrived(column: Column) -> str:
    """The SQL of what stood in a cell, from the table of arrivals `a`."""
    if isinstance(column, OneOfColumn):
        parts = (f"'{key.kind}:' || a.\"{key.arriving}\"" for key in column.keys)
        return f"concat_ws(';', {', '.join(parts)})"
    if isinstance(column, ListColumn | ManyColumn):
        return f"array_to_string(a.\"{column.name}\", ';')"
    return f'a."{column.name}"::text'


def rules_of_fields(model: type[Record]) -> set[str]:
    """The rules that single fields brought, which their cells have met already."""
    fields: list[Any] = list(model._meta.concrete_fields)
    ruled = [field for field in fields if isinstance(field, RuledField)]
    return {rule.name for field in ruled for rule in field.rules(str(model._meta.model_name))}


def told_by(sheet: Sheet, columns: list[str]) -> set[str]:
    """The sheet's columns behind columns of the kind's table, through bounds and copies too."""
    behind = {stored: column.name for column in sheet.accepted.values() for stored in column.stored}
    for field in sheet.model._meta.concrete_fields:
        if source := getattr(field, "of", ""):
            behind[str(field.column)] = source
    for key in sheet.model._meta.constraints:
        if isinstance(key, ComposedKey) and key.cascade:
            behind.update(dict.fromkeys(key.fields[1:], key.key))
    return {behind[column] for column in columns if column in behind}


def key_in(detail: str) -> tuple[list[str], list[str]]:
    """The columns and values of `Key (a, b)=(1, 2) ...` or of `Failing row contains (1, ...`."""
    if detail.startswith("Failing row contains ("):
        return ["id"], [detail.removeprefix("Failing row contains (").partition(",")[0]]
    head, _, rest = detail.removeprefix("Key (").partition(")=(")
    return head.split(", "), rest.partition(")")[0].split(", ") if rest else []
