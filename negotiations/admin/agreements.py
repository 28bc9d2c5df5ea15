"""Agreements, commitments and how they were kept, in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import (
    HasContradictedPoint,
    IsTelling,
    WithoutSource,
    of_party,
    of_process,
)
from negotiations.admin.inlines import CitationInline, RowsInline, SheetsInline
from negotiations.admin.lists import excerpt_of, in_order_of, in_short, names_of
from negotiations.models import Agreement, Commitment, Fulfilment


class CommitmentInline(SheetsInline):
    """What the agreement binds whom to."""

    model = Commitment
    shown = (
        ("ordinal", "actor", "beneficiary", "issue"),
        "action",
        ("quantity", "quantity_max", "unit", "amount_text"),
        ("duration", "deadline", "depends_on"),
        "condition",
        ("certainty", "status"),
    )


class FulfilmentInline(RowsInline):
    """How far it was kept, and when."""

    model = Fulfilment
    shown = ("date", "level", "event", "certainty", "status")


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    sections = {
        "When": "date",
        "Between whom": "parties",
        "What it consists of": "offers",
    }
    needed = {"parties": "Name the parties of the agreement before it is published."}
    list_display = ("title", "when", "kind", "between", "ends", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "kind",
        of_process("processes"),
        of_party("parties", "guarantors"),
        HasContradictedPoint,
        WithoutSource,
    )
    list_prefetch_related = ("parties",)
    search_fields = ("title", "slug", "note")
    inlines = (CommitmentInline, CitationInline)
    when = in_order_of("date")
    ends = in_order_of("ended")
    between = names_of("parties")


@admin.register(Commitment)
class CommitmentAdmin(RecordAdmin):
    sections = {
        "How much": "quantity",
        "On what condition": "condition",
        "Whose telling": "according_to",
    }
    list_display = ("what", "agreement", "by", "issue", "until", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        of_process("agreement__processes"),
        of_party("actor", "beneficiary"),
        WithoutSource,
        IsTelling,
    )
    list_select_related = ("agreement", "actor", "issue")
    search_fields = ("action", "slug", "agreement__title")
    inlines = (FulfilmentInline, CitationInline)
    what = excerpt_of("action")
    by = in_short("actor")
    until = in_order_of("deadline")


@admin.register(Fulfilment)
class FulfilmentAdmin(RecordAdmin):
    list_display = ("of_what", "level", "when", "event", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "level",
        of_process("commitment__agreement__processes", "term__offer__processes"),
        of_party("commitment__actor", "term__actor"),
        WithoutSource,
    )
    list_select_related = ("commitment", "term", "event")
    search_fields = ("commitment__action", "term__action", "slug", "note")
    inlines = (CitationInline,)
    when = in_order_of("date")

    @admin.display(description="of")
    def of_what(self, fulfilment: Fulfilment) -> str:
        return str(fulfilment.target)
