"""What is denied by another side: the field and the filter, for the kinds that can be."""

from collections.abc import Callable

from django.db.models import Q

from negotiations.api.filters import Derived
from negotiations.api.values import Truth


def contested_field(condition: str) -> Truth:
    return Truth(condition, help_text="Whether another side denies it; derived, never typed in.")


def contested_filter(asked: Callable[[], Q]) -> Derived:
    return Derived("Whether another side denies it in a claim or an answer.", lambda day: asked())
