"""How a filter reaches other records: along a path of references, key by key.

Each step asks the rows that hold the reference for its key, so that an index serves it, no row
stands twice, and nothing is read that was not asked for. Not here: what may be asked (the
filters of the API and of exports).
"""

from typing import Any

from django.db.models import ManyToManyField, ManyToOneRel, Q, QuerySet

from negotiations.models import Record

STEP = "__"


def reached(model: type[Record], paths: tuple[str, ...], values: Any) -> Q:
    """The rows of the kind that reach one of the values by any of the paths."""
    if all(is_own(model, path) for path in paths):
        return any_of(Q(**{f"{path}__in": values}) for path in paths)
    first, *others = (keys_reaching(model, path, values) for path in paths)
    return Q(pk__in=first.union(*others) if others else first)


def is_own(model: type[Record], path: str) -> bool:
    """Whether the path is a column of the kind itself."""
    return path in {field.name for field in model._meta.concrete_fields}


def any_of(conditions: Any) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def keys_reaching(model: type[Record], path: str, values: Any) -> QuerySet[Any, Any]:
    """The keys of the rows that reach one of the values by the path."""
    step, _, rest = path.partition(STEP)
    field: Any = model._meta.get_field(step)
    if isinstance(field, ManyToOneRel):
        rows = field.related_model._base_manager.filter(
            reached_by(field.related_model, rest, values)
        )
        return rows.order_by().values(field.field.attname)
    if field.many_to_many:
        return keys_in_list(field, rest, values)
    found = values
    if rest:
        found = keys_reaching(field.related_model, rest, values)
    return model._base_manager.filter(**{f"{step}__in": found}).order_by().values("pk")


def reached_by(model: type[Any], rest: str, values: Any) -> Q:
    return reached(model, (rest,), values) if rest else Q(pk__in=values)


def keys_in_list(field: Any, rest: str, values: Any) -> QuerySet[Any, Any]:
    """Through the rows of a list of references, from whichever of its ends the path comes."""
    declared: Any = field if isinstance(field, ManyToManyField) else field.field
    ends = [declared.m2m_field_name(), declared.m2m_reverse_field_name()]
    holder, member = ends if declared is field else reversed(ends)
    found = keys_reaching(field.related_model, rest, values) if rest else values
    through = declared.remote_field.through._base_manager
    rows: QuerySet[Any, Any] = through.filter(**{f"{member}__in": found})
    return rows.order_by().values(key_of(rows.model, holder))


def key_of(model: type[Any], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.attname)
