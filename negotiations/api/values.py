"""How single values are shown: references, imprecise dates, words of a vocabulary, numbers.

Each is a field of the REST framework, so that the schema of the API is made from it.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import connection
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from negotiations.api.kinds import kind_of
from negotiations.api.names import Names
from negotiations.choices import DatePrecision, Vocabulary
from negotiations.dates import ImpreciseDate
from negotiations.fields import OneOf
from negotiations.models import Record
from negotiations.worlds.reading import of_present_world


class Word(serializers.Field):
    """A word of a closed vocabulary; empty when unknown. The schema says what each word means."""

    def __init__(self, vocabulary: type[Vocabulary], **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, **kwargs})
        self.vocabulary = vocabulary

    def to_representation(self, value: str) -> str:
        return str(value)


class ReferenceShape(serializers.Serializer):
    """Another record: its slug, its name, its address in the API."""

    slug = serializers.CharField(help_text="Its public identity.")
    label = serializers.CharField(help_text="What a reader would call it.")
    url = serializers.URLField(help_text="Where it is found in the API.")


class KindReferenceShape(ReferenceShape):
    """A record that may be of several kinds."""

    kind = serializers.CharField(help_text="What kind of record it is.")


class DateShape(serializers.Serializer):
    """An imprecise date; an open end is null."""

    edtf = serializers.CharField(help_text="The date as EDTF text.")
    earliest = serializers.DateField(allow_null=True, help_text="The first day it allows.")
    latest = serializers.DateField(allow_null=True, help_text="The last day it allows.")
    precision = Word(DatePrecision, help_text="How finely it is written.")
    text = serializers.CharField(help_text="The date in words.")


class NamedField(serializers.Field):
    """A field whose value is a key, shown by the name of the record that bears it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    @property
    def names(self) -> Names:
        return self.context["names"]

    def holder(self, shown: Any) -> Any:
        """What the field belongs to: what is shown, or the part of it that the source names."""
        for attribute in self.source_attrs[:-1]:
            shown = getattr(shown, attribute)
        return shown


@extend_schema_field(ReferenceShape(allow_null=True))
class Reference(NamedField):
    """A reference to a record of one kind."""

    def __init__(self, model: type[Record], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model

    def get_attribute(self, instance: Any) -> int | None:
        return getattr(self.holder(instance), f"{self.source_attrs[-1]}_id")

    def to_representation(self, value: int) -> dict[str, str] | None:
        return self.names.reference(kind_of(self.model), value)


@extend_schema_field(ReferenceShape)
class RecordReference(NamedField):
    """A reference to a record that was read."""

    def to_representation(self, value: Record) -> dict[str, str] | None:
        return self.names.reference(kind_of(type(value)), value.pk)


@extend_schema_field(KindReferenceShape(allow_null=True))
class OneOfReference(NamedField):
    """A reference that may go to several kinds; it says which."""

    def __init__(self, one_of: OneOf, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.one_of = one_of

    def get_attribute(self, instance: Any) -> dict[str, int] | None:
        record = self.holder(instance)
        keys = {kind: getattr(record, f"{name}_id") for kind, name in self.one_of.keys.items()}
        return {kind: key for kind, key in keys.items() if key is not None} or None

    def to_representation(self, value: dict[str, int]) -> dict[str, Any] | None:
        """The first kind set; a person who speaks for a party stands inside it."""
        (kind, key), *others = value.items()
        found = self.names.reference(kind, key)
        if found is None:
            return None
        return {
            "kind": kind,
            **found,
            **{other: self.names.reference(other, its_key) for other, its_key in others},
        }


@extend_schema_field(ReferenceShape(many=True))
class References(NamedField):
    """A list of references, in the order of their slugs."""

    def __init__(self, model: type[Record], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model

    def get_attribute(self, instance: Any) -> Record:
        return self.holder(instance)

    def to_representation(self, value: Record) -> list[dict[str, str]]:
        return self.names.members(value, self.source_attrs[-1], kind_of(self.model))


@extend_schema_field(DateShape(allow_null=True))
class DateValue(serializers.Field):
    """An imprecise date from its EDTF text; null when unknown."""

    def to_representation(self, value: str) -> dict[str, Any] | None:
        return date_value(value)


def date_value(edtf: str) -> dict[str, Any] | None:
    if not edtf:
        return None
    found = ImpreciseDate.parse(edtf)
    return {
        "edtf": found.edtf,
        "earliest": found.earliest and found.earliest.isoformat(),
        "latest": found.latest and found.latest.isoformat(),
        "precision": found.precision,
        "text": found.text,
    }


@extend_schema_field({"type": "string", "format": "date-time"})
class Instant(serializers.Field):
    """An instant of UTC, to the microsecond."""

    FORM: ClassVar = "%Y-%m-%dT%H:%M:%S.%fZ"
    SQL_FORM: ClassVar = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'

    def to_representation(self, value: datetime) -> str:
        return value.astimezone(UTC).strftime(self.FORM)


class Truth(serializers.BooleanField):
    """Yes or no, worked out by a condition in SQL that names the row's key `{key}`."""

    def __init__(self, condition: str, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)
        self.condition = condition

    def get_attribute(self, instance: Record) -> bool:
        return bool(asked_of(instance, self.condition))


class Counted(serializers.IntegerField):
    """A number, counted by a query in SQL that names the row's key `{key}`."""

    def __init__(self, query: str, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)
        self.query = query

    def get_attribute(self, instance: Record) -> int:
        return int(asked_of(instance, self.query))


def asked_of(record: Record, sql: str) -> Any:
    """What SQL on the key of a row answers for one record."""
    with connection.cursor() as cursor:
        question = of_present_world(sql).replace("{key}", "%(key)s")
        cursor.execute(f"select ({question})", {"key": record.pk})
        return cursor.fetchone()[0]


@extend_schema_field({"type": "number"})
class Number(serializers.Field):
    """A number with decimals, as a JSON number."""

    def to_representation(self, value: Decimal) -> int | float:
        return int(value) if value == value.to_integral_value() else float(value)
