"""Who was at which event, in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import WithoutSource, of_party, of_process
from negotiations.admin.inlines import CitationInline, RowsInline
from negotiations.admin.lists import in_short
from negotiations.models import Participation


class ParticipationInline(RowsInline):
    model = Participation
    shown = (
        "party",
        "person",
        "tenure",
        "role",
        "role_label",
        "attendance",
        "certainty",
        "status",
    )


@admin.register(Participation)
class ParticipationAdmin(RecordAdmin):
    list_display = ("event", "of", "person", "role", "attendance", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "role",
        "attendance",
        of_process("event__processes"),
        of_party("party"),
        WithoutSource,
    )
    list_select_related = ("event", "party", "person")
    search_fields = ("event__title", "party__name", "person__name", "role_label", "slug")
    inlines = (CitationInline,)
    of = in_short("party")
