"""What every kind's serializer shares: its fields are those that the model declares public.

Not here: how a kind is filtered (filters.py) and served (views.py), and what it shows beyond its
own fields (one file per topic).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers

from negotiations import fields
from negotiations.api.values import (
    DateValue,
    Instant,
    Number,
    OneOfReference,
    Reference,
    References,
    Word,
)
from negotiations.models import Record
from negotiations.models.base import STAMPS, public_fields


class Presented(serializers.Serializer):
    """A part of an answer. It knows the records it shows, so that all are named at once.

    Most fields of a record are compiled into its document (documents.py). Those that Python works
    out stand `beside` it: `material` is SQL for what they are made from, and `finish` makes them.
    """

    beside: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def material(cls, key: str, apart: list[str] | None = None) -> str:
        """What the fields beside are worked out from, as JSON, by the key of the row.

        What few rows have may be added to the statements `apart` from the document.
        """
        raise NotImplementedError

    @classmethod
    def finish(cls, material: Any, day: date | None) -> dict[str, Any]:
        """The fields beside the document, as they stand on the day."""
        raise NotImplementedError

    def records(self, shown: Any) -> Iterator[Record]:
        """Every record in what is shown here and in the parts within."""
        for field in self.fields.values():
            part = getattr(field, "child", field)
            if isinstance(part, Presented):
                found = field.get_attribute(shown)
                for inner in members(found) if part is not field else [found]:
                    yield from part.records(inner)


def members(found: Any) -> Iterable[Any]:
    return found.all() if isinstance(found, models.Manager) else found


class RecordSerializer(Presented):
    """One record of a kind: `Meta.model` says which. Fields declared in the class come last.

    Where what is shown is a report on a record, `Meta.inside` names the attribute which holds it.
    """

    class Meta:
        model: type[Record] = Record
        inside = ""

    @property
    def inside(self) -> str:
        return getattr(self.Meta, "inside", "")

    def records(self, shown: Any) -> Iterator[Record]:
        yield getattr(shown, self.inside) if self.inside else shown
        yield from super().records(shown)

    def get_fields(self) -> dict[str, serializers.Field]:
        slug, *names = public_fields(self.Meta.model)
        found = {slug: self.field(slug), "url": Address(source=self.inside or "*")}
        found |= {name: self.field(name) for name in (*names, *STAMPS)}
        found |= super().get_fields()
        chosen = self.context.get("chosen") if self.is_outermost else None
        return found if chosen is None else {name: found[name] for name in found if name in chosen}

    @property
    def is_outermost(self) -> bool:
        """Whether `fields` and `omit` speak of it, not of a record within."""
        parent = self.parent
        return parent is None or (
            isinstance(parent, serializers.ListSerializer) and parent.parent is None
        )

    def field(self, name: str) -> serializers.Field:
        source = {"source": f"{self.inside}.{name}"} if self.inside else {}
        return field_for(self.Meta.model, name, **source)


class Address(serializers.Field):
    """Where the record itself is found in the API."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, help_text="Where the record is found.", **kwargs)

    def to_representation(self, value: Record) -> str:
        return self.context["names"].address(type(value), value.slug)


def field_for(model: type[Record], name: str, **source: str) -> serializers.Field:
    """The field which shows a public field of a kind."""
    one_of = model.__dict__.get(name)
    if isinstance(one_of, fields.OneOf):
        return OneOfReference(one_of, help_text=one_of.help_text, **source)
    field = model._meta.get_field(name)
    told: dict[str, Any] = {"help_text": str(field.help_text), **source}
    if isinstance(field, models.ManyToManyField):
        return References(field.related_model, **told)
    if isinstance(field, models.ForeignKey):
        return Reference(field.related_model, **told)
    if isinstance(field, fields.VocabularyField):
        return Word(field.vocabulary, **told)
    if field.null:
        told["allow_null"] = True
    return plain_field_for(field)(read_only=True, **told)


def plain_field_for(field: models.Field) -> Any:
    for kind, shown in (
        (fields.ImpreciseDateField, DateValue),
        (fields.ListField, Words),
        (models.DecimalField, Number),
        (models.IntegerField, serializers.IntegerField),
        (models.DateTimeField, Instant),
    ):
        if isinstance(field, kind):
            return shown
    return serializers.CharField


class Words(serializers.ListField):
    """A list of short texts, in their order."""

    child = serializers.CharField()
