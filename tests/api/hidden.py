"""Rows which the public must not see, in every way they can touch the public record.

`Hiding` adds them to the real data set. `remove_hidden` leaves the same public record without them,
as if they had never been entered, and under other keys.
"""

from hashlib import blake2b
from itertools import count

from django.db import IntegrityError, connection, models, transaction

from negotiations.models import KINDS
from negotiations.models.base import references
from negotiations.models.citations import CITED_KINDS
from negotiations.models.refusals import NO_CIRCLES
from negotiations.worlds.reading import public_record
from negotiations.worlds.tables import exposed_tables
from tests.conftest import analyze_records
from tests.factories import build, publish

HIDDEN = ("draft", "in_review", "withdrawn")
#: References which a rule ties to another field of the row: a row made at random would break it.
TIED = {"tenure", "depends_on", "variant_of", "field"}
NUMBERS = count(1)


class Picks:
    """Choices that look like chance and are the same in every run."""

    def __init__(self, seed):
        self.numbers = count(seed)

    def number(self):
        return int.from_bytes(blake2b(str(next(self.numbers)).encode(), digest_size=8).digest())

    def choice(self, things):
        return things[self.number() % len(things)]

    def sample(self, things, most):
        return sorted(things, key=lambda _: self.number())[:most]


class Hiding:
    """Adds hidden rows, and remembers them by kind."""

    def __init__(self, picks):
        self.picks = picks
        self.public = {kind: list(kind.objects.filter(status="published")) for kind in KINDS}
        self.hidden = {kind: [] for kind in KINDS}
        self.tombstones = []

    def run(self):
        for kind in KINDS:
            for status in HIDDEN:
                self.keep(self.hidden_row(kind, status, self.public))
        for kind in KINDS:
            self.children_of_hidden(kind)
            self.members_of_public_lists(kind)
            self.references_to_hidden(kind)
        for kind in KINDS:
            self.withdraw_one(kind)
        # Numbers the changeset, as the commit would: what is recorded can then be asked for.
        ask_now("all")
        analyze_records()

    def keep(self, row):
        if row is not None:
            self.hidden[type(row)].append(row)

    def some(self, rows, kind):
        found = rows.get(kind)
        return self.picks.choice(found) if found else None

    def saved(self, row):
        """The row, if the rules of the database let it be."""
        try:
            with transaction.atomic():
                row.save()
                ask_now(*(refusal.constraint for refusal in NO_CIRCLES.values()))
        except IntegrityError:
            return None
        return row

    def hidden_row(self, kind, status, rows):
        """A row that refers to public ones wherever it can."""
        number = next(NUMBERS)
        given = {
            field.name: self.some(rows, field.related_model)
            for field in keys_of(kind)
            if field.name not in TIED
        }
        for one_of in references(kind):
            chosen = self.picks.choice(sorted(one_of.keys.values()))
            given |= {
                name: given[name] if name == chosen else None for name in one_of.keys.values()
            }
        if kind.__name__ == "Membership":
            given["coalition"] = None
        if kind.__name__ == "Response":
            given["kind"] = "accepts"
        if kind.__name__ == "Claim":
            given |= {"stance": "denies", "answer": "yes"}
        row = build(
            kind.__name__,
            slug=f"hidden-{number}",
            status=status,
            external_ids=[f"secret:{number}"],
            **{name: value for name, value in given.items() if value is not None},
        )
        for name, value in given.items():
            if value is None and kind._meta.get_field(name).null:
                setattr(row, name, None)
        found = self.saved(row)
        if found is not None:
            for many in kind._meta.local_many_to_many:
                member = self.some(rows, many.related_model)
                if member and many.name != "recipients":
                    getattr(found, many.name).add(member)
        return found

    def children_of_hidden(self, kind):
        """Published rows that cannot do without a hidden one."""
        for field in keys_of(kind):
            if field.null or not self.hidden[field.related_model]:
                continue
            parent = self.picks.choice(self.hidden[field.related_model])
            child = build(kind.__name__, slug=f"orphan-{next(NUMBERS)}", **{field.name: parent})
            child.status = "draft" if kind in CITED_KINDS else "published"
            child = self.saved(child)
            if child is not None and kind in CITED_KINDS:
                publish(child, self.picks.choice(self.public[source_kind()]))
            self.keep(child)

    def members_of_public_lists(self, kind):
        for many in kind._meta.local_many_to_many:
            member, holder = (
                self.some(self.hidden, many.related_model),
                self.some(self.public, kind),
            )
            if member and holder:
                try:
                    with transaction.atomic():
                        getattr(holder, many.name).add(member)
                except IntegrityError:
                    continue

    def references_to_hidden(self, kind):
        """Public rows that refer to hidden ones where they could do without."""
        for field in keys_of(kind):
            target = self.some(self.hidden, field.related_model)
            if not field.null or getattr(field, "hides", False) or field.name in TIED or not target:
                continue
            rows = kind.objects.filter(status="published", **{f"{field.name}__isnull": True})
            for row in self.picks.sample(rows, 3):
                setattr(row, field.name, target)
                self.saved(row)

    def withdraw_one(self, kind):
        """A public record goes, and its children with it; its tombstone stays."""
        row = self.picks.choice([row for row in self.public[kind] if not leans_on(row)])
        row.refresh_from_db()
        row.status, row.withdrawn_reason = "withdrawn", "Entered twice."
        if self.saved(row) is not None:
            self.tombstones.append(row)


