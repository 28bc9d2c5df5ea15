"""The history of one record, by whatever road it was written: each changeset with what it changed.

Read from the tables of revisions (worlds/history.py), which triggers fill; nothing is written here.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from psycopg2.sql import SQL, Identifier

from negotiations.admin.naming import with_names
from negotiations.models import Changeset, Record
from negotiations.models.base import STAMPS

ROWS = "SELECT * FROM history.{} WHERE {} = %s ORDER BY revision"


@dataclass(frozen=True)
class Change:
    """A field before and after a changeset, in words; "" is empty."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """What one changeset did to the record."""

    changeset: Changeset
    changes: list[Change]
    is_first: bool


def history_of(record: Record) -> list[Step]:
    """The steps of the record, the latest first."""
    rows = rows_of(record._meta.db_table, "id", record.pk)
    lists = {field: list_rows(field, record) for field in record._meta.many_to_many}
    names = Names(type(record), rows, lists)
    told: dict[int, list[Change]] = {row["changeset"]: [] for row in rows}
    for row, before in with_the_one_before(rows):
        told[row["changeset"]] += [
            change
            for field in kept_fields(type(record))
            if (change := difference(field, before, row, names))
        ]
    for field, entries in lists.items():
        for key, change in list_differences(field, entries, names):
            told.setdefault(key, []).append(change)
    found = Changeset.objects.select_related("actor").in_bulk(told)
    first = min(told, default=0)
    steps = [Step(found[key], changes, key == first) for key, changes in told.items()]
    return sorted((s for s in steps if s.changes), key=lambda s: s.changeset.pk, reverse=True)


def rows_of(table: str, column: str, key: int) -> list[dict[str, Any]]:
    asked = SQL(ROWS).format(Identifier(table), Identifier(column))
    with connection.cursor() as cursor:
        cursor.execute(asked.as_string(cursor.cursor), [key])
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def list_rows(field: models.ManyToManyField, record: Record) -> list[dict[str, Any]]:
    through = field.remote_field.through._meta
    holder = through.get_field(field.m2m_field_name()).column
    return rows_of(through.db_table, holder, record.pk)


def with_the_one_before(
    rows: list[dict[str, Any]],
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The last state of each changeset, beside that of the changeset before."""
    last = {row["changeset"]: row for row in rows}
    before: dict[str, Any] = {}
    for row in last.values():
        yield row, before
        before = row


def kept_fields(model: type[Record]) -> list[models.Field]:
    left_out = {"id", *STAMPS}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in left_out and not getattr(field, "derived", False)
    ]


class Names:
    """The names of all records that a history refers to, asked once for each kind."""

    def __init__(
        self,
        model: type[Record],
        rows: list[dict[str, Any]],
        lists: dict[models.ManyToManyField, list[dict[str, Any]]],
    ) -> None:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for field in kept_fields(model):
            if field.is_relation:
                wanted[field.related_model] |= {row[field.column] for row in rows}
        for field, entries in lists.items():
            column = target_column(field)
            wanted[field.related_model] |= {entry[column] for entry in entries}
        self.known = {
            target: with_names(target._default_manager.all()).in_bulk(keys - {None})
            for target, keys in wanted.items()
        }

    def of(self, target: type[models.Model], key: int | None) -> str:
        if key is None:
            return ""
        found = self.known[target].get(key)
        return str(found) if found else f"{target._meta.verbose_name} {key}, deleted since"


def target_column(field: models.ManyToManyField) -> str:
    return field.remote_field.through._meta.get_field(field.m2m_reverse_field_name()).column


def difference(
    field: models.Field, before: dict[str, Any], after: dict[str, Any], names: Names
) -> Change | None:
    old, new = (in_words(field, row.get(field.column), names) for row in (before, after))
    return Change(label(field), old, new) if old != new else None


def in_words(field: models.Field, value: Any, names: Names) -> str:
    if field.is_relation:
        return names.of(field.related_model, value)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def list_differences(
    field: models.ManyToManyField, entries: list[dict[str, Any]], names: Names
) -> Iterator[tuple[int, Change]]:
    """What each changeset took out of a list and put into it."""
    column = target_column(field)
    by_changeset: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for entry in entries:
        by_changeset[entry["changeset"]][entry[column]] += {"c": 1, "d": -1}.get(entry["op"], 0)
    for changeset, counts in by_changeset.items():
        told = [
            ", ".join(names.of(field.related_model, key) for key, n in counts.items() if n == side)
            for side in (-1, 1)
        ]
        if any(told):
            yield changeset, Change(label(field), *told)


def label(field: models.Field) -> str:
    return field.name.replace("_", " ")
