"""Statements in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import (
    HasContradictedPoint,
    IsTelling,
    WithoutSource,
    of_party,
    of_process,
)
from negotiations.admin.inlines import CitationInline, SheetsInline
from negotiations.admin.lists import excerpt_of, in_order_of, in_short
from negotiations.models import Statement


class StatementInline(SheetsInline):
    """What was said at the event; each is a record of its own and reviewed as such."""

    model = Statement
    fk_name = "said_at"
    verbose_name_plural = "statements made there"
    follows = False
    shown = (
        ("party", "speaker", "tenure"),
        ("date", "kind", "on_record", "channel"),
        "text",
        ("wording", "complete", "language"),
        ("certainty", "status"),
    )


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    sections = {
        "When": "date",
        "The words": "kind",
        "Where it belongs": "part_of",
        "How it became known": "relayed_by",
        "What it is about": "said_at",
    }
    list_display = ("words", "by", "speaker", "when", "kind", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "kind",
        "on_record",
        "channel",
        of_process("processes", "events__processes", "said_at__processes"),
        of_party("party", "co_parties"),
        HasContradictedPoint,
        WithoutSource,
        IsTelling,
    )
    list_select_related = ("party", "speaker")
    search_fields = ("text", "slug", "speaker__name", "speaker_label", "party__name", "topic_note")
    inlines = (CitationInline,)
    words = excerpt_of("text")
    by = in_short("party")
    when = in_order_of("date")
