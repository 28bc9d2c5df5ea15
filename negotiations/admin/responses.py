"""Answers to offers in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import WithoutSource, of_party, of_process
from negotiations.admin.inlines import CitationInline, SheetsInline
from negotiations.admin.lists import in_order_of, in_short
from negotiations.models import Response


class ResponseInline(SheetsInline):
    """How the offer was answered."""

    model = Response
    fk_name = "offer"
    shown = (
        ("party", "kind", "date"),
        ("event", "statement", "counter_offer"),
        "summary",
        "condition",
        ("certainty", "status"),
    )


@admin.register(Response)
class ResponseAdmin(RecordAdmin):
    sections = {"When": "date", "How it was given": "event"}
    list_display = ("offer", "by", "kind", "when", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "kind",
        of_process("offer__processes"),
        of_party("party"),
        WithoutSource,
    )
    list_select_related = ("offer", "party")
    search_fields = ("offer__title", "party__name", "summary", "condition", "slug")
    inlines = (CitationInline,)
    by = in_short("party")
    when = in_order_of("date")
