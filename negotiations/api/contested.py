"""What is denied by another side: the field and the filter, for the kinds that can be."""

from collections.abc import Callable, Container

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from rest_framework import serializers

from negotiations.api.base import RecordSerializer
from negotiations.api.filters import Derived
from negotiations.models import Record


class ContestedSerializer(RecordSerializer):
    """A record that says whether it is contested."""

    contested = serializers.BooleanField(
        read_only=True, help_text="Whether another side denies it; derived, never typed in."
    )


def contested_filter(asked: Callable[[], Q]) -> Derived:
    return Derived("Whether another side denies it in a claim or an answer.", asked)


def with_contested(
    rows: QuerySet[Record], chosen: Container[str], asked: Callable[[], Q]
) -> QuerySet[Record]:
    if "contested" not in chosen:
        return rows
    return rows.annotate(contested=ExpressionWrapper(asked(), output_field=BooleanField()))
