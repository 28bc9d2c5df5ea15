"""People and the offices they held, in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import WithoutSource, of_party
from negotiations.admin.inlines import CitationInline, RowsInline
from negotiations.admin.lists import in_order_of, names_of
from negotiations.models import Person, Tenure


class TenureInline(RowsInline):
    model = Tenure
    shown = ("party", "title", "date", "attested", "certainty", "status")


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    list_display = ("name", "sort_name", "name_original", "offices", "status")
    list_filter = ("status", of_party("tenures__party"), WithoutSource)
    list_prefetch_related = ("tenures__person",)
    search_fields = ("name", "sort_name", "name_original", "slug", "aliases")
    inlines = (TenureInline, CitationInline)
    offices = names_of("tenures", "offices")


@admin.register(Tenure)
class TenureAdmin(RecordAdmin):
    list_display = ("person", "title", "party", "held", "certainty", "status")
    list_filter = ("status", "certainty", of_party("party"), WithoutSource)
    list_select_related = ("person", "party")
    search_fields = ("person__name", "person__sort_name", "title", "slug")
    inlines = (CitationInline,)
    held = in_order_of("date", "held")