def ask_now(*rules):
    """Ask rules that would be asked at commit."""
    with connection.cursor() as cursor:
        for moment in ("immediate", "deferred"):
            cursor.execute(f"set constraints {', '.join(rules)} {moment}")


def leans_on(row):
    """Whether a record could not stay published without this citation."""
    cited = [kind.__name__.lower() for kind in CITED_KINDS]
    return any(getattr(row, f"{name}_id", None) for name in cited) and hasattr(row, "quote")


def source_kind():
    return next(kind for kind in KINDS if kind.__name__ == "Source")


def keys_of(kind):
    return [field for field in kind._meta.concrete_fields if isinstance(field, models.ForeignKey)]


# --- The same public record without them ------------------------------------------------------

FAR = 10_000_000


def remove_hidden(apps, tombstones):
    """Delete what the public record does not show, but the tombstones; give every row another key.

    Without triggers: no version moves, no history is written, no reference is checked.
    """
    kept = {type(row)._meta.db_table: row.pk for row in tombstones}
    tables = exposed_tables(apps)
    with public_record():
        shown = {name: rows_of(table) for name, table in tables.items()}
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        for name in tables:
            drop_rules(cursor, name)
        for name, table in tables.items():
            remove_rows(cursor, name, table, shown[name], kept.get(name))
        for name, table in tables.items():
            forget_references(cursor, name, table, shown[name])
        for name, table in tables.items():
            rename_keys(cursor, name, table)
        cursor.execute("set local session_replication_role = origin")


def rows_of(table):
    """What the world shows of a table: each row's key, and its references."""
    columns = ", ".join(f'"{column}"' for column in ("id", *nullable(table)))
    with connection.cursor() as cursor:
        cursor.execute(f'select {columns} from "{table.name}"')
        return {row[0]: row[1:] for row in cursor.fetchall()}


def nullable(table):
    return [reference.column for reference in table.references if reference.nullable]


def drop_rules(cursor, name):
    """What is shown of a row may break the row's own rules: a participant may be hidden."""
    cursor.execute(
        "select conname from pg_constraint where contype = 'c' and conrelid = %s::regclass",
        [f'public."{name}"'],
    )
    drops = ", ".join(f'drop constraint "{rule}"' for (rule,) in cursor.fetchall())
    if drops:
        cursor.execute(f'alter table public."{name}" {drops}')


def remove_rows(cursor, name, table, shown, kept):
    keys = [*shown, *([kept] if kept else [])]
    cursor.execute(f'delete from public."{name}" where not id = any(%s)', [keys])
    cursor.execute(f'delete from history."{name}" where not id = any(%s)', [keys])


def forget_references(cursor, name, table, shown):
    """A reference which the world shows as empty is empty."""
    for place, column in enumerate(nullable(table)):
        empty = [key for key, values in shown.items() if values[place] is None]
        change = f'set "{column}" = null where id = any(%s)'
        for schema in ("public", "history"):
            cursor.execute(f'update {schema}."{name}" {change}', [empty])


def rename_keys(cursor, name, table):
    """Other keys, in the opposite order: whatever shows a key or sorts by it gives itself away."""
    columns = ["id", *(reference.column for reference in table.references)]
    changes = ", ".join(f'"{column}" = {FAR} - "{column}"' for column in columns)
    cursor.execute(f'update public."{name}" set {changes}')
    cursor.execute(f'update history."{name}" set {changes}')
