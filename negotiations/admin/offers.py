"""Offers and their terms in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import (
    HasContradictedPoint,
    IsTelling,
    WithoutAnswer,
    WithoutSource,
    of_party,
    of_process,
)
from negotiations.admin.inlines import CitationInline, SheetsInline
from negotiations.admin.lists import excerpt_of, in_order_of, in_short, names_of
from negotiations.admin.responses import ResponseInline
from negotiations.models import Offer, Term


class TermInline(SheetsInline):
    """The package, one term below the other."""

    model = Term
    shown = (
        ("ordinal", "side", "actor", "beneficiary", "issue"),
        "action",
        ("quantity", "quantity_max", "unit", "amount_text"),
        ("duration", "duration_max", "deadline", "timing"),
        ("condition", "depends_on", "option_group"),
        ("verified", "reversible", "certainty", "status"),
    )


@admin.register(Offer)
class OfferAdmin(RecordAdmin):
    sections = {
        "When": "date",
        "Between whom": "proposers",
        "How it hangs together": "proposes",
        "What it says": "channel",
        "Whose telling": "variant_of",
    }
    list_display = (
        "title",
        "when",
        "made_by",
        "made_to",
        "kind",
        "put",
        "certainty",
        "status",
    )
    list_filter = (
        "status",
        "certainty",
        "kind",
        "put",
        of_process("processes", "event__processes"),
        of_party("proposers", "recipients"),
        WithoutAnswer,
        HasContradictedPoint,
        WithoutSource,
        IsTelling,
    )
    list_prefetch_related = ("proposers", "recipients")
    search_fields = ("title", "slug", "summary", "conditions")
    inlines = (TermInline, ResponseInline, CitationInline)
    when = in_order_of("date")
    made_by = names_of("proposers", "by")
    made_to = names_of("recipients", "to")


@admin.register(Term)
class TermAdmin(RecordAdmin):
    sections = {
        "How much": "quantity",
        "When": "deadline",
        "On what condition": "condition",
        "Whose telling": "according_to",
    }
    list_display = ("what", "offer", "side", "by", "issue", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "side",
        "timing",
        of_process("offer__processes"),
        of_party("actor", "beneficiary"),
        WithoutSource,
    )
    list_select_related = ("offer", "actor", "issue")
    search_fields = ("action", "slug", "offer__title", "amount_text")
    inlines = (CitationInline,)
    what = excerpt_of("action")
    by = in_short("actor")
