"""Citations in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Value
from django.http import HttpRequest

from negotiations.admin.base import RecordAdmin
from negotiations.admin.forms import RecordForm
from negotiations.admin.lists import RecordChangeList
from negotiations.admin.remembering import last_source, remember_source
from negotiations.models import Citation
from negotiations.models.citations import TARGETS


class CitationChangeList(RecordChangeList):
    """Rows which know what they are for: one query names the targets of a whole page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        slugs = slugs_of_targets(self.result_list)
        for citation in self.result_list:
            citation.target_told = slugs.get(target_of(citation), "")


def target_of(citation: Citation) -> tuple[str, int]:
    keys = ((kind, getattr(citation, f"{kind}_id")) for kind in TARGETS)
    return next((kind, key) for kind, key in keys if key is not None)


def slugs_of_targets(citations: list[Citation]) -> dict[tuple[str, int], str]:
    """Each target as kind:slug."""
    wanted: dict[str, set[int]] = {}
    for kind, key in map(target_of, citations):
        wanted.setdefault(kind, set()).add(key)
    rows = [
        TARGETS[kind].objects.order_by().filter(pk__in=keys).values_list(Value(kind), "pk", "slug")
        for kind, keys in wanted.items()
    ]
    found = rows[0].union(*rows[1:], all=True) if rows else []
    return {(kind, key): f"{kind}:{slug}" for kind, key, slug in found}


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    sections = {"For": "target", "Where in the source": "field"}
    list_display = ("source", "of_target", "field", "stance", "locator", "status")
    list_filter = ("status", "stance")
    list_select_related = ("source",)
    search_fields = ("source__title", "source__slug", "slug", "locator", "quote")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CitationChangeList

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
