"""Citations in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Concat
from django.http import HttpRequest

from negotiations.admin.base import RecordAdmin
from negotiations.admin.forms import RecordForm
from negotiations.admin.remembering import last_source, remember_source
from negotiations.models import Citation
from negotiations.models.citations import TARGETS


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    sections = {"For": "target", "Where in the source": "field"}
    list_display = ("source", "of_target", "field", "stance", "locator", "status")
    list_filter = ("status", "stance")
    list_select_related = ("source",)
    search_fields = ("source__title", "source__slug", "slug", "locator", "quote")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the target in the form kind:slug, so that no row asks for its own."""
        named = [
            When(**{f"{kind}__isnull": False}, then=Concat(Value(f"{kind}:"), f"{kind}__slug"))
            for kind in TARGETS
        ]
        told = Case(*named, output_field=CharField())
        return super().get_queryset(request).annotate(target_told=told)

    @admin.display(description="for")
    def of_target(self, citation: Citation) -> str:
        return citation.target_told

    def save_model(
        self, request: HttpRequest, obj: Citation, form: RecordForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        remember_source(request, obj.source_id)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return last_source(request) | super().get_changeform_initial_data(request)
