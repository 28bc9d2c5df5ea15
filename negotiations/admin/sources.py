"""Sources in the admin: where a coder begins."""

from django.contrib import admin
from django.http import HttpRequest

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import of_party
from negotiations.admin.forms import RecordForm
from negotiations.admin.lists import in_order_of
from negotiations.admin.remembering import remember_source
from negotiations.models import Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    sections = {
        "Who speaks": "publisher",
        "Where it was found": "url",
        "How it was read": "language",
    }
    list_display = (
        "title",
        "publisher",
        "published",
        "kind",
        "language",
        "carrier",
        "extent_read",
        "status",
    )
    list_filter = ("status", "kind", "carrier", "extent_read", of_party("publisher_party"))
    search_fields = ("title", "slug", "publisher", "url")
    published = in_order_of("published_on", "published")

    def save_model(self, request: HttpRequest, obj: Source, form: RecordForm, change: bool) -> None:
        """Facts entered next are most likely from this source."""
        super().save_model(request, obj, form, change)
        remember_source(request, obj.pk)
