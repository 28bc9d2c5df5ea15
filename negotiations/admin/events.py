"""Events and the links between them, in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import HasContradictedPoint, WithoutSource, of_party, of_process
from negotiations.admin.inlines import CitationInline, RowsInline
from negotiations.admin.lists import in_order_of
from negotiations.admin.participation import ParticipationInline
from negotiations.admin.statements import StatementInline
from negotiations.models import Event, EventLink


class EventLinkInline(RowsInline):
    """What the event does to others."""

    model = EventLink
    fk_name = "from_event"
    verbose_name_plural = "links to other events"
    shown = ("kind", "to_event", "certainty", "status")


@admin.register(Event)
class EventAdmin(RecordAdmin):
    sections = {
        "Part of": "processes",
        "When and where": "date",
        "What it was about": "agenda",
    }
    list_display = ("title", "when", "kind", "occurrence", "place", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "kind",
        "occurrence",
        "outcome",
        "level",
        of_process("processes"),
        of_party("participations__party"),
        HasContradictedPoint,
        WithoutSource,
    )
    list_select_related = ("place",)
    search_fields = ("title", "slug", "summary", "agenda", "venue", "place__name")
    inlines = (ParticipationInline, StatementInline, EventLinkInline, CitationInline)
    when = in_order_of("date")


@admin.register(EventLink)
class EventLinkAdmin(RecordAdmin):
    list_display = ("from_event", "kind", "to_event", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "kind",
        of_process("from_event__processes", "to_event__processes"),
        WithoutSource,
    )
    list_select_related = ("from_event", "to_event")
    search_fields = ("from_event__title", "to_event__title", "slug")
    inlines = (CitationInline,)
