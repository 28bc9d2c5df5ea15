"""Parties in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import WithoutSource, of_party, of_process
from negotiations.admin.inlines import CitationInline
from negotiations.models import Party


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    sections = {"When": "date", "Codes": "iso3"}
    list_display = ("name", "short_name", "kind", "parent", "iso3", "status")
    list_filter = (
        "status",
        "kind",
        of_process("memberships__process"),
        of_party("pk"),
        WithoutSource,
    )
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "slug", "iso3", "aliases")
    inlines = (CitationInline,)
