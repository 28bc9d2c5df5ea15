"""The names of all records that an answer refers to, read in two queries whatever it holds.

Serializers see keys only. First the rows of an answer are read, then, for all of them at once, the
members of their lists, and last the slug and label of every record they mention.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.db.models import F, ForeignKey, ManyToManyField, QuerySet, Value
from django.http import HttpRequest

from negotiations.api.kinds import kind_of, label_expression, label_of, path_of, root_address
from negotiations.fields import OneOf
from negotiations.models import KINDS, Record
from negotiations.reports.lists import rows_of_list

BY_KIND: dict[str, type[Record]] = {kind_of(model): model for model in KINDS}


Shown = Mapping[type[Record], Container[str]]


class Names:
    """Looks up references by kind and key, and the members of lists."""

    def __init__(
        self, request: HttpRequest, records: Iterable[Record], shown: Shown | None = None
    ) -> None:
        """`shown` names the fields of a kind that are shown of it, where that is not all."""
        self.root = root_address(request)
        rows = group(records)
        self.lists = members_of_lists(rows, shown or {})
        self.found = dict(names_of_rows(rows))
        self.found.update(slugs_and_labels(wanted(rows, self.lists, shown or {})))

    def reference(self, kind: str, key: int) -> dict[str, str] | None:
        if (kind, key) not in self.found:
            return None
        slug, label = self.found[kind, key]
        return {"slug": slug, "label": label, "url": self.address(BY_KIND[kind], slug)}

    def members(self, record: Record, name: str, kind: str) -> list[dict[str, str]]:
        """The members of a list in the order of their slugs."""
        keys = self.lists.get((kind_of(type(record)), name, record.pk), ())
        found = (self.reference(kind, key) for key in keys)
        return sorted(filter(None, found), key=lambda reference: reference["slug"])

    def address(self, model: type[Record], slug: str) -> str:
        return f"{self.root}{path_of(model)}/{slug}/"


Rows = dict[type[Record], dict[int, Record]]
Lists = dict[tuple[str, str, int], list[int]]


def group(records: Iterable[Record]) -> Rows:
    rows: Rows = defaultdict(dict)
    for record in records:
        rows[type(record)][record.pk] = record
    return rows


@cache
def keys_of(model: type[Record]) -> tuple[tuple[str, ForeignKey], ...]:
    """The foreign keys behind the public fields of a kind, each with the name of its field."""
    found: list[tuple[str, ForeignKey]] = []
    for name in model.Exposure.public:
        one_of = model.__dict__.get(name)
        behind = one_of.keys.values() if isinstance(one_of, OneOf) else [name]
        fields = (model._meta.get_field(key) for key in behind)
        found += ((name, field) for field in fields if isinstance(field, ForeignKey))
    return tuple(found)


@cache
def lists_of(model: type[Record]) -> tuple[ManyToManyField, ...]:
    public = set(model.Exposure.public)
    return tuple(field for field in model._meta.local_many_to_many if field.name in public)


def is_shown(model: type[Record], name: str, shown: Shown) -> bool:
    return model not in shown or name in shown[model]


def members_of_lists(rows: Rows, shown: Shown) -> Lists:
    queries = [
        list_query(field, list(records))
        for model, records in rows.items()
        for field in lists_of(model)
        if is_shown(model, field.name, shown)
    ]
    found: Lists = defaultdict(list)
    for kind, name, holder, member in united(queries):
        found[kind, name, holder].append(member)
    return found


def list_query(field: ManyToManyField, holders: list[int]) -> QuerySet[Any, Any]:
    holder, member = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = rows_of_list(field.model, field.name).filter(**{f"{holder}__in": holders})
    return rows.values_list(
        Value(kind_of(field.model)), Value(field.name), F(f"{holder}_id"), F(f"{member}_id")
    )


def wanted(rows: Rows, lists: Lists, shown: Shown) -> dict[type[Record], set[int]]:
    """The keys of all records mentioned, by kind."""
    keys: dict[type[Record], set[int]] = defaultdict(set)
    for model, records in rows.items():
        for name, field in keys_of(model):
            if not is_shown(model, name, shown):
                continue
            found = (getattr(record, field.attname) for record in records.values())
            read = rows.get(field.related_model, {})
            keys[field.related_model].update(
                key for key in found if key is not None and key not in read
            )
    targets = {
        (kind_of(model), field.name): field.related_model
        for model in rows
        for field in lists_of(model)
    }
    for (kind, name, _), members in lists.items():
        keys[targets[kind, name]].update(members)
    return keys


def slugs_and_labels(
    keys: dict[type[Record], set[int]],
) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    queries = [
        model._base_manager.filter(pk__in=sorted(found)).values_list(
            Value(kind_of(model)), F("pk"), F("slug"), label_expression(model)
        )
        for model, found in keys.items()
        if found
    ]
    for kind, key, slug, text in united(queries):
        yield (kind, key), (slug, text)


def names_of_rows(rows: Rows) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    """The rows of an answer name themselves."""
    for model, records in rows.items():
        for key, record in records.items():
            text = str(getattr(record, model.label_field, ""))
            yield (kind_of(model), key), (record.slug, label_of(text, record.slug))


def united(queries: list[QuerySet[Any, Any]]) -> Iterable[tuple[Any, ...]]:
    """The rows of all queries, asked as one."""
    queries = [query.order_by() for query in queries]
    return queries[0].union(*queries[1:], all=True) if queries else ()
