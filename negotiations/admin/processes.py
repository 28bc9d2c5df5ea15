"""Processes and who belongs to them, in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import HasContradictedPoint, WithoutSource, of_party, of_process
from negotiations.admin.inlines import CitationInline, RowsInline
from negotiations.admin.lists import in_order_of
from negotiations.models import Membership, Process


class MembershipInline(RowsInline):
    model = Membership
    shown = ("party", "role", "date", "certainty", "status")


@admin.register(Process)
class ProcessAdmin(RecordAdmin):
    sections = {"When": "date", "What it is about": "summary"}
    list_display = ("title", "when", "kind", "parent", "status")
    list_filter = (
        "status",
        "kind",
        of_party("memberships__party"),
        HasContradictedPoint,
        WithoutSource,
    )
    list_select_related = ("parent",)
    search_fields = ("title", "slug", "summary")
    inlines = (MembershipInline, CitationInline)
    when = in_order_of("date")


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ("party", "process", "coalition", "role", "when", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "role",
        of_process("process"),
        of_party("party", "coalition"),
        WithoutSource,
    )
    list_select_related = ("party", "process", "coalition")
    search_fields = ("party__name", "process__title", "coalition__name", "slug")
    inlines = (CitationInline,)
    when = in_order_of("date")
