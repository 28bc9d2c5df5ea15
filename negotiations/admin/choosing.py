"""The names that a chooser offers while somebody types."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from negotiations.admin.naming import long_name
from negotiations.choices import Status
from negotiations.models import Record


class RecordNames(AutocompleteJsonView):
    """Names with dates, and without what was withdrawn."""

    def process_request(self, request: HttpRequest) -> tuple[Any, ...]:
        term, *rest = super().process_request(request)
        # The database has no text with this character in it, and refuses to look for one.
        return term.replace("\0", ""), *rest

    def get_queryset(self) -> QuerySet:
        found = super().get_queryset()
        if issubclass(found.model, Record):
            return found.exclude(status=Status.WITHDRAWN)
        return found

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        return result | {"text": long_name(obj)} if isinstance(obj, Record) else result
