"""What is denied by another side: the field and the filter, for the kinds that can be."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import Q
from rest_framework import serializers

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedViews
from negotiations.api.filters import Derived
from negotiations.reports.contested import contested_among


class ContestedSerializer(RecordSerializer):
    """A record that says whether it is contested."""

    contested = serializers.BooleanField(
        read_only=True, help_text="Whether another side denies it; derived, never typed in."
    )


class ContestedViews(CitedViews):
    """A kind that can be denied. `contested` is the condition under which it is."""

    contested: ClassVar[Callable[[], Q]]

    def prepare(self, records: Sequence[Any], chosen: frozenset[str]) -> None:
        super().prepare(records, chosen)
        if "contested" in chosen:
            mark_contested(records, type(self).contested())


def mark_contested(records: Sequence[Any], contested: Q) -> None:
    found = contested_among(records, contested)
    for record in records:
        record.contested = record.pk in found


def contested_filter(asked: Callable[[], Q]) -> Derived:
    return Derived("Whether another side denies it in a claim or an answer.", lambda day: asked())
