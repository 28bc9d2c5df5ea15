"""Read documents: a serializer compiled once into SQL that builds the JSON of a record.

The serializers stay the one shape, for the schema and for people; here each of their fields is
written as an expression on a row, so that the database hands out finished JSON and no object is
made for it. Tables are named without a schema: the same text reads in every world. A test holds
each document against what its serializer shows.

Not here: which rows are read and how the text reaches the database (reading.py), and what Python
works out beside a document (the serializers that have `material`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import count
from typing import Any

from django.db.models import Model, OrderBy
from rest_framework import serializers

from negotiations.api.base import Address, Presented, Words
from negotiations.api.kinds import kind_of, path_of
from negotiations.api.values import (
    Counted,
    DateValue,
    Instant,
    Number,
    OneOfReference,
    RecordReference,
    Reference,
    References,
    Truth,
    Word,
)
from negotiations.models import Record
from negotiations.reports.lists import rows_of_list
from negotiations.worlds.prepared import place_apart
from negotiations.worlds.views import ENTERED

#: Stands for the address of the API until it is known how the text will be asked.
ROOT = "@root@"
#: Stands for the key of a row in the SQL of a condition or a count.
KEY = "{key}"


@dataclass(frozen=True)
class Row:
    """A row of a kind under the name it has in the SQL."""

    model: type[Record]
    alias: str

    @property
    def key(self) -> str:
        return f"{self.alias}.id"

    def column(self, name: str) -> str:
        return f'{self.alias}."{name}"'

    def entered(self, name: str) -> str:
        """The key of a reference, hidden target or not: for looking the target up in the world."""
        field: Any = self.model._meta.get_field(name)
        told = field.null and not getattr(field, "hides", False)
        return self.column(f"{field.column}{ENTERED if told else ''}")


_numbers = count(1)


def table_of(model: type[Model]) -> str:
    return f'"{model._meta.db_table}"'


def named_row(model: type[Record]) -> Row:
    return Row(model, f"r{next(_numbers)}")


# --- Documents ------------------------------------------------------------------------------------


def columns(shape: serializers.Serializer, row: Row) -> str:
    """The fields of a shape as a list of columns; what Python works out beside them is left out."""
    beside = shape.beside if isinstance(shape, Presented) else ()
    return ", ".join(
        f'{expression(field, row)} as "{name}"'
        for name, field in shape.fields.items()
        if name not in beside
    )


def document(shape: serializers.Serializer, row: Row) -> str:
    """The document of a row as one expression."""
    return f"(select row_to_json(d) from (select {columns(shape, row)}) as d)"


def documents_where(shape: serializers.Serializer, row: Row, condition: str) -> str:
    """The documents of the rows that meet a condition, as one JSON list."""
    return (
        "(select coalesce(json_agg(d), '[]'::json) from (select "
        f"{columns(shape, row)} from {table_of(row.model)} as {row.alias} "
        f"where {condition} order by {order_of(row)}) as d)"
    )


def documents_of(shape: serializers.Serializer, row: Row, keys: str) -> str:
    """The documents of the rows whose keys a query gives, each once, as one JSON list."""
    order = [f"o{number}" for number, _ in enumerate(row.model.order_within())]
    parts = [f"{document(shape, row)} as document", *named_order(row, order)]
    return (
        f"(select coalesce(json_agg(p.document order by {', '.join(order)}), '[]'::json) "
        f"from ({keys}) as k (id) {looked_up(row, parts)})"
    )


def looked_up(row: Row, parts: Sequence[str]) -> str:
    """Each row by its key `k.id`. `offset 0` keeps the planner from joining whole tables first."""
    return (
        f"cross join lateral (select {', '.join(parts)} from {table_of(row.model)} "
        f"as {row.alias} where {row.key} = k.id offset 0) as p"
    )


def named_order(row: Row, names: Sequence[str]) -> Iterator[str]:
    for name, column in zip(names, row.model.order_within(), strict=True):
        yield f"{column_of(row, column)} as {name}"


def order_of(row: Row) -> str:
    """The order in which records stand within another; what is unknown comes last."""
    return ", ".join(column_of(row, column) for column in row.model.order_within())


def column_of(row: Row, column: str | OrderBy) -> str:
    name = column.expression.name if isinstance(column, OrderBy) else column
    return f'{row.column(name)} collate "C"' if name == "slug" else row.column(name)


# --- Parts apart ----------------------------------------------------------------------------------

#: The statements apart from a document, in the order of their numbers.
Apart = list[str]


def where_there_are(keys: str, key: str, written: Callable[[str], str], apart: Apart | None) -> str:
    """The JSON list of the rows whose keys a query gives, by a statement apart where there are any.

    The query names the key of the row it asks for `{key}`. Without a list for statements apart,
    it is written out in place.
    """
    own = keys.replace(KEY, key)
    if apart is None:
        return written(own)
    name = place_apart(len(apart))
    apart.append(f"select {written(keys.replace(KEY, '$1'))}".replace(ROOT, "$2"))
    return (
        f"case when exists ({own}) then engine.apart('{name}', {key}, {ROOT}) else '[]'::json end"
    )


# --- Records by their names -----------------------------------------------------------------------


def naming(row: Row) -> str:
    """Slug, label and address of a row, as columns."""
    names = {field.name for field in row.model._meta.concrete_fields}
    words = row.column(row.model.label_field) if row.model.label_field in names else "''"
    slug = row.column("slug")
    return f'{slug}, engine.label({words}, {slug}) as label, {address(row)} as "url"'


def address(row: Row) -> str:
    return f"{ROOT} || '{path_of(row.model)}/' || {row.column('slug')} || '/'"


def reference(model: type[Record], key: str) -> str:
    """A record by its key; null where it is hidden."""
    row = named_row(model)
    return (
        f"(select row_to_json(d) from (select {naming(row)} "
        f"from {table_of(model)} as {row.alias} where {row.key} = {key}) as d)"
    )


def reference_to_one_of(keys: dict[type[Record], str]) -> str:
    """The record of the first kind whose key is set, with its kind; null where it is hidden."""
    kinds = [f"when {key} is not null then '{kind_of(model)}'" for model, key in keys.items()]
    paths = [f"when '{kind_of(model)}' then '{path_of(model)}'" for model in keys]
    return named_by_function(
        "k.kind, ",
        f"case k.kind {' '.join(paths)} end",
        f"(select case {' '.join(kinds)} end as kind, coalesce({', '.join(keys.values())}) as id) "
        "as k cross join lateral engine.named(k.kind, k.id) as n",
    )


def reference_beside(model: type[Record], key: str) -> str:
    """The record of a kind that stands inside a reference to another."""
    return named_by_function(
        "", f"'{path_of(model)}'", f"engine.named('{kind_of(model)}', {key}) as n"
    )


def named_by_function(before: str, path: str, found: str) -> str:
    """A reference made from the slug and label that a function finds.

    As subqueries, one for each of many kinds, they would stand in every plan, and to set up a plan
    of hundreds of scans takes longer than to read what is asked for.
    """
    return (
        f"(select row_to_json(d) from (select {before}n.slug, n.label, "
        f"{ROOT} || {path} || '/' || n.slug || '/' as \"url\" from {found} "
        "where n.slug is not null) as d)"
    )


def references(model: type[Record], keys: str) -> str:
    """The records whose keys a query gives, each once, in the order of their slugs."""
    row = named_row(model)
    return (
        f"(select coalesce(json_agg(d), '[]'::json) from (select {naming(row)} "
        f'from {by_keys(row, keys)} order by {row.column("slug")} collate "C") as d)'
    )


def by_keys(row: Row, keys: str) -> str:
    """The rows whose keys a query gives, each once; the keys come first, so that they lead."""
    return f"({keys}) as k (id) join {table_of(row.model)} as {row.alias} on {row.key} = k.id"


# --- Fields ---------------------------------------------------------------------------------------


@singledispatch
def expression(field: serializers.Field, row: Row) -> str:
    """A field of a serializer as an expression on the row."""
    raise TypeError(f"{type(field).__name__} has no form in SQL.")


@expression.register(serializers.CharField)
@expression.register(serializers.IntegerField)
@expression.register(Words)
@expression.register(Word)
def _(field: serializers.Field, row: Row) -> str:
    return row.column(field.source_attrs[-1])


@expression.register
def _(field: Truth, row: Row) -> str:
    return field.condition.replace(KEY, row.key)


@expression.register
def _(field: Counted, row: Row) -> str:
    return f"({field.query.replace(KEY, row.key)})"


@expression.register
def _(field: Address, row: Row) -> str:
    return address(row)


@expression.register
def _(field: Instant, row: Row) -> str:
    return f"to_char({row.column(field.source_attrs[-1])} at time zone 'UTC', '{Instant.SQL_FORM}')"


@expression.register
def _(field: Number, row: Row) -> str:
    return f"trim_scale({row.column(field.source_attrs[-1])})"


@expression.register
def _(field: DateValue, row: Row) -> str:
    name = field.source_attrs[-1]
    parts = (row.column(name), *(row.column(f"{name}_{end}") for end in ("earliest", "latest")))
    return f"engine.date_value({', '.join(parts)})"


@expression.register
def _(field: Reference, row: Row) -> str:
    return reference(field.model, row.entered(field.source_attrs[-1]))


@expression.register
def _(field: RecordReference, row: Row) -> str:
    return f"(select row_to_json(d) from (select {naming(row)}) as d)"


@expression.register
def _(field: References, row: Row) -> str:
    name = field.source_attrs[-1]
    many: Any = row.model._meta.get_field(name)
    joining = rows_of_list(row.model, name).model
    holder, member = f"{many.m2m_field_name()}_id", f"{many.m2m_reverse_field_name()}_id"
    entered = f'"{joining._meta.db_table}{ENTERED}"'
    return references(
        field.model, f'select m."{member}" from {entered} as m where m."{holder}" = {row.key}'
    )


@expression.register
def _(field: OneOfReference, row: Row) -> str:
    """The first key that is set says the kind; others that are set stand inside it."""
    keys: dict[type[Record], str] = {
        row.model._meta.get_field(name).related_model: row.entered(name)
        for name in field.one_of.keys.values()
    }
    found = reference_to_one_of(keys)
    return with_those_beside(found, keys) if field.one_of.may_join else found


def with_those_beside(first: str, keys: dict[type[Record], str]) -> str:
    """A reference to the first whose key is set, with those of other kinds that are set too."""
    added = "".join(
        f""" || case when coalesce({", ".join(list(keys.values())[:place])}) is not null
        and {key} is not null
        then ',"{kind_of(model)}":' || {reference_beside(model, key)} else '' end"""
        for place, (model, key) in enumerate(keys.items())
        if place
    )
    return f"(left({first}::text, -1){added} || '}}')::json"


@expression.register
def _(field: serializers.ListSerializer, row: Row) -> str:
    """The records that refer to the row, or those whose keys the shape asks for."""
    if keys := getattr(field.parent, "keys_of", {}).get(field.field_name):
        return where_there_are(
            keys,
            row.key,
            lambda keys: documents_of(field.child, named_row(field.child.Meta.model), keys),
            field.context.get("apart"),
        )
    relation: Any = row.model._meta.get_field(field.source)
    inner = named_row(relation.related_model)
    return documents_where(field.child, inner, f"{inner.column(relation.field.column)} = {row.key}")


@expression.register
def _(field: serializers.Serializer, row: Row) -> str:
    """A part that shows the same row."""
    return document(field, row)
