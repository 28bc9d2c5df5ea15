"""The tree of issues in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.inlines import CitationInline
from negotiations.models import Issue


@admin.register(Issue)
class IssueAdmin(RecordAdmin):
    sections = {"Codes of other schemes": "cameo"}
    list_display = ("label", "parent", "definition", "status")
    list_filter = ("status", ("parent", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("parent",)
    search_fields = ("label", "slug", "definition")
    inlines = (CitationInline,)
